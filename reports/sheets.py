"""Tables in files: xlsx and csv in, safe text out. The one module that knows openpyxl."""

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.utils.cell import range_boundaries

from actions.importing.rows import Column, Line, Row, Search, Table
from rules.refusal import Refused

__all__ = ["Column", "Row", "Table", "put_text", "read_sheet", "read_table"]

MOST_BYTES = 50 * 2**20
MOST_UNPACKED = 400 * 2**20
MOST_LINES = 200_000
MOST_BLANK = 5_000
LONGEST = 32_767  # characters Excel keeps in one cell

OLD = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTED_NUMBER = re.compile(r'="([^"]*)"')
PADDED = re.compile("0{2,}")
MERGES = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+\d+:[A-Z]+\d+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")

BROKEN = "这个文件打不开，可能没有存完整；请用 Excel 或 WPS 打开后另存为 .xlsx 再试"


def read_sheet(path: Path, columns: Sequence[Column] = ()) -> list[Row]:
    """The rows under the header. Raises ``Refused`` in one sentence when the file cannot be understood."""
    return read_table(path, columns).rows


def read_table(path: Path, columns: Sequence[Column] = ()) -> Table:
    """The first sheet whose header names every needed column; without columns, names are as written."""
    search = Search(columns)
    if _looks_like_xlsx(path):
        table = _read_xlsx(path, search)
    else:
        rows = search.rows_below_header(_csv_lines(path.read_bytes()))
        table = None if rows is None else Table(list(rows))
    if table is None:
        raise search.refusal()
    if not table.rows:
        raise Refused("表头下面一行数据也没有")
    return table


def put_text(cell: Cell, text: str) -> None:
    """Write text that stays text: no formula, no error value, no character that breaks the file."""
    kept = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.value = "".join(char for char in kept if not _is_unwritable(char))[:LONGEST]
    if cell.value == "":
        cell.value = None
        return
    cell.data_type = "s"
    cell.quotePrefix = str(cell.value).startswith(STARTS_FORMULA)


def _is_unwritable(char: str) -> bool:
    return "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff"


def _looks_like_xlsx(path: Path) -> bool:
    """Judged by what is inside: endings lie. Refuses what we can name but not read."""
    size = path.stat().st_size
    if not size:
        raise Refused("这是一个空文件")
    if size > MOST_BYTES:
        raise Refused("文件超过50MB，请删去图片或分成几个文件")
    with path.open("rb") as file:
        head = file.read(4)
    if head == OLD:
        raise Refused(_said_of_old(path.read_bytes()))
    return head == b"PK\x03\x04"


def _said_of_old(data: bytes) -> str:
    if LOCKED in data:
        return "这个文件加了密码，请去掉密码再导入"
    return "这是旧格式（.xls）的文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"


def _read_xlsx(path: Path, search: Search) -> Table | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles it does not keep
            return _first_with_header(path, search)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # a broken file makes openpyxl raise whatever it stumbles on
        raise Refused(BROKEN) from error


def _first_with_header(path: Path, search: Search) -> Table | None:
    with ZipFile(path) as archive:
        _refuse_strangers(archive)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            names = [sheet.title for sheet in book.worksheets]
            for sheet in book.worksheets:
                rows = search.rows_below_header(_sheet_lines(path, archive, sheet))
                if rows is not None:
                    return Table(list(rows), sheet.title, tuple(n for n in names if n != sheet.title))
        finally:
            book.close()
    return None


def _refuse_strangers(archive: ZipFile) -> None:
    parts = archive.infolist()
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise BadZipFile
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("表格太大了，请分成几个文件导入")


