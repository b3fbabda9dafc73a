"""``plan``: what somebody with next year's document types."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from plans.loading import FOLDER, load_plans
from rules.plan.dues import Due
from rules.plan.duty import Duty
from suishoupai.cli.plan_duties import LINGERS, duties_on
from suishoupai.cli.plans import plan
from tests.hospital import Hospital
from tests.plan.test_plan_table import DRILL, filled, instead

ANQUANYUE = FOLDER / "anquanyue.plan.yaml"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A terminal on which no column breaks, on a machine without a database."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("SSP_DATA_DIR", str(tmp_path / "nowhere"))


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(plan, [str(word) for word in words])


def told(*words: str | Path) -> Any:
    return json.loads(run(*words).stdout)


def copied(folder: Path, *changes: tuple[str, str]) -> Path:
    """The shipped document with some words changed, as next year's."""
    text = ANQUANYUE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "next.plan.yaml"
    file.write_text(text, encoding="utf-8")
    return file


# check


def test_a_document_without_a_mistake() -> None:
    done = run("check", ANQUANYUE)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "没有问题：安全生产月，22件事，54种履职记录，15条不用办的。\n"


def test_every_mistake_of_a_file_with_its_line(tmp_path: Path) -> None:
    wrong = copied(tmp_path, ("year: 2023", "year: 兔年"), ("ladder: month", "stairs: month"))
    done = run("check", wrong)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "next.plan.yaml 第12行：“year”要写成整数。",
        f"next.plan.yaml 第{line_of(wrong, 'stairs')}行：不认得“stairs”这一项，是不是拼错了。",
        "共2处，改好再检查一次。",
    ]


def line_of(file: Path, word: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if word in line)


def test_a_table_is_checked_the_same_way(tmp_path: Path) -> None:
    (tmp_path / "冬.xlsx").write_bytes(filled([DRILL]))
    assert run("check", tmp_path / "冬.xlsx").stdout == "没有问题：冬季行动，1件事，1种履职记录。\n"
    (tmp_path / "冬.xlsx").write_bytes(filled([instead(3, "回头"), instead(0, "大家")]))
    done = run("check", tmp_path / "冬.xlsx")
    assert done.exit_code == 1
    assert [line[:20] for line in done.stderr.splitlines()] == [
        "冬.xlsx 第16行“到哪天”读不懂：",
        "冬.xlsx 第17行“谁”读不懂：写“",
        "共2处，改好再检查一次。",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF", "不认得这种文件，交 .yaml 或 .xlsx"),
        ("a.yaml", "标题: 方案".encode("gb18030"), "不是 UTF-8 编码"),
        ("a.xlsx", b"", "打不开"),
    ],
)
def test_what_is_no_document(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("check", tmp_path / name)
    assert done.exit_code == 1
    assert said in done.stderr


def test_a_local_document_that_drops_something_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "冬.xlsx").write_bytes(filled([DRILL], 上级方案="anquanyue"))
    done = run("check", tmp_path / "冬.xlsx")
    assert done.exit_code == 1
    assert done.stderr.startswith("上级方案安全生产月的22件事这里一件也没有：两份一起办")
    assert "共1处" in done.stderr


def test_a_local_document_of_a_parent_nobody_has(tmp_path: Path) -> None:
    (tmp_path / "冬.xlsx").write_bytes(filled([DRILL], 上级方案="nobody"))
    assert "请留意：上级方案 nobody 不在，没法对照" in run("check", tmp_path / "冬.xlsx").stdout


# show


def test_what_a_document_asks_for_this_year() -> None:
    shown = run("show", "anquanyue", "--year", "2024").stdout
    assert "安全生产月 川卫办发〔2023〕27号（anquanyue）" in shown
    (day,) = (line for line in shown.splitlines() if "B61" in line)
    assert [cell.strip() for cell in day.split("│")[1:-1]] == [
        "B61、B62、B63、B64",
        "单位",
        "咨询日",
        "至少1次，安全宣传咨询日，留照片、人数",
        "6月16日周日",
    ]


def test_all_documents_are_shown_when_none_is_named() -> None:
    shown = run("show").stdout
    assert all(each.number in shown for each in load_plans())


def test_before_its_time_a_document_asks_for_nothing() -> None:
    assert "这一年没有" in run("show", "anquanyue", "--year", "2020").stdout


def test_a_day_of_the_year_before_says_so() -> None:
    shown = run("show", "chabaocu", "--year", "2026").stdout
    assert "2025年12月31日周三" in shown
    assert "2026年12月31日" not in shown


def test_a_code_nobody_knows() -> None:
    done = run("show", "nobody")
    assert done.exit_code == 1
    assert "没有叫“nobody”的方案，也没有这个文件；已有的方案：anquanyue、chabaocu" in done.stderr


# diff


def test_next_years_document_beside_this_years(tmp_path: Path) -> None:
    changed = copied(tmp_path, ("〔2023〕27号", "〔2024〕9号"), ("[2023-06-16]", "[2023-06-17]"))
    assert run("diff", "anquanyue", changed).stdout.splitlines() == [
        "改了：方案“安全生产月”的文号，川卫办发〔2023〕27号 → 川卫办发〔2024〕9号",
        "改了：事“咨询日”的到哪天，6月16日 → 6月17日",
    ]


