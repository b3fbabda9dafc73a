"""A table of figures on official paper: columns as wide as their words need, the head on every page."""

from collections.abc import Sequence

from docx.document import Document as Paper
from docx.oxml import OxmlElement

from reports.narrative.report import Figures
from reports.orders.paper import CENTRE, HEITI, START, Set, box, row

SHORTEST, LONGEST = 4, 20
"""Letters a column is counted for, however few or many its cells have."""
LEFT_FROM = 9
"""A column with a cell of so many letters starts at the left."""
HEAD = Set(font=HEITI, points=12, place=CENTRE, before=1.5, after=1.5)


def table(paper: Paper, figures: Figures, room: float) -> None:
    """The table, ``room`` millimetres wide."""
    letters = [_letters(column) for column in zip(figures.head, *figures.rows, strict=True)]
    shown = [min(max(count, SHORTEST), LONGEST) for count in letters]
    drawn = box(paper, [room * count / sum(shown) for count in shown])
    head = row(drawn, 8, [(words, HEAD) for words in figures.head])
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cells in figures.rows:
        row(drawn, 8, [(words, _cell(count)) for words, count in zip(cells, letters, strict=True)])


def _letters(column: Sequence[str]) -> int:
    return max(map(len, column))


def _cell(letters: int) -> Set:
    place = START if letters >= LEFT_FROM else CENTRE
    return Set(points=12, place=place, before=1.5, after=1.5)
