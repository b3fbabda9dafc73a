"""``forms build`` and ``forms import``, as an operator types them."""

import json
import shutil
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import insert, select, update

from actions.plan.figures import counting
from actions.plan.figures.frames import asked_on
from actions.plan.figures.sheets import draft, send
from models.hazards import TABLE as HAZARDS
from models.hazards import find_hazard
from models.units import TABLE as UNITS
from models.units import find_unit
from suishoupai.cli.forms import forms
from suishoupai.settings import load
from suishoupai.stores import stores
from tests.documents import READ_ONCE

ON = ("--on", "2016-02-29")


def run(*words: str) -> Result:
    return CliRunner().invoke(forms, list(words))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """市二院 with one hazard of February, in an installation of its own."""
    monkeypatch.setenv("SSP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SSP_WEB__SECRET_KEY", "a secret of the tests")
    monkeypatch.setattr("suishoupai.cli.forms.load_plans", READ_ONCE["load_plans"])
    shutil.copy(sqlite_template, tmp_path / "suishoupai.db")
    carry(name_it)
    return tmp_path


def carry(work):
    with stores(load()) as opened:
        return opened.writer.carry(work)


def name_it(db):
    db.execute(update(UNITS).values(code="SEY", name="市二院"))
    return hazard(db, 101)


def hazard(db, number):
    home = db.execute(select(UNITS.c.id).where(UNITS.c.code == "SEY")).scalar_one()
    then = datetime(2016, 2, 3, 1, 0, tzinfo=UTC)
    facts = {"unit_id": home, "number": number, "status": "closed", "happened_on": date(2016, 2, 3)}
    facts |= {
        "description": "堆纸箱",
        "reported_at": then,
        "recorded_at": then,
        "closed_at": then,
        "assigned_at": then,
    }
    row = db.execute(insert(HAZARDS).values(**facts).returning(HAZARDS.c.id)).scalar_one()
    counting.hazard_changed(db, find_hazard(db, row))
    return row


def hand_in(db):
    plan = next(plan for plan in READ_ONCE["load_plans"]() if plan.code == "chabaocu")
    asked = asked_on(plan, plan.form("monthly-table"), date(2016, 2, 29))
    unit = find_unit(db, db.execute(select(UNITS.c.id).where(UNITS.c.code == "SEY")).scalar_one())
    now = datetime(2016, 2, 26, 7, 52, tzinfo=UTC)
    row = draft(db, asked, unit, now)
    facts = {"now": now, "by_id": None, "today": date(2016, 2, 26), "zone": load().zone, "how": "offline"}
    send(db, row, asked, unit, **facts)
    return row


def test_a_draft_comes_as_a_sheet_as_paper_and_for_machines(place: Path) -> None:
    for ending in ("xlsx", "docx", "json"):
        built = run("build", "monthly-table", "--unit", "SEY", *ON, "--out", str(place / f"a.{ending}"))
        assert built.exit_code == 0, built.output
        assert "第1稿" in built.output
    sheet = load_workbook(BytesIO((place / "a.xlsx").read_bytes())).active
    assert "第1稿" in [cell.value for row in sheet for cell in row]
    paper = Document(str(place / "a.docx"))
    assert any("市二院" in cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    file = json.loads((place / "a.json").read_text())
    assert (file["cells"]["T9"]["total"], file["printed"]["T5"], file["state"]) == (1, "／", "draft")


def test_what_was_handed_in_is_built_as_it_was(place: Path) -> None:
    carry(hand_in)
    carry(lambda db: hazard(db, 102))
    for day in ("2016-02-29", "2016-02-27"):
        built = run("build", "chabaocu:monthly-table", "--on", day, "--out", str(place / "a.json"))
        assert "第1稿" not in built.output
        file = json.loads((place / "a.json").read_text())
        assert (file["cells"]["T9"]["total"], file["state"]) == (1, "sent")
    run("build", "monthly-table", "--on", "2016-03-30", "--out", str(place / "b.json"))
    assert json.loads((place / "b.json").read_text())["cells"]["T9"]["total"] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("monthly-table", *ON, "--out", "a.pdf"), ".xlsx、.docx 或 .json"),
        (("nothing", *ON, "--out", "a.xlsx"), "chabaocu:monthly-table"),
        (("monthly-table", "--unit", "XX", *ON, "--out", "a.xlsx"), "没有编码是“XX”"),
        (("monthly-table", "--on", "2010-01-01", "--out", "a.xlsx"), "还没有要报的"),
    ],
)
def test_what_cannot_be_built_is_refused_in_a_sentence(words: tuple[str, ...], said: str) -> None:
    refused = run("build", *words)
    assert refused.exit_code == 1
    assert said in refused.output


def test_without_a_secret_nothing_is_signed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSP_WEB__SECRET_KEY")
    built = run("build", "monthly-table", *ON, "--out", str(place / "a.json"))
    assert (built.exit_code, "没有签名" in built.output) == (0, True)
    refused = run("import", str(place / "a.json"))
    assert refused.exit_code == 1


def test_a_city_takes_in_the_file_of_another_installation(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(hand_in)
    file = str(place / "a.json")
    printed = run("build", "monthly-table", *ON, "--out", file).output
    finger = printed.partition("指纹 ")[2][:19]
    monkeypatch.setenv("SSP_WEB__SECRET_KEY", "a secret of the city")
    carry(lambda db: db.execute(update(UNITS).values(code="CITY", kind="city", name="市医务工会")).rowcount)
    assert "用 --unit 指明记给谁" in run("import", file).output
    add = insert(UNITS).values(code="B2", name="市二院（分机）", kind="unit")
    carry(lambda db: db.execute(add).rowcount)
    assert f"--trust {finger}" in run("import", file, "--unit", "B2").output
    taken = run("import", file, "--unit", "B2", "--trust", finger)
    assert (taken.exit_code, "收下了：市二院（分机） 2016-02-29" in taken.output) == (0, True)
    again = run("import", file, "--unit", "B2")
    assert (again.exit_code, "以前收过了" in again.output) == (0, True)
    Path(file).write_text(Path(file).read_text().replace('"total": 1', '"total": 7'))
    refused = run("import", file, "--unit", "B2")
    assert (refused.exit_code, "被改过" in refused.output) == (1, True)


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(place: Path) -> None:
    done = run("build", "monthly-table", *ON, "--out", str(place / "没有" / "表.json"))
    assert done.exit_code == 1
    assert "写不了" in done.stderr
    assert "Traceback" not in done.output
