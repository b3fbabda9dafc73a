"""The files of official documents: what is wrong in one is told with its line and the cure, all at once."""

from pathlib import Path

import pytest

from plans.loading import load_plan, load_plans

GOOD = """\
plan: example
number: 示卫办〔2026〕1号
title: 2026年消防安全活动方案
short: 消防活动
issuer: 示范市卫生健康局
issued_on: 2026-03-02
year: 2026
from: 2026-03-02
to: 2026-12-31

kinds:
  - {code: drill, name: 应急演练, group: drill, words: [演练]}

ladders:
  table:
    - code: eve
      when: {anchor: target, days: 1}
      by: {anchor: target}
      what: "{month}月消防报表：核对"
      lack: 给领导看、盖章
      chat:
        - "{month}月的消防报表，{target_on}报最稳，最晚{day}。"
        - "{target}前报出去。"
        - 数对好了就给领导看、盖章。
    - code: target
      when: {anchor: target}
      by: {anchor: target}
      what: "{month}月消防报表：该报了"
      lack: "最晚{day}"
      chat: ["{month}月的消防报表该报了，最晚{day}。"]

duties:
  - code: monthly
    clauses: [C1]
    article: 四、（一）
    quote: 每月30日前上报消防安全活动情况
    whom: [unit]
    needs: 消防报表
    due: {day: 30, months: [3, 4, 5]}
    goal: {measure: sheet, form: monthly}
    ladder: table
  - code: drills
    clauses: [C2]
    article: 四、（二）
    quote: 年内至少组织两次消防演练
    whom: [unit]
    needs: 消防演练
    due: {dates: [2026-12-31]}
    goal: {measure: deeds, kinds: [drill], at_least: 2}
"""


def test_a_small_document_loads(tmp_path: Path) -> None:
    (tmp_path / "x.plan.yaml").write_text(GOOD, encoding="utf-8")
    plan = load_plan(tmp_path / "x.plan.yaml")
    assert [duty.code for duty in plan.duties] == ["monthly", "drills"]
    assert plan.duties[0].goal.form == "example:monthly"


@pytest.mark.parametrize(
    ("instead_of", "stands", "said"),
    [
        ("due: {day: 30,", "due: {day: 32,", "第{line}行：“day”太大，最大是31。"),
        ("due: {day: 30,", "due: {day: 三十,", "第{line}行：“day”要写成整数。"),
        ("    due: {day: 30, months: [3, 4, 5]}", "    due: {every: 30}", "第{line}行：不认得“every”这一项，是不是拼错了。"),
        ("    whom: [unit]", "    whom: [boss]", "第{line}行："),
        ("    clauses: [C1]\n", "", "少了“clauses”这一项，补上。"),
        ("    clauses: [C1]", "    clause: [C1]", "第{line}行：不认得“clause”这一项，是不是拼错了。"),
        ("    clauses: [C1]", "    clauses: [C1]\n    clauses: [C3]", "第{next}行：“clauses”写了两遍，留一个。"),
        ("  - code: drills", "  - code: monthly", "第{line}行：代码 monthly 上面用过了，换一个。"),
        ("      lack: 给领导看、盖章", "      lack: 给领导看、盖章、再看、再盖章、再再看看盖章吧",
         "第{line}行：“lack”填满时有22个字，模板消息最多20个字，写短些。"),
        ("        - 数对好了就给领导看、盖章。", "        - 好了回 1。", "不能叫人回一位数"),
        ("最晚{day}。\"\n        - \"{target}前", "最晚{days}。\"\n        - \"{target}前", "不认得 {days}"),
        ("{anchor: target, days: 1}", "{anchor: target, days: 1, at: 0830}", '时间要加引号，24小时制，例如 "08:30"'),
        ("plan: example", "plan: [", "读不懂，看看缩进、冒号和引号。"),
        ("    ladder: table", "    ladder: tables", "第{line}行：没有叫 tables 的提醒，ladders 里有：table。"),
        ("kinds: [drill], at_least", "kinds: [drills], at_least", "第{line}行：kinds 里没有 drills，先在 kinds 那一段写上这种履职记录。"),
        ("{measure: deeds, kinds: [drill], at_least: 2}", "{measure: deeds}", "要写 kinds：数哪几种履职记录"),
        ("form: monthly}", "form: table}", "第{line}行：forms 里没有 table；只交文字报告的，form 写 monthly。"),
        ("to: 2026-12-31", "to: 2025-12-31", "第{line}行：“to”比“from”还早，看看是不是写反了。"),
        ("from: 2026-03-02", "from: 三月二日", "第{line}行：“from”要写成日期，例如 2016-04-30。"),
        ("issued_on: 2026-03-02", "issued_on: 2026-13-02", "第{line}行：没有“2026-13-02”这一天，日期例如 2016-04-30。"),
        ("needs: 消防演练", "needs: 消防演练和疏散演练和灭火演练和逃生演练", "第{line}行：“needs”太长，最多14个字。"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_line_and_cure(tmp_path: Path, instead_of: str, stands: str, said: str) -> None:
    assert instead_of in GOOD
    line = GOOD[: GOOD.index(instead_of)].count("\n") + 1
    (tmp_path / "x.plan.yaml").write_text(GOOD.replace(instead_of, stands, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"^x\.plan\.yaml ") as told:
        load_plans(tmp_path)
    expected = said.replace("{line}", str(line)).replace("{next}", str(line + 1))
    assert expected in str(told.value)
    assert "第" in str(told.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    bad = GOOD.replace("day: 30", "day: 99").replace("clauses: [C1]", "clauses: C1")
    (tmp_path / "x.plan.yaml").write_text(bad, encoding="utf-8")
    (tmp_path / "y.plan.yaml").write_text("- nothing", encoding="utf-8")
    with pytest.raises(ValueError) as told:
        load_plans(tmp_path)
    assert len(str(told.value).splitlines()) == 3


def test_two_files_may_not_share_a_code(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / f"{name}.plan.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ValueError, match="代码 example 有2个方案文件在用"):
        load_plans(tmp_path)