def _sheet_lines(path: Path, archive: ZipFile, sheet: Any) -> Iterator[Line]:
    """The lines of a sheet; cells merged downwards all say what the first says, a merged title row nothing."""
    sheet.reset_dimensions()  # some programs write a wrong size
    raw = archive.read(sheet._worksheet_path.lstrip("/"))
    below, titles = _merged(MERGES.findall(raw))
    formulas = _raw_values(path, sheet.title) if FORMULA.search(raw) else None
    del raw
    above: list[str] = []
    for number, texts in _bounded(_texts(sheet, formulas)):
        for column in below.get(number, ()):
            texts += [""] * (column + 1 - len(texts))
            texts[column] = above[column] if column < len(above) else ""
        above = texts
        yield number, [] if number in titles and sum(map(bool, texts)) == 1 else texts


def _merged(references: Iterable[bytes]) -> tuple[dict[int, list[int]], set[int]]:
    """The columns that repeat the line above, by line; and the lines that are one wide cell."""
    below: dict[int, list[int]] = {}
    titles = set()
    for reference in references:
        left, top, right, bottom = (edge or 0 for edge in range_boundaries(reference.decode()))
        for line in range(top + 1, min(bottom, MOST_LINES) + 1):
            below.setdefault(line, []).append(left - 1)
        if right > left:
            titles.add(top)
    return below, titles


def _texts(sheet: Any, formulas: Iterator[tuple[Any, ...]] | None) -> Iterator[list[str]]:
    """What every cell says; a formula nobody has calculated yet shows itself."""
    for cells in sheet.iter_rows():
        texts = [_text(cell) for cell in cells]
        if formulas is not None:
            said = next(formulas, ())
            texts = [t or _uncalculated(said, at) for at, t in enumerate(texts)]
        yield texts


def _raw_values(path: Path, title: str) -> Iterator[tuple[Any, ...]]:
    book = load_workbook(path, read_only=True)
    sheet: Any = book[title]
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True)
    book.close()


def _uncalculated(values: tuple[Any, ...], at: int) -> str:
    value = values[at] if at < len(values) else None
    return value if isinstance(value, str) and value.startswith("=") else ""


def _bounded(lines: Iterable[list[str]]) -> Iterator[Line]:
    """Numbered lines, up to a long blank stretch; more than anybody fills in by hand is refused."""
    blank = 0
    for number, texts in enumerate(lines, 1):
        blank = 0 if any(texts) else blank + 1
        if blank > MOST_BLANK:
            return
        if number > MOST_LINES:
            raise Refused(f"表格超过{MOST_LINES}行，请分成几个文件导入")
        yield number, texts


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        return _trimmed(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _digits(value, cell.number_format or "")
    return _instant(value)


def _digits(value: int | float, shown_as: str) -> str:
    """A number as people read it: 20153.0 is 20153, and 00153 when the cell is shown with zeros."""
    if isinstance(value, float) and not value.is_integer():
        return format(Decimal(repr(value)), "f") if value == value and abs(value) != float("inf") else ""
    return str(int(value)).zfill(len(shown_as) if PADDED.fullmatch(shown_as) else 0)


def _instant(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _trimmed(text: str) -> str:
    return INVISIBLE.sub("", text).strip()


def _csv_lines(data: bytes) -> Iterator[Line]:
    text = _decoded(data)
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<table", "<?xml", "<meta")):
        raise Refused("这其实是网页格式的表格，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入")
    try:
        yield from _bounded([_cell_of_csv(cell) for cell in line] for line in _csv_reader(text))
    except csv.Error:
        raise Refused("csv 里的引号没有成对，读不下去；请用 Excel 或 WPS 另存为 .xlsx 再导入") from None


def _csv_reader(text: str) -> Iterator[list[str]]:
    top = text[:5_000]
    delimiter = max(",\t;", key=top.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _cell_of_csv(cell: str) -> str:
    """Text without blanks around it; ``="00153"`` is how programs keep zeros in a csv."""
    quoted = QUOTED_NUMBER.fullmatch(cell.strip())
    return _trimmed(quoted[1] if quoted else cell)


def _decoded(data: bytes) -> str:
    """UTF-8, what Excel calls Unicode, or the encoding of Chinese Windows."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused("这个文件不是表格，请交 .xlsx 或 .csv")
