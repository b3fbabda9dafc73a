"""Which days are worked: 春节 and 国庆 2026 as published, 调休, years nobody has published, a hospital's own days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rules.workdays import (
    Calendar,
    is_published,
    is_rest_day,
    with_weekday,
    working_day_before,
    working_day_until,
)

PUBLISHED = Calendar()
ONE_DAY = timedelta(days=1)

days = some.dates(date(2024, 1, 1), date(2030, 12, 31))
numbers = some.integers(1, 60)
own_days = some.dictionaries(some.dates(date(2025, 12, 1), date(2026, 12, 31)), some.booleans(), max_size=12)
calendars = own_days.map(Calendar)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(date(2026, 2, 15), date(2026, 2, 23), id="春节"),
        pytest.param(date(2026, 10, 1), date(2026, 10, 7), id="国庆"),
    ],
)
def test_the_long_holidays_are_rest(first: date, last: date) -> None:
    length = (last - first).days + 1
    assert all(is_rest_day(first + timedelta(days=n)) for n in range(length))
    assert not is_rest_day(first - ONE_DAY)
    assert not is_rest_day(last + ONE_DAY)


@pytest.mark.parametrize(
    "day", [date(2026, 2, 14), date(2026, 2, 28), date(2026, 9, 20), date(2026, 10, 10)], ids=str
)
def test_a_weekend_worked_in_lieu_is_no_rest(day: date) -> None:
    assert day.weekday() >= 5
    assert not is_rest_day(day)


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        pytest.param(date(2026, 2, 12), 3, date(2026, 2, 24), id="over 春节, the Saturday before is worked"),
        pytest.param(date(2026, 2, 14), 1, date(2026, 2, 24), id="given on the last day before 春节"),
        pytest.param(date(2026, 2, 17), 1, date(2026, 2, 24), id="given in 春节"),
        pytest.param(date(2026, 2, 17), 3, date(2026, 2, 26), id="three days, given in 春节"),
        pytest.param(date(2026, 2, 27), 1, date(2026, 2, 28), id="the Saturday after is worked"),
        pytest.param(date(2026, 2, 27), 2, date(2026, 3, 2), id="and the Sunday is not"),
        pytest.param(date(2026, 9, 18), 1, date(2026, 9, 20), id="a Sunday worked in lieu"),
        pytest.param(date(2026, 9, 30), 3, date(2026, 10, 10), id="over 国庆"),
        pytest.param(date(2026, 10, 9), 2, date(2026, 10, 12), id="a Saturday worked, a Sunday not"),
        pytest.param(date(2026, 3, 6), 1, date(2026, 3, 9), id="over a weekend"),
        pytest.param(date(2028, 2, 28), 1, date(2028, 2, 29), id="onto the 29th of February"),
        pytest.param(date(2028, 2, 29), 1, date(2028, 3, 1), id="off the 29th of February"),
        pytest.param(date(2026, 12, 31), 1, date(2027, 1, 1), id="into a year nobody has published: a guess"),
        pytest.param(date(2030, 9, 30), 3, date(2030, 10, 3), id="国庆 of an unpublished year is not known"),
        pytest.param(date(2026, 2, 17), 0, date(2026, 2, 24), id="no days: the next one worked"),
        pytest.param(date(2026, 3, 2), 0, date(2026, 3, 2), id="no days on a day worked: that day"),
    ],
)
def test_so_many_working_days_later(start: date, number: int, end: date) -> None:
    assert PUBLISHED.after(start, number) == end


@pytest.mark.parametrize(
    ("start", "end", "number"),
    [
        pytest.param(date(2026, 3, 2), date(2026, 3, 2), 0, id="the same day"),
        pytest.param(date(2026, 2, 13), date(2026, 2, 24), 2, id="over 春节: the Saturday and the Tuesday"),
        pytest.param(date(2026, 2, 14), date(2026, 2, 23), 0, id="within 春节"),
        pytest.param(date(2026, 2, 24), date(2026, 2, 13), -2, id="backwards"),
        pytest.param(date(2026, 9, 30), date(2026, 10, 12), 4, id="over 国庆"),
    ],
)
def test_working_days_between(start: date, end: date, number: int) -> None:
    assert PUBLISHED.between(start, end) == number


def test_a_year_is_published_or_guessed_by_its_weekends() -> None:
    assert is_published(2026)
    assert not is_published(2030)
    assert not is_rest_day(date(2030, 10, 1)), "a Tuesday"
    assert is_rest_day(date(2030, 10, 5)), "a Saturday"


def test_a_hospital_rests_and_works_on_days_of_its_own() -> None:
    anniversary, saturday = date(2026, 3, 4), date(2026, 3, 7)
    own = Calendar({anniversary: True, saturday: False})
    assert own.is_rest(anniversary)
    assert not own.is_rest(saturday)
    assert own.after(date(2026, 3, 3), 3) == saturday
    assert PUBLISHED.after(date(2026, 3, 3), 3) == date(2026, 3, 6)
    assert own.between(date(2026, 3, 3), date(2026, 3, 9)) == 4


def test_a_holiday_taken_back_is_worked() -> None:
    """Somebody has to be there on 初一."""
    assert Calendar({date(2026, 2, 17): False}).after(date(2026, 2, 14), 1) == date(2026, 2, 17)


@pytest.mark.parametrize(
    ("day", "until", "before"),
    [
        pytest.param(date(2026, 2, 23), date(2026, 2, 14), date(2026, 2, 14), id="in 春节"),
        pytest.param(date(2026, 2, 24), date(2026, 2, 24), date(2026, 2, 14), id="the first day after"),
        pytest.param(date(2026, 3, 8), date(2026, 3, 6), date(2026, 3, 6), id="a Sunday"),
        pytest.param(date(2026, 3, 3), date(2026, 3, 3), date(2026, 3, 2), id="a Tuesday"),
    ],
)
def test_the_last_working_day(day: date, until: date, before: date) -> None:
    assert working_day_until(day) == until
    assert working_day_before(day) == before


def test_a_day_is_said_with_its_weekday() -> None:
    assert with_weekday(date(2028, 2, 29)) == "2月29日周二"


@given(calendars, days, numbers)
def test_the_end_is_worked(calendar: Calendar, day: date, number: int) -> None:
    end = calendar.after(day, number)
    assert end > day
    assert not calendar.is_rest(end)


@given(calendars, days, numbers)
def test_there_and_back_is_the_same_number(calendar: Calendar, day: date, number: int) -> None:
    end = calendar.after(day, number)
    assert calendar.between(day, end) == number
    assert calendar.between(end, day) == -number
    assert calendar.between(day, end - ONE_DAY) == number - 1, "no earlier day will do"


@given(calendars, days, days, numbers, numbers)
def test_later_and_longer_never_end_earlier(
    calendar: Calendar, one: date, other: date, few: int, many: int
) -> None:
    early, late = sorted((one, other))
    less, more = sorted((few, many))
    assert calendar.after(early, less) <= calendar.after(late, less)
    assert calendar.after(early, less) <= calendar.after(early, more)
    assert (calendar.after(early, less) == calendar.after(early, more)) == (less == more)


@given(calendars, days, numbers, numbers)
def test_days_add_up(calendar: Calendar, day: date, first: int, then: int) -> None:
    assert calendar.after(calendar.after(day, first), then) == calendar.after(day, first + then)


@given(calendars, days)
def test_no_days_are_today_or_the_next_day_worked(calendar: Calendar, day: date) -> None:
    end = calendar.after(day, 0)
    assert not calendar.is_rest(end)
    assert end == day if not calendar.is_rest(day) else end == calendar.after(day, 1)


@given(calendars, days, days, days)
def test_stretches_add_up(calendar: Calendar, first: date, second: date, third: date) -> None:
    between = calendar.between
    assert between(first, second) + between(second, third) == between(first, third)
