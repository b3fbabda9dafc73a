"""Two documents side by side, and a local one beside the one it follows."""

import re

import pytest

from plans.comparing import Change, Fate, Part, compare, dropped_from_parent
from plans.loading import load_plans, read_plan
from plans.ruled import ruled
from rules.plan.document import Plan

TEXT = """
plan: winter
number: 某卫发〔2026〕9号
title: 2026年冬季行动方案
short: 冬季行动
issuer: 某局
year: 2026
from: 2025-12-15
to: 2026-02-28
carries_on: true
recipients: [unit, city]
themes: [{name: 防火}]
phases: [{code: check, name: 检查, clauses: [一], from: 2026-01-01, to: 2026-01-31}]
kinds:
  - {code: drill, name: 应急演练, group: drill, words: [演练]}
  - {code: training, name: 职工安全培训, group: training, words: [培训]}
duties:
  - {code: drill, clauses: [一], article: 一、1, quote: 组织两次演练, whom: [unit], needs: 应急演练,
     due: {dates: [2026-02-20]}, goal: {measure: deeds, kinds: [drill], at_least: 2}}
  - {code: training, clauses: [二], article: 一、2, quote: 人人参加一次培训, whom: [unit, city], needs: 全员培训,
     due: {day: 30, months: [1, 2]}, goal: {measure: people, kinds: [training]}}
forms:
  - {code: table, name: 统计表, clauses: [三], title: 统计表, header: ["", ""], since: 2026-01-01, until: 2026-02-28,
     rows: [[{cell: T1, label: 查出隐患数, rule: hazards-found}]]}
"""


def plan(*changes: tuple[str, str], text: str = TEXT) -> Plan:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return ruled(read_plan("winter.plan.yaml", text))


OLD = plan()
NEXT_YEAR = tuple((f"{year}-", f"{year + 1}-") for year in (2026, 2025))


def said(*changes: tuple[str, str]) -> list[str]:
    return [str(change) for change in compare(OLD, plan(*changes))]


def test_a_document_does_not_differ_from_itself() -> None:
    for each in (OLD, *load_plans()):
        assert compare(each, each) == ()


def test_the_same_days_a_year_later_are_the_same_days() -> None:
    later = compare(OLD, plan(("year: 2026", "year: 2027"), *NEXT_YEAR))
    assert [(change.field, change.old, change.new) for change in later] == [("年份", "2026", "2027")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("某卫发〔2026〕9号", "某卫发〔2026〕10号"), "改了：方案“冬季行动”的文号，某卫发〔2026〕9号 → 某卫发〔2026〕10号"),
        (("from: 2025-12-15", "from: 2025-12-20"), "改了：方案“冬季行动”的起，上一年12月15日 → 上一年12月20日"),
        (("themes: [{name: 防火}]", "themes: []"), "改了：方案“冬季行动”的主题，防火 → 空"),
        (("at_least: 2", "at_least: 3"), "改了：事“应急演练”的几次，至少2次，应急演练 → 至少3次，应急演练"),
        (("[2026-02-20]", "[2026-02-25]"), "改了：事“应急演练”的到哪天，2月20日 → 2月25日"),
        (("day: 30, months: [1, 2]", "day: 31, months: [2]"), "改了：事“全员培训”的到哪天，1、2月30日 → 2月底"),
        (("whom: [unit, city]", "whom: [unit]"), "改了：事“全员培训”的谁，单位、市 → 单位"),
        (("组织两次演练", "组织两次消防演练"), "改了：事“应急演练”的原文，组织两次演练 → 组织两次消防演练"),
        (("words: [演练]", "words: [演练, 拉练]"), "改了：履职记录“应急演练”的叫法，演练 → 演练、拉练"),
        (("to: 2026-01-31}", "to: 2026-02-10}"), "改了：阶段“检查”的止，1月31日 → 2月10日"),
        (("查出隐患数", "排查隐患数"), "改了：报表“统计表”的第T1格，查出隐患数（hazards-found） → 排查隐患数（hazards-found）"),
    ],
)  # fmt: skip
def test_what_changed_is_said_in_old_and_new_words(change: tuple[str, str], words: str) -> None:
    assert said(change) == [words]


DRILL = re.search(r"  - \{code: drill, clauses.*?at_least: 2\}\}\n", TEXT, re.DOTALL)


def without_drill() -> Plan:
    assert DRILL
    return plan((DRILL[0], ""))


def test_what_came_and_what_went() -> None:
    assert compare(OLD, without_drill()) == (Change(Fate.DROPPED, Part.DUTY, "drill", "应急演练"),)
    assert compare(without_drill(), OLD) == (Change(Fate.ADDED, Part.DUTY, "drill", "应急演练"),)


def test_a_duty_under_another_code_is_known_by_its_words() -> None:
    assert said(("code: drill, clauses", "code: d-1, clauses")) == []
    assert said(("code: drill, clauses", "code: d-1, clauses"), ("组织两次演练", "再演练两次")) == [
        "改了：事“应急演练”的原文，组织两次演练 → 再演练两次"
    ]


def test_two_documents_that_have_nothing_in_common() -> None:
    first, second = load_plans()
    changes = compare(first, second)
    dropped = {c.code for c in changes if c.part is Part.DUTY and c.fate is Fate.DROPPED}
    added = {c.code for c in changes if c.part is Part.DUTY and c.fate is Fate.ADDED}
    assert dropped <= {duty.code for duty in first.duties}
    assert added <= {duty.code for duty in second.duties}
    assert len(dropped) > 10
    assert len(added) > 5


# a local document


def left_out(child: Plan) -> list[str]:
    return [str(change) for change in dropped_from_parent(OLD, child)]


def test_a_local_document_that_repeats_everything_drops_nothing() -> None:
    assert left_out(plan(("plan: winter", "plan: local\nparent: winter"))) == []


def test_it_may_add_and_ask_for_more() -> None:
    assert left_out(plan(("at_least: 2", "at_least: 5"), ("[2026-02-20]", "[2026-02-10]"))) == []


def test_it_may_not_drop() -> None:
    assert left_out(without_drill()) == ["少了：事“应急演练”"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("at_least: 2", "at_least: 1"), "改了：事“应急演练”的次数，2 → 1"),
        (("[2026-02-20]", "[2026-02-21]"), "改了：事“应急演练”的到哪天，2月20日 → 2月21日"),
        (("months: [1, 2]", "months: [1]"), "改了：事“全员培训”的到哪天，1、2月30日 → 1月30日"),
        (("whom: [unit, city]", "whom: [unit]"), "改了：事“全员培训”的谁，单位、市 → 少了市"),
    ],
)
def test_it_may_not_ask_for_less(change: tuple[str, str], words: str) -> None:
    assert left_out(plan(change)) == [words]


def test_what_binds_others_is_none_of_its_business() -> None:
    """A hospital's own document leaves out what the one above asks of cities alone."""
    above = plan(("whom: [unit], needs: 应急演练", "whom: [city], needs: 应急演练"))
    assert DRILL
    hospital = plan((DRILL[0], ""), ("recipients: [unit, city]", "recipients: [unit]"))
    assert dropped_from_parent(above, hospital) == ()
    assert [change.name for change in dropped_from_parent(OLD, hospital)] == ["应急演练"]
