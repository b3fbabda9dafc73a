"""Chinese letters on a sheet: bold ones, and long names that shrink or break rather than stick out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from noto_cjk_sans_otc import FONT_PATH  # type: ignore[import-untyped]
from PIL import ImageFont

from reports.posters.paper import INK, Ink, Pen

SIMPLIFIED = 2
"""Where the Chinese letters stand in the collection; the first ones are Japanese."""
BOLD = 36
"""The font has no bold: an outline of one part in so many thickens it."""
LEADING = 1.24
MIDDLE = "mm"

Block = tuple[int, Sequence[str]]
"""A size in dots, and the lines written in it."""

ENDS_WELL = "楼层区科部室间厅院与和、，"
"""After these a line may end though the other one then grows longer."""


@dataclass(frozen=True)
class Style:
    """How letters look. ``anchor`` is Pillow's: which point of the line stands at the given place."""

    ink: Ink = INK
    bold: bool = False
    anchor: str = MIDDLE


Part = tuple[Block, Style]


@lru_cache(64)
def font(size: int) -> ImageFont.FreeTypeFont:
    # Chinese needs no shaping, and the plain engine stumbles over no letter at all.
    plain = ImageFont.Layout.BASIC
    return ImageFont.truetype(str(FONT_PATH), size, index=SIMPLIFIED, layout_engine=plain)


def write(pen: Pen, at: tuple[int, int], text: str, size: int, style: Style) -> None:
    """One line of letters."""
    stroke = size / BOLD if style.bold else 0
    pen.text(at, text, style.ink, font(size), anchor=style.anchor, stroke_width=stroke)


def write_line(pen: Pen, at: tuple[int, int], block: Block, style: Style) -> None:
    """The only line of a block."""
    size, (line,) = block
    write(pen, at, line, size, style)


def write_stack(pen: Pen, x: int, span: tuple[int, int], parts: Sequence[Part], gap: int = 0) -> None:
    """Blocks below each other, in the middle between the two heights of ``span``."""
    whole = sum(_height(block) for block, _ in parts) + gap * (len(parts) - 1)
    y = sum(span) / 2 - whole / 2
    for block, style in parts:
        size, lines = block
        for number, line in enumerate(lines):
            write(pen, (x, round(y + LEADING * size * (number + 0.5))), line, size, style)
        y += _height(block) + gap


def _height(block: Block) -> float:
    size, lines = block
    return LEADING * size * len(lines)


def fitted(text: str, width: int, sizes: Sequence[tuple[int, int]]) -> Block:
    """The first of ``sizes`` (letters, lines) in which the text is no wider; at worst the last one, cut."""
    for size, most in sizes:
        lines = _broken(text, size, most)
        if all(_width(line, size) <= width for line in lines):
            return size, lines
    size, most = sizes[-1]
    return size, [_cut(line, size, width) for line in _broken(text, size, most)]


def _broken(text: str, size: int, most: int) -> Sequence[str]:
    """So many lines, about equally long."""
    if most == 1:
        return [text]
    wanted = _width(text, size) / most

    def farness(at: int) -> float:
        return abs(_width(text[:at], size) / wanted - 1) + (0 if text[at - 1] in ENDS_WELL else 0.25)

    at = min(_breaks(text), key=farness, default=len(text))
    rest = text[at:].strip()
    return [text[:at].strip(), *(_broken(rest, size, most - 1) if rest else ())]


def _breaks(text: str) -> Iterator[int]:
    """Between which letters a line may end: never within a number or a Latin word, nor before a closing sign."""
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        within = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        if not within and after not in "）)、，。楼层号室" and before not in "（(":
            yield at


def _cut(line: str, size: int, width: int) -> str:
    if _width(line, size) <= width:
        return line
    while line and _width(f"{line}…", size) > width:
        line = line[:-1]
    return f"{line}…"


def _width(text: str, size: int) -> float:
    return font(size).getlength(text) + size / BOLD
