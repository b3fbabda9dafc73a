"""Blocks of words: lines that wrap as Chinese does, and nothing the font would show as an empty box."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from reports.drawn.column import EDGE, ROOM, WIDTH, Block
from reports.posters.lettering import BOLD, Style, font, write
from reports.posters.paper import INK, Ink, Pen
from rules.words.plain_text import clean

LEADING = 1.42
MISSING = "\U0010ffff"
"""No font has it, so it looks like whatever else the font has not."""
ORPHAN = 3
"""So few signs, punctuation counted, look forgotten on a line of their own."""
NARROWER = (0.94, 0.88, 0.8, 0.7)
PIECE = re.compile(
    r"[（(《〈“‘「『【\[]*(?:[A-Za-z0-9][A-Za-z0-9.,:/%_+-]*|.)[）)》〉”’」』】\]，。、；：！？,.;:!?%…—]*"
)
"""What stays on one line: a number or Latin word, or one sign, with the punctuation that clings to it."""


@dataclass(frozen=True)
class Look:
    """Size in dots, ink and weight of some words; ``left`` is how far from the edge they begin."""

    size: int
    ink: Ink = INK
    bold: bool = False
    left: int = EDGE


def drawable(text: str) -> str:
    """The words on one line, without what the font cannot draw (emoji, rare signs)."""
    kept = "".join(char for char in clean(text) if char.isspace() or _is_drawn(char))
    return " ".join(kept.split())


@lru_cache(4096)
def _is_drawn(char: str) -> bool:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return False
    return _shape(char) != _shape(MISSING)


def _shape(char: str) -> tuple[tuple[int, int], bytes]:
    mask = font(24).getmask(char)
    return mask.size, bytes(mask)


def wrapped(text: str, look: Look, width: int = ROOM, most: int = 3) -> list[str]:
    """At most so many lines, none wider than ``width`` dots; … says that words are missing."""
    lines = _filled(text, look, width)
    if len(lines) > most:
        return [*lines[: most - 1], shortened("".join(lines[most - 1 :]), look, width)]
    return _without_orphan(text, look, width, lines)


def _filled(text: str, look: Look, width: int) -> list[str]:
    lines: list[str] = []
    for piece in _pieces(drawable(text), look, width):
        if lines and _width(lines[-1] + piece, look) <= width:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    return lines


def _without_orphan(text: str, look: Look, width: int, lines: list[str]) -> list[str]:
    """The same words in as many, narrower lines when one or two signs alone would stand in the last."""
    for part in NARROWER:
        if len(lines) < 2 or len(lines[-1]) > ORPHAN:
            break
        narrower = _filled(text, look, round(width * part))
        lines = narrower if len(narrower) == len(lines) else lines
    return lines


def _pieces(text: str, look: Look, width: int) -> Iterator[str]:
    """Words and signs; one that is wider than the whole line comes letter by letter."""
    for piece in PIECE.findall(text):
        yield from [piece] if _width(piece, look) <= width else piece


def shortened(text: str, look: Look, width: int) -> str:
    """One line, with … where it would stick out."""
    text = drawable(text)
    if _width(text, look) <= width:
        return text
    kept = bisect_right(
        range(1, len(text) + 1), float(width), key=lambda count: _width(f"{text[:count]}…", look)
    )
    return f"{text[:kept]}…"


def _width(text: str, look: Look) -> float:
    return font(look.size).getlength(text) + (look.size / BOLD if look.bold else 0)


def paragraph(text: str, look: Look, most: int = 3) -> Block:
    """Words from the left, wrapped; nothing at all when there are no words."""
    return _lines(wrapped(text, look, WIDTH - look.left - EDGE, most), look)


def line(text: str, look: Look) -> Block:
    """Words on one line."""
    return _lines([shortened(text, look, WIDTH - look.left - EDGE)], look)


def _lines(lines: Sequence[str], look: Look) -> Block:
    step = round(LEADING * look.size)

    def draw(_: Image.Image, pen: Pen, top: int) -> None:
        for number, words in enumerate(lines):
            at = (look.left, top + step * number + step // 2)
            write(pen, at, words, look.size, Style(look.ink, look.bold, "lm"))

    return Block(step * len(lines), draw)


def banner(parts: Sequence[tuple[str, Look]], ground: Ink, most: int = 2) -> Block:
    """Words on a coloured band from edge to edge."""
    words = [paragraph(text, look, most) for text, look in parts if drawable(text)]
    height = sum(block.height for block in words) + EDGE * 2

    def draw(paper: Image.Image, pen: Pen, top: int) -> None:
        pen.rectangle((0, top, WIDTH, top + height - 1), ground)
        at = top + EDGE
        for block in words:
            block.draw(paper, pen, at)
            at += block.height

    return Block(height, draw)
