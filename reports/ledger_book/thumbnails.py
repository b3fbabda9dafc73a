"""Small photos in cells: checked, shrunk, and anchored in the middle of their cell."""

from io import BytesIO

from openpyxl.drawing.image import Image as Drawing
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from PIL import Image

from reports.drawn.photos import opened

SHOWN = 120
KEPT = 240
"""Dots of the longer side, in the cell and in the file: twice as many keep it sharp on paper."""
QUALITY = 70
EMPTY_EDGE = 5
DOT = 9525
"""A dot of the screen in the units drawings are measured in."""
CELL_WIDTH = SHOWN + 2 * EMPTY_EDGE


def thumbnail(content: bytes | None, column: int, row: int) -> Drawing | None:
    """The photo for the cell (both counted from 0); nothing when there is none or the bytes are broken."""
    small = _small(content)
    if small is None:
        return None
    drawing = Drawing(small)
    wide, high = _fitted(drawing.width, drawing.height)
    drawing.anchor = _middle(column, row, wide, high)
    return drawing


def _small(content: bytes | None) -> BytesIO | None:
    picture = opened(content, KEPT)
    if picture is None:
        return None
    picture.thumbnail((KEPT, KEPT), Image.Resampling.BILINEAR)
    written = BytesIO()
    picture.save(written, "JPEG", quality=QUALITY)
    return written


def _fitted(width: int, height: int) -> tuple[int, int]:
    longest = max(width, height)
    return max(1, width * SHOWN // longest), max(1, height * SHOWN // longest)


def _middle(column: int, row: int, wide: int, high: int) -> OneCellAnchor:
    aside, down = (DOT * (EMPTY_EDGE + (SHOWN - side) // 2) for side in (wide, high))
    start = AnchorMarker(col=column, colOff=aside, row=row, rowOff=down)
    return OneCellAnchor(_from=start, ext=XDRPositiveSize2D(DOT * wide, DOT * high))
