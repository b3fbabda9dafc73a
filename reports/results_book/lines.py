"""What stands in the book of results, as values: one line of each sheet. How it looks is not known here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Summary:
    """``facts`` are pairs of what and how much; ``note`` explains the averages."""

    title: str
    as_of: str
    facts: Sequence[tuple[str, str]]
    note: str = ""


@dataclass(frozen=True)
class UnitLine:
    """One hospital or department. Shares are of 1; ``average`` in points, None where nobody sat."""

    name: str
    staff: int
    people: int
    took_part: float
    passed: int
    pass_rate: float
    average: float | None


@dataclass(frozen=True)
class PersonLine:
    """One person; ``points`` None: has not sat. ``at`` is the time of day on the wall."""

    unit: str
    name: str
    staff_no: str
    sittings: int
    points: float | None
    passed: str
    took: str
    at: datetime | None


@dataclass(frozen=True)
class ItemLine:
    """One question. ``ease`` and ``tells`` are shares of 1; ``tells`` None: too few sat."""

    asks: str
    kind: str
    topics: str
    asked: int
    ease: float
    tells: float | None
    taken: str
    complaint: str
