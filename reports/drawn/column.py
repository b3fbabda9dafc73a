"""A sheet as wide as a telephone's screen and as long as its blocks. What the blocks say is not known here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from io import BytesIO

from PIL import Image, ImageChops

from reports.posters.paper import WHITE, Pen, sheet

WIDTH = 1080
EDGE = 60
ROOM = WIDTH - 2 * EDGE
COLOURS = 256
"""A palette of so many keeps two photos under the megabyte WeChat takes for a picture in an article."""


@dataclass(frozen=True)
class Block:
    """So many dots of the sheet's height, and how to fill them: given sheet, pen and the upper edge."""

    height: int
    draw: Callable[[Image.Image, Pen, int], None]


def gap(height: int) -> Block:
    """White paper."""
    return Block(height, lambda paper, pen, top: None)


def column(blocks: Sequence[Block]) -> bytes:
    """All blocks below each other as a PNG."""
    with sheet(WIDTH, sum(block.height for block in blocks)) as (paper, pen):
        top = 0
        for block in blocks:
            block.draw(paper, pen, top)
            top += block.height
        return _png(paper)


def _png(paper: Image.Image) -> bytes:
    """The palette averages near whites away; what is exactly white gets the last colour, kept for it."""
    palette = paper.quantize(COLOURS - 1)
    few = paper.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    colours = (few.getpalette() or [])[: 3 * (COLOURS - 1)]
    few.putpalette([*colours, *[0] * (3 * (COLOURS - 1) - len(colours)), *WHITE])
    few.paste(COLOURS - 1, mask=_whites(paper))
    written = BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def _whites(paper: Image.Image) -> Image.Image:
    darkest = reduce(ImageChops.darker, paper.split())
    return darkest.point([0] * 255 + [255])
