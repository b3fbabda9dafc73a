"""A sheet of paper at 300 dpi and the few inks we print with. What stands on it is not known here."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

DPI = 300
WHITE, INK, GREEN, RED, SOFT = (255, 255, 255), (20, 26, 23), (7, 118, 58), (180, 35, 26), (96, 106, 101)
"""Dark enough that a printer without colours shows all of them."""

Ink = tuple[int, int, int]
Pen = ImageDraw.ImageDraw

_STEPS = {INK: 3, GREEN: 3, RED: 2, SOFT: 2}  # shades between the ink and the white paper
_one_at_a_time = threading.Lock()  # a sheet takes 26 MB while it is drawn, and fonts are shared


@dataclass(frozen=True)
class Wall:
    """What a code on a wall says: the place, who looks after it, and the address the code holds."""

    place: str
    department: str
    code: str
    scan_url: str
    hospital: str = ""
    phone: str = ""


def mm(length: float) -> int:
    """Millimetres in dots."""
    return round(length * DPI / 25.4)


@contextmanager
def sheet(width: int, height: int) -> Iterator[tuple[Image.Image, Pen]]:
    """White paper of so many dots and a pen, while nobody else draws."""
    with _one_at_a_time, Image.new("RGB", (width, height), WHITE) as paper:
        yield paper, ImageDraw.Draw(paper)


def png(paper: Image.Image) -> bytes:
    """The sheet as a PNG of sixteen colours, a tenth of the bytes of a full one."""
    written = BytesIO()
    few = paper.quantize(palette=_PALETTE, dither=Image.Dither.NONE)
    few.save(written, "PNG", bits=4, dpi=(DPI, DPI))
    return written.getvalue()


def _palette() -> Image.Image:
    colours = [WHITE]
    for ink, steps in _STEPS.items():
        colours += [_shade(ink, part / (steps + 1)) for part in range(1, steps + 2)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in colours for channel in colour])
    return palette


def _shade(ink: Ink, part: float) -> Ink:
    """The ink thinned with white, so that letters keep smooth edges."""
    red, green, blue = (round(255 + (channel - 255) * part) for channel in ink)
    return red, green, blue


_PALETTE = _palette()
