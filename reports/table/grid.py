"""Where the lines of a form stand, as shares of its width: boxes of one row are equally wide, whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from rules.plan.form import Box

ALONE, BESIDE = Fraction(1, 2), Fraction(2, 3)
"""How much of a box is its label. With these a label in a pair ends where the first of three boxes does."""


@dataclass(frozen=True)
class Place:
    """A box on the grid: the columns of its label and of its cell, each from the first to before the last."""

    box: Box
    label: tuple[int, int]
    cell: tuple[int, int]


class Grid:
    """The columns all rows of a form share, of a form so many millimetres wide."""

    def __init__(self, rows: Sequence[Sequence[Box]], width: float) -> None:
        self._edges = sorted({edge for row in rows for edge in _edges(len(row))})
        self.widths = [width * float(right - left) for left, right in pairwise(self._edges)]

    def places(self, row: Sequence[Box]) -> list[Place]:
        """The boxes of one row, from left to right."""
        at = [self._edges.index(edge) for edge in _edges(len(row))]
        return [
            Place(box, (at[2 * number], at[2 * number + 1]), (at[2 * number + 1], at[2 * number + 2]))
            for number, box in enumerate(row)
        ]

    def between(self, columns: tuple[int, int]) -> float:
        """How many millimetres these columns are wide together."""
        return sum(self.widths[slice(*columns)])

    def split(self, right: float) -> int:
        """The column from which on there are at least so many millimetres, for two things in one row."""
        return max((at for at in range(1, len(self.widths)) if sum(self.widths[at:]) >= right), default=1)


def _edges(count: int) -> list[Fraction]:
    """Where labels and cells of so many boxes begin, and where the last one ends."""
    share = ALONE if count == 1 else BESIDE
    begins = [(Fraction(number, count), (number + share) / count) for number in range(count)]
    return [edge for both in begins for edge in both] + [Fraction(1)]