def test_nothing_changed() -> None:
    assert run("diff", "anquanyue", ANQUANYUE).stdout == "一样，没有差别。\n"


def test_differences_for_machines(tmp_path: Path) -> None:
    changed = copied(tmp_path, ("[2023-06-16]", "[2023-06-17]"))
    assert told("diff", "anquanyue", changed, "--json") == [
        {"fate": "改了", "part": "事", "code": "consultation-day", "name": "咨询日", "field": "到哪天",
         "old": "6月16日", "new": "6月17日"}
    ]  # fmt: skip


# duties


def test_what_stands_on_a_day() -> None:
    found = told("duties", "--on", "2026-06-10", "--json")
    (day,) = (one for one in found if one["code"] == "consultation-day")
    assert day == {
        "plan": "anquanyue",
        "code": "consultation-day",
        "needs": "咨询日",
        "whom": ["unit"],
        "clauses": ["B61", "B62", "B63", "B64"],
        "phrase": "6·16",
        "measure": "deeds",
        "at_least": 1,
        "due": "2026-06-16",
        "target": "2026-06-15",
        "guessed": False,
        "opens": "2026-06-01",
        "closes": "2026-06-16",
        "over": False,
        "days_left": 6,
    }
    assert [one["due"] for one in found] == sorted(one["due"] for one in found)


def test_what_was_missed_still_stands_for_a_while() -> None:
    (day,) = (one for one in on(date(2026, 6, 20)) if one["code"] == "consultation-day")
    assert (day["over"], day["days_left"]) == (True, -4)
    assert not any(
        (date(2027, 1, 10) - date.fromisoformat(one["closes"])).days > LINGERS
        for one in on(date(2027, 1, 10))
    )


def on(day: date) -> list[dict[str, Any]]:
    return duties_on(load_plans(), day)


def test_only_what_binds_a_city() -> None:
    found = duties_on(load_plans(), date(2026, 6, 10), level="city")
    assert {one["plan"] for one in found} == {"chabaocu"}


def test_how_far_each_has_come_is_added_where_it_is_known() -> None:
    def half(duty: Duty, due: Due) -> Mapping[str, Any]:
        return {"done": duty.goal.at_least // 2}

    found = duties_on(load_plans(), date(2026, 6, 10), standing_of=half)
    assert all("done" in one for one in found)


def test_a_day_nobody_understands() -> None:
    assert run("duties", "--on", "明天").exit_code == 2


@pytest.fixture
def here(hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine of the hospital."""
    monkeypatch.setenv("SSP_DATABASE__URL", hospital.product.settings.database_url)
    monkeypatch.setenv("SSP_DATA_DIR", str(hospital.product.settings.data_dir))


@pytest.mark.usefixtures("here")
def test_for_one_unit_only_what_binds_its_kind() -> None:
    found = told("duties", "--on", "2026-06-10", "--unit", "SYY", "--json")
    assert found
    assert all("unit" in one["whom"] for one in found)
    assert len(found) < len(told("duties", "--on", "2026-06-10", "--json"))


@pytest.mark.usefixtures("here")
def test_a_unit_nobody_knows() -> None:
    refused = run("duties", "--on", "2026-06-10", "--unit", "没有的")
    assert (refused.exit_code, "没有编码是“没有的”的单位" in refused.stderr) == (1, True)


# template


def test_the_empty_table_never_overwrites(tmp_path: Path) -> None:
    done = run("template", tmp_path / "空.xlsx")
    assert (done.exit_code, (tmp_path / "空.xlsx").stat().st_size > 5_000) == (0, True)
    again = run("template", tmp_path / "空.xlsx")
    assert again.exit_code == 1
    assert "已经有了，换个名字" in again.stderr


def test_the_empty_table_is_a_workbook(tmp_path: Path) -> None:
    assert "请以 .xlsx 结尾" in run("template", tmp_path / "空.csv").stderr


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = run("template", tmp_path / "没有" / "方案.xlsx")
    assert done.exit_code == 1
    assert "写不了" in done.stderr


# load


@pytest.fixture
def winter(hospital: Hospital, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An installation, and a document of the city's own."""
    monkeypatch.setenv("SSP_DATABASE__URL", hospital.product.settings.database_url)
    return copied(tmp_path, ("plan: anquanyue", "plan: winter"), ("short: 安全生产月", "short: 百日行动"))


def test_what_was_loaded_is_shown_and_asks_like_what_was_shipped(winter: Path) -> None:
    assert run("show", "winter").exit_code == 1
    done = run("load", winter)
    assert done.stdout == "启用了：百日行动（winter），22件事，所有单位照办。\n"
    assert "百日行动" in run("show", "winter").stdout
    assert "winter" in run("show").stdout
    assert "winter" in {
        one["plan"] for one in told("duties", "--on", f"{date.today().year + 1}-06-10", "--json")
    }
    assert run("diff", "winter", winter).exit_code == 0
