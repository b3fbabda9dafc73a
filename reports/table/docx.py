"""The official form as docx: one upright A4 page for the pen and the seal. Its words come from the layout alone."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from reports.orders.paper import CENTRE, END, FANGSONG, ROOM, TITLE, Set, blank_paper, box, saved, say
from reports.table.fitting import SIDES, length, row_height, value_points
from reports.table.grid import Grid, Place
from reports.table.printed import Printed, as_printed, cell_text, header, mark_of, number_in
from rules.words.plain_text import clean

COPY = Set(points=10.5, place=END)
HEAD = Set(points=12, after=6)
LABEL = Set(points=12, place=CENTRE, before=2, after=2)
VALUE = Set(points=14, place=CENTRE, before=2, after=2)
NOTE, BASIS = Set(points=10.5, after=3), Set(points=9, before=3)
THREAD = Set(points=1, line=3)
"""The paragraph Word wants between two tables."""
LOW, MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM, WD_CELL_VERTICAL_ALIGNMENT.CENTER

DATE_ROOM, HEAD_HEIGHT = 64, 26
"""Millimetres: the wide space above the table is for the seal on the unit's name."""
PEN = 60
"""Twentieths of a point each blank of an open date is wider, so that a year can be written there."""
GAPS = re.compile("( +)")


def as_docx(printed: Printed) -> bytes:
    """The file; cells nobody filled in stay blank for the pen."""
    paper = blank_paper(as_printed(printed.layout.title), printed.unit)
    _print(paper.add_paragraph(), clean(printed.copy), COPY)
    _print(paper.add_paragraph(), as_printed(printed.layout.title), TITLE)
    _head(paper, printed)
    _print(paper.add_paragraph(), "", THREAD)
    _form(paper, printed)
    _notes(paper, printed)
    return saved(paper)


def _print(paragraph: Paragraph, text: str, how: Set) -> Paragraph:
    """Words exactly as they are; ``say`` would take wide signs for narrow ones and many blanks for one."""
    run = say(paragraph, "", how).runs[0]
    run.text = text
    for part in run._element.iter(qn("w:t")):
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return paragraph


def _head(paper: Paper, printed: Printed) -> None:
    """The unit, with room for its seal, and the date."""
    asks, unit, dated = header(printed)
    table = box(paper, (ROOM - DATE_ROOM, DATE_ROOM))
    table.style = None
    left, right = _new_row(table, HEAD_HEIGHT).cells
    name = _print(_ready(left, LOW), asks + unit, HEAD)
    hanging = Mm(length(asks, HEAD.points))
    name.paragraph_format.left_indent, name.paragraph_format.first_line_indent = hanging, -hanging
    date = _print(_ready(right, LOW), "", replace(HEAD, place=END))
    for part in filter(None, GAPS.split(dated)):
        _add_gap_or_words(date, part)


def _add_gap_or_words(paragraph: Paragraph, part: str) -> None:
    """The next part of a date; the blanks of an open one are wide enough for a pen."""
    run = paragraph.add_run(part)
    run.font.size, run.font.name = Pt(HEAD.points), FANGSONG
    properties: Any = run._element.rPr
    properties.rFonts.set(qn("w:eastAsia"), FANGSONG)
    if part.isspace():
        wider = OxmlElement("w:spacing")
        wider.set(qn("w:val"), str(PEN))
        properties.insert_element_before(wider, "w:w", "w:kern", "w:position", "w:sz")


def _form(paper: Paper, printed: Printed) -> None:
    grid = Grid(printed.layout.rows, ROOM)
    table = box(paper, grid.widths)
    _narrow_sides(table)
    height = row_height(len(printed.layout.rows))
    for row in printed.layout.rows:
        cells = _new_row(table, height).cells
        for place in grid.places(row):
            _print(_ready(_joined(cells, place.label), MIDDLE), as_printed(place.box.label), LABEL)
            _fill(_joined(cells, place.cell), cell_text(printed, place.box.cell), grid, place)


def _fill(cell: _Cell, text: str, grid: Grid, place: Place) -> None:
    is_number = number_in(text) is not None
    points = value_points(text, grid.between(place.cell), number=is_number)
    _print(_ready(cell, MIDDLE), text, replace(VALUE, points=points))


def _narrow_sides(table: Table) -> None:
    """Words begin a millimetre from the lines; with more, the labels break elsewhere than in the source."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(SIDES / 2).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties: Any = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook")


def _new_row(table: Table, height: float) -> _Row:
    """One more row at least so many millimetres high, never torn in two by a page."""
    new: _Row = table.add_row()  # type: ignore[no-untyped-call]
    new.height, new.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    new._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column in zip(new.cells, table.columns, strict=True):
        cell.width = column.width or Length(0)
    return new


def _joined(cells: Sequence[_Cell], columns: tuple[int, int]) -> _Cell:
    first, end = columns
    joined: _Cell = cells[first].merge(cells[end - 1])
    return joined


def _ready(cell: _Cell, stands: Any) -> Paragraph:
    """The empty paragraph of a cell whose words stand there."""
    cell.vertical_alignment = stands
    first: Paragraph = cell.paragraphs[0]
    return first


def _notes(paper: Paper, printed: Printed) -> None:
    """The notes of the source, and on what the figures rest."""
    notes = [as_printed(note) for note in printed.layout.notes]
    under = Pt(NOTE.points * mark_of(notes))
    for number, note in enumerate(notes):
        form = _print(paper.add_paragraph(), note, replace(NOTE, before=0 if number else 6)).paragraph_format
        form.left_indent, form.first_line_indent = under, Length(0 if number else -under)
    if printed.basis:
        _print(paper.add_paragraph(), clean(printed.basis), BASIS)
