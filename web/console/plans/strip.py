"""The year of a plan as a strip: where its phases lie, where its days fall, and where today is. Only places, in percent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.plan.document import Phase, Plan
from rules.plan.dues import dues, speaks
from rules.plan.duty import Duty

ROW, TOP, BELOW = 40, 30, 26
"""Dots: a phase with its words, the row of months above, the row of days below."""
NARROWEST = 1.2
RIGHT_HALF = 55.0


@dataclass(frozen=True)
class Bar:
    """A phase on the strip: from where, how long, and on which side its words stand."""

    x: float
    width: float
    y: int
    words: str
    more: str
    ends: bool


@dataclass(frozen=True)
class Mark:
    """A month, or a day on which something falls due, with what."""

    x: float
    words: str


@dataclass(frozen=True)
class Strip:
    """The picture: its height in dots, everything else in percent of its width."""

    height: int
    bars: Sequence[Bar]
    months: Sequence[Mark]
    days: Sequence[Mark]
    today: float | None
    year: int


def edition_of(plan: Plan, today: date) -> int:
    """The year a plan speaks about today: this one, where it is followed on, else its own."""
    spoken = any(speaks(duty, today.year) for duty in plan.duties)
    return today.year if spoken else plan.year


def strip_of(plan: Plan, duties: Sequence[Duty], today: date) -> Strip:
    """The strip of the edition of this year."""
    year = edition_of(plan, today)
    first = min([plan.first.in_year(year), *(phase.first.in_year(year) for phase in plan.phases)])
    last = max([plan.last.in_year(year), *(phase.last.in_year(year) for phase in plan.phases)])
    whole = (last - first).days + 1

    def at(day: date) -> float:
        return round(100 * (day - first).days / whole, 2)

    bars = [
        _bar(phase, nth, year, at(phase.first.in_year(year)), whole) for nth, phase in enumerate(plan.phases)
    ]
    fall = {due.formal for duty in duties for due in dues(duty, year) if first <= due.formal <= last}
    return Strip(
        height=TOP + ROW * len(bars) + BELOW,
        bars=bars,
        months=[Mark(at(day), f"{day.month}月") for day in _months(first, last)],
        days=[Mark(at(day), f"{day.month}/{day.day}") for day in sorted(fall)],
        today=at(today) if first <= today <= last else None,
        year=year,
    )


def _bar(phase: Phase, nth: int, year: int, x: float, whole: int) -> Bar:
    first, last = phase.first.in_year(year), phase.last.in_year(year)
    width = max(100 * ((last - first).days + 1) / whole, NARROWEST)
    days = f"{first.month}/{first.day}–{last.month}/{last.day}"
    return Bar(x, round(width, 2), TOP + ROW * nth, phase.name, days, x > RIGHT_HALF)


def _months(first: date, last: date) -> list[date]:
    """The first days of the months in between; of a single month, its weeks."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.day == 1]
