"""The form of a sign-in list: a heading, three columns, empty lines."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook

from reports.ledger_book.looks import CENTRED, HEADING, NOTE, TITLE, Looks
from reports.sheets import put_text
from rules.words.plain_text import clean

COLUMNS = (("序号", 8), ("姓名", 16), ("工号", 18), ("科室", 28), ("签名", 20))
ROOM = 40
A4 = 9


def book(title: str, note: str) -> bytes:
    """The xlsx; ``note`` says day and place below the title."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator, workbook.properties.title = "随手拍", clean(title)[:255]
    sheet: Any = workbook.create_sheet("签到表")
    for letter, (_, width) in zip("ABCDE", COLUMNS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.print_title_rows = "3:3"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = A4, 0
    sheet.row_dimensions[1].height = 36
    sheet.merged_cells.add("A1:E1")
    sheet.merged_cells.add("A2:E2")
    looks = Looks(sheet)
    sheet.append([_words(looks, TITLE, title), *(looks.cell(TITLE) for _ in COLUMNS[1:])])
    sheet.append([_words(looks, NOTE, note)])
    sheet.append([_words(looks, HEADING, name) for name, _ in COLUMNS])
    for at in range(1, ROOM + 1):
        sheet.append([_words(looks, CENTRED, str(at)), *(looks.cell(CENTRED) for _ in COLUMNS[1:])])
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _words(looks: Looks, look: str, words: str) -> Any:
    cell = looks.cell(look)
    put_text(cell, words)
    return cell
