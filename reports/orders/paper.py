"""Official paper in docx: A4, the fonts of government letters, lines and boxes. The one module that knows python-docx."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from rules.words.plain_text import clean

FANGSONG, HEITI, XIAOBIAOSONG = "仿宋_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
KIN = {FANGSONG: "仿宋", XIAOBIAOSONG: "华文中宋"}
"""What a computer that lacks the fonts of government letters should take for them."""
RED = RGBColor(0xC0, 0x00, 0x00)
TOP, BOTTOM, LEFT, RIGHT = 18, 14, 26, 24
ROOM = 210 - LEFT - RIGHT
"""Millimetres between the margins."""

START, CENTRE, END = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
BOTH = WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True)
class Set:
    """How a paragraph is set: font, points, where it stands, points of a line (0: as the letters need)."""

    font: str = FANGSONG
    points: float = 14
    place: WD_ALIGN_PARAGRAPH = START
    line: float = 0
    indent: int = 0
    red: bool = False
    before: float = 0
    after: float = 0


BODY = Set(points=14, place=BOTH, line=22, indent=2)
CELL = Set(points=12, before=1.5, after=1.5)
LABEL = Set(font=HEITI, points=12, place=CENTRE, before=1.5, after=1.5)
SMALL = Set(points=10.5)
TITLE = Set(font=XIAOBIAOSONG, points=22, place=CENTRE, before=10, after=8)


def blank_paper(title: str, author: str) -> Paper:
    """An empty A4 document."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.footer_distance = section.header_distance = Mm(8)
    facts = paper.core_properties
    facts.title, facts.author, facts.comments, facts.language = (
        clean(title)[:255],
        clean(author)[:255],
        "",
        "zh-CN",
    )
    _in_chinese(paper)
    _with_kin(paper)
    return paper


def _in_chinese(paper: Paper) -> None:
    """The fonts of whatever nobody set, so that a new line typed in Word looks like the rest."""
    style: Any = paper.styles["Normal"]
    style.font.size = Pt(14)
    _in_font(style.element.get_or_add_rPr(), FANGSONG)
    language = _with(OxmlElement("w:lang"), val="zh-CN", eastAsia="zh-CN")
    style.element.get_or_add_rPr().append(language)


def _with_kin(paper: Paper) -> None:
    """Names the likest font beside each that is not on every computer, so that Word need not guess."""
    table = paper.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    known = parse_xml(table.blob)
    for font, kin in KIN.items():
        entry = _with(OxmlElement("w:font"), name=font)
        entry.append(_with(OxmlElement("w:altName"), val=kin))
        entry.append(_with(OxmlElement("w:charset"), val="86"))
        known.append(entry)
    table._blob = serialize_part_xml(known)


def _in_font(properties: Any, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    _with(fonts, ascii=LATIN, hAnsi=LATIN, eastAsia=font, hint="eastAsia")


def _with(element: Any, **attributes: object) -> Any:
    """The element with these attributes of Word's own namespace."""
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def add(into: Paper | _Cell, text: str, how: Set) -> Paragraph:
    """One more paragraph."""
    return say(into.add_paragraph(), text, how)


def say(paragraph: Paragraph, text: str, how: Set) -> Paragraph:
    """Words in this paragraph, cleaned of what would break the file."""
    form = paragraph.paragraph_format
    form.alignment, form.space_before, form.space_after = how.place, Pt(how.before), Pt(how.after)
    form.first_line_indent = Pt(how.points * how.indent)
    if how.line:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(how.line)
    run = paragraph.add_run(clean(text))
    run.font.size = Pt(how.points)
    run.font.color.rgb = RED if how.red else None
    _in_font(run._element.get_or_add_rPr(), how.font)
    return paragraph


def box(paper: Paper, widths: Sequence[float]) -> Table:
    """An empty table with lines; widths in millimetres."""
    table: Table = paper.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def row(table: Table, height: float, parts: Sequence[tuple[str, Set]], *, may_split: bool = False) -> _Row:
    """One more row at least so many millimetres high; the last part takes the cells that are left."""
    new: _Row = table.add_row()  # type: ignore[no-untyped-call]
    new.height, new.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    if not may_split:
        new._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column in zip(new.cells, table.columns, strict=True):
        cell.width = column.width or Length(0)
    _fill(_joined(new, len(parts)), parts)
    return new


def _joined(new: _Row, count: int) -> Sequence[_Cell]:
    cells = new.cells
    last = cells[count - 1].merge(cells[-1]) if count < len(cells) else cells[count - 1]
    return [*cells[: count - 1], last]


def _fill(cells: Sequence[_Cell], parts: Sequence[tuple[str, Set]]) -> None:
    """Words in the middle of each cell's height."""
    for cell, (text, how) in zip(cells, parts, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        say(cell.paragraphs[0], text, how)


def underline(paragraph: Paragraph, colour: str, eighths: int) -> None:
    """A line under the whole paragraph, so many eighths of a point thick."""
    borders = OxmlElement("w:pBdr")
    borders.append(_with(OxmlElement("w:bottom"), val="single", sz=eighths, space=6, color=colour))
    # Word wants the borders after these and before everything else.
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def only_below(cell: _Cell) -> None:
    """The cell keeps nothing but its lower line."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "right"):
        borders.append(_with(OxmlElement(f"w:{side}"), val="nil"))
    # Word reads the parts of a cell in a fixed order: after the width and the span.
    cell._tc.get_or_add_tcPr().insert_element_before(
        borders, "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"
    )


def float_to_bottom(table: Table) -> None:
    """The table stands on the lower margin of the page of the paragraph after it."""
    where = OxmlElement("w:tblpPr")
    _with(where, leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="margin")
    _with(where, tblpXSpec="center", tblpYSpec="bottom")
    table._tbl.tblPr.find(qn("w:tblStyle")).addnext(where)
    where.addnext(_with(OxmlElement("w:tblOverlap"), val="never"))


def saved(paper: Paper) -> bytes:
    """The file."""
    written = BytesIO()
    paper.save(written)
    return written.getvalue()
