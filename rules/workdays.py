"""Working days and rest days in China: statutory holidays and 调休 as published, weekends where nothing is yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import cache

import chinese_calendar

SATURDAY = 5
WEEKDAYS = "一二三四五六日"


@cache
def is_published(year: int) -> bool:
    """Whether the holidays of this year are known; of another year only the weekends are, by guess (推算)."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@cache
def is_rest_day(day: date) -> bool:
    """Whether offices are closed; a Saturday worked in lieu (调休) is no rest day."""
    if not is_published(day.year):
        return day.weekday() >= SATURDAY
    return not chinese_calendar.is_workday(day)


def working_day_until(day: date) -> date:
    """The day itself, or the last working day before it."""
    while is_rest_day(day):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date) -> date:
    """The day itself, or the first working day after it."""
    while is_rest_day(day):
        day += timedelta(days=1)
    return day


def working_day_before(day: date) -> date:
    """The last working day strictly before."""
    return working_day_until(day - timedelta(days=1))


def with_weekday(day: date) -> str:
    """``2月29日周二``."""
    return f"{day.month}月{day.day}日周{WEEKDAYS[day.weekday()]}"


def with_hour(at: datetime, zone: tzinfo) -> str:
    """An instant as the clock on the wall there shows it: ``3月9日周一12:00``."""
    local = at.astimezone(zone)
    return f"{with_weekday(local.date())}{local:%H:%M}"


@dataclass(frozen=True)
class Calendar:
    """The published calendar, and the days of a hospital's own on which it differs (True: one rests)."""

    own: Mapping[date, bool] = field(default_factory=dict)

    def is_rest(self, day: date) -> bool:
        return self.own[day] if day in self.own else is_rest_day(day)

    def after(self, day: date, working_days: int) -> date:
        """The last of so many working days after ``day``; 0 is the day itself, or the next one worked."""
        left = working_days
        while left > 0 or self.is_rest(day):
            day += timedelta(days=1)
            left -= not self.is_rest(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; negative when ``end`` lies before."""
        if end < start:
            return -self.between(end, start)
        return sum(not self.is_rest(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
