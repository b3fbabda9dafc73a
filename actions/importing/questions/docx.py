"""Word documents as numbered lines and tables. Automatic numbers are written out: people see them as text."""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import ZipFile

from actions.importing.questions.columns import header_of
from actions.importing.questions.numbering import Numbers
from actions.importing.questions.raw import Sheet
from actions.importing.questions.understanding import PICTURE
from actions.importing.rows import Line
from rules.refusal import Refused

MOST_UNPACKED = 60 * 2**20
MOST_LINES = 60_000
BODY, NUMBERS = "word/document.xml", "word/numbering.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WORDS = {f"{_W}t": None, f"{_W}tab": "  ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_PICTURES = {f"{_W}drawing", f"{_W}pict", f"{_W}object"}
_UNREAD = {
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
SEARCHED = 5


def sheets_of(archive: ZipFile) -> list[Sheet]:
    """The text first, then each table that has a header; tables that only keep things in place are text."""
    root = _part(archive, BODY)
    if root is None:
        raise Refused("这个 Word 文件打不开，可能没有存完整；请另存为 .docx 再试")
    numbers = Numbers.read(_part(archive, NUMBERS))
    lines: list[str] = []
    tables: list[Sheet] = []
    for block in _blocks(root):
        if block.tag == f"{_W}p":
            lines += _paragraph(block, numbers)
        else:
            _take_table(block, numbers, lines, tables)
        if len(lines) > MOST_LINES:
            raise Refused("这个 Word 文件太长了，请分成几个文件导入")
    return [Sheet("", _numbered([[line] for line in lines]), "段"), *tables]


def _take_table(block: ElementTree.Element, numbers: Numbers, lines: list[str], tables: list[Sheet]) -> None:
    rows = [[_cell(cell, numbers) for cell in row.iter(f"{_W}tc")] for row in block.findall(f"{_W}tr")]
    if any(header_of(row) for row in rows[:SEARCHED]):
        tables.append(Sheet(f"第{len(tables) + 1}个表", _numbered(rows)))
    else:
        lines += [line for row in rows for cell in row for line in cell.split("\n")]


def _part(archive: ZipFile, name: str) -> ElementTree.Element | None:
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > MOST_UNPACKED:
        raise Refused("这个 Word 文件太大了，请分成几个文件导入")
    data = archive.read(name)
    if _DOCTYPE.search(data) or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("这个 Word 文件打不开，请用 Word 或 WPS 打开后另存为 .docx 再试")
    # No DTD was let in, so nothing can grow.
    return ElementTree.parse(io.BytesIO(data)).getroot()  # noqa: S314


def _blocks(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Paragraphs and tables in order, also those in content controls."""
    body = root.find(f"{_W}body")
    waiting = list(body) if body is not None else []
    waiting.reverse()
    while waiting:
        block = waiting.pop()
        if block.tag in (f"{_W}p", f"{_W}tbl"):
            yield block
        elif block.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            waiting.extend(reversed(list(block)))


def _paragraph(paragraph: ElementTree.Element, numbers: Numbers) -> list[str]:
    text = "".join(_words(paragraph))
    return (numbers.before(paragraph) + text if text.strip() else text).split("\n")


def _cell(cell: ElementTree.Element, numbers: Numbers) -> str:
    return "\n".join(line for each in cell.findall(f"{_W}p") for line in _paragraph(each, numbers)).strip()


def _words(element: ElementTree.Element) -> Iterator[str]:
    """What stands in a paragraph, without what was struck out in a revision."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each.tag in _PICTURES:
            yield PICTURE
        elif each.tag in _WORDS:
            yield _WORDS[each.tag] or each.text or ""
        elif each.tag not in _UNREAD and each.tag != f"{_W}pPr":
            waiting.extend(reversed(list(each)))


def _numbered(rows: list[list[str]]) -> list[Line]:
    return list(enumerate(rows, 1))
