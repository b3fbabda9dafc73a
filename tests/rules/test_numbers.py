"""Hazard numbers start at 101 and never are an emergency number."""

import pytest

from rules.numbers import FIRST, RESERVED, following


@pytest.mark.parametrize(
    ("last", "next_one"),
    [
        (None, 101),
        (101, 102),
        (109, 111),
        (118, 121),
        (121, 123),
        (123, 124),
        (999, 1000),
        (0, 101),
        (5, 101),
    ],
)
def test_the_number_after(last: int | None, next_one: int) -> None:
    assert following(last) == next_one


def test_a_thousand_numbers_rise_and_avoid_the_emergency_ones() -> None:
    last, given = None, []
    for _ in range(1000):
        last = following(last)
        given.append(last)
    assert given == sorted(set(given))
    assert given[0] == FIRST
    assert not RESERVED & set(given)
