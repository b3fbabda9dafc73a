"""The days of the official documents, from 2000 to 2100."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.loading import load_duties
from rules.plan.dues import due_on, dues
from rules.plan.duty import Duty, OnDays, OnRest, To
from rules.plan.slots import Slot, open_slots, slots
from rules.plan.wording import at_its_longest, filled
from rules.plan.yearday import clamped
from rules.workdays import is_published, is_rest_day, working_day_before

SHANGHAI = ZoneInfo("Asia/Shanghai")
DUTIES = {duty.code: duty for duty in load_duties()}
TABLE, DAY = DUTIES["monthly-table"], DUTIES["consultation-day"]

years = st.integers(2000, 2100)
months = st.integers(1, 12)


def always(duty: Duty, **facts: object) -> Duty:
    """The same duty as if the document spoke for every year."""
    return Duty(**{**vars(duty), "base_year": 2000, **facts})  # type: ignore[arg-type]


EVERY_TABLE, EVERY_DAY = always(TABLE), always(DAY)


def of(duty: Duty, year: int) -> list[Slot]:
    """What the owner of a duty hears in a year."""
    every = [slot for due in dues(duty, year) for slot in slots(duty, due, SHANGHAI)]
    return [slot for slot in every if slot.step.to is To.OWNER]


# the days the document names


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2016, ["2016-01-30", "2016-02-29", "2016-03-30", "2016-04-30"]),
        (2026, ["2026-01-30", "2026-02-28", "2026-03-30", "2026-04-30"]),
        (2028, ["2028-01-30", "2028-02-29", "2028-03-30", "2028-04-30"]),
    ],
)
def test_before_the_30th_of_each_month(year: int, days: list[str]) -> None:
    assert [due.formal.isoformat() for due in dues(TABLE, year)] == days


def test_a_document_speaks_for_its_own_years() -> None:
    assert dues(TABLE, 2015) == []
    assert dues(always(TABLE, last_year=2026), 2027) == []
    assert len(dues(always(TABLE, last_year=2026), 2026)) == 4


@pytest.mark.parametrize(
    ("formal", "target"),
    [
        ("2016-01-30", "2016-01-29"),  # a Saturday
        ("2016-02-29", "2016-02-26"),  # a Monday
        ("2016-03-30", "2016-03-29"),  # a Wednesday
        ("2016-04-30", "2016-04-29"),  # the first day off of May
        ("2026-02-28", "2026-02-27"),  # a Saturday worked in lieu
    ],
)
def test_the_target_is_the_working_day_before(formal: str, target: str) -> None:
    assert due_on(date.fromisoformat(formal)).target == date.fromisoformat(target)


def test_the_ladder_of_16_june_2026() -> None:
    """−3 is a Saturday and moves to the Friday before."""
    said = [(slot.step.code, f"{slot.opens:%m-%d %H:%M}", f"{slot.by:%m-%d %H:%M}") for slot in of(DAY, 2026)]
    assert said == [
        ("-14", "06-02 08:30", "06-05 17:00"),
        ("-7", "06-09 08:30", "06-12 17:00"),
        ("-3", "06-12 08:30", "06-15 17:00"),
        ("-1", "06-15 08:30", "06-16 08:30"),
        ("day", "06-16 07:30", "06-16 18:00"),
    ]


def test_the_table_of_february_2016() -> None:
    said = [(s.step.code, f"{s.opens:%m-%d %H:%M}") for s in of(TABLE, 2016) if s.due.formal.month == 2]
    assert said == [
        ("draft", "02-24 08:30"),
        ("eve", "02-25 08:30"),
        ("target", "02-26 08:30"),
        ("last", "02-29 08:30"),
    ]


def test_a_last_day_that_is_a_rest_day_is_not_said_and_the_target_day_holds_until_it_is_over() -> None:
    january = [slot for slot in of(TABLE, 2016) if slot.due.formal.month == 1]
    assert [slot.step.code for slot in january] == ["draft", "eve", "target"]
    assert (january[-1].opens.date(), january[-1].closes.date()) == (date(2016, 1, 29), date(2016, 1, 31))
    assert filled(january[-1].step.words.lack, january[-1].due, date(2016, 1, 29)) == "最晚1月30日周六"


def test_of_two_steps_on_one_day_only_the_later_is_said() -> None:
    """16 June 2025 is a Monday: −1 moves to Friday, where −3 is."""
    assert [(slot.step.code, slot.opens.day) for slot in of(DAY, 2025)][-2:] == [("-1", 13), ("day", 16)]


def test_the_day_itself_does_not_move_from_a_weekend() -> None:
    sunday = of(DAY, 2024)[-1]
    assert (sunday.step.code, f"{sunday.opens:%a %m-%d %H:%M}") == ("day", "Sun 06-16 07:30")
    assert of(DAY, 2024)[-2].opens.date() == date(2024, 6, 14)


# whatever the year


@given(years, months, st.integers(28, 31))
def test_every_month_has_its_day_and_the_anchor_never_drifts(year: int, month: int, day: int) -> None:
    after = clamped(year, month, day) + timedelta(days=1)
    assert clamped(year, month, day).month == month
    assert clamped(year, month, day).day == day or after.day == 1
    assert clamped(year, 3, day).day == day  # whatever February was


@given(years, st.sets(months, min_size=1), st.integers(1, 31))
def test_one_day_for_each_month_named(year: int, some: set[int], day: int) -> None:
    found = dues(always(TABLE, rhythm=OnDays(day, tuple(some))), year)
    assert [due.formal.month for due in found] == sorted(some)
    assert all(due.target < due.formal and not is_rest_day(due.target) for due in found)


@settings(max_examples=200)
@given(years, st.sampled_from([TABLE, DAY]), st.integers(1, 31))
def test_steps_are_in_order_never_on_a_rest_day_and_leave_no_day_out(year: int, duty: Duty, day: int) -> None:
    months = duty.rhythm.months if isinstance(duty.rhythm, OnDays) else (6,)
    duty = always(duty, rhythm=OnDays(day, months))
    for due in dues(duty, year):
        steps = [slot for slot in slots(duty, due, SHANGHAI) if slot.step.to is To.OWNER]
        assert all(not is_rest_day(s.opens.date()) for s in steps if s.step.when.on_rest != OnRest.STAYS)
        for one, following in pairwise(steps):
            assert one.opens < one.closes <= following.opens
            assert one.closes.date() == following.opens.date()
        assert steps[-1].closes == datetime.combine(due.formal + timedelta(days=1), time(), SHANGHAI)
        assert all(s.opens.date() <= s.by.date() <= due.formal for s in steps)


@settings(max_examples=200)
@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 12, 31)))
def test_at_no_moment_are_two_steps_of_one_day_open(at: datetime) -> None:
    now = at.replace(tzinfo=UTC)
    said = [(s.duty.code, s.due, s.step.to) for s in open_slots([EVERY_TABLE, EVERY_DAY], now, SHANGHAI)]
    assert len(said) == len(set(said))


def test_keys_are_of_one_slot_only() -> None:
    keys = [slot.key for year in range(2016, 2100) for duty in (TABLE, DAY) for slot in of(duty, year)]
    assert len(keys) == len(set(keys))


# rest days


@pytest.mark.parametrize(
    ("day", "is_rest"),
    [
        ("2026-02-17", True),  # 春节
        ("2026-02-28", False),  # a Saturday worked in lieu
        ("2026-06-19", True),  # 端午
        ("2016-06-09", True),  # 端午
        ("2026-06-13", True),  # a Saturday
        ("2028-02-28", False),  # nothing published: a Monday
        ("2028-10-02", False),  # nothing published: 国庆 is not guessed
    ],
)
def test_rest_days(day: str, is_rest: bool) -> None:
    assert is_rest_day(date.fromisoformat(day)) == is_rest


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_there_is_always_a_working_day_before(day: date) -> None:
    before = working_day_before(day)
    assert not is_rest_day(before)
    assert timedelta(days=1) <= day - before <= timedelta(days=12)


def test_a_guessed_day_says_so() -> None:
    assert not is_published(2099)
    due = due_on(date(2099, 3, 30))
    assert filled("{target}", due, date(2099, 3, 25)) == "3月27日周五（推算）"
    assert "推算" not in filled("{target}", due_on(date(2026, 3, 30)), date(2026, 3, 25))


# words


def test_what_is_said_late_is_still_true() -> None:
    due = due_on(date(2026, 6, 16))
    assert [filled("{on}", due, date(2026, 6, day)) for day in (12, 14, 15, 16)] == [
        "6月16日周二", "后天", "明天", "今天",
    ]  # fmt: skip
    assert filled("还有{left}天", due, date(2026, 6, 12)) == "还有4天"


@given(years, st.sampled_from([TABLE, DAY]))
def test_no_text_ever_outgrows_its_place(year: int, duty: Duty) -> None:
    for slot in of(always(duty), year):
        for text, longest in (
            (slot.step.words.what, 20),
            (slot.step.words.lack, 20),
            (slot.step.words.chat, 100),
        ):
            said = filled(text, slot.due, slot.opens.date())
            assert len(said) <= len(at_its_longest(text)) <= longest
            assert said.count("\n") < 4
