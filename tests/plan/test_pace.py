"""How many units are planned in one unit of work: as many as this machine plans while others may wait."""

from itertools import count

import pytest

from suishoupai.reminders import FEWEST_UNITS, STEP, WAIT, paced


def walk(per_unit: float, units: int) -> list[int]:
    """The stretches in which a machine that takes so long a unit plans so many."""
    sizes, size, left = [], 1, units
    for _ in count():
        if left <= 0:
            return sizes
        sizes.append(min(size, left))
        left -= size
        size = paced(size, size * per_unit)
    raise AssertionError


@pytest.mark.parametrize(("per_unit", "most"), [(0.000_01, WAIT), (0.000_4, WAIT), (0.002, 0.2)])
def test_nobody_waits_much_longer_than_they_may(per_unit: float, most: float) -> None:
    sizes = walk(per_unit, 20_000)
    assert sum(sizes) == 20_000
    assert sizes[0] == 1
    assert max(sizes) * per_unit <= most
    assert len(sizes) <= 20 + 20_000 * per_unit * STEP / WAIT


def test_a_machine_that_grows_slow_takes_less_at_a_time_but_never_crawls() -> None:
    assert paced(400, 10.0) == 200
    assert paced(1, 10.0) == FEWEST_UNITS
    assert paced(300, WAIT) == 300


def test_asking_that_costs_its_time_however_few_are_asked_about_is_not_asked_for_each_unit() -> None:
    """Where nothing is new a stretch takes longer than anybody should wait, whatever its size."""
    size = 1
    for _ in range(50):
        size = paced(size, 3 * WAIT)
    assert size == FEWEST_UNITS
