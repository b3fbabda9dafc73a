"""The workbook of a paper's results, written row by row so that twenty thousand people pass."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter

from reports.ledger_book.looks import CENTRED, HEADING, NOTE, TEXT, TITLE, Looks
from reports.results_book.lines import ItemLine, PersonLine, Summary, UnitLine
from reports.sheets import put_text
from rules.words.plain_text import clean

PERCENT, MOMENT, POINTS = "0.0%", "yyyy-mm-dd hh:mm", "0.0"
A4 = 9
NONE_YET = "还没有人考，先空着。"


@dataclass(frozen=True)
class Column:
    """A heading, how wide it is, and what numbers of it look like; ``wide`` words are not centred."""

    heading: str
    width: float
    shape: str = "General"
    wide: bool = False


PEOPLE = (
    Column("科室", 22, wide=True), Column("姓名", 12), Column("工号", 14), Column("考了几次", 10),
    Column("最好成绩", 10, POINTS), Column("合格", 9), Column("用时", 12), Column("交卷时间", 18, MOMENT),
)  # fmt: skip
ITEMS = (
    Column("题干", 60, wide=True), Column("题型", 8), Column("主题", 22, wide=True), Column("答过", 8),
    Column("答对率", 9, PERCENT), Column("区分度", 9, "0.00"), Column("选了什么", 34, wide=True),
    Column("提醒", 26, wide=True),
)  # fmt: skip


def book(
    summary: Summary,
    units: Sequence[UnitLine],
    people: Iterable[PersonLine] | None,
    items: Sequence[ItemLine],
    *,
    by_hospital: bool = False,
) -> bytes:
    """The xlsx. Without ``people`` it has no sheet with names."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator, workbook.properties.title = "随手拍", clean(summary.title)[:255]
    _summary(workbook, summary)
    named = "单位" if by_hospital else "科室"
    _sheet(workbook, named, _unit_columns(named), ((*vars(each).values(),) for each in units))
    if people is not None:
        _sheet(workbook, "人员", PEOPLE, ((*vars(each).values(),) for each in people))
    _sheet(workbook, "题目分析", ITEMS, ((*vars(each).values(),) for each in items))
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _unit_columns(named: str) -> Sequence[Column]:
    return (
        Column(named, 26, wide=True), Column("应考", 9), Column("参加", 9), Column("参加率", 10, PERCENT),
        Column("合格", 9), Column("合格率", 10, PERCENT), Column("平均分（折算）", 16, POINTS),
    )  # fmt: skip


def _summary(workbook: Any, summary: Summary) -> None:
    sheet: Any = workbook.create_sheet("汇总")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 32, 60
    _on_paper(sheet, "portrait")
    sheet.row_dimensions[1].height = 36
    looks = Looks(sheet)
    sheet.merged_cells.add("A1:B1")
    sheet.append([_words(looks, TITLE, f"{summary.title}成绩"), looks.cell(TITLE)])
    sheet.append([_words(looks, NOTE, f"截至{summary.as_of}")])
    for what, how_much in summary.facts:
        sheet.append([_words(looks, HEADING, what), _words(looks, TEXT, how_much)])
    if summary.note:
        sheet.append([_words(looks, HEADING, "平均分怎么算"), _words(looks, TEXT, summary.note)])


def _sheet(workbook: Any, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    sheet: Any = workbook.create_sheet(name)
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[letter(number)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _on_paper(sheet, "landscape")
    looks = Looks(sheet)
    sheet.append([_words(looks, HEADING, column.heading) for column in columns])
    lines = [
        [_cell(looks, column, value) for column, value in zip(columns, row, strict=True)] for row in rows
    ]
    for line in lines:
        sheet.append(line)
    if lines:
        sheet.auto_filter.ref = f"A1:{letter(len(columns))}{len(lines) + 1}"
    else:
        sheet.append([_words(looks, NOTE, NONE_YET)])


def _on_paper(sheet: Any, orientation: str) -> None:
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _cell(looks: Looks, column: Column, value: Any) -> Any:
    """Numbers and moments stay what they are; words stay words."""
    cell = looks.cell(TEXT if column.wide else CENTRED)
    if isinstance(value, int | float | datetime):
        cell.value, cell.number_format = value, column.shape
        return cell
    put_text(cell, value or "")
    return cell


def _words(looks: Looks, look: str, words: str) -> Any:
    cell = looks.cell(look)
    put_text(cell, words)
    return cell
