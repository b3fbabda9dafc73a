"""What follows the letter: the plan with its six headings to be filled in, and the photos."""

from collections.abc import Sequence
from io import BytesIO

from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Length, Mm
from docx.table import _Row
from PIL import Image

from reports.drawn.photos import opened
from reports.orders.order import Order, chinese_day
from reports.orders.paper import CELL, CENTRE, HEITI, LABEL, ROOM, SMALL, START, TITLE, Set, add, box, row

DATE = "____年__月__日"
MOST_PHOTOS = 2
LONGEST = 1600
HIGH = 105
"""Millimetres; two of them and their captions fill a page."""
HEADINGS = (
    ("一、治理的目标和任务", "", "改到什么样算完成："),
    ("二、采取的方法和措施", "措施", "分几步做，每步做什么："),
    ("三、经费和物资的落实", "资金", "金额：________元　来源：____________　□ 无需资金"),
    ("四、负责治理的机构和人员", "责任", "责任部门：__________　责任人：________　电话：________"),
    ("五、治理的时限和要求", "时限", f"{DATE}前完成。分步的写明每步日期："),
    ("六、安全措施和应急预案", "预案", "完成前怎样保证安全，出了事怎么办："),
)
"""The six of a 重大隐患治理方案, which of the five blocks each one answers, and what to write there."""
HEADING = Set(font=HEITI, points=12)
PROMPT = Set(points=10.5, before=4)


def plan_page(paper: Paper, order: Order) -> None:
    """整改方案, empty, on a page of its own."""
    _new_page(paper, "附件1")
    add(paper, "整 改 方 案", TITLE)
    table = box(paper, (55, 43, 22, ROOM - 120))
    due, number = chinese_day(order.plan_due_on), f"{order.hazard_number}号"
    row(table, 9, [("通知书编号", LABEL), (order.number, SMALL), ("隐患编号", LABEL), (number, CELL)])
    row(table, 9, [("隐患部位", LABEL), (order.place, SMALL), ("报送期限", LABEL), (f"{due}前", SMALL)])
    for heading, block, prompt in HEADINGS:
        _heading(row(table, 30, [(heading, HEADING), (prompt, PROMPT)]), block)
    row(table, 12, [("编制人（签字）", LABEL), ("", CELL), ("编制日期", LABEL), (DATE, CELL)])
    row(table, 16, [("单位负责人\n（签字、盖章）", LABEL), ("", CELL), ("工会意见", LABEL), ("", CELL)])


def _heading(row: _Row, block: str) -> None:
    """Names under the heading which of the five blocks it answers, and lets the prompt stand on top of the room."""
    heading, room = row.cells[0], row.cells[-1]
    room.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    if block:
        add(heading, f"（五落实：{block}）", SMALL)


def _new_page(paper: Paper, words: str) -> None:
    add(paper, words, Set(font=HEITI, points=14, place=START)).paragraph_format.page_break_before = True


def shown(photos: Sequence[bytes]) -> list[bytes]:
    """The first two that can be opened, encoded anew so that any Word reads them."""
    seen = (opened(content, LONGEST) for content in photos[:MOST_PHOTOS])
    return [_jpeg(photo) for photo in seen if photo is not None]


def photo_page(paper: Paper, photos: Sequence[bytes]) -> None:
    """The photos on a page of their own, whole, below each other."""
    if not photos:
        return
    _new_page(paper, "附件2")
    add(paper, "现 场 照 片", TITLE)
    for number, photo in enumerate(photos, 1):
        run = add(paper, "", Set(place=CENTRE, before=6)).add_run()
        run.add_picture(BytesIO(photo), **_size(photo))
        add(paper, f"照片{number}", Set(points=12, place=CENTRE))


def _size(photo: bytes) -> dict[str, Length]:
    """As wide as the page has room, or as high as half of it, whichever comes first."""
    with Image.open(BytesIO(photo)) as picture:
        wide = picture.width / picture.height * HIGH
    return {"width": Mm(ROOM)} if wide > ROOM else {"height": Mm(HIGH)}


def _jpeg(photo: Image.Image) -> bytes:
    photo.thumbnail((LONGEST, LONGEST))
    written = BytesIO()
    photo.save(written, "JPEG", quality=85)
    return written.getvalue()
