"""隐患整改通知书: the letter with its receipt strip, the empty plan, and the photos. What it says stands here in order."""

from dataclasses import replace

from docx.document import Document as Paper

from reports.orders.attached import DATE, photo_page, plan_page, shown
from reports.orders.order import Order, chinese_day
from reports.orders.paper import (
    BODY,
    CELL,
    CENTRE,
    END,
    HEITI,
    LABEL,
    ROOM,
    SMALL,
    TITLE,
    XIAOBIAOSONG,
    Set,
    add,
    blank_paper,
    box,
    float_to_bottom,
    only_below,
    row,
    saved,
    underline,
)

NAME = "隐患整改通知书"
HEAD_POINTS, HEAD_LETTERS = 28, 16
"""So many letters of this size fill the line; longer names are set smaller."""
NOTHING = "无"
CUT = " -" * 16
SIGNED = Set(points=14, place=END, line=22)


def letter(order: Order) -> bytes:
    """The docx: page one the letter, page two 整改方案 to fill in, then the photos if there are any."""
    paper = blank_paper(f"{NAME} {order.number}", order.union)
    photos = shown(order.photos)
    _head(paper, order)
    _opening(paper, order)
    _facts(paper, order)
    _request(paper, order)
    _signature(paper, order, len(photos))
    _receipt(paper, order)
    plan_page(paper, order)
    photo_page(paper, photos)
    return saved(paper)


def _head(paper: Paper, order: Order) -> None:
    points = min(HEAD_POINTS, HEAD_POINTS * HEAD_LETTERS / max(1, len(order.union)))
    add(paper, order.union, Set(font=XIAOBIAOSONG, points=max(12, points), place=CENTRE, red=True, after=4))
    underline(add(paper, order.number, Set(points=14, place=CENTRE)), "C00000", 18)
    add(paper, NAME, TITLE)


def _opening(paper: Paper, order: Order) -> None:
    add(paper, f"{order.addressee}：", Set(points=14, line=22))
    found = f"{chinese_day(order.found_on)}，{order.hospital}查出{order.kind_name}一处（隐患台账{order.hazard_number}号）"
    words = f"{found}，目前不能及时整改。依据{order.basis}，现通知如下："
    add(paper, words, replace(BODY, after=5))


def _facts(paper: Paper, order: Order) -> None:
    table = box(paper, (32, 48, 32, ROOM - 112))
    number, day = f"{order.hazard_number}号", chinese_day(order.found_on)
    row(table, 8, [("隐患编号", LABEL), (number, CELL), ("排查时间", LABEL), (day, CELL)])
    row(
        table,
        8,
        [("隐患种类", LABEL), (order.kind_name, CELL), ("隐患级别", LABEL), (order.level_name, CELL)],
    )
    lines = (
        ("隐患部位", order.place),
        ("隐患内容", order.description),
        ("不能及时\n整改的原因", order.why),
        ("已采取的措施", order.so_far),
        ("临时控制措施\n和应急预案", order.interim),
    )
    for label, words in lines:
        row(table, 8, [(label, LABEL), (words.strip() or NOTHING, CELL)], may_split=True)
    row(table, 8, [("整改层级", LABEL), (order.tier_name, CELL), ("经办人", LABEL), (order.written_by, CELL)])


def _request(paper: Paper, order: Order) -> None:
    due = chinese_day(order.plan_due_on)
    asked = (
        f"请组织制定整改方案，落实整改责任、措施、资金、时限、预案，填写附件1，于{due}前送本会。"
        "整改完成前，请保持上述临时控制措施，确保安全。整改完成后请告知本会，验收合格后销号。"
    )
    add(paper, asked, Set(points=14, place=BODY.place, line=22, indent=2, before=6))


def _signature(paper: Paper, order: Order, photos: int) -> None:
    attached = "附件：1. 整改方案" + (f"；2. 现场照片（{photos}张）" if photos else "")
    add(paper, attached, Set(points=14, line=22, indent=2))
    add(paper, f"{order.union}（章）", SIGNED)
    add(paper, chinese_day(order.written_on), SIGNED)


def _receipt(paper: Paper, order: Order) -> None:
    """The strip on the lower margin of page one, to be cut off and brought back."""
    add(paper, "", Set(points=2, line=2))
    table = box(paper, (30, 51, 30, ROOM - 111))
    cut = row(table, 6, [(f"{CUT} 沿此线裁下，签收后交回工会 {CUT}", Set(points=10.5, place=CENTRE))])
    only_below(cut.cells[0])
    row(table, 9, [("送 达 回 执", Set(font=HEITI, points=14, place=CENTRE))])
    row(
        table, 9, [(f"{order.number}《{NAME}》（隐患{order.hazard_number}号，{order.place}）已收到。", SMALL)]
    )
    row(table, 10, [("签收人", LABEL), ("", CELL), ("签收日期", LABEL), (DATE, CELL)])
    float_to_bottom(table)
    add(paper, "", Set(points=2, line=2))
