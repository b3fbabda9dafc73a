"""The bytes of a question bank, whatever the file is called, as a reading. Meaning is found in
``actions``.
"""

import io
import re
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from actions.importing.questions import docx
from actions.importing.questions.columns import header_of
from actions.importing.questions.pasted import read_text
from actions.importing.questions.raw import Reading, Sheet, Taken
from actions.importing.questions.reading import reading_of
from actions.importing.questions.records import read_records
from actions.importing.questions.tables import complaint_of, read_table
from actions.importing.rows import Line
from reports import sheets
from rules.refusal import Refused

MOST_BYTES = 10 * 2**20
MOST_UNPACKED = 100 * 2**20
MOST_LINES, MOST_CELLS = 60_000, 3_000_000
SEARCHED = 30
HELP = "说明"
"""A sheet of that name is for people."""
UNKNOWN = "认不出这是什么文件；请交 .xlsx、.csv、.docx、.txt 或 .json"
TOO_LARGE = "表格太大了，请删去空白的行和列，或分成几个文件导入"
BROKEN = "这个文件打不开，可能没有存完整；请打开后另存一份再试"
FOREIGN = {
    b"%PDF": "PDF 里的题读不准，请复制到 Word 里，另存为 .docx 再导入",
    b"{\\rt": "这是 .rtf 文件，请用 Word 或 WPS 打开后另存为 .docx 再导入",
    b"Rar!": "请先解压，再把里面的文件一个一个导入",
    b"7z\xbc\xaf": "请先解压，再把里面的文件一个一个导入",
    b"\x89PNG": "图片里的题读不了，请打成文字",
    b"\xff\xd8\xff\xe0": "图片里的题读不了，请打成文字",
}


def read_bank(name: str, content: bytes) -> Reading:
    """What a file says, nothing compared yet. Raises nothing but ``Refused`` in one Chinese sentence."""
    if not content.strip():
        raise Refused("这是一个空文件")
    if len(content) > MOST_BYTES:
        raise Refused("文件超过10MB，请删去图片或分成几个文件")
    try:
        return reading_of(_parts(name, content))
    except (Refused, MemoryError):
        raise
    except Exception as error:  # a broken file makes its reader raise whatever it stumbles on
        raise Refused(BROKEN) from error


def _parts(name: str, content: bytes) -> list[Taken]:
    if content[:4] == sheets.OLD[:4]:
        raise Refused(_said_of_old(name, content))
    if foreign := next((said for head, said in FOREIGN.items() if content.startswith(head)), ""):
        raise Refused(foreign)
    if content.startswith(b"PK\x03\x04"):
        return _in_zip(content)
    text = sheets._decoded(content)
    if text.lstrip("\ufeff \t\r\n")[:1] in "[{" and (name.casefold().endswith(".json") or _is_json(text)):
        return [read_records(text.lstrip("\ufeff"))]
    return [_in_text(content, text)]


def _is_json(text: str) -> bool:
    """Whether a text that begins like JSON ends like it; 【单选】 in narrow brackets does too, but
    not the end.
    """
    return text.rstrip()[-1:] in "]}" and '"' in text


def _said_of_old(name: str, content: bytes) -> str:
    if sheets.LOCKED in content:
        return "这个文件加了密码，请去掉密码再导入"
    if name.casefold().endswith((".doc", ".wps")):
        return "这是旧格式（.doc）的文件，请用 Word 或 WPS 打开后另存为 .docx 再导入"
    return "这是旧格式（.xls、.doc）的文件，请打开后另存为 .xlsx 或 .docx 再导入"


def _in_zip(content: bytes) -> list[Taken]:
    with ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise Refused("文件解开后太大了，请分成几个文件导入")
        if docx.BODY in names:
            return [_sheet(sheet) for sheet in docx.sheets_of(archive)]
        if not any(name.startswith("xl/") for name in names):
            raise Refused(UNKNOWN)
    return _in_workbook(content)


def _in_workbook(content: bytes) -> list[Taken]:
    """Each sheet that holds questions; of the others it is said that they were not read."""
    found = [(sheet, read_table(sheet)) for sheet in _workbook(content)]
    if not any(taken for _, taken in found):
        return [_without_header(sheet) for sheet, _ in found]
    return [taken or _unread(sheet) for sheet, taken in found]


def _without_header(sheet: Sheet) -> Taken:
    """A sheet into which people pasted text, one paragraph a line; or a table whose header lacks a column."""
    said = complaint_of(sheet)
    return Taken([], len(sheet.lines), [said]) if said else read_text(sheet)


def _unread(sheet: Sheet) -> Taken:
    filled = HELP not in sheet.name and any(any(texts) for _, texts in sheet.lines)
    said = complaint_of(sheet) or "没有找到题目的表头"
    return Taken([], len(sheet.lines), [f"工作表“{sheet.name}”没有读：{said}"] if filled else [])


def _sheet(sheet: Sheet) -> Taken:
    return read_table(sheet) or read_text(sheet)


def _workbook(content: bytes) -> list[Sheet]:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles it does not keep
        path = Path(folder, "bank.xlsx")
        path.write_bytes(content)
        with ZipFile(path) as archive:
            book = load_workbook(path, read_only=True, data_only=True)
            try:
                return [_sheet_of(path, archive, each) for each in book.worksheets]
            finally:
                book.close()


def _sheet_of(path: Path, archive: ZipFile, sheet: Any) -> Sheet:
    """The lines of one sheet. A few letters in a file can merge a million cells, so these are
    counted first.
    """
    merged = (
        range_boundaries(each.decode())
        for each in sheets.MERGES.findall(archive.read(sheet._worksheet_path.lstrip("/")))
    )
    if sum((bottom or 0) - (top or 0) for _, top, _, bottom in merged) > MOST_CELLS:
        raise Refused(TOO_LARGE)
    return Sheet(sheet.title, _limited(sheets._sheet_lines(path, archive, sheet)), excel=True)


def _limited(lines: Iterator[Line]) -> list[Line]:
    """The lines of a sheet without the blank ones after the last; refuses more than a bank can be."""
    kept: list[Line] = []
    cells = 0
    for line in lines:
        kept.append(line)
        cells += len(line[1])
        if len(kept) > MOST_LINES or cells > MOST_CELLS:
            raise Refused(TOO_LARGE)
    while kept and not any(kept[-1][1]):
        kept.pop()
    return kept


def _in_text(content: bytes, text: str) -> Taken:
    """A csv when one of its first lines is a header, else written text."""
    top = [line.strip('"\ufeff ') for line in text[:20_000].splitlines()[:SEARCHED]]
    cells = [(at, [cell.strip('" ') for cell in re.split("[,\t;]", line)]) for at, line in enumerate(top, 1)]
    if any(header_of(texts) for _, texts in cells):
        return read_table(Sheet("", _limited(sheets._csv_lines(content)), excel=True)) or Taken()
    if "<html" in text[:400].casefold() or "<!doctype" in text[:400].casefold():
        raise Refused("这其实是网页，请复制到 Word 里，另存为 .docx 再导入")
    if said := complaint_of(Sheet("", cells[:1])):
        raise Refused(said)
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise Refused("文字太长了，请分成几个文件导入")
    return read_text(Sheet("", [(at, [line]) for at, line in enumerate(lines, 1)]))
