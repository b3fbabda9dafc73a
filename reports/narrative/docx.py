"""A narrative report as official paper. What it says is decided before it comes here."""

from dataclasses import replace
from functools import singledispatch
from typing import Any

from docx.document import Document as Paper

from reports.narrative.boxes import shaded
from reports.narrative.page import ROOM, numbered, official
from reports.narrative.report import Blank, Evidence, Figures, Report, Said, Section
from reports.narrative.tables import table
from reports.orders.order import chinese_day
from reports.orders.paper import BOTH, CENTRE, END, HEITI, XIAOBIAOSONG, Set, add, blank_paper, saved, say

BODY = Set(points=16, place=BOTH, line=28, indent=2)
LEAD = replace(BODY, font=HEITI)
HEADING = Set(font=HEITI, points=16, line=28, indent=2, before=4)
HEAD = Set(font=XIAOBIAOSONG, points=22, place=CENTRE, line=34)
SMALLEST, LINE_OF_POINTS = 16, ROOM / 25.4 * 72
PERIOD = Set(points=16, place=CENTRE, line=28)
TO = Set(points=16, line=28, before=14)
SIGNED = Set(points=16, place=END, line=28)
HINT = Set(points=14, line=24)
AIR = Set(points=6, line=8)
ASKS = "【这一段请您来写】"
AFTERWARDS = "（写在框的下面一行，写好后把框删掉。）"


def as_docx(report: Report) -> bytes:
    """The file: title, sections with their numbers, signature. Blanks stand in shaded boxes."""
    paper = blank_paper(f"{report.unit}{report.title}", report.unit)
    official(paper)
    _head(paper, report)
    for order, section in enumerate(report.sections, 1):
        _section(paper, order, section)
    _signature(paper, report)
    return saved(paper)


def _head(paper: Paper, report: Report) -> None:
    """Unit and title in letters that fit one line each, then the period."""
    longest = max(len(report.unit), len(report.title))
    head = replace(HEAD, points=max(SMALLEST, min(HEAD.points, LINE_OF_POINTS / longest)))
    add(paper, report.unit, head)
    add(paper, report.title, head)
    add(paper, f"（{report.period}）", PERIOD)
    add(paper, f"{report.to}：" if report.to else "", TO)


def _section(paper: Paper, order: int, section: Section) -> None:
    heading = add(paper, f"{numbered(order)}、{section.heading}", HEADING)
    heading.paragraph_format.keep_with_next = True
    for part in section.parts:
        _draw(part, paper)


@singledispatch
def _draw(part: Any, paper: Paper) -> None:
    raise TypeError(part)


@_draw.register
def _(part: Said, paper: Paper) -> None:
    if part.lead:
        say(add(paper, f"{part.lead}。", LEAD), part.text, BODY)
    else:
        add(paper, part.text, BODY)


@_draw.register
def _(part: Blank, paper: Paper) -> None:
    """The box, and under it a line that is already set like the rest of the report."""
    shaded(add(paper, f"{ASKS}\n{part.hint}\n{AFTERWARDS}", HINT))
    add(paper, "", BODY)


@_draw.register
def _(part: Figures, paper: Paper) -> None:
    add(paper, "", AIR)
    table(paper, part, ROOM)
    add(paper, "", AIR)


@_draw.register
def _(part: Evidence, paper: Paper) -> None:
    for order, line in enumerate(part.lines, 1):
        said = add(paper, f"{order}. {line}", replace(BODY, points=14, line=24))
        said.paragraph_format.keep_with_next = True


def _signature(paper: Paper, report: Report) -> None:
    """Name and day stay together on one page."""
    add(paper, "", BODY).paragraph_format.keep_with_next = True
    add(paper, f"{report.sign}（章）", SIGNED).paragraph_format.keep_with_next = True
    add(paper, chinese_day(report.date), SIGNED)
