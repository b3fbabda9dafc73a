"""How cells of the ledger look: made once per workbook and copied into each cell, since openpyxl searches for equals."""

from copy import copy
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

TITLE, NOTE, ASIDE, GROUP, HEADING = "title", "note", "aside", "group", "heading"
TEXT, CENTRED, DAY = "text", "centred", "day"
SONG, HEI = "宋体", "黑体"
DAYS = "yyyy-mm-dd"

THIN = Side("thin", color="808080")
LINES = Border(THIN, THIN, THIN, THIN)
GREEN = PatternFill("solid", fgColor="D9EAD3")
PALE = PatternFill("solid", fgColor="EEF5EB")


class Looks:
    """The looks of one sheet; ``cell`` gives a fresh cell that has one of them."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        middle = Alignment("center", "center", wrap_text=True)
        self._styles = {
            TITLE: self._made(Font(HEI, sz=20), middle),
            NOTE: self._made(Font(SONG, sz=11), Alignment("left", "center")),
            ASIDE: self._made(Font(SONG, sz=11), Alignment("right", "center")),
            GROUP: self._made(Font(HEI, sz=12), middle, LINES, GREEN),
            HEADING: self._made(Font(HEI, sz=11), middle, LINES, PALE),
            TEXT: self._made(Font(SONG, sz=11), Alignment("left", "center", wrap_text=True), LINES),
            CENTRED: self._made(Font(SONG, sz=11), middle, LINES),
            DAY: self._made(Font(SONG, sz=11), middle, LINES, days=DAYS),
        }

    def cell(self, look: str) -> Any:
        """A cell to be filled and appended."""
        cell: Any = WriteOnlyCell(self._sheet)
        cell._style = copy(self._styles[look])
        return cell

    def _made(
        self,
        font: Font,
        alignment: Alignment,
        border: Border | None = None,
        fill: PatternFill | None = None,
        *,
        days: str = "General",
    ) -> Any:
        cell: Any = WriteOnlyCell(self._sheet)
        cell.font, cell.alignment, cell.number_format = font, alignment, days
        cell.border, cell.fill = border or Border(), fill or PatternFill()
        return cell._style
