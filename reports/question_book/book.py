"""A question bank as a workbook: lists to choose from, a sheet that says how. Empty, it is the form."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from reports.question_book.lines import headings, line_of
from reports.sheets import put_text
from rules.quiz.question import CALLED, LEVELS, POSTS, TOPICS, Question

NAME, HELP = "题库", "说明"
ROOM = 500
"""Empty lines below the last question that have the lists to choose from, too."""
WIDTHS = {
    "题型": 8,
    "题干": 48,
    "答案": 12,
    "解析": 36,
    "依据": 22,
    "条款": 14,
    "知识点": 16,
    "岗位": 12,
    "难度": 7,
}
USUAL = 14
HELD = "C2"
TOP = Alignment(vertical="top", wrap_text=True)
HOW = (
    ("怎么填", ""),
    ("题型", "单选、多选、判断、填空。空着也行，会按选项和答案猜"),
    ("题干", "只写问题，不用写题号。填空题空的地方写____，一题一个空"),
    ("选项", "一格一个，不用写A、B。判断题、填空题空着"),
    ("答案", "单选写A，多选写ABD，判断写对或错，填空写字；有几种写法用；隔开，例如30；三十"),
    ("解析", "答完给人看的一句话"),
    ("依据、条款", "法律或标准的名字，第几条"),
    ("知识点", "可以写几个，用、隔开：" + "、".join(TOPICS)),
    ("岗位", "空着就是人人都答；只问一部分人就写：" + "、".join(POSTS)),
    ("难度", "；".join(f"{level} {said}" for level, said in LEVELS.items())),
    ("生效、失效日期", "例如2026-01-31。规定要换了，到那天自动不问"),
    ("", ""),
    ("再导一次", "一样的题不会重复；题干一样、答案或选项改了的，换成新的一版，以前的成绩不变"),
    ("空着的格", "原来有的保持原样"),
    ("不导的题", "把那一行删掉就行。删掉的行不会把库里的题删掉"),
)


def book(questions: Sequence[Question]) -> bytes:
    """The xlsx."""
    workbook = Workbook()
    workbook.properties.creator, workbook.properties.title = "随手拍", NAME
    sheet: Any = workbook.active
    sheet.title = NAME
    titles = headings(questions)
    _dress(sheet, titles)
    for at, question in enumerate(questions, 2):
        _write(sheet, at, line_of(question, len(titles)))
    _choose(sheet, titles, len(questions) + 1 + ROOM)
    _explain(workbook.create_sheet(HELP))
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _dress(sheet: Any, titles: Sequence[str]) -> None:
    """The header, held at the top, and widths at which a question is read without dragging."""
    sheet.append(list(titles))
    sheet.freeze_panes = HELD
    for at, title in enumerate(titles, 1):
        cell = sheet.cell(1, at)
        cell.font, cell.fill = Font("黑体", sz=11), PatternFill("solid", fgColor="EEF5EB")
        cell.alignment = Alignment("center", "center")
        sheet.column_dimensions[get_column_letter(at)].width = WIDTHS.get(title, USUAL)
        sheet.column_dimensions[get_column_letter(at)].number_format = "@"


def _write(sheet: Any, at: int, texts: Sequence[str]) -> None:
    """A line of text cells: what is typed over them stays text, so that 3-5 does not become a day."""
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(at, column)
        cell.number_format, cell.alignment = "@", TOP
        if text:
            put_text(cell, text)


def _choose(sheet: Any, titles: Sequence[str], last: int) -> None:
    for title, words in (
        ("题型", CALLED.values()),
        ("难度", map(str, LEVELS)),
        ("岗位", POSTS),
        ("知识点", TOPICS),
    ):
        column = get_column_letter(titles.index(title) + 1)
        strict = title in ("题型", "难度")
        listed = DataValidation(
            "list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=strict
        )
        listed.error, listed.errorTitle = f"{title}请从列表里选", title
        sheet.add_data_validation(listed)
        listed.add(f"{column}2:{column}{last}")


def _explain(sheet: Any) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 90
    for at, (name, said) in enumerate(HOW, 1):
        sheet.cell(at, 1, name).font = Font("黑体", sz=11 if at > 1 else 14)
        sheet.cell(at, 2, said).alignment = TOP
