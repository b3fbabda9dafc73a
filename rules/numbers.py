"""Which numbers hazards carry; who hands them out is no matter of this file."""

FIRST = 101
"""Below a hundred a typed number is a choice or a room, never a hazard."""

RESERVED = frozenset({110, 119, 120, 122})
"""Whoever types one of these needs help, not a hazard."""


def following(last: int | None) -> int:
    """The number after ``last``; the first one of a unit when there is none yet."""
    number = FIRST if last is None else max(last + 1, FIRST)
    while number in RESERVED:
        number += 1
    return number
