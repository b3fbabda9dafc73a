"""Who stands where, and how units compare. Points only: equal points are an equal place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

AROUND = 5
STEADY = 10
"""A unit's average counts as if so many people of average knowledge had sat, too: three lucky ones are no champions."""


@dataclass(frozen=True)
class Turnout:
    """What a unit did in one paper. ``staff`` is who could have sat, ``points`` the sum of the best sittings in percent."""

    unit_id: int
    staff: int
    people: int
    passed: int
    points: float

    @property
    def took_part(self) -> float:
        return self.people / self.staff if self.staff else 0.0

    @property
    def pass_rate(self) -> float:
        """Of those who sat."""
        return self.passed / self.people if self.people else 0.0


def fair_averages(turnouts: Sequence[Turnout]) -> Mapping[int, float]:
    """The average of each unit in percent, drawn towards the average of all the more, the fewer sat."""
    people = sum(turnout.people for turnout in turnouts)
    overall = sum(turnout.points for turnout in turnouts) / people if people else 0.0
    return {
        each.unit_id: (each.points + STEADY * overall) / (each.people + STEADY)
        for each in turnouts
        if each.people
    }


def places(averages: Mapping[int, float]) -> list[tuple[int, int, float]]:
    """Place, unit, average; the best first, equal averages (to a tenth) on an equal place."""
    ordered = sorted(averages.items(), key=lambda pair: (-round(pair[1], 1), pair[0]))
    placed: list[tuple[int, int, float]] = []
    for at, (unit_id, average) in enumerate(ordered, 1):
        same = placed and round(placed[-1][2], 1) == round(average, 1)
        placed.append((placed[-1][0] if same else at, unit_id, average))
    return placed


def points_in_words(share: int) -> str:
    """``92`` or ``92.5``: thousandths as points of a hundred."""
    return f"{share / 10:.1f}".removesuffix(".0")
