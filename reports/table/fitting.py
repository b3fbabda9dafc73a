"""How much room words take on paper, near enough to choose the size of letters and the height of rows."""

from math import ceil
from unicodedata import east_asian_width

MILLIMETRES = 25.4 / 72
"""Of one point."""
SIDES = 2
"""Millimetres a cell keeps free, left and right together."""
SMALLEST = 7.0
ALL_ROWS, HIGHEST_ROW, LOWEST_ROW = 150, 24, 12
"""Millimetres all rows of a form share on one page, and bounds of one."""
SAID, SAID_AT_LENGTH = 14.0, 10.5
"""Points of what stands in a cell, and of words that need several lines."""


def length(text: str, points: float) -> float:
    """Millimetres of one line of these words; a Chinese letter is as wide as it is high, any other half of it."""
    halves = sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)
    return halves / 2 * points * MILLIMETRES


def count_lines(text: str, points: float, width: float) -> int:
    """How many lines these words take in a cell so many millimetres wide."""
    room = max(width - SIDES, points * MILLIMETRES)
    return sum(max(1, ceil(length(line, points) / room)) for line in text.split("\n"))


def value_points(text: str, width: float, *, number: bool) -> float:
    """Points of what stands in a cell: a number gets smaller rather than broken in two, words break."""
    if count_lines(text, SAID, width) == 1:
        return SAID
    if not number:
        return SAID_AT_LENGTH
    room = (width - SIDES) / length(text, 1)
    return max(SMALLEST, int(room * 2) / 2)


def row_height(count: int) -> float:
    """Millimetres of each of so many rows: roomy as the printed form is, and still all on one page."""
    return max(LOWEST_ROW, min(HIGHEST_ROW, ALL_ROWS / max(count, 1)))
