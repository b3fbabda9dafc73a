"""The ledger as a workbook, written row by row so that twenty thousand lines pass."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from reports.ledger_book.line import BLOCKS, CLOSED, FOUND, PHOTOS, Column, Group, Line
from reports.ledger_book.looks import CENTRED, DAY, TEXT, Looks
from reports.ledger_book.page import FIRST, NAME, dress, finish, head
from reports.ledger_book.thumbnails import CELL_WIDTH, thumbnail
from reports.sheets import put_text
from rules.words.plain_text import clean

WITH_PHOTOS = (FOUND, PHOTOS, BLOCKS, CLOSED)
WITHOUT_PHOTOS = (FOUND, BLOCKS, CLOSED)
PHOTO_HEIGHT = CELL_WIDTH * 0.75
"""Points of a row that is as high as its photos are wide."""
LINE_HEIGHT, HIGHEST = 14.5, 409
"""Points of one line of letters; more than the second Excel does not take."""
UNSEEN = "照片打不开"


def book(title: str, as_of: str, lines: Iterable[Line], *, photos: bool = True) -> bytes:
    """The xlsx; ``as_of`` is an instant in words. Without ``photos`` the lines may be a stream of any length."""
    groups = WITH_PHOTOS if photos else WITHOUT_PHOTOS
    workbook = Workbook(write_only=True)
    workbook.properties.creator, workbook.properties.title = "随手拍", clean(title)[:255]
    sheet: Any = workbook.create_sheet(NAME)
    dress(sheet, groups)
    looks = Looks(sheet)
    head(sheet, looks, groups, (title, as_of))
    finish(sheet, groups, _write_lines(sheet, looks, groups, lines))
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _write_lines(sheet: Any, looks: Looks, groups: Sequence[Group], lines: Iterable[Line]) -> int:
    """All lines; how many there were."""
    columns = [column for group in groups for column in group.columns]
    count = 0
    for count, line in enumerate(lines, 1):
        row = FIRST + count - 1
        if PHOTOS in groups:
            sheet.row_dimensions[row].height = _height(line, columns)
        sheet.append([_cell(sheet, looks, line, (row, at, column)) for at, column in enumerate(columns)])
    return count


def _cell(sheet: Any, looks: Looks, line: Line, where: tuple[int, int, Column]) -> Any:
    row, at, column = where
    value = getattr(line, column.field)
    if isinstance(value, bytes):
        return _photo(sheet, looks, value, (row, at))
    if isinstance(value, date):
        return _filled(looks.cell(DAY), value)
    if isinstance(value, int) or _is_number(column, value):
        return _filled(looks.cell(CENTRED), int(value))
    cell = looks.cell(CENTRED if column.centred else TEXT)
    put_text(cell, value or "")
    return cell


def _is_number(column: Column, value: str | None) -> bool:
    """Numbers of the ledger sort as numbers; what only looks like one elsewhere stays text."""
    return column.field == "number" and bool(value) and str(value).isdecimal() and len(str(value)) < 10


def _filled(cell: Any, value: object) -> Any:
    cell.value = value
    return cell


def _photo(sheet: Any, looks: Looks, content: bytes, at: tuple[int, int]) -> Any:
    row, column = at
    cell = looks.cell(CENTRED)
    drawing = thumbnail(content, column, row - 1)
    if drawing is None:
        put_text(cell, UNSEEN)
    else:
        sheet.add_image(drawing)
    return cell


def _height(line: Line, columns: Iterable[Column]) -> float:
    """Points the row needs for its photos and for its longest words."""
    needed = max(_lines_of(line, columns), default=1) * LINE_HEIGHT
    photo = PHOTO_HEIGHT if line.before or line.after else 0
    return min(HIGHEST, max(photo, needed + 6))


def _lines_of(line: Line, columns: Iterable[Column]) -> Iterator[int]:
    """How many lines the words of each column take; a Chinese letter is two wide."""
    for column in columns:
        words = getattr(line, column.field)
        if isinstance(words, str) and words:
            width = int(column.width) - 1
            yield sum(-(-2 * len(part) // width) or 1 for part in words[:2000].split("\n"))
