"""The month's notice as a picture for a telephone: four large figures, short bars, what was put right."""

from collections.abc import Iterator, Sequence

from PIL import Image

from reports.bulletin.month import OTHERS, Counts, Month, kinds, places
from reports.bulletin.words import CALL, THANKS, chosen, found_words, state_words
from reports.drawn import (
    EDGE,
    ROOM,
    WIDTH,
    Block,
    Look,
    banner,
    before_and_after,
    column,
    gap,
    line,
    paragraph,
    shortened,
)
from reports.posters.lettering import Style, write
from reports.posters.paper import GREEN, INK, RED, SOFT, WHITE, Ink, Pen

PALE = (232, 243, 236)
TRACK = (238, 241, 239)
GREY = (150, 160, 155)
MINT = (205, 232, 215)
HEADING = Look(46, GREEN, bold=True)
PLAIN = Look(42)
ROW = 84
NAME = Look(40)
NAME_ROOM = 330
BAR_LEFT = EDGE + NAME_ROOM + 20
BAR_ROOM = WIDTH - EDGE - BAR_LEFT - 110
LARGE, SMALL = 132, 38
TILE = 250


def picture(month: Month) -> bytes:
    """A PNG 1,080 dots wide, as long as it needs to be."""
    return column([_head(month), *_body(month), gap(50), _foot()])


def _head(month: Month) -> Block:
    title = Look(76, WHITE, bold=True)
    return banner([(month.hospital, Look(44, MINT)), (f"{month.year}年{month.month}月 随手拍", title)], GREEN)


def _body(month: Month) -> Iterator[Block]:
    yield gap(40)
    yield _figures(month)
    yield gap(28)
    yield paragraph(found_words(month), PLAIN)
    yield paragraph(state_words(month), PLAIN)
    yield from _bars("最多的", kinds(month))
    yield from _bars("常出现在", places(month))
    yield from _sentences("弄好了的", month.good, GREEN)
    yield from _photos(month)
    yield from _sentences("还在办的", month.waiting, SOFT)


def _figures(month: Month) -> Block:
    """Four tiles; what is late is red only when something is."""
    late = RED if month.overdue else INK
    tiles = (("发现", month.found, INK), ("弄好", month.closed, GREEN), ("在办", month.open, INK))
    quarter = (ROOM - 3 * 16) // 4

    def draw(_: Image.Image, pen: Pen, top: int) -> None:
        for number, (name, count, ink) in enumerate((*tiles, ("超期", month.overdue, late))):
            left = EDGE + number * (quarter + 16)
            pen.rounded_rectangle((left, top, left + quarter, top + TILE), 18, PALE)
            middle = left + quarter // 2
            write(pen, (middle, top + 105), str(count), _size(count), Style(ink, bold=True))
            write(pen, (middle, top + 205), name, SMALL, Style(SOFT))

    return Block(TILE, draw)


def _size(count: int) -> int:
    """Figures of more than three digits grow smaller so that they stay in their tile."""
    return min(LARGE, 380 // max(1, len(str(count))))


def _bars(title: str, counts: Counts) -> Iterator[Block]:
    if not counts:
        return
    yield gap(44)
    yield line(title, HEADING)
    yield gap(10)
    longest = max(count for _, count in counts)
    for name, count in counts:
        yield _bar(name, count, longest)


def _bar(name: str, count: int, longest: int) -> Block:
    def draw(_: Image.Image, pen: Pen, top: int) -> None:
        middle = top + ROW // 2
        said = shortened(name, NAME, NAME_ROOM)
        write(pen, (EDGE, middle), said, NAME.size, Style(INK, anchor="lm"))
        _stroke(pen, middle, BAR_ROOM, TRACK)
        _stroke(pen, middle, max(36, BAR_ROOM * count // longest), GREY if name == OTHERS else GREEN)
        write(pen, (WIDTH - EDGE, middle), str(count), 46, Style(INK, bold=True, anchor="rm"))

    return Block(ROW, draw)


def _stroke(pen: Pen, middle: int, length: int, ink: Ink) -> None:
    pen.rounded_rectangle((BAR_LEFT, middle - 18, BAR_LEFT + length, middle + 18), 18, ink)


def _sentences(title: str, sentences: Sequence[str], ink: Ink) -> Iterator[Block]:
    said = chosen(sentences)
    if not said:
        return
    yield gap(44)
    yield line(title, Look(HEADING.size, ink, bold=True))
    for sentence in said:
        yield gap(12)
        yield _point(paragraph(sentence, Look(PLAIN.size, left=EDGE + 44), most=2), ink)


def _point(words: Block, ink: Ink) -> Block:
    """A dot before the first line."""

    def draw(paper: Image.Image, pen: Pen, top: int) -> None:
        pen.ellipse((EDGE + 4, top + 22, EDGE + 20, top + 38), ink)
        words.draw(paper, pen, top)

    return Block(words.height, draw)


def _photos(month: Month) -> Iterator[Block]:
    for block in before_and_after(*month.pictures):
        yield gap(36)
        yield block


def _foot() -> Block:
    return banner([(THANKS, Look(40, INK, bold=True)), (CALL, Look(40, GREEN, bold=True))], PALE)
