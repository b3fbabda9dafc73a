"""Lines of a table and the columns they are read by. What a file looks like inside is not known here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from rules.refusal import Refused
from rules.words.plain_text import clean

SEARCHED = 30  # titles and remarks above the header are never longer
REMARK = re.compile(r"[(（\[【].*?[)）\]】]|[\s*:：★●]")

Line = tuple[int, list[str]]
"""A line as it stands in the file: its number as Excel shows it, and the text of every cell."""


@dataclass(frozen=True)
class Column:
    """A column by the name we give it, the other names people give it, and whether we can do without."""

    name: str
    also: tuple[str, ...] = ()
    needed: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of data. ``row["工号"]`` is text, empty for a blank; ``"工号" in row`` says if the column exists."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def __contains__(self, name: object) -> bool:
        return name in self.cells


@dataclass(frozen=True)
class Table:
    """The rows of one sheet; ``sheet`` and ``others`` are empty for a csv."""

    rows: list[Row]
    sheet: str = ""
    others: tuple[str, ...] = ()


@dataclass
class Search:
    """What was seen while looking for a header, so that a refusal can tell."""

    columns: Sequence[Column]
    nearest: list[str] = field(default_factory=list)
    hits: int = 0

    def rows_below_header(self, lines: Iterable[Line]) -> Iterator[Row] | None:
        """The rows under the first line that names every needed column; None when no line does."""
        rest = iter(lines)
        top = list(islice((line for line in rest if any(line[1])), SEARCHED))
        for position, (_, texts) in enumerate(top):
            if header := self._header(texts):
                return _rows(header, texts, chain(top[position + 1 :], rest))
        return None

    def _header(self, texts: list[str]) -> dict[str, int]:
        if not self.columns:
            return _as_written(texts)
        header = _recognised(texts, self.columns)
        if len(header) > self.hits:
            self.hits, self.nearest = len(header), [text for text in texts if text]
        return header if all(c.name in header for c in self.columns if c.needed) else {}

    def refusal(self) -> Refused:
        """What to write above the columns."""
        if not self.hits:
            names = "、".join(column.name for column in self.columns)
            return Refused(f"没有找到表头，请在表格最上面一行写上：{names}")
        known = _recognised(self.nearest, self.columns)
        missing = [column for column in self.columns if column.needed and column.name not in known]
        named = "、".join(f"“{column.name}”" for column in missing)
        return Refused(f"表头里缺少{named}这{len(missing)}列，现在的表头是：{'、'.join(self.nearest)[:200]}")


def _recognised(texts: Sequence[str], columns: Iterable[Column]) -> dict[str, int]:
    """Where each column stands; its first name wins over its later ones."""
    seen: dict[str, int] = {}
    for at, text in enumerate(texts):
        seen.setdefault(_bare(text), at)
    found = {}
    for column in columns:
        if (name := next((n for n in column.names if n in seen), None)) is not None:
            found[column.name] = seen[name]
    return found


def _as_written(texts: Sequence[str]) -> dict[str, int]:
    named = {clean(text): at for at, text in reversed(list(enumerate(texts))) if text}
    return named if len(named) > 1 else {}


def _bare(text: str) -> str:
    return REMARK.sub("", clean(text))


def _rows(header: dict[str, int], titles: list[str], lines: Iterable[Line]) -> Iterator[Row]:
    """Rows that say something; a header printed again on every page says nothing."""
    known = [titles[at] for at in header.values()]
    for number, texts in lines:
        width = len(texts)
        values = [texts[at] if at < width else "" for at in header.values()]
        if any(values) and values != known:
            yield Row(number, dict(zip(header, values, strict=True)))
