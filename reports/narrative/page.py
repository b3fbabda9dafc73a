"""The page of an official paper: its margins, the number at its foot, the numerals of its headings."""

from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from reports.orders.paper import CENTRE, Set, say

TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
ROOM = 210 - LEFT - RIGHT
"""Millimetres between the margins."""
FOOT = Set(points=14, place=CENTRE)
NUMERALS: tuple[str, ...] = ("", *"一二三四五六七八九")


def official(paper: Paper) -> None:
    """Wider margins than a letter has, and — 1 — at the foot."""
    section = paper.sections[0]
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.footer_distance = Mm(25)
    _whole_numbers(paper)
    _page_number(section.footer.paragraphs[0])


def _page_number(foot: Paragraph) -> None:
    for text in ("—", "", "—"):
        say(foot, text, FOOT)
    before, number, after = foot.runs
    before.text, after.text = "—\u00a0", "\u00a0—"
    page = OxmlElement("w:fldSimple")
    page.set(qn("w:instr"), "PAGE")
    before._r.addnext(page)
    page.append(number._r)


def _whole_numbers(paper: Paper) -> None:
    """Some programs break 2016 at the end of a line while Latin signs are said to be Chinese."""
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")


def numbered(order: int) -> str:
    """一 to 九十九."""
    tens, ones = order // 10, order % 10
    return ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "") + NUMERALS[ones]
