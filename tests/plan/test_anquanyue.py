"""安全生产月: what the district's document asks for in June, and on which days it speaks."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from plans.loading import FOLDER, load_plan
from rules.plan.dues import Due, dues
from rules.plan.duty import Duty, Measure
from rules.plan.slots import Slot, slots

SHANGHAI = ZoneInfo("Asia/Shanghai")
PLAN = load_plan(FOLDER / "anquanyue.plan.yaml")
DUTIES = {duty.code: duty for duty in PLAN.duties}
CLAUSES = [f"B{n:02}" for n in range(1, 73)]
ENDS_WITH_JUNE = sorted(set(DUTIES) - {"receipt", "consultation-day"})


def only(code: str, year: int) -> Due:
    (due,) = dues(DUTIES[code], year)
    return due


def said(year: int) -> list[Slot]:
    """Every reminder of an edition in order."""
    of_all = (slots(duty, due, SHANGHAI) for duty in PLAN.duties for due in dues(duty, year))
    return sorted((slot for found in of_all for slot in found), key=lambda slot: slot.opens)


# clauses


def test_every_clause_is_answered() -> None:
    assert sorted(PLAN.clauses) == CLAUSES


def test_no_clause_is_explained_twice() -> None:
    explained = [entry.clause for entry in PLAN.preamble]
    of_parts = {c for part in (*PLAN.kinds, *PLAN.duties, *PLAN.phases) for c in part.clauses}
    assert max(Counter(explained).values()) == 1
    assert not of_parts & set(explained)


def test_quotes_are_a_line_without_the_blanks_of_the_source() -> None:
    quotes = [entry.quote for entry in PLAN.preamble] + [duty.quote for duty in PLAN.duties]
    assert all(quote and " " not in quote and "\n" not in quote for quote in quotes)


def test_what_is_not_there_yet_is_said_so() -> None:
    honest = {entry.clause for entry in PLAN.preamble if "还没有：" in entry.how}
    assert {"B14", "B53", "B59"} <= honest


# the document


def test_it_has_no_issue_date_and_asks_for_no_report() -> None:
    assert PLAN.issued_on is None
    assert PLAN.forms == ()
    assert all(duty.goal.measure is not Measure.SHEET for duty in PLAN.duties)


def test_it_speaks_to_units_alone() -> None:
    assert PLAN.recipients == ("unit",)
    assert {duty.whom for duty in PLAN.duties} == {("unit",)}


def test_it_runs_through_june() -> None:
    assert (PLAN.first.in_year(2023), PLAN.last.in_year(2023)) == (date(2023, 6, 1), date(2023, 6, 30))


# days


@pytest.mark.parametrize(
    ("year", "target"),
    [(2023, "2023-06-15"), (2024, "2024-06-14"), (2026, "2026-06-15")],  # 16 June: Friday, Sunday, Tuesday
)
def test_the_sixteenth_does_not_move(year: int, target: str) -> None:
    due = only("consultation-day", year)
    assert (due.formal, due.target.isoformat()) == (date(year, 6, 16), target)


@pytest.mark.parametrize("code", ENDS_WITH_JUNE)
def test_everything_else_ends_with_the_month(code: str) -> None:
    assert [only(code, year).formal for year in (2023, 2024)] == [date(2023, 6, 30), date(2024, 6, 30)]


@pytest.mark.parametrize("code", sorted(set(ENDS_WITH_JUNE) - {"month-scheme"}))
def test_what_is_done_in_june_counts(code: str) -> None:
    due = only(code, 2023)
    assert (due.opens, due.closes) == (date(2023, 6, 1), date(2023, 6, 30))


def test_a_plan_handed_in_before_june_counts() -> None:
    assert only("month-scheme", 2023).opens == date(2023, 5, 1)
    assert only("receipt", 2023).opens == date(2023, 5, 1)


def test_the_day_of_the_receipt_is_ours_and_says_so() -> None:
    assert only("receipt", 2023).formal == date(2023, 6, 6)
    assert "是我们定的" in DUTIES["receipt"].phrase


def test_before_2023_it_asks_for_nothing() -> None:
    assert [due for duty in PLAN.duties for due in dues(duty, 2022)] == []


# reminders


def test_june_2023_in_reminders() -> None:
    assert [(f"{slot.opens:%m-%d %H:%M}", slot.duty.code, slot.step.code) for slot in said(2023)] == [
        ("06-01 08:30", "receipt", "arrived"),
        ("06-02 08:30", "consultation-day", "-14"),
        ("06-05 08:30", "month-scheme", "early"),
        ("06-06 08:30", "receipt", "again"),
        ("06-09 08:30", "consultation-day", "-7"),
        ("06-13 08:30", "consultation-day", "-3"),
        ("06-14 08:30", "whole-month", "middle"),
        ("06-15 08:30", "consultation-day", "-1"),
        ("06-16 07:30", "consultation-day", "day"),
        ("06-21 08:30", "whole-month", "-7"),  # the 22nd to the 24th are the Dragon Boat Festival
        ("06-27 08:30", "whole-month", "-3"),
        ("06-29 08:30", "whole-month", "-1"),
    ]


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2028])
def test_one_day_never_brings_three(year: int) -> None:
    assert max(Counter(slot.opens.date() for slot in said(year)).values()) <= 2


@pytest.mark.parametrize("year", [2024, 2028])
def test_on_the_sixteenth_itself_it_speaks_though_it_is_a_rest_day(year: int) -> None:
    day = next(slot for slot in said(year) if slot.step.code == "day")
    assert f"{day.opens:%m-%d %H:%M}" == "06-16 07:30"


def test_each_step_of_the_day_names_what_has_to_be_settled() -> None:
    asked = {step.code: [code for code, _ in step.asks] for step in DUTIES["consultation-day"].steps}
    assert asked == {
        "-14": ["place", "forms", "leader"],
        "-7": ["materials"],
        "-3": ["posts"],
        "-1": [],
        "day": ["photo", "count", "leaflets", "questions"],
    }


# what counts


def kinds_of(duty: Duty) -> set[str]:
    return set(duty.goal.kinds)


def test_the_five_leads_are_told_apart() -> None:
    leads = [duty for duty in PLAN.duties if duty.clauses == ("B48",)]
    assert len(leads) == 5
    assert len({kind for duty in leads for kind in kinds_of(duty)}) == 5


def test_one_drill_led_by_the_principal_counts_for_both() -> None:
    assert kinds_of(DUTIES["lead-drill"]) < kinds_of(DUTIES["all-staff-drill"])
    assert DUTIES["all-staff-drill"].goal.measure is Measure.DEPARTMENTS


def test_a_training_about_rescue_needs_no_kind_of_its_own() -> None:
    assert DUTIES["rescue-training"].goal.topics == ("rescue",)
    assert "training" in kinds_of(DUTIES["rescue-training"])


def test_no_word_means_two_kinds() -> None:
    words = Counter(word for kind in PLAN.kinds for word in {kind.name, *kind.words})
    assert [word for word, n in words.items() if n > 1] == []


def test_what_both_documents_name_means_the_same() -> None:
    other = {kind.code: kind for kind in load_plan(FOLDER / "chabaocu.plan.yaml").kinds}
    for kind in PLAN.kinds:
        if kind.code in other:
            theirs = other[kind.code]
            assert (kind.name, kind.group, kind.topics) == (theirs.name, theirs.group, theirs.topics)
