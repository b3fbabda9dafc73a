"""A paragraph in a shaded box with a broken line around it, so that nobody hands it in unread."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

SHADE, EDGE = "F2F2F2", "7F7F7F"
AFTER = ("w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:spacing", "w:ind", "w:jc")


def shaded(paragraph: Paragraph) -> None:
    """Grey ground and a dashed line on four sides; the box stays whole and on the page of what follows it."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(2)
    form.keep_together = form.keep_with_next = True
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(_edges(), "w:shd", *AFTER)
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        ground.set(qn(f"w:{name}"), value)
    properties.insert_element_before(ground, *AFTER)


def _edges() -> Any:
    edges = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed"), ("sz", "8"), ("space", "6"), ("color", EDGE)):
            edge.set(qn(f"w:{name}"), value)
        edges.append(edge)
    return edges
