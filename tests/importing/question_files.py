"""Question files as people make them, and what was read from them, in words a test can compare."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

from actions.importing.questions.raw import Reading, Understood
from reports.question_book.reading import read_bank
from rules.quiz.question import Question

HEADER = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析"]
FIRE = ["单选", "着火先打哪个电话？", "119", "120", "114", "12345", "A", "119报火警。"]
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def workbook(
    *sheets: Sequence[Sequence[Any]], names: Iterable[str] = ("Sheet1", "Sheet2", "Sheet3")
) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows, name in zip(sheets, names, strict=False):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def document(*paragraphs: str, numbering: str = "") -> bytes:
    """A Word file; a paragraph that begins with < is XML already."""
    body = "".join(
        p if p.startswith("<") else f"<w:p><w:r><w:t>{escape(p)}</w:t></w:r></w:p>" for p in paragraphs
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>'
        )
        if numbering:
            archive.writestr(
                "word/numbering.xml", f'<w:numbering xmlns:w="{WORDS}">{numbering}</w:numbering>'
            )
    return written.getvalue()


def table(*rows: Sequence[str], header: Sequence[str] = HEADER) -> Reading:
    """These lines under a header, read."""
    return read_bank("题库.xlsx", workbook([header, *rows]))


def only(reading: Reading) -> Question:
    """The one good question that was read."""
    assert [row.faults for row in reading.rows] == [()]
    assert reading.rows[0].question is not None
    return reading.rows[0].question


def row(**cells: str) -> Understood:
    """What is made of one line; cells by the names of ``HEADER``, options as A to D."""
    names = ["题型", "题干", "A", "B", "C", "D", "答案", "解析"]
    return table([cells.get(name, "") for name in names]).rows[0]


def text(words: str) -> Reading:
    return read_bank("题.txt", words.encode())


def short(reading: Reading) -> list[tuple[str, str, str]]:
    """Kind, stem and answer of every question."""
    questions = [each.question for each in reading.rows if each.question]
    return [(q.kind.value, q.asks, q.right or "/".join(q.accepted)) for q in questions]
