"""The official form as xlsx: the same rows and lines as on paper, one A4 page, figures that count as numbers."""

from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter as letter

from reports.orders.paper import BOTTOM, LATIN, LEFT, RIGHT, ROOM, TOP
from reports.sheets import put_text
from reports.table.fitting import MILLIMETRES, count_lines, row_height, value_points
from reports.table.grid import Grid, Place
from reports.table.printed import Printed, as_printed, cell_text, header, mark_of, number_in
from rules.words.plain_text import clean

NAME = "统计表"
A4, INCH = 9, 25.4
FANG, SONG = "仿宋", "宋体"
MEASURE = Font("Arial", sz=10)
"""What columns are measured by: seven dots a digit wherever the file is opened, which the usual font is not without Office."""
LINE = Side("thin", color="000000")
LINES = Border(LINE, LINE, LINE, LINE)
MIDDLE = Alignment("center", "center", wrap_text=True)
FIGURE = Alignment("center", "center", shrink_to_fit=True)
"""A number too long for its cell gets smaller; broken in two it would be another number, or ####."""
NOTE, BASIS, STEP = 10.5, 9.0, 6.75
"""Points of a note and of the small line, and of one step a sheet moves words to the right."""
DATE_ROOM = 62
HEAD_HEIGHTS = (15.0, 44.0, 60.0)
"""Points of the copy's name, the title, and the unit with room for its seal."""
FIRST = len(HEAD_HEIGHTS) + 1
LINE_HEIGHT, HIGHEST = 1.4, 409.0
"""Of a line, as a multiple of its letters; more points than the second a row of a sheet does not take."""


def as_xlsx(printed: Printed) -> bytes:
    """The file. No text in it is ever a formula."""
    workbook: Any = Workbook()
    title = clean(printed.layout.title)[:255]
    workbook._named_styles["Normal"].font = MEASURE
    workbook.properties.creator, workbook.properties.title = clean(printed.unit)[:255], title
    sheet: Any = workbook.active
    sheet.title = NAME
    grid = Grid(printed.layout.rows, ROOM)
    _head(sheet, grid, printed)
    _form(sheet, grid, printed)
    last = _notes(sheet, grid, printed)
    _on_paper(sheet, grid, last)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _head(sheet: Any, grid: Grid, printed: Printed) -> None:
    """The copy's name, the title, the unit and the date."""
    whole, half = len(grid.widths), grid.split(DATE_ROOM)
    asks, unit, dated = header(printed)
    title, room = as_printed(printed.layout.title), grid.between((0, half))
    _write(_joined(sheet, 1, (0, whole)), clean(printed.copy), Font(FANG, sz=10.5), Alignment("right"))
    _write(_joined(sheet, 2, (0, whole)), title, Font(SONG, sz=20, b=True), MIDDLE)
    low = Alignment("left", "bottom", wrap_text=True)
    _write(_joined(sheet, 3, (0, half)), asks + unit, Font(FANG, sz=12), low)
    _write(_joined(sheet, 3, (half, whole)), dated, Font(FANG, sz=12), Alignment("right", "bottom"))
    needed = (0, count_lines(title, 20, ROOM) * 20, count_lines(asks + unit, 12, room) * 12)
    for row, (least, points) in enumerate(zip(HEAD_HEIGHTS, needed, strict=True), 1):
        sheet.row_dimensions[row].height = _height(least, points)


def _height(least: float, points: float) -> float:
    """Points of a row for so many points of letters one above the other: a sheet makes no room for joined cells itself."""
    return min(HIGHEST, max(least, points * LINE_HEIGHT + 8))


def _form(sheet: Any, grid: Grid, printed: Printed) -> None:
    least = row_height(len(printed.layout.rows)) / MILLIMETRES
    for row, boxes in enumerate(printed.layout.rows, FIRST):
        texts = [(place, cell_text(printed, place.box.cell)) for place in grid.places(boxes)]
        points = [_fill(sheet, row, grid, place, text) for place, text in texts]
        sheet.row_dimensions[row].height = _height(least, max(points))


def _fill(sheet: Any, row: int, grid: Grid, place: Place, text: str) -> float:
    """Label and cell; how many points of letters stand above each other in the fuller one."""
    label, width = as_printed(place.box.label), grid.between(place.cell)
    number = number_in(text)
    points = value_points(text, width, number=number is not None)
    _write(_joined(sheet, row, place.label, LINES), label, Font(FANG, sz=12), MIDDLE)
    cell = _joined(sheet, row, place.cell, LINES)
    if number is None:
        _write(cell, text, Font(FANG, sz=points), MIDDLE)
    else:
        _count(cell, number, text, points)
    return max(
        count_lines(label, 12, grid.between(place.label)) * 12, count_lines(text, points, width) * points
    )


def _count(cell: Any, number: Decimal, text: str, points: float) -> None:
    """A number that stays a number, shown with the digits it came with."""
    cell.value, cell.font, cell.alignment = number, Font(LATIN, sz=points), FIGURE
    places = len(text.partition(".")[2])
    cell.number_format = f"0.{'0' * places}" if places else "0"


def _notes(sheet: Any, grid: Grid, printed: Printed) -> int:
    """The notes of the source, and on what the figures rest; the last row used."""
    notes = [as_printed(note) for note in printed.layout.notes]
    under = round(mark_of(notes) * NOTE / STEP)
    lines = [(note, NOTE, under if number else 0) for number, note in enumerate(notes)]
    lines += [(clean(printed.basis), BASIS, 0)] if printed.basis else []
    below = FIRST + len(printed.layout.rows)
    for row, (words, points, steps) in enumerate(lines, below):
        stands = Alignment("left", "center", wrap_text=True, indent=steps)
        _write(_joined(sheet, row, (0, len(grid.widths))), words, Font(FANG, sz=points), stands)
        room = ROOM - steps * STEP * MILLIMETRES
        sheet.row_dimensions[row].height = _height(0, count_lines(words, points, room) * points)
    return below + len(lines) - 1


def _joined(sheet: Any, row: int, columns: tuple[int, int], lines: Border | None = None) -> Any:
    """The cell that stands for all of these columns, with its lines all around."""
    first, end = columns
    for column in range(first, end):
        if lines:
            sheet.cell(row, column + 1).border = lines
    if end - first > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first + 1, end_column=end)
    return sheet.cell(row, first + 1)


def _write(cell: Any, text: str, font: Font, stands: Alignment) -> None:
    put_text(cell, text)
    cell.font, cell.alignment = font, stands


def _on_paper(sheet: Any, grid: Grid, last: int) -> None:
    """Upright A4, all on one page, with the margins of the paper copy."""
    for number, width in enumerate(grid.widths, 1):
        sheet.column_dimensions[letter(number)].width = _characters(width)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", A4
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.print_area = f"A1:{letter(len(grid.widths))}{last}"
    sheet.print_options.horizontalCentered = True
    sheet.sheet_view.showGridLines = False
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = (
        side / INCH for side in (LEFT, RIGHT, TOP, BOTTOM)
    )


def _characters(width: float) -> float:
    """Millimetres in the unit of a sheet: digits seven dots wide, five dots between columns."""
    return max(1.0, (width / MILLIMETRES * 96 / 72 - 5) / 7)
