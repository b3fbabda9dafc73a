"""When a duty falls due, and which days its windows take in. They tile: no day is left out, none counted twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from rules.plan.almanac import LUNAR_YEARS, node_in
from rules.plan.duty import FURTHEST, Duty, OnDates, OnDays, OnNode, Rhythm
from rules.plan.yearday import clamped
from rules.workdays import is_published, working_day_before

DAY = timedelta(days=1)
A_YEAR = 366
HOLIDAYS = 14
"""Days; no row of rest days moves a step further."""
LINGERS = 10
"""Days after the formal day in which somebody above may still hear of it."""
BEFORE_A_NODE = 30
"""Days before a node of the almanac whose deeds are meant for it."""


@dataclass(frozen=True)
class Due:
    """One occurrence: the formal day, the target day, whether the holidays around it are a guess, and the window.

    The window takes in the days from ``opens`` to ``closes``, both included.
    """

    formal: date
    target: date
    guessed: bool
    opens: date
    closes: date


def dues(duty: Duty, year: int) -> list[Due]:
    """The occurrences of the edition of ``year`` in order; nothing in years for which the document does not speak."""
    if not speaks(duty, year):
        return []
    if isinstance(duty.rhythm, OnNode):
        return _at_node(duty.rhythm.node, year)
    opens = duty.opens.in_year(year)
    formal = _days(duty.rhythm, year)
    starts = [opens, *(day + DAY for day in formal)]
    found = [due_on(day, start) for day, start in zip(formal, starts, strict=False)]
    return [due for due in found if duty.since is None or due.formal >= duty.since]


def speaks(duty: Duty, year: int) -> bool:
    """Whether the document asks for this in the edition of ``year``; without a newer one it is followed on."""
    if year < duty.base_year or (duty.last_year is not None and year > duty.last_year):
        return False
    return (duty.carries_on and not duty.once) or year == duty.base_year


def due_on(formal: date, opens: date | None = None, closes: date | None = None) -> Due:
    """The target is the working day before: whether X日前 includes the day is not said, and the day may be a rest day."""
    target = working_day_before(formal)
    guessed = not (is_published(formal.year) and is_published(target.year))
    return Due(formal, target, guessed, opens or formal, closes or formal)


def _days(rhythm: Rhythm, year: int) -> list[date]:
    if isinstance(rhythm, OnDays):
        return [clamped(year, month, rhythm.day) for month in sorted(rhythm.months)]
    assert isinstance(rhythm, OnDates)
    return sorted(day.in_year(year) for day in rhythm.days)


def _at_node(code: str, year: int) -> list[Due]:
    """Nothing in years the lunar calendar does not reach."""
    if year not in LUNAR_YEARS:
        return []
    node = node_in(code, year)
    due = due_on(node.first, node.first - timedelta(days=BEFORE_A_NODE), node.last)
    return [Due(due.formal, due.target, due.guessed or node.guessed, due.opens, due.closes)]


def near(duty: Duty, today: date) -> Iterator[Due]:
    """The occurrences a step of which may be said today."""
    last = today + timedelta(days=(A_YEAR if duty.is_said_early else FURTHEST) + HOLIDAYS)
    first = today - timedelta(days=LINGERS)
    for year in range(first.year, last.year + 2):
        yield from (due for due in _kept(duty, year) if first <= due.formal <= last)


@cache
def _kept(duty: Duty, year: int) -> tuple[Due, ...]:
    return tuple(dues(duty, year))


def standing_on(duty: Duty, today: date) -> Due | None:
    """The window that is open on a day: the one whose day comes next; after the last one, the last."""
    around = [due for year in (today.year - 1, today.year, today.year + 1) for due in _kept(duty, year)]
    around = sorted((due for due in around if due.opens <= today), key=lambda due: due.closes)
    coming = [due for due in around if due.closes >= today]
    return coming[0] if coming else (around[-1] if around else None)


def is_before(due: Due, began: date | None) -> bool:
    """Whether it fell due before somebody began (上线前): it may be made up for, and is never late."""
    return began is not None and due.formal < began


def gaps(found: Sequence[Due]) -> list[tuple[date, date]]:
    """Days between windows that no window takes in."""
    return [(a.closes + DAY, b.opens - DAY) for a, b in pairwise(found) if a.closes + DAY < b.opens]
