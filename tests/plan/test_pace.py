"""How many units are planned in one unit of work: as many as this machine plans while others may wait."""

from itertools import count

import pytest

from suishoupai.reminders import STEP, WAIT, paced


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


@pytest.mark.parametrize("per_unit", [0.000_01, 0.001, 0.03])
def test_nobody_waits_much_longer_than_they_may(per_unit: float) -> None:
    sizes = walk(per_unit, 20_000)
    assert sum(sizes) == 20_000
    assert sizes[0] == 1
    assert max(sizes) * per_unit <= WAIT
    assert len(sizes) <= 20 + 20_000 * per_unit * STEP / WAIT


def test_a_machine_that_grows_slow_takes_less_at_a_time_and_goes_on() -> None:
    assert paced(400, 10.0) == 100
    assert paced(1, 10.0) == 1
    assert paced(100, WAIT) == 100
