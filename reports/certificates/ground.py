"""The paper of a certificate before anything is written on it: frame, rosette, crest. No words, and no seal."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from reports.posters.paper import GREEN, INK, SOFT, WHITE, Ink, Pen

WIDTH, HEIGHT = 1080, 1528
FRAME = 44
"""From the edge of the sheet to the green frame."""
EDGE = 110
"""From the edge of the sheet to the words."""
GOLD = (150, 116, 52)
FAINT = (233, 242, 236)
FINER = 2
"""Drawn so many times larger: shapes have no smooth edges of their own."""
STEPS = ((INK, 8), (GREEN, 10), (SOFT, 8), (GOLD, 8), (FAINT, 1))
"""Shades of each ink. A shade hardly darker than white would be taken for it, and white for the shade."""
CREST = (540, 186)
ROSETTE = (540, 752)

Point = tuple[float, float]


@lru_cache(1)
def ground() -> Image.Image:
    """The empty paper. It is shared: copy it before writing on it."""
    large = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), WHITE)
    pen = ImageDraw.Draw(large)
    for radius, waves in ((328, 24), (248, 18), (168, 12)):
        _rosette(pen, radius, waves)
    _frame(pen)
    _crest(pen)
    return large.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _rosette(pen: Pen, radius: int, waves: int) -> None:
    """Threads that swing around a circle, each a little further on than the one before."""
    for thread in range(8):
        turned = thread * pi / 4
        ring = [_swung(radius, waves, turned, step * pi / 360) for step in range(721)]
        _stroke(pen, ring, FAINT, 1.5)


def _swung(radius: int, waves: int, turned: float, angle: float) -> Point:
    reach = radius + 40 * sin(waves * angle + turned)
    return ROSETTE[0] + reach * cos(angle), ROSETTE[1] + reach * sin(angle)


def _frame(pen: Pen) -> None:
    _box(pen, FRAME, GREEN, 7)
    _box(pen, FRAME + 18, GOLD, 2)
    for x in (FRAME + 18, WIDTH - FRAME - 18):
        for y in (FRAME + 18, HEIGHT - FRAME - 18):
            _corner(pen, (x, y))


def _box(pen: Pen, inset: int, ink: Ink, wide: int) -> None:
    right, low = WIDTH - inset, HEIGHT - inset
    corners = [inset * FINER, inset * FINER, right * FINER - 1, low * FINER - 1]
    pen.rectangle(corners, outline=ink, width=wide * FINER)


def _corner(pen: Pen, at: Point) -> None:
    """A white square with a diamond in it, where the hairlines would meet."""
    x, y = at
    pen.rectangle([(x - 10) * FINER, (y - 10) * FINER, (x + 10) * FINER, (y + 10) * FINER], WHITE)
    diamond(pen, at, 9, FINER)


def diamond(pen: Pen, at: Point, size: int, scale: int = 1) -> None:
    x, y = at
    points = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    pen.polygon([(a * scale, b * scale) for a, b in points], GOLD)


def _crest(pen: Pen) -> None:
    """A shield with a tick: somebody looked, and it was good."""
    pen.polygon(list(_large(_shield(74))), GREEN)
    _stroke(pen, _shield(60), WHITE, 3)
    x, y = CREST
    _stroke(pen, [(x - 28, y - 2), (x - 8, y + 20), (x + 30, y - 24)], WHITE, 11)


def _shield(size: int) -> Sequence[Point]:
    """Flat above, its sides bending to a point below."""
    x, y = CREST
    side = [(size * 0.84 * cos(t * pi / 80), size * (0.1 + sin(t * pi / 80))) for t in range(41)]
    right = [(x + dx, y + dy) for dx, dy in side]
    left = [(x - dx, y + dy) for dx, dy in reversed(side)]
    top = [(x - size * 0.84, y - size * 0.72), (x, y - size * 0.92), (x + size * 0.84, y - size * 0.72)]
    return [*right, *left, *top, right[0]]


def _stroke(pen: Pen, points: Sequence[Point], ink: Ink, wide: float) -> None:
    """A line with round ends."""
    large, half = list(_large(points)), wide * FINER / 2
    pen.line(large, ink, round(wide * FINER), joint="curve")
    for x, y in (large[0], large[-1]):
        pen.ellipse([x - half, y - half, x + half, y + half], ink)


def _large(points: Sequence[Point]) -> Iterator[Point]:
    return ((x * FINER, y * FINER) for x, y in points)


@lru_cache(1)
def palette() -> Image.Image:
    """White, and every ink in so many shades towards white: a fifth of the bytes of all colours."""
    shades = [_shade(ink, part / steps) for ink, steps in STEPS for part in range(1, steps + 1)]
    made = Image.new("P", (1, 1))
    made.putpalette([channel for colour in (WHITE, *shades) for channel in colour])
    return made


def _shade(ink: Ink, part: float) -> Ink:
    red, green, blue = (round(255 + (channel - 255) * part) for channel in ink)
    return red, green, blue
