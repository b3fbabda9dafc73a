"""Instants and days as people say them; the day is always that of the given zone."""

from datetime import date, datetime, timedelta, tzinfo

from rules.workdays import Calendar

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def day_words(day: date, today: date) -> str:
    """``3/1``, with the year where it is another one."""
    short = f"{day.month}/{day.day}"
    return short if day.year == today.year else f"{day.year}/{short}"


def moment_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """``3/1 07:42``."""
    there = at.astimezone(zone)
    return f"{day_words(there.date(), now.astimezone(zone).date())} {there:%H:%M}"


def elapsed_words(since: datetime, now: datetime) -> str:
    """How long ago in the largest fitting unit: ``12分钟``, ``3小时``, ``2天``."""
    passed = max(now - since, timedelta())
    if passed < HOUR:
        return f"{passed // timedelta(minutes=1)}分钟"
    return f"{passed // HOUR}小时" if passed < DAY else f"{passed // DAY}天"


def days_left_words(due_on: date, today: date) -> str:
    """``还2天``, ``今天到期``, ``超期3天``."""
    days = (due_on - today).days
    if days == 0:
        return "今天到期"
    return f"还{days}天" if days > 0 else f"超期{-days}天"


def working_days_left_words(due_on: date, today: date, calendar: Calendar) -> str:
    """``还2个工作日``, ``今天到期``, ``超期3天``; what is late is late by the calendar on the wall."""
    left = calendar.between(today, due_on) if due_on > today else 0
    return f"还{left}个工作日" if left else days_left_words(due_on, today)
