"""The sheet around the lines: title, headings, what stays in view, how it prints, colours of the status."""

from collections.abc import Sequence
from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter as letter

from reports.ledger_book.line import Group
from reports.ledger_book.looks import ASIDE, GROUP, HEADING, NOTE, TITLE, Looks
from reports.sheets import put_text

NAME = "隐患台账"
HEADINGS, FIRST = 4, 5
"""The row of the headings, and of the first line."""
KEPT_IN_VIEW = f"C{FIRST}"
A3 = 8
HEIGHTS = {1: 36, 2: 22, 3: 22, HEADINGS: 34}
MARGIN = 0.4
"""Inches."""
SEEN_AS = (("超期", "B4231A", True), ("销号", "07763A", False))
"""Words in the status, the ink they get, and whether in bold."""


def dress(sheet: Any, groups: Sequence[Group]) -> None:
    """What must be known before the first row: widths, heights, panes, paper."""
    columns = [column for group in groups for column in group.columns]
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[letter(number)].width = column.width
    for row, height in HEIGHTS.items():
        sheet.row_dimensions[row].height = height
    sheet.freeze_panes = KEPT_IN_VIEW
    sheet.sheet_view.zoomScale = 85
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def head(sheet: Any, looks: Looks, groups: Sequence[Group], words: tuple[str, str]) -> None:
    """Four rows: the title; who fills it in and as of when; the groups; the columns."""
    title, as_of = words
    count = sum(len(group.columns) for group in groups)
    half = count // 2
    _wide(sheet, looks, 1, [(title, TITLE, count)])
    _wide(sheet, looks, 2, [("填报单位（章）：", NOTE, half), (f"截至{as_of}", ASIDE, count - half)])
    _wide(sheet, looks, 3, [(group.heading, GROUP, len(group.columns)) for group in groups])
    headings = [column.heading for group in groups for column in group.columns]
    _wide(sheet, looks, HEADINGS, [(heading, HEADING, 1) for heading in headings])


def _wide(sheet: Any, looks: Looks, row: int, parts: Sequence[tuple[str, str, int]]) -> None:
    """One row of cells, each as many columns wide as it says."""
    cells: list[Any] = []
    for text, look, width in parts:
        start = len(cells) + 1
        cells += [looks.cell(look) for _ in range(width)]
        put_text(cells[start - 1], text)
        if width > 1:
            sheet.merged_cells.add(f"{letter(start)}{row}:{letter(start + width - 1)}{row}")
    sheet.append(cells)


def finish(sheet: Any, groups: Sequence[Group], count: int) -> None:
    """What needs the number of lines: the filter, the colours, the printed foot."""
    columns = [column for group in groups for column in group.columns]
    last = HEADINGS + count
    sheet.auto_filter.ref = f"A{HEADINGS}:{letter(len(columns))}{last}"
    at = letter(next(number for number, column in enumerate(columns, 1) if column.field == "status"))
    for word, ink, bold in SEEN_AS:
        seen = [f'ISNUMBER(SEARCH("{word}",{at}{FIRST}))']
        found = FormulaRule(seen, font=Font(color=ink, b=bold))  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(f"{at}{FIRST}:{at}{max(last, FIRST)}", found)
    _print(sheet, count)


def _print(sheet: Any, count: int) -> None:
    sheet.print_title_rows = f"3:{HEADINGS}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = MARGIN
    margins.bottom = 2 * MARGIN
    sheet.oddFooter.left.text = f"共{count}件"
    sheet.oddFooter.center.text = "第&P页，共&N页"
