"""The places in the pictures, and the things that stand in them."""

from .brush import HEIGHT, WIDTH, Brush


def corridor() -> Brush:
    """A corridor that ends at an exit door under a green sign."""
    brush = Brush("#dfe6e4")
    brush.shape([(0, 0), (WIDTH, 0), (1040, 300), (560, 300)], "#f3f5f3")
    brush.shape([(0, HEIGHT), (WIDTH, HEIGHT), (1040, 780), (560, 780)], "#b9c4c6")
    brush.shape([(0, 0), (560, 300), (560, 780), (0, HEIGHT)], "#cfdad6")
    brush.shape([(WIDTH, 0), (1040, 300), (1040, 780), (WIDTH, HEIGHT)], "#d6e0dc")
    brush.box(560, 300, 1040, 780, "#e8edeb")
    for x in (180, 330):
        brush.shape([(x, 96 + (330 - x) * 0.02), (x + 120, 160), (x + 120, 190), (x, 140)], "#ffffff")
    brush.shape([(0, 830), (560, 610), (560, 636), (0, 886)], "#7fb3a6")
    brush.shape([(WIDTH, 830), (1040, 610), (1040, 636), (WIDTH, 886)], "#7fb3a6")
    _exit_door(brush)
    return brush


def _exit_door(brush: Brush) -> None:
    brush.box(650, 400, 950, 780, "#8fa3a6")
    brush.box(662, 412, 797, 780, "#a9babb")
    brush.box(803, 412, 938, 780, "#a9babb")
    brush.box(690, 450, 770, 560, "#d9e6ea", corner=6)
    brush.box(830, 450, 910, 560, "#d9e6ea", corner=6)
    brush.box(672, 610, 790, 622, "#5d6f73", corner=6)
    brush.box(810, 610, 928, 622, "#5d6f73", corner=6)
    brush.box(690, 318, 910, 384, "#0f9d58", corner=8)
    runner(brush, 742, 330)
    brush.line([(800, 351), (866, 351)], "#ffffff", 9)
    brush.shape([(858, 334), (888, 351), (858, 368)], "#ffffff")


def runner(brush: Brush, x: float, y: float) -> None:
    """The white running man of an exit sign."""
    brush.oval(x + 10, y - 4, x + 24, y + 10, "#ffffff")
    brush.line([(x + 14, y + 13), (x + 6, y + 28), (x + 16, y + 42)], "#ffffff", 7)
    brush.line([(x + 6, y + 28), (x - 12, y + 40)], "#ffffff", 7)
    brush.line([(x - 8, y + 16), (x + 14, y + 13), (x + 26, y + 24)], "#ffffff", 6)


def carton(brush: Brush, x: float, y: float, width: float, height: float) -> None:
    """A cardboard box, its lower left corner at (x, y)."""
    top, deep = y - height, width * 0.22
    brush.shape(
        [(x, top), (x + width, top), (x + width + deep, top - deep), (x + deep, top - deep)], "#d9ad72"
    )
    brush.shape(
        [(x + width, y), (x + width, top), (x + width + deep, top - deep), (x + width + deep, y - deep)],
        "#a87a45",
    )
    brush.box(x, top, x + width, y, "#c6935a")
    brush.box(x + width * 0.42, top, x + width * 0.58, y, "#dcb785")
    brush.box(x + width * 0.1, y - height * 0.35, x + width * 0.34, y - height * 0.12, "#b98850", corner=4)


def trolley(brush: Brush, x: float, y: float) -> None:
    """A steel treatment trolley, its left wheel at (x, y)."""
    for wheel in (x, x + 330):
        brush.oval(wheel - 26, y - 26, wheel + 26, y + 26, "#39424a")
        brush.oval(wheel - 9, y - 9, wheel + 9, y + 9, "#aab4ba")
        brush.line([(wheel, y - 20), (wheel, y - 470)], "#8e9aa2", 14)
    for level, colour in ((y - 70, "#aeb9bf"), (y - 260, "#c2ccd1"), (y - 440, "#d4dce0")):
        brush.box(x - 30, level, x + 360, level + 26, colour, corner=8)
    brush.line([(x + 345, y - 430), (x + 410, y - 500)], "#8e9aa2", 14)
    brush.box(x + 20, y - 330, x + 130, y - 260, "#5aa0c8", corner=8)
    brush.box(x + 170, y - 320, x + 300, y - 260, "#ffffff", corner=8)
    brush.box(x + 40, y - 520, x + 110, y - 440, "#e8f0f3", corner=10)
    brush.box(x + 150, y - 490, x + 280, y - 440, "#8cc0a8", corner=8)


def wall(colour: str, floor: str, edge: float) -> Brush:
    """A plain wall seen from the front, the floor below ``edge``."""
    brush = Brush(colour)
    brush.box(0, edge, WIDTH, HEIGHT, floor)
    brush.box(0, edge - 26, WIDTH, edge, "#8fa8a2")
    return brush


def extinguisher(brush: Brush, x: float, y: float) -> None:
    """A red extinguisher, the middle of its foot at (x, y)."""
    brush.box(x - 70, y - 400, x + 70, y, "#d6322b", corner=50)
    brush.box(x - 52, y - 380, x - 26, y - 60, "#ea6a63", corner=13)
    brush.box(x - 70, y - 260, x + 70, y - 130, "#f6f1e6")
    brush.box(x - 44, y - 236, x + 44, y - 222, "#d6322b")
    brush.box(x - 44, y - 205, x + 20, y - 195, "#8c8c8c")
    brush.box(x - 44, y - 180, x + 30, y - 170, "#8c8c8c")
    brush.box(x - 26, y - 445, x + 26, y - 395, "#2b2f33", corner=6)
    brush.line([(x - 10, y - 440), (x + 90, y - 490)], "#2b2f33", 16)
    brush.line([(x - 10, y - 430), (x + 96, y - 445)], "#2b2f33", 14)
    brush.oval(x - 30, y - 440, x + 2, y - 408, "#f4f4f4")
    brush.arc((x - 150, y - 440, x + 10, y - 120), 90, 270, "#23272b", 16)
