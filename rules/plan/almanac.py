"""The days of a year that documents name without a date: festivals and campaign days, 3月中下旬, 尽快.

Everything here is a reading of words that a person confirms; keep the phrase beside what it was read as.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from borax.calendars.lunardate import LunarDate

from rules.days import count
from rules.plan.yearday import clamped
from rules.words.plain_text import clean
from rules.workdays import is_published

Span = tuple[date, date]
"""First and last day, both meant."""

LUNAR_YEARS = range(1900, 2101)
"""What the calculator's tables hold."""


@cache
def spring_festival(year: int) -> date:
    """正月初一; raises ``ValueError`` outside ``LUNAR_YEARS``."""
    if year not in LUNAR_YEARS:
        raise ValueError(f"no lunar calendar for {year}")
    day: date = LunarDate(year, 1, 1).to_solar_date()
    return day


@dataclass(frozen=True)
class Node:
    """A day or days of one year worth preparing for; ``guessed``: computed, and that year's holidays not published yet."""

    code: str
    name: str
    first: date
    last: date
    guessed: bool = False


@dataclass(frozen=True)
class Yearly:
    """A node of every year: how its days are found, and whether they are computed rather than written."""

    code: str
    name: str
    days: Callable[[int], Span]
    computed: bool = False


def fixed(month: int, day: int) -> Callable[[int], Span]:
    """The same day every year; it does not move at weekends."""
    return between((month, day), (month, day))


def between(first: tuple[int, int], last: tuple[int, int]) -> Callable[[int], Span]:
    """The same days every year, as (month, day) both meant; the 29th of February is clamped."""
    return lambda year: (clamped(year, *first), clamped(year, *last))


def _spring(year: int) -> Span:
    return spring_festival(year), spring_festival(year)


YEARLY = (
    Yearly("spring-festival", "春节", _spring, computed=True),
    Yearly("disease-week", "职业病防治法宣传周", between((4, 25), (5, 1))),
    Yearly("may-day", "五一", fixed(5, 1)),
    Yearly("safety-month", "安全生产月", between((6, 1), (6, 30))),
    Yearly("consultation-day", "6·16安全宣传咨询日", fixed(6, 16)),
    Yearly("national-day", "十一", fixed(10, 1)),
)
"""The five of the province's plan and the day of the district's."""

_BY_CODE = {each.code: each for each in YEARLY}


def nodes(year: int, yearly: Iterable[Yearly] = YEARLY) -> tuple[Node, ...]:
    """The nodes of a year in order of their days."""
    found = (_node(each, year) for each in yearly)
    return tuple(sorted(found, key=lambda node: (node.first, node.last)))


def node_in(code: str, year: int) -> Node:
    """One node of ``YEARLY`` by its code; raises ``KeyError`` for a code that is none."""
    return _node(_BY_CODE[code], year)


def _node(each: Yearly, year: int) -> Node:
    first, last = each.days(year)
    return Node(each.code, each.name, first, last, guessed=each.computed and not is_published(year))


# fuzzy phrases

_ONE_TO_NINE = "[一二三四五六七八九]"
_NUMBER = rf"(\d{{1,2}}|[二三]?十{_ONE_TO_NINE}?|{_ONE_TO_NINE})"
_YEAR_RE = re.compile(r"(?:(\d{4})|今|明|本|当)年度?")
_MONTH_RE = re.compile(rf"{_NUMBER}月份?(上旬|上中旬|中旬|中下旬|下旬|初|中|底|末)?")
_DAY_RE = re.compile(rf"{_NUMBER}月{_NUMBER}[日号]")
_QUARTER_RE = re.compile(r"第?([1-4一二三四])季度(末|底)?")
_HALF_RE = re.compile(r"(上|下)半年(末|底)?")
_ANY_MONTH_RE = re.compile(rf"{_NUMBER}月")
_UNIT_RE = re.compile("[月季年]")
_BEFORE_RE = re.compile(r"[之以]?前$")
_TO_RE = re.compile(r"[至到—–~～-]+")
_NOISE_RE = re.compile(r"[\s“”\"'《》]|期间$")
_DECADES = {
    "": (1, 31), "上旬": (1, 10), "上中旬": (1, 20), "中旬": (11, 20), "中下旬": (11, 31), "下旬": (21, 31),
    "初": (1, 10), "中": (11, 20), "底": (31, 31), "末": (31, 31),
}  # fmt: skip
"""First and last day of a part of a month, clamped to it. 底 is the last day: an end, not a stretch."""
_OF_YEAR = {"全年": (1, 12), "年初": (1, 1)}
_AFTER_YEAR = {"": "全年", "初": "年初", "底": "年底", "末": "年末"}


