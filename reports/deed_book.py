"""A list of deeds as a small workbook, for the folder of an inspector. Who was there is not in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from reports.sheets import put_text

HEAD = (("日期", 12), ("种类", 22), ("内容", 34), ("地点", 18), ("人数", 8), ("佐证", 8))


@dataclass(frozen=True)
class Line:
    """One deed; ``people`` is None when nobody counted."""

    day: date
    kind: str
    title: str
    place: str
    people: int | None
    proofs: int


def book(title: str, lines: Iterable[Line]) -> bytes:
    """The xlsx: a title, a head, and one row a deed."""
    workbook = Workbook()
    workbook.properties.creator = "随手拍"
    sheet: Any = workbook.active
    put_text(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for column, (heading, width) in enumerate(HEAD, 1):
        put_text(sheet.cell(2, column), heading)
        sheet.cell(2, column).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(2, column).column_letter].width = width
    for at, line in enumerate(lines, 3):
        _write(sheet, at, line)
    sheet.freeze_panes = "A3"
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _write(sheet: Any, at: int, line: Line) -> None:
    sheet.cell(at, 1).value = line.day
    sheet.cell(at, 1).number_format = "yyyy-mm-dd"
    for column, words in ((2, line.kind), (3, line.title), (4, line.place)):
        put_text(sheet.cell(at, column), words)
    sheet.cell(at, 5).value, sheet.cell(at, 6).value = line.people, line.proofs
