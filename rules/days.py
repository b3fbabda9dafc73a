"""A day as people say it when they hand something out: 明天, 三天, 3个工作日, 11月30日."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

FURTHEST = 180
"""Days; further off is a slip of the finger."""

_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NUMBER = r"(\d{1,4}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两])"
_NAMED = {
    "大后天": 3,
    "后天": 2,
    "明天": 1,
    "明日": 1,
    "今天": 0,
    "今日": 0,
    "当天": 0,
    "一周": 7,
    "半个月": 15,
}
_NAMED_RE = re.compile("|".join(_NAMED))
_WEEKDAY_RE = re.compile(r"(下下|下|本|这)?个?(?:周|星期|礼拜)([一二三四五六日天])(?:[之以]?前)?")
_WEEKDAYS = "一二三四五六日"
_COUNT_RE = re.compile(rf"(?<!\d){_NUMBER}\s*个?\s*(?:工作)?[天日](?:[内以之]?[内前])?")
_YEAR = r"(?:(?<!\d)(20\d\d|今年|明年)\s*(?:年|/|-|\.)?\s*)?"
_DATE_RE = re.compile(_YEAR + r"(?<!\d)(\d{1,2})\s*(?:月|/|-|\.)\s*(\d{1,2})(?!\d)\s*[日号]?(?:[之以]?前)?")


@dataclass(frozen=True)
class SaidDay:
    """The day meant, and the words without it. ``day`` None: none was named; too far or gone by: ``odd``."""

    day: date | None
    rest: str
    odd: bool = False


def read_day(text: str, today: date) -> SaidDay:
    """The first day named in ``text``."""
    for pattern, meaning in (
        (_DATE_RE, _on_date),
        (_WEEKDAY_RE, _on_weekday),
        (_COUNT_RE, _after_days),
        (_NAMED_RE, _named),
    ):
        if found := pattern.search(text):
            day = meaning(found, today)
            rest = " ".join((text[: found.start()] + " " + text[found.end() :]).split())
            odd = day is None or not today <= day <= today + timedelta(days=FURTHEST)
            return SaidDay(None if odd else day, rest, odd)
    return SaidDay(None, text)


def _named(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=_NAMED[found[0]])


def _after_days(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=count(found[1]))


def _on_weekday(found: re.Match[str], today: date) -> date:
    """周五 is the next one from today on, 下周五 the one of next week."""
    weekday = _WEEKDAYS.index(found[2].replace("天", "日"))
    weeks = {"下": 1, "下下": 2}.get(found[1] or "", 0)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    day = monday + timedelta(days=weekday)
    return day if weeks or day >= today else day + timedelta(weeks=1)


def _on_date(found: re.Match[str], today: date) -> date | None:
    """A date without a year is the next one of that name."""
    said = {"今年": today.year, "明年": today.year + 1}.get(found[1] or "") or (found[1] and int(found[1]))
    try:
        day = date(said or today.year, int(found[2]), int(found[3]))
        return day if said or day >= today else day.replace(year=today.year + 1)
    except ValueError:
        return None


def count(said: str) -> int:
    """``十五`` is 15, ``两`` is 2."""
    if said.isdecimal():
        return int(said)
    tens, ten, ones = said.partition("十")
    if not ten:
        return _NUMERALS[said[-1]]
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
