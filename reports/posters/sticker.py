"""The sticker: 90 × 60 mm beside a door or on a machine; eight of them on an A4 sheet to be cut."""

from collections.abc import Iterator, Sequence

from PIL import Image

from reports.posters import a4
from reports.posters.a4 import calls
from reports.posters.code import draw_code
from reports.posters.lettering import Style, fitted, write, write_line, write_stack
from reports.posters.paper import GREEN, INK, RED, SOFT, WHITE, Pen, Wall, mm, png, sheet

WIDTH, HEIGHT = mm(90), mm(60)
EDGE = mm(4)
BAND = 150
CODE = HEIGHT - BAND
LEFT = CODE - 4
"""Where the words beside the code begin."""
ROOM = WIDTH - LEFT - EDGE
PLACE = ((64, 1), (56, 1), (54, 2), (46, 2), (42, 3), (34, 3))
DEPARTMENT = ((34, 1), (28, 1), (28, 2))
FOOT = ((22, 1), (16, 1), (12, 1))
URGENT = ((34, 1), (30, 1), (26, 1))
PROMISES = ("拍东西，别拍病人", "名字只有安全员和工会看得到")
COLUMNS, ROWS = 2, 4
LEFTMOST = "lm"
PER_SHEET = COLUMNS * ROWS


def sticker(wall: Wall) -> bytes:
    """A PNG of 1063 × 709 dots."""
    with sheet(WIDTH, HEIGHT) as (paper, pen):
        _draw(pen, wall)
        return png(paper)


def sticker_sheets(walls: Sequence[Wall]) -> Iterator[bytes]:
    """A4 sheets of eight stickers each, with thin lines to cut along."""
    for first in range(0, len(walls), PER_SHEET):
        yield _sheet(walls[first : first + PER_SHEET])


def _sheet(walls: Sequence[Wall]) -> bytes:
    stickers = [_picture(wall) for wall in walls]
    with sheet(a4.WIDTH, a4.HEIGHT) as (paper, pen):
        left, top = (a4.WIDTH - COLUMNS * WIDTH) // 2, (a4.HEIGHT - ROWS * HEIGHT) // 2
        for number, picture in enumerate(stickers):
            at = (left + number % COLUMNS * WIDTH, top + number // COLUMNS * HEIGHT)
            paper.paste(picture, at)
            pen.rectangle((*at, at[0] + WIDTH, at[1] + HEIGHT), outline=SOFT)
        return png(paper)


def _picture(wall: Wall) -> Image.Image:
    with sheet(WIDTH, HEIGHT) as (paper, pen):
        _draw(pen, wall)
        return paper.copy()


def _draw(pen: Pen, wall: Wall) -> None:
    pen.rectangle((0, 0, WIDTH, BAND), GREEN)
    write(pen, (WIDTH // 2, BAND // 2), "看到不安全，扫这里拍一张", 78, Style(WHITE, bold=True))
    draw_code(pen, (0, BAND), CODE, wall.scan_url)
    _words(pen, wall)
    code = fitted(wall.code, ROOM, FOOT)
    write_line(pen, (WIDTH - EDGE, HEIGHT - 24), code, Style(SOFT, anchor="rs"))


def _words(pen: Pen, wall: Wall) -> None:
    bold, red = (Style(ink, bold=True, anchor=LEFTMOST) for ink in (INK, RED))
    plain = Style(SOFT, anchor=LEFTMOST)
    place, department = fitted(wall.place, ROOM, PLACE), fitted(wall.department, ROOM, DEPARTMENT)
    write_stack(pen, LEFT, (BAND + 30, 400), [(place, bold), (department, plain)], gap=8)
    urgent = [(fitted(call, ROOM, URGENT), red) for call in calls(wall)]
    write_stack(pen, LEFT, (400, HEIGHT - 60), [*urgent, ((30, PROMISES), plain)], gap=4)
