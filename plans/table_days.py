"""到哪天 as people write it in a table: a date, several, every month, every quarter, a festival, 6月底."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plans.official import OnDates, OnDays, OnNode
from rules.days import count
from rules.plan.almanac import UNDEFINED, YEARLY, fuzzy
from rules.plan.yearday import clamped

LAST_DAY = 31
WITHIN = "年内"
QUARTERS = (3, 6, 9, 12)
EXAMPLES = "2026-06-30，或“每月30日”“每季度最后一个月20日”“6月底”“6月1日至6月30日”“春节”"
CURE = f"读不懂：写成{EXAMPLES}"

_N = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = rf"(?:{_N}[日号]|月?[底末])"
_MONTHLY = re.compile(rf"每个?月的?{_DAY}")
_QUARTERLY = re.compile(rf"每个?季度?(?:的?(?:最后一个月|末月|季末月)的?{_DAY}|[底末])")
_RANGE = re.compile(rf"{_N}月?[-~～—至到]{_N}月(?:份)?(?:每个?月)?的?{_DAY}")
_LISTED = re.compile(rf"((?:{_N}月?[、,，和])+{_N})月(?:份)?的?{_DAY}")
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ISO_SPAN = re.compile(rf"({_ISO.pattern})[-~～—至到]+({_ISO.pattern})")
_PLAIN = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
_BEFORE = re.compile(r"(?:[之以]?前|为止|截止)$")
_APART = re.compile(r"[、,，;；\s]+")
_RELATIVE = re.compile("今年|明年|去年|本月|下月|下个月")


@dataclass(frozen=True)
class Frame:
    """The year of the document, and from when to when it runs."""

    year: int
    first: date
    last: date


@dataclass(frozen=True)
class SaidDue:
    """The days meant; ``opens`` where the words name a stretch."""

    due: OnDays | OnDates | OnNode
    opens: date | None = None


def read_due(text: str, frame: Frame) -> SaidDue:
    """Raises ``ValueError`` with the cure when the words name no day."""
    said = _BEFORE.sub("", re.sub(r"\s*([-/.年月、,，至到~～—])\s*", r"\1", text.strip())).strip()
    if _RELATIVE.search(said):
        raise ValueError("不要写今年、明年，写清是哪一年：例如2026-06-30")
    if said in UNDEFINED and said != WITHIN:
        raise ValueError(f"只写了“{said}”：商量一个日子写上，例如2026-06-30；“{said}”留在原文里")
    return _node(said) or _months(said, frame) or _dates(said, frame)


def read_date(text: str, year: int | None = None) -> date:
    """One day; raises ``ValueError`` with the cure. Without ``year`` it must be written."""
    said = text.strip()
    if found := _ISO.fullmatch(said):
        numbers = [int(part) for part in found.groups()]
    elif year and (short := _PLAIN.fullmatch(said)):
        numbers = [year, int(short[1]), int(short[2])]
    else:
        raise ValueError("读不懂：写成2026-06-30")
    try:
        return date(*numbers)
    except ValueError:
        raise ValueError(f"没有{said}这一天，看看是不是写错了") from None


def _node(said: str) -> SaidDue | None:
    code = next((each.code for each in YEARLY if each.name == said), None)
    return SaidDue(OnNode.model_validate({"node": code})) if code else None


def _months(said: str, frame: Frame) -> SaidDue | None:
    if found := _MONTHLY.fullmatch(said):
        return _on_days(range(1, 13), found[1], frame)
    if found := _QUARTERLY.fullmatch(said):
        return _on_days(QUARTERS, found[1], frame)
    if found := _RANGE.fullmatch(said):
        return _on_days(range(count(found[1]), count(found[2]) + 1), found[3], None)
    if found := _LISTED.fullmatch(said):
        months = (count(month) for month in re.findall(_N, found[1]))
        return _on_days(months, found[found.re.groups], None)
    return None


def _on_days(months: Iterable[int], day: str | None, frame: Frame | None) -> SaidDue:
    """每月 and 每季度 are the months in which the document runs; months that were named are those."""
    on = count(day) if day else LAST_DAY
    wanted = tuple(sorted(set(months)))
    if not 1 <= on <= LAST_DAY or not wanted or wanted[0] < 1 or wanted[-1] > 12:
        raise ValueError(CURE)
    if frame is not None:
        wanted = tuple(m for m in wanted if frame.first <= clamped(frame.year, m, on) <= frame.last)
    if not wanted:
        raise ValueError("一次也不在方案的起止之间，改这里，或改上面的起、止")
    return SaidDue(OnDays(day=on, months=wanted))


def _dates(said: str, frame: Frame) -> SaidDue:
    spans = [_span(piece, frame.year) for piece in _APART.split(said) if piece]
    days = tuple(sorted({last for _, last in spans}))
    if not days:
        raise ValueError(CURE)
    if far := [day for day in days if abs(day.year - frame.year) > 1]:
        raise ValueError(f"{far[0]}离方案那一年（{frame.year}年）太远，看看年份是不是写错了")
    stretch = spans[0] if len(spans) == 1 and spans[0][0] < spans[0][1] else None
    return SaidDue(OnDates(dates=days), stretch[0] if stretch else None)


def _span(piece: str, year: int) -> tuple[date, date]:
    if _ISO.fullmatch(piece) or _PLAIN.fullmatch(piece):
        day = read_date(piece, year)
        return day, day
    if found := _ISO_SPAN.fullmatch(piece):
        return read_date(found[1]), read_date(found[5])
    span = (date(year, 1, 1), date(year, 12, 31)) if piece == WITHIN else fuzzy(piece, year)
    if span is None:
        raise ValueError(CURE)
    return span
