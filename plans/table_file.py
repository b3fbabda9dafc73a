"""The lines of a workbook as texts, whatever people did to its cells. What the lines mean is not known here."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

Line = tuple[int, list[str]]
"""The number of a line, from 1, and the text of each of its cells."""

MOST_BYTES, MOST_UNPACKED = 5 * 2**20, 50 * 2**20
MOST_LINES, MOST_COLUMNS = 2_000, 30
OLD = b"\xd0\xcf\x11\xe0"
MERGES = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


def sheets_in(content: bytes) -> list[list[Line]]:
    """The lines of every sheet; raises ``ValueError`` in one sentence for what is no workbook."""
    if len(content) > MOST_BYTES:
        raise ValueError("超过5MB，方案表用不了这么大，删去图片再试")
    if content.startswith(OLD):
        raise ValueError("是旧格式（.xls）或者加了密码，用 Excel 或 WPS 打开后另存为不加密的 .xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles it does not keep
            return list(_sheets(content))
    except ValueError as error:
        raise ValueError(str(error) if isinstance(error, _TooLarge) else BROKEN) from error
    except Exception as error:  # a broken file makes openpyxl raise whatever it stumbles on
        raise ValueError(BROKEN) from error


BROKEN = "打不开，可能没有存完整；用 Excel 或 WPS 打开后另存为 .xlsx 再试"


class _TooLarge(ValueError):
    pass


def _sheets(content: bytes) -> Iterator[list[Line]]:
    with ZipFile(BytesIO(content)) as archive:
        if not any(part.filename == "[Content_Types].xml" for part in archive.infolist()):
            raise BadZipFile
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise _TooLarge("解开后太大了，删去空白的行和列再试")
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet: Any
        for sheet in book.worksheets:
            yield list(_lines(sheet, archive.read(sheet._worksheet_path.lstrip("/"))))
        book.close()


def _lines(sheet: Any, raw: bytes) -> Iterator[Line]:
    """Cells merged downwards all say what the first says."""
    below = _merged_below(raw)
    sheet.reset_dimensions()  # some programs write a wrong size
    above: list[str] = []
    rows = sheet.iter_rows(max_row=MOST_LINES, max_col=MOST_COLUMNS, values_only=True)
    for number, values in enumerate(rows, 1):
        texts = [_text(value) for value in values]
        for column in below.get(number, ()):
            texts += [""] * (column + 1 - len(texts))
            texts[column] = above[column] if column < len(above) else ""
        above = texts
        yield number, texts


def _merged_below(raw: bytes) -> dict[int, list[int]]:
    """By line, the columns that repeat the line above."""
    below: dict[int, list[int]] = {}
    for reference in MERGES.findall(raw)[:MOST_LINES]:
        left, top, _, bottom = (edge or 0 for edge in range_boundaries(reference.decode()))
        if left <= MOST_COLUMNS:
            for line in range(top + 1, min(bottom, MOST_LINES) + 1):
                below.setdefault(line, []).append(left - 1)
    return below


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()
