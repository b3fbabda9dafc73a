"""The ready pictures themselves: a few hazards, simple but easy to recognise, and how they look when put right."""

from .brush import Brush
from .rooms import carton, corridor, extinguisher, trolley, wall


def blocked_exit() -> bytes:
    """Cartons and a trolley in front of the exit."""
    brush = corridor()
    brush.shadow(380, 960, 1360, 1130)
    carton(brush, 640, 800, 190, 170)
    carton(brush, 470, 900, 230, 210)
    carton(brush, 500, 690, 170, 150)
    carton(brush, 330, 1060, 290, 240)
    carton(brush, 370, 820, 220, 170)
    trolley(brush, 880, 1050)
    carton(brush, 640, 1090, 210, 160)
    return brush.jpeg()


def clear_exit() -> bytes:
    """The same corridor, tidied."""
    return corridor().jpeg()


def hidden_extinguisher() -> bytes:
    """A cupboard stands before the extinguisher."""
    brush = wall("#e6e9e2", "#b7bdb8", 980)
    _fire_sign(brush, 640, 150)
    brush.shadow(420, 960, 1380, 1060)
    brush.box(560, 560, 1000, 600, "#9aa39c")
    extinguisher(brush, 700, 990)
    brush.box(760, 330, 1330, 1010, "#b08a5e", corner=6)
    brush.box(776, 346, 1036, 994, "#c39c6e", corner=4)
    brush.box(1052, 346, 1314, 994, "#c39c6e", corner=4)
    brush.box(1006, 640, 1020, 720, "#6d5436", corner=6)
    brush.box(1068, 640, 1082, 720, "#6d5436", corner=6)
    brush.box(780, 210, 980, 330, "#d9dde0", corner=4)
    brush.box(800, 232, 960, 246, "#9aa3aa")
    brush.box(1010, 250, 1270, 330, "#7f9fb5", corner=4)
    return brush.jpeg()


def _fire_sign(brush: Brush, x: float, y: float) -> None:
    brush.box(x, y, x + 190, y + 190, "#c9241d", corner=10)
    brush.box(x + 60, y + 62, x + 98, y + 160, "#ffffff", corner=16)
    brush.line([(x + 78, y + 60), (x + 78, y + 40), (x + 116, y + 34)], "#ffffff", 9)
    brush.shape([(x + 140, y + 66), (x + 164, y + 122), (x + 144, y + 158), (x + 120, y + 122)], "#ffffff")


def _strip(brush: Brush, sockets: int) -> None:
    brush.shadow(260, 800, 1380, 900)
    brush.line([(1300, 790), (1460, 700), (1600, 730)], "#e9ecee", 26)
    brush.box(250, 680, 1340, 870, "#f5f6f6", corner=40)
    brush.box(250, 820, 1340, 870, "#d8dcde", corner=25)
    for nth in range(sockets):
        x = 320 + nth * 165
        brush.box(x, 705, x + 125, 830, "#e3e7e9", corner=16)
        brush.line([(x + 40, 745), (x + 56, 775)], "#5b6469", 9)
        brush.line([(x + 86, 745), (x + 70, 775)], "#5b6469", 9)
        brush.line([(x + 63, 788), (x + 63, 812)], "#5b6469", 9)


def _plug(brush: Brush, x: float, colour: str, lean: float) -> None:
    brush.box(x, 620, x + 108, 770, colour, corner=18)
    brush.box(x + 34, 560, x + 74, 640, colour, corner=12)
    brush.line([(x + 54, 580), (x + 54 + lean, 380), (x + 54 + lean * 3.4, -20)], colour, 24)


def crowded_socket() -> bytes:
    """Every socket taken, one plug scorched and smoking."""
    brush = wall("#eae6dd", "#cdbfa8", 900)
    _strip(brush, 6)
    plugs = (
        ("#2f3438", -60),
        ("#f2f2f0", 10),
        ("#2f3438", 40),
        ("#7a8288", -30),
        ("#f2f2f0", 60),
        ("#2f3438", 20),
    )
    for nth, (colour, lean) in enumerate(plugs):
        _plug(brush, 328 + nth * 165, colour, lean)
    brush.oval(620, 660, 790, 850, "#5a4030")
    brush.oval(650, 690, 760, 810, "#2c211b")
    _plug(brush, 658, "#2f3438", 40)
    for nth, size in enumerate((46, 60, 78)):
        brush.ring(
            560 - nth * 40, 520 - nth * 110, 560 + size - nth * 40, 520 + size - nth * 110, "#a8a39b", 14
        )
    brush.shape(
        [(880, 560), (840, 640), (872, 640), (846, 712), (916, 616), (884, 616), (910, 560)], "#f5b400"
    )
    return brush.jpeg()


def tidy_socket() -> bytes:
    """The strip with one plug left."""
    brush = wall("#eae6dd", "#cdbfa8", 900)
    _strip(brush, 6)
    _plug(brush, 328, "#f2f2f0", 10)
    return brush.jpeg()


def wet_floor() -> bytes:
    """A puddle in the corridor, with its drops."""
    brush = corridor()
    brush.oval(360, 880, 1300, 1120, "#8fb6cc")
    brush.oval(250, 960, 700, 1130, "#8fb6cc")
    brush.oval(420, 905, 1230, 1080, "#b4d3e3")
    brush.oval(560, 930, 860, 985, "#d8eaf3")
    brush.oval(930, 1000, 1110, 1040, "#d8eaf3")
    for x, y in ((1340, 930), (300, 900), (1390, 1010), (820, 850)):
        brush.shape([(x, y - 56), (x + 26, y), (x - 26, y)], "#8fb6cc")
        brush.oval(x - 27, y - 22, x + 27, y + 30, "#8fb6cc")
    return brush.jpeg()


def full_sharps_box() -> bytes:
    """A yellow sharps box with needles above its rim."""
    brush = wall("#e9efee", "#c9d6d6", 960)
    brush.shadow(430, 950, 1190, 1050)
    needles = ((560, -90), (640, 30), (730, -40), (820, 70), (910, -20), (1000, 50))
    for x, lean in needles:
        brush.line([(x, 520), (x + lean, 250)], "#dfe7ea", 34)
        brush.line([(x + lean * 0.95, 260), (x + lean * 1.35, 150)], "#8d9aa3", 7)
        brush.line([(x + lean * 0.2, 470), (x + lean * 0.6, 362)], "#d9534f", 12)
    brush.shape([(480, 470), (1120, 470), (1080, 1010), (520, 1010)], "#f2c200")
    brush.box(450, 430, 1150, 500, "#d63b30", corner=18)
    brush.shape([(560, 560), (640, 560), (620, 960), (580, 960)], "#f8d84a")
    for angle in (270, 30, 150):
        brush.arc((720, 650, 880, 810), angle - 62, angle + 62, "#2b2b2b", 20)
    brush.oval(772, 702, 828, 758, "#2b2b2b")
    brush.box(690, 860, 910, 880, "#2b2b2b", corner=6)
    brush.box(720, 900, 880, 916, "#2b2b2b", corner=6)
    return brush.jpeg()
