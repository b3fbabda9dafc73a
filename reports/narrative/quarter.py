"""Quarters by name, and where the days after a quarterly report are counted."""

from datetime import date, timedelta

from reports.narrative.words import Words, short_day

NAMES = "一二三四"
LAST = len(NAMES)


def quarter_name(day: date) -> str:
    """2016年第二季度."""
    return f"{day.year}年第{NAMES[_quarter(day) - 1]}季度"


def rest(last: date) -> Words:
    """The days between the report's last and the end of its quarter. Those of December belong to no later quarter."""
    end = _end(last)
    if last >= end:
        return Words("")
    after = last + timedelta(1)
    days = short_day(end) if after == end else f"{short_day(after)}至{short_day(end)}"
    return Words(f"{days}的情况" + ("不在本报告内。" if _quarter(last) == LAST else "计入下一季度报告。"))


def _quarter(day: date) -> int:
    return (day.month + 2) // 3


def _end(day: date) -> date:
    quarter = _quarter(day)
    return day.replace(month=quarter * 3, day=31 if quarter in (1, LAST) else 30)
