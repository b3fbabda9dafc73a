"""What pictures for a telephone's screen are made of: letters, photos, and blocks one below the other."""

from reports.drawn.column import EDGE, ROOM, WIDTH, Block, column, gap
from reports.drawn.letters import Look, banner, drawable, line, paragraph, shortened, wrapped
from reports.drawn.photos import before_and_after, opened

__all__ = [
    "EDGE",
    "ROOM",
    "WIDTH",
    "Block",
    "Look",
    "banner",
    "before_and_after",
    "column",
    "drawable",
    "gap",
    "line",
    "opened",
    "paragraph",
    "shortened",
    "wrapped",
]
