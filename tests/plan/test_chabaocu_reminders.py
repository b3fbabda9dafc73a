"""查保促: when each reminder is said, to whom, and that nobody is flooded. The words themselves are checked when the file is read."""

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from plans.loading import FOLDER, load_plan
from rules.plan.dues import dues
from rules.plan.duty import Duty, To
from rules.plan.slots import Slot, slots
from rules.plan.wording import filled
from rules.workdays import working_day_from

SHANGHAI = ZoneInfo("Asia/Shanghai")
PLAN = load_plan(FOLDER / "chabaocu.plan.yaml")
DAY = timedelta(days=1)


def duty(code: str) -> Duty:
    found = PLAN.duty(code)
    assert found is not None, code
    return found


def said(code: str, year: int, to: To = To.OWNER) -> list[Slot]:
    """What one kind of person hears of a duty in a year."""
    found = (slot for due in dues(duty(code), year) for slot in slots(duty(code), due, SHANGHAI))
    return [slot for slot in found if slot.step.to is to]


def test_a_quarterly_report_is_said_four_times_and_never_on_a_rest_day() -> None:
    steps = [(slot.step.code, f"{slot.opens:%m-%d}") for slot in said("quarterly-report", 2016)]
    assert steps[-4:] == [("-14", "12-06"), ("-7", "12-13"), ("-3", "12-16"), ("-1", "12-19")]


def test_the_report_of_the_action_is_said_on_its_last_day_too() -> None:
    steps = [(slot.step.code, f"{slot.opens:%m-%d}") for slot in said("phase-report", 2016)]
    assert steps == [("-14", "04-26"), ("-7", "05-03"), ("-3", "05-06"), ("-1", "05-09"), ("day", "05-10")]


def test_drills_are_said_at_half_time_and_every_week_from_october() -> None:
    steps = [
        (slot.step.code.rpartition("-")[0], f"{slot.opens:%m-%d}") for slot in said("drill-departments", 2016)
    ]
    assert steps[:3] == [("half-year", "07-01"), ("weekly", "09-30"), ("weekly", "10-08")]
    assert {code for code, _ in steps[1:]} == {"weekly"}
    assert len(steps) == 14


def test_whoever_is_missing_from_training_hears_once_a_month() -> None:
    days = [slot.opens.date() for slot in said("training-for-all", 2016, To.MISSING)]
    assert (days[0], len(days)) == (date(2016, 3, 31), 10)
    assert all(20 <= (later - earlier).days <= 40 for earlier, later in pairwise(days))


def test_visits_of_every_unit_are_said_from_march() -> None:
    days = [f"{slot.opens:%m-%d}" for slot in said("inspect-all-units", 2016)]
    assert days == ["03-01", "03-15", "03-29", "04-12", "04-26"]


@pytest.mark.parametrize(
    "code", ["monthly-table", "quarterly-report", "phase-report", "scheme", "leader-class"]
)
def test_leaders_hear_after_the_target_and_the_union_above_after_the_last_day(code: str) -> None:
    for due in dues(duty(code), 2016):
        heard = {slot.step.to: slot.opens.date() for slot in slots(duty(code), due, SHANGHAI)}
        assert due.target < heard[To.LEADER] <= due.formal
        assert heard[To.ABOVE] == working_day_from(due.formal + DAY)


def test_what_goes_upward_says_what_is_missing_and_blames_nobody() -> None:
    slot = said("monthly-table", 2016, To.ABOVE)[1]
    text = filled(
        slot.step.words.chat,
        slot.due,
        slot.opens.date(),
        needs="查保促统计表",
        lack="还没报出",
        unit="市一院",
    )
    assert text == "市一院的查保促统计表：还没报出。\n打个电话问问差在哪，能帮的帮一把。"
    upward = [step for one in PLAN.duties for step in one.steps if step.to in (To.LEADER, To.ABOVE)]
    blame = ("没完成", "未完成", "逾期", "通报", "批评", "超期", "不力")
    assert [word for step in upward for word in blame if word in step.words.chat + step.words.what] == []


def test_a_hospital_that_does_nothing_hears_at_most_three_things_a_day() -> None:
    """Whoever is told ten things at once reads none of them."""
    mine = [one for one in PLAN.duties if "unit" in one.whom]
    for to in To:
        days = [slot.opens.date() for one in mine for slot in said(one.code, 2016, to)]
        assert max(map(days.count, days)) <= 3, to


def test_nobody_above_or_leading_hears_of_what_the_document_gives_no_day() -> None:
    undated = ("duty-statement", "drill-scheme", "care", "care-visits", "reward-fund")
    assert {step.to for code in undated for step in duty(code).steps} == {To.OWNER}
