"""目录.docx: every file of the folder by its name, and in plain words what is not there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from docx.document import Document as Paper

from reports.folder.names import part_name
from reports.folder.part import Folder, Part
from reports.narrative.page import ROOM, official
from reports.narrative.report import Figures
from reports.narrative.tables import table
from reports.narrative.words import line
from reports.orders.order import chinese_day
from reports.orders.paper import CENTRE, HEITI, TITLE, Set, add, blank_paper, saved, say

NAME = "查阅资料目录"
HEADING = Set(font=HEITI, points=14, line=26, before=12)
PLAIN = Set(points=12, line=20)
LACK = Set(font=HEITI, points=12, line=20)
NO_PAPERS = "这一项的材料"
AIR = Set(points=6, line=8)


def index(folder: Folder, names: Sequence[Sequence[str]], now: datetime) -> bytes:
    """The docx. ``names`` are those the files have in the zip, part by part; ``now`` is printed as the day."""
    paper = blank_paper(f"{folder.title} {NAME}", "")
    paper.core_properties.created = paper.core_properties.modified = now.astimezone(UTC)
    official(paper)
    add(paper, folder.title, replace(TITLE, points=18))
    add(paper, NAME, TITLE)
    add(paper, _summary(folder, now), replace(PLAIN, place=CENTRE))
    for order, (part, listed) in enumerate(zip(folder.parts, names, strict=True), 1):
        _part(paper, order, part, listed)
    return saved(paper)


def _summary(folder: Folder, now: datetime) -> str:
    files = sum(len(part.files) for part in folder.parts)
    lacking = sum(len(_missing(part)) for part in folder.parts)
    lacks = f"，还缺{lacking}样" if lacking else ""
    return f"共{files}份{lacks}，{chinese_day(now.date())}整理"


def _missing(part: Part) -> list[str]:
    named = [said for name in part.missing if (said := line(name))]
    return named or ([] if part.files else [NO_PAPERS])


def _part(paper: Paper, order: int, part: Part, names: Sequence[str]) -> None:
    heading = add(paper, part_name(order, part.name), HEADING)
    heading.paragraph_format.keep_with_next = True
    if part.asks:
        add(paper, part.asks, PLAIN).paragraph_format.keep_with_next = True
    if names:
        rows = [(name, line(file.about)) for name, file in zip(names, part.files, strict=True)]
        add(paper, "", AIR).paragraph_format.keep_with_next = True
        table(paper, _with_words(rows), ROOM)
        add(paper, "", AIR)
    _lacks(paper, part)


def _with_words(rows: Sequence[tuple[str, str]]) -> Figures:
    """Without a column of words when there is not one."""
    if any(about for _, about in rows):
        return Figures(("文件", "说明"), rows)
    return Figures(("文件",), [row[:1] for row in rows])


def _lacks(paper: Paper, part: Part) -> None:
    missing = _missing(part)
    if missing:
        say(add(paper, "还没有：", LACK), f"{'、'.join(missing)}。", PLAIN)
