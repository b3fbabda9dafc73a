"""The empty workbook a cadre fills in: fields above, two examples below, and a sheet that says how."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from plans.table_days import EXAMPLES
from plans.table_fields import (
    CARRIES_ON,
    CODE,
    FIELDS,
    FIRST,
    ISSUED,
    ISSUER,
    LAST,
    NUMBER,
    PARENT,
    SHORT,
    TITLE,
    YEAR,
)
from plans.table_rows import CLAUSE, COLUMNS, DAY, PROOF, TIMES, WHAT, WHO, WORDS
from plans.table_words import PROOFS

NAME, HELP = "方案", "说明"
ROOM = 200
"""Lines below the examples that have the lists to choose from."""
HINTS = {
    NUMBER: "照原件，例如 川卫办发〔2026〕12号",
    TITLE: "照原件写全",
    SHORT: "平时怎么叫它，例如 安全生产月；每年都用这个，就接得上去年的",
    ISSUER: "照原件",
    ISSUED: "例如 2026-05-20；原件没有就空着，不要编",
    YEAR: "例如 2026；空着就照“起”那一年",
    FIRST: "哪天开始，例如 2026-06-01",
    LAST: "哪天结束，例如 2026-06-30",
    CARRIES_ON: "照办 或 只这一年；空着是只这一年",
    PARENT: "照着上级哪份方案定的，写那份的文号或简称；没有就空着",
    CODE: "空着就行；要自己定的话，只用小写字母、数字和横线",
}
WIDTHS = {WHO: 14, WHAT: 30, TIMES: 16, DAY: 26, PROOF: 18, WORDS: 60, CLAUSE: 16}
EXAMPLES_OF_LINES = (
    (
        "例：单位",
        "应急演练",
        "至少2次",
        "2026-12-31",
        "照片、签到表",
        "所有建会单位年内要至少组织两次安全应急演练",
        "三、（二）",
    ),
    (
        "例：市、单位",
        "安全生产情况报告",
        "报告",
        "每季度最后一个月20日",
        "",
        "每季度最后一个月的20日之前，要上报本季度开展情况报告",
        "五、（二）",
    ),
)
HOW = (
    ("怎么填", "上面是方案的身份，下面一行写一件事。以“例”开头的行不算数，留着删了都行"),
    (WHO, "单位、市、省；几个一起写成“市、单位”"),
    (WHAT, "最多14个字。用平时的叫法：应急演练、消防培训、督导……没听过的也收，就按这个名字记一笔"),
    (TIMES, "1次、至少2次、每人1次、所有科室、所有单位、交一份、报告、签收、只提醒；空着是1次"),
    (DAY, f"{EXAMPLES}；几天用、隔开；空着就按方案最后一天"),
    (PROOF, f"要留什么凭据：{'、'.join(words[0] for words in PROOFS.values())}；不要凭据就空着"),
    (WORDS, "从原件里抄一句，别人才查得到"),
    (CLAUSE, "第几条，例如 三、（二）；空着就按第几件"),
    ("", ""),
    (
        "提醒",
        "不用填。办的事提前7天、1天，报告提前14、7、3、1天和当天，休息日提前到上班日；报告最后一天还没交的，请领导帮一把",
    ),
    ("填好以后", "先检查：suishoupai plan check 文件名。哪一行哪一格不对、怎么改，一次说全"),
    ("原件没写的", "不要编。没有日期就空着，写了“尽快”就商量一个日子，“尽快”留在原文里"),
)
THIN = Side("thin", color="BFCFBF")
BOX = Border(THIN, THIN, THIN, THIN)
GREEN, GREY = PatternFill("solid", fgColor="EEF5EB"), "7A7A7A"
TOP = Alignment(vertical="top", wrap_text=True)


def plan_template() -> bytes:
    """The xlsx."""
    book = Workbook()
    book.properties.creator, book.properties.title = "随手拍", NAME
    sheet: Any = book.active
    sheet.title = NAME
    for column, width in zip("ABCDEFG", WIDTHS.values(), strict=True):
        sheet.column_dimensions[column].width = width
    _fields(sheet)
    header = len(FIELDS) + 2
    _header(sheet, header)
    _lines(sheet, header + 1)
    _choose(sheet, header + 1)
    _for_print(sheet)
    _explain(book.create_sheet(HELP))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _fields(sheet: Any) -> None:
    for at, name in enumerate(FIELDS, 1):
        label, value, hint = sheet.cell(at, 1, name), sheet.cell(at, 2), sheet.cell(at, 3, HINTS[name])
        label.font, label.fill, label.border = Font("黑体", sz=11), GREEN, BOX
        value.number_format, value.border, value.alignment = "@", BOX, TOP
        hint.font = Font(sz=10, color=GREY)


def _header(sheet: Any, line: int) -> None:
    for at, name in enumerate(COLUMNS, 1):
        cell = sheet.cell(line, at, name)
        cell.font, cell.fill, cell.border = Font("黑体", sz=11), GREEN, BOX
        cell.alignment = Alignment("center", "center")


def _lines(sheet: Any, first: int) -> None:
    """The examples, and room below; text cells, so that 3-5 does not become a day."""
    for line in range(first, first + ROOM):
        for at in range(1, len(COLUMNS) + 1):
            cell = sheet.cell(line, at)
            cell.number_format, cell.alignment, cell.border = "@", TOP, BOX
    for line, texts in enumerate(EXAMPLES_OF_LINES, first):
        for at, text in enumerate(texts, 1):
            sheet.cell(line, at, text).font = Font(sz=11, color=GREY, i=True)


def _choose(sheet: Any, first: int) -> None:
    """Lists that offer; whoever writes something else may."""
    offered = {
        WHO: ("单位", "市", "市、单位", "省"),
        TIMES: ("1次", "至少2次", "每人1次", "所有科室", "交一份", "报告", "签收"),
    }
    for name, words in offered.items():
        listed = DataValidation(
            "list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False
        )
        sheet.add_data_validation(listed)
        column = "ABCDEFG"[COLUMNS.index(name)]
        listed.add(f"{column}{first}:{column}{first + ROOM}")


def _for_print(sheet: Any) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:G{len(FIELDS) + 2 + 20}"


def _explain(sheet: Any, how: Sequence[tuple[str, str]] = HOW) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 96
    for at, (name, said) in enumerate(how, 1):
        sheet.cell(at, 1, name).font = Font("黑体", sz=11 if at > 1 else 14)
        sheet.cell(at, 2, said).alignment = TOP
