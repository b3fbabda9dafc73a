"""One line of the official ledger and its columns. Whoever reported is not among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Line:
    """One hazard in words for readers; photos are small JPEGs or PNGs. Empty and None leave the cell blank."""

    order: int
    number: str
    found_on: date | None
    source: str
    category: str
    kind: str
    level: str
    place: str
    description: str
    unit: str
    owner: str
    measures: str
    funds: str
    due_on: date | None
    contingency: str
    progress: str
    fixed_on: date | None
    closed_on: date | None
    checked_by: str
    listed: str
    tier: str
    status: str
    before: bytes | None = None
    after: bytes | None = None
    remark: str = ""


@dataclass(frozen=True)
class Column:
    """A column: heading, field of the line, width in letters, whether its words stand in the middle."""

    heading: str
    field: str
    width: float
    centred: bool = True


@dataclass(frozen=True)
class Group:
    """Columns under one common heading."""

    heading: str
    columns: Sequence[Column]


FOUND = Group(
    "隐患排查",
    (
        Column("序号", "order", 6),
        Column("编号", "number", 7),
        Column("排查时间", "found_on", 12),
        Column("排查来源", "source", 10),
        Column("隐患类别", "category", 11),
        Column("隐患种类", "kind", 10),
        Column("隐患级别", "level", 9.5),
        Column("隐患部位", "place", 17, centred=False),
        Column("隐患内容", "description", 30, centred=False),
    ),
)
BLOCKS = Group(
    "整改五落实（责任、措施、资金、时限、预案）",
    (
        Column("责任单位", "unit", 12),
        Column("责任人", "owner", 9),
        Column("整改措施", "measures", 24, centred=False),
        Column("整改资金", "funds", 11),
        Column("整改时限", "due_on", 12),
        Column("应急预案", "contingency", 20, centred=False),
    ),
)
CLOSED = Group(
    "治理和销号",
    (
        Column("整改层级", "tier", 9),
        Column("挂牌督办", "listed", 9),
        Column("状态", "status", 10),
        Column("整改进展", "progress", 24, centred=False),
        Column("整改完成时间", "fixed_on", 13.5),
        Column("验收人", "checked_by", 9),
        Column("销号时间", "closed_on", 12),
        Column("备注", "remark", 13, centred=False),
    ),
)
PHOTOS = Group("照片", (Column("整改前", "before", 18), Column("整改后", "after", 18)))
