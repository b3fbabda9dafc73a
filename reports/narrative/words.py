"""How counts, days, names and lists read in an official sentence. What is not known becomes the name of a gap, never a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.orders.order import chinese_day
from rules.words.plain_text import clean

UNCOUNTED = "未统计"
NOT_ASKED = "不适用"
MOST_NAMES = 10


@dataclass(frozen=True)
class Words:
    """What can be said, and the names of what nobody knows."""

    said: str
    unknown: tuple[str, ...] = ()


NOTHING = Words("")


def told(*parts: Words, joint: str = "，") -> Words:
    """One sentence of the parts that say something, with every gap of theirs."""
    said = joint.join(part.said for part in parts if part.said)
    return Words(f"{said}。" if said else "", gaps(parts))


def paragraph(*sentences: Words) -> Words:
    """Sentences after each other."""
    return Words("".join(sentence.said for sentence in sentences), gaps(sentences))


def gaps(parts: Sequence[Words]) -> tuple[str, ...]:
    """What nobody knows, each named once, in order."""
    return tuple(dict.fromkeys(name for part in parts for name in part.unknown))


def counted(before: str, value: int | None, after: str, name: str) -> Words:
    """The count between its words; a gap called ``name`` when nobody knows it."""
    return Words("", (name,)) if value is None else Words(f"{before}{value}{after}")


def cell(value: int | None) -> str:
    """The count as a cell of a table."""
    return UNCOUNTED if value is None else str(value)


def line(text: str) -> str:
    """What somebody typed, on one line and without the stop at its end."""
    return " ".join(clean(text).split()).rstrip("。；;. ")


def names(found: Sequence[str], most: int = MOST_NAMES, measure: str = "个") -> str:
    """The names with 、 between them; when there are more than ``most``, the first ones and how many there are."""
    said = [word for name in found if (word := line(name))]
    more = f"等{len(said)}{measure}" if len(said) > most else ""
    return "、".join(said[:most]) + more


def short_day(day: date) -> str:
    """Month and day."""
    return f"{day.month}月{day.day}日"


def span(first: date, last: date) -> str:
    """Both days of a period; the year once when it is the same."""
    end = short_day(last) if last.year == first.year else chinese_day(last)
    return f"{chinese_day(first)}至{end}"
