"""What one printed copy of an official form says, word for word. How it looks on paper or in a sheet is not known here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.orders.order import chinese_day
from rules.plan.form import Layout
from rules.words.plain_text import clean

BLANKS = " \n\u3000"
DAY = re.compile(r"\s*年\s*月\s*日\s*")
"""Where the form leaves room for a date."""
NUMBER = re.compile(r"0|-?(?:[1-9][0-9]{0,13}|0(?=\.))(?:\.[0-9]{1,4})?", re.ASCII)
"""Numbers a sheet gives back as they were typed: no zeros in front, and no more digits than it keeps."""
MOST_DIGITS = 15
MARK = re.compile(r"\D{1,4}(?=\d)")


@dataclass(frozen=True)
class Printed:
    """One copy of a form. ``cells`` gives the text of a cell by its code; what is missing there stays blank.

    ``unit`` is the name on the seal; ``filled_on`` None leaves the date to the pen; ``basis`` (统计口径) and
    ``copy`` (第1稿, 更正第1次) are small lines, "" when there is nothing to say.
    """

    layout: Layout
    unit: str
    filled_on: date | None
    cells: Mapping[str, str]
    basis: str = ""
    copy: str = ""


def as_printed(text: str) -> str:
    """The text without invisible characters; unlike ``clean`` it keeps wide signs (／, 1．) and room for the pen."""
    return "".join(map(_kept, text.replace("\r\n", "\n")))


def _kept(char: str) -> str:
    """The sign itself, or what ``clean`` makes of it between letters: a blank, a new line or nothing."""
    return char if char in BLANKS or clean(char) else clean(f"a{char}b")[1:-1]


def cell_text(printed: Printed, cell: str) -> str:
    """What stands in the cell of this code."""
    return as_printed(printed.cells.get(cell, "")).strip()


def header(printed: Printed) -> tuple[str, str, str]:
    """What asks for the unit, the unit, and the date with what asks for it."""
    asks_unit, asks_day = (as_printed(part) for part in printed.layout.header)
    return asks_unit.rstrip(), " ".join(clean(printed.unit).split()), _dated(asks_day, printed.filled_on)


def _dated(asks: str, day: date | None) -> str:
    if day is None:
        return asks
    bare, said = DAY.sub("", asks).rstrip(), chinese_day(day)
    return bare + said


def mark_of(notes: Sequence[str]) -> int:
    """How many letters stand before the number of the first note (注：); the others begin below that number."""
    mark = MARK.match(notes[0]) if notes else None
    return len(mark[0]) if mark else 0


def number_in(text: str) -> Decimal | None:
    """The number this text is, if a sheet would show exactly the same digits again."""
    digits = sum(char.isdigit() for char in text)
    return Decimal(text) if digits <= MOST_DIGITS and NUMBER.fullmatch(text) else None
