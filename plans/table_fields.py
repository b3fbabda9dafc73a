"""The first block of a table: 文号, 标题 and the other fields of the document, a line each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from plans.table_catalogue import code_of, parent_meant
from plans.table_days import Frame, read_date
from plans.table_rows import Fault
from rules.words.plain_text import clean

NUMBER, TITLE, SHORT, ISSUER, ISSUED, YEAR, FIRST, LAST = (
    "文号", "标题", "简称", "发文单位", "发文日期", "哪一年", "起", "止",
)  # fmt: skip
CARRIES_ON, PARENT, CODE = "往后各年", "上级方案", "代码"
FIELDS = (NUMBER, TITLE, SHORT, ISSUER, ISSUED, YEAR, FIRST, LAST, CARRIES_ON, PARENT, CODE)
ALIASES = {"名称": TITLE, "方案名称": TITLE, "发文机关": ISSUER, "印发日期": ISSUED, "年份": YEAR, "开始": FIRST,
           "开始日期": FIRST, "起始": FIRST, "结束": LAST, "结束日期": LAST, "截止": LAST}  # fmt: skip

OF_FIELD = {"number": NUMBER, "title": TITLE, "short": SHORT, "issuer": ISSUER, "issued_on": ISSUED, "year": YEAR,
            "from": FIRST, "to": LAST, "first": FIRST, "last": LAST, "parent": PARENT, "plan": CODE}  # fmt: skip

EARLIEST, LATEST = 2000, 2100

T = TypeVar("T")
Said = tuple[int, str]
"""The line a field stands on, and what was written there."""


LEAP_DAY = date(2024, 2, 29)
"""Of a document that does not say its year, every day of any year may be meant."""


@dataclass
class Fields:
    """The fields that were read, as the schema names them; the frame of the days; what was wrong."""

    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    frame: Frame = field(default_factory=lambda: _some_year(LEAP_DAY.year))


def field_of(label: str) -> str | None:
    """The field that is meant by what stands in the first cell."""
    said = clean(label).replace(" ", "").rstrip(":：*（必填）")
    return said if said in FIELDS else ALIASES.get(said)


def read_fields(said: Mapping[str, Said], header: int) -> Fields:
    """``said`` is the line and the text of each field; of what is missing the line of the ``header`` is told."""
    found = Fields(lines={name: said.get(name, (header, ""))[0] for name in FIELDS})
    for key, name in (("number", NUMBER), ("title", TITLE), ("short", SHORT), ("issuer", ISSUER)):
        found.facts[key] = _read(found, said, name, _text)
    first, last = _read(found, said, FIRST, _day), _read(found, said, LAST, _day)
    year = _read(found, said, YEAR, lambda text: _year(text, first))
    found.facts |= {
        "from": first,
        "to": last,
        "year": year,
        "issued_on": _read(found, said, ISSUED, _day_or_none),
        "carries_on": _read(found, said, CARRIES_ON, _yes),
        "parent": _read(found, said, PARENT, lambda text: text and parent_meant(text)),
        "plan": _read(found, said, CODE, str) or code_of("p", found.facts["short"] or ""),
    }
    if first and last and year:
        found.frame = Frame(year, first, last)
        found.faults += _in_disorder(found, found.frame)
    else:
        found.frame = _some_year(year or (first or last or LEAP_DAY).year)
    return found


def _some_year(year: int) -> Frame:
    """So that the rows are read all the same, and their mistakes told with those of the fields."""
    return Frame(year, date(year, 1, 1), date(year, 12, 31))


def _read(found: Fields, said: Mapping[str, Said], name: str, meaning: Callable[[str], T]) -> T | None:
    try:
        return meaning(clean(said.get(name, (0, ""))[1]))
    except ValueError as fault:
        found.faults.append((found.lines[name], name, str(fault)))
        return None


def _in_disorder(found: Fields, frame: Frame) -> Iterator[Fault]:
    if frame.last < frame.first:
        yield found.lines[LAST], LAST, "比“起”还早，看看是不是写反了"
    if abs(frame.first.year - frame.year) > 1:
        yield found.lines[YEAR], YEAR, f"和“起”（{frame.first}）对不上，看看哪个写错了"


def _text(text: str) -> str:
    if not text:
        raise ValueError("空着，照原件填上")
    return text


def _day(text: str) -> date:
    if not text:
        raise ValueError("空着，写成2026-06-01")
    return read_date(text)


def _day_or_none(text: str) -> date | None:
    return read_date(text) if text else None


def _year(text: str, first: date | None) -> int | None:
    """Without it, the year in which the document begins."""
    said = text.rstrip("年度 ")
    if not said:
        return first.year if first else None
    if not (said.isascii() and said.isdigit() and EARLIEST <= int(said) <= LATEST):
        raise ValueError("读不懂：写成2026")
    return int(said)


def _yes(text: str) -> bool:
    if text in ("", "否", "只这一年", "不办", "不照办"):
        return False
    if text in ("是", "照办", "每年", "各年照办"):
        return True
    raise ValueError("读不懂：写“照办”或“只这一年”")
