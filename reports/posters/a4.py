"""The poster: one upright A4 sheet that a person reads in passing and scans from an arm's length."""

from reports.posters.code import draw_code
from reports.posters.lettering import Style, fitted, write, write_line, write_stack
from reports.posters.paper import GREEN, INK, RED, SOFT, WHITE, Pen, Wall, mm, png, sheet

WIDTH, HEIGHT = 2480, 3508
MIDDLE = WIDTH // 2
EDGE = mm(14)
"""What even a careless printer leaves on the paper."""
ROOM = WIDTH - 2 * EDGE
BAND = 840
CODE = 1360
STEPS = (("扫码", "微信扫一扫"), ("拍照", "拍东西，别拍病人"), ("说一句", "哪儿不安全"))
PLACE = ((170, 1), (150, 1), (132, 1), (124, 2), (108, 2), (92, 2), (76, 3))
DEPARTMENT = ((76, 1), (62, 1), (52, 2))
URGENT = ((88, 1), (76, 1), (62, 1))
FOOT = ((40, 1), (32, 1), (24, 1))


def poster(wall: Wall) -> bytes:
    """A PNG of 2480 × 3508 dots."""
    with sheet(WIDTH, HEIGHT) as (paper, pen):
        _headline(pen)
        draw_code(pen, (MIDDLE - CODE // 2, BAND), CODE, wall.scan_url)
        _whereabouts(pen, wall)
        _steps(pen)
        _promises(pen, wall)
        _foot(pen, wall)
        return png(paper)


def _headline(pen: Pen) -> None:
    pen.rectangle((0, 0, WIDTH, BAND), GREEN)
    for text, y in (("看到不安全", 245), ("扫这里拍一张", 590)):
        write(pen, (MIDDLE, y), text, 310, Style(WHITE, bold=True))


def _whereabouts(pen: Pen, wall: Wall) -> None:
    place = (fitted(wall.place, ROOM, PLACE), Style(INK, bold=True))
    department = (fitted(wall.department, ROOM, DEPARTMENT), Style(SOFT))
    write_stack(pen, MIDDLE, (BAND + CODE - 20, 2590), [place, department], gap=16)


def _steps(pen: Pen) -> None:
    third = ROOM // 3
    for number, (what, how) in enumerate(STEPS):
        x = EDGE + third * number + third // 2
        pen.ellipse((x - 66, 2620, x + 66, 2752), GREEN)
        write(pen, (x, 2684), str(number + 1), 88, Style(WHITE, bold=True))
        write(pen, (x, 2828), what, 104, Style(INK, bold=True))
        write(pen, (x, 2930), how, 60, Style(SOFT))


def _promises(pen: Pen, wall: Wall) -> None:
    pen.line((EDGE, 3016, WIDTH - EDGE, 3016), SOFT, 4)
    urgent = (fitted("、".join(calls(wall)), ROOM, URGENT), Style(RED, bold=True))
    names = ((66, ["你的名字只有安全员和工会看得到"]), Style(INK))
    write_stack(pen, MIDDLE, (3016, 3290), [urgent, names], gap=14)


def _foot(pen: Pen, wall: Wall) -> None:
    y, half = HEIGHT - EDGE + 40, ROOM // 2 - 20
    write_line(pen, (EDGE, y), fitted(wall.code, half, FOOT), Style(SOFT, anchor="ls"))
    whose = fitted(f"{wall.hospital} 随手拍".strip(), half, FOOT)
    write_line(pen, (WIDTH - EDGE, y), whose, Style(SOFT, anchor="rs"))


def calls(wall: Wall) -> list[str]:
    """Whom to call before anything else."""
    return ["急事先打119、120", *([f"院内{wall.phone}"] if wall.phone else [])]