def fuzzy(phrase: str, year: int) -> Span | None:
    """What a phrase of a document means in ``year``, or None when that cannot be said of it.

    The year is the one a person resolved: 今年 and 明年 do not move it, a written 2016年 overrules it. A phrase with
    前 or 之前 is read only when it names a single day, which is then the last one allowed.
    """
    said = _NOISE_RE.sub("", clean(phrase))
    plain = _BEFORE_RE.sub("", said)
    span = _stretch(plain, year)
    return None if span is None or (plain != said and span[0] != span[1]) else span


def _stretch(said: str, year: int) -> Span | None:
    """One phrase, or the stretch from one to another (3月中旬至4月底, 1-3月, 6月1日至30日)."""
    start, *ends = _TO_RE.split(said)
    if not ends:
        return _one(said, year)
    return _from_to(start, ends[0], year) if len(ends) == 1 else None


def _from_to(start: str, end: str, year: int) -> Span | None:
    """Each half borrows from the other what it leaves out; a stretch that would run backwards is none."""
    month = _ANY_MONTH_RE.search(start)
    first = _one(start if month or not end.endswith("月") else f"{start}月", year)
    if first is None:
        return None
    bare = month and end and not _UNIT_RE.search(end.removeprefix("月"))
    last = _one(f"{month[0]}{end.removeprefix('月')}" if month and bare else end, first[0].year)
    return (first[0], last[1]) if last and first[0] <= last[1] else None


def _one(said: str, year: int) -> Span | None:
    named = _YEAR_RE.match(said)
    if named:
        year, said = int(named[1] or year), said[named.end() :]
    if not 1 <= year <= 9999:
        return None
    for pattern, meaning in _READINGS:
        if found := pattern.fullmatch(said):
            return meaning(found, year)
    return _of_year(said, year, named=named is not None) or _of_node(said, year)


def _of_month(found: re.Match[str], year: int) -> Span | None:
    month = count(found[1])
    first, last = _DECADES[found[2] or ""]
    return (clamped(year, month, first), clamped(year, month, last)) if 1 <= month <= 12 else None


def _of_day(found: re.Match[str], year: int) -> Span | None:
    try:
        day = date(year, count(found[1]), count(found[2]))
    except ValueError:
        return None
    return day, day


def _of_quarter(found: re.Match[str], year: int) -> Span:
    last = count(found[1]) * 3
    return _months(year, last - 2, last, end_only=found[2])


def _of_half(found: re.Match[str], year: int) -> Span:
    last = 6 if found[1] == "上" else 12
    return _months(year, last - 5, last, end_only=found[2])


def _of_year(said: str, year: int, *, named: bool) -> Span | None:
    """全年, 年初 and 年底; after 2016年 or 今年 the 年 was taken already."""
    said = _AFTER_YEAR.get(said, said) if named else said
    if said in ("年底", "年末"):
        return _months(year, 1, 12, end_only=said)
    return _months(year, *_OF_YEAR[said]) if said in _OF_YEAR else None


def _of_node(said: str, year: int) -> Span | None:
    named = (node for node in YEARLY if node.name == said)
    return next((node.days(year) for node in named if year in LUNAR_YEARS or not node.computed), None)


def _months(year: int, first: int, last: int, *, end_only: str | None = None) -> Span:
    end = clamped(year, last, 31)
    return (end if end_only else date(year, first, 1)), end


_READINGS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], int], Span | None]]] = (
    (_MONTH_RE, _of_month),
    (_DAY_RE, _of_day),
    (_QUARTER_RE, _of_quarter),
    (_HALF_RE, _of_half),
)


# words that set no day at all


class Since(StrEnum):
    """What the days of a reading are counted from."""

    ISSUE = "issue"
    EVENT = "event"
    LAST_TIME = "last_time"
    YEAR_END = "year_end"


@dataclass(frozen=True)
class Reading:
    """How a word without a day is read until a union sets its own: so many calendar days after something."""

    phrase: str
    since: Since
    days: int
    said: str

    def due(self, since: date) -> date:
        """The last day, counted from the issue, the event or the last time; of 年内 the end of that year."""
        start = date(since.year, 12, 31) if self.since is Since.YEAR_END else since
        return start + timedelta(days=self.days)


UNDEFINED: Mapping[str, Reading] = {
    reading.phrase: reading
    for reading in (
        Reading("尽快", Since.ISSUE, 30, "文件下发后30天内"),
        Reading("及时", Since.EVENT, 0, "当天"),
        Reading("迅速", Since.EVENT, 1, "最晚第二天"),
        Reading("经常性", Since.LAST_TIME, 30, "至少每30天一次"),
        Reading("定期", Since.LAST_TIME, 7, "至少每7天一次"),
        Reading("年内", Since.YEAR_END, 0, "当年12月31日前"),
    )
}
"""Defaults for words the documents leave open; each is shown with the phrase and may be set otherwise."""


def undefined_in(clause: str) -> list[Reading]:
    """The open words of a clause, in the order they stand in it."""
    at = {phrase: clause.find(phrase) for phrase in UNDEFINED}
    return [UNDEFINED[phrase] for phrase in sorted(at, key=lambda each: at[each]) if at[phrase] >= 0]
