"""When a duty of an official document falls due, and on which days it is said before. Days and words, no I/O.

A duty comes on the same day of some months, clamped to the month's end and counted from the anchor each time, so
that 29 February is followed by 30 March. Each of its steps is said from its own moment until the next step's day.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from rules.duties import FURTHEST, Anchor, Duty, OnRest, Step, Timing
from rules.workdays import is_published, is_rest_day, working_day_before, working_day_until

HOLIDAYS = 14
"""Days; no row of rest days moves a step further."""


@dataclass(frozen=True)
class Due:
    """One occurrence: the formal day, the target day, and whether the holidays around it are a guess."""

    formal: date
    target: date
    guessed: bool


@dataclass(frozen=True)
class Slot:
    """One step of one occurrence: said from ``opens`` on, pointless from ``closes`` on."""

    duty: Duty
    due: Due
    step: Step
    opens: datetime
    closes: datetime
    by: datetime

    @property
    def key(self) -> str:
        """The same for everybody who asks, and of no other slot."""
        return f"{self.duty.plan}:{self.duty.code}:{self.due.formal.isoformat()}:{self.step.code}"


def clamped(year: int, month: int, day: int) -> date:
    """The day of this month, or its last day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def occurrences(duty: Duty, year: int) -> list[Due]:
    """When the duty falls due in a year, in order; nothing in years for which the document does not speak."""
    if year < duty.first_year or (duty.last_year is not None and year > duty.last_year):
        return []
    return [due_on(clamped(year, month, duty.rhythm.day)) for month in sorted(duty.rhythm.months)]


def due_on(formal: date) -> Due:
    """The target is the working day before: whether X日前 includes the day is not said, and the day may be a rest day."""
    target = working_day_before(formal)
    return Due(formal, target, not (is_published(formal.year) and is_published(target.year)))


def slots(duty: Duty, due: Due, zone: tzinfo) -> list[Slot]:
    """The steps of one occurrence in order, without gap or overlap until the formal day is over.

    Of two steps on one day only the later is said; a step never outlasts the night before the next one's day.
    """
    steps = sorted(_said(duty, due), key=lambda step: _day(step.when, due))
    said = {_day(step.when, due): step for step in steps}
    days = [*said, due.formal + timedelta(days=1)]
    return [
        Slot(
            duty=duty,
            due=due,
            step=step,
            opens=datetime.combine(day, step.when.at, zone),
            closes=datetime.combine(following, time(), zone),
            by=datetime.combine(_day(step.by, due), step.by.at, zone),
        )
        for (day, step), following in zip(said.items(), days[1:], strict=True)
    ]


def open_slots(duties: Sequence[Duty], now: datetime, zone: tzinfo) -> list[Slot]:
    """What is to be said now: of each occurrence the newest step whose moment has come, if it is not over."""
    today = now.astimezone(zone).date()
    near = (slot for duty in duties for due in _near(duty, today) for slot in slots(duty, due, zone))
    return [slot for slot in near if slot.opens <= now < slot.closes]


def _near(duty: Duty, today: date) -> Iterator[Due]:
    last = today + timedelta(days=FURTHEST + HOLIDAYS)
    for year in sorted({today.year, last.year}):
        yield from (due for due in occurrences(duty, year) if today <= due.formal <= last)


def _said(duty: Duty, due: Due) -> Iterator[Step]:
    for step in duty.steps:
        if step.when.on_rest is not OnRest.SKIPS or not is_rest_day(_day(step.when, due)):
            yield step


def _day(timing: Timing, due: Due) -> date:
    anchor = due.formal if timing.anchor is Anchor.FORMAL else due.target
    day = anchor - timedelta(days=timing.days)
    return working_day_until(day) if timing.on_rest is OnRest.MOVES else day
