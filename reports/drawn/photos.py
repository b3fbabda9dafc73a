"""Photos on the sheet, before and after: whole, never cropped, each under its label."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from reports.drawn.column import EDGE, ROOM, Block
from reports.posters.lettering import Style, write
from reports.posters.paper import GREEN, RED, WHITE, Ink, Pen

BETWEEN = 20
HIGHEST, LOWEST = 760, 360
GROUND = (238, 241, 239)
FORMATS = ("JPEG", "PNG", "WEBP")
LABEL = 40


@dataclass(frozen=True)
class Shot:
    """A photo, what is written on it, and the ground of that label."""

    picture: Image.Image
    label: str
    ground: Ink


def opened(content: bytes | None, longest: int = ROOM) -> Image.Image | None:
    """The picture upright in RGB, no smaller than ``longest`` unless it was, without what the telephone wrote into it.

    Nothing when there is none or the bytes are broken.
    """
    if not content:
        return None
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            picture.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except Exception:  # Pillow's parsers raise a dozen kinds; a sheet without the photo is better than none
        return None
    upright.info.clear()  # a comment would be saved again
    return upright


def before_and_after(before: bytes | None, after: bytes | None) -> Sequence[Block]:
    """One block with whichever of the two can be shown; tall photos beside each other, wide ones below."""
    labels = ((before, "整改前", RED), (after, "整改后", GREEN))
    shots = [Shot(photo, label, ink) for content, label, ink in labels if (photo := opened(content))]
    return [_arranged(shots)] if shots else []


def _arranged(shots: Sequence[Shot]) -> Block:
    if len(shots) > 1 and all(shot.picture.height > shot.picture.width for shot in shots):
        return _beside(shots)
    return _below(shots)


def _beside(shots: Sequence[Shot]) -> Block:
    width = (ROOM - BETWEEN * (len(shots) - 1)) // len(shots)
    height = max(_height(shot, width) for shot in shots)

    def draw(paper: Image.Image, pen: Pen, top: int) -> None:
        for number, shot in enumerate(shots):
            left = EDGE + number * (width + BETWEEN)
            _place(paper, pen, shot, (left, top, width, height))

    return Block(height, draw)


def _below(shots: Sequence[Shot]) -> Block:
    heights = [_height(shot, ROOM) for shot in shots]

    def draw(paper: Image.Image, pen: Pen, top: int) -> None:
        for shot, height in zip(shots, heights, strict=True):
            _place(paper, pen, shot, (EDGE, top, ROOM, height))
            top += height + BETWEEN

    return Block(sum(heights) + BETWEEN * max(0, len(shots) - 1), draw)


def _height(shot: Shot, width: int) -> int:
    wanted = round(width * shot.picture.height / shot.picture.width)
    return min(HIGHEST, max(LOWEST, wanted))


def _place(paper: Image.Image, pen: Pen, shot: Shot, frame: tuple[int, int, int, int]) -> None:
    """The whole photo in the middle of its frame, the label in the upper left corner."""
    left, top, width, height = frame
    pen.rectangle((left, top, left + width - 1, top + height - 1), GROUND)
    fitting = ImageOps.contain(shot.picture, (width, height))
    paper.paste(fitting, (left + (width - fitting.width) // 2, top + (height - fitting.height) // 2))
    wide = LABEL * len(shot.label) + LABEL
    pen.rectangle((left, top, left + wide, top + 68), shot.ground)
    write(pen, (left + wide // 2, top + 34), shot.label, LABEL, Style(WHITE, bold=True))
