"""On which days a duty is said before it falls due, to whom, and how long each step may still be said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from rules.plan.dues import LINGERS, Due, near
from rules.plan.duty import Anchor, Duty, OnRest, Step, Timing, To
from rules.workdays import is_rest_day, working_day_from, working_day_until


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


def slots(duty: Duty, due: Due, zone: tzinfo) -> list[Slot]:
    """The steps of one occurrence in order; for each who hears without overlap.

    Of two steps on one day only the later is said; a step never outlasts the night before the next one's day, and
    what is said before the formal day is pointless when that is over.
    """
    said = list(_said(duty, due))
    found = [slot for to in To for slot in _ladder(duty, due, [s for s in said if s.to is to], zone)]
    return sorted(found, key=lambda slot: slot.opens)


def _ladder(duty: Duty, due: Due, steps: Sequence[Step], zone: tzinfo) -> Iterator[Slot]:
    by_day = {_day(step.when, due): step for step in sorted(steps, key=lambda step: _day(step.when, due))}
    days = list(by_day)
    for at, (day, step) in enumerate(by_day.items()):
        over = due.formal + timedelta(days=1 if day <= due.formal else LINGERS)
        until = min(days[at + 1], over) if at + 1 < len(days) else over
        yield Slot(
            duty=duty,
            due=due,
            step=step,
            opens=datetime.combine(day, step.when.at, zone),
            closes=datetime.combine(max(until, day + timedelta(days=1)), time(), zone),
            by=datetime.combine(_day(step.by, due), step.by.at, zone),
        )


def open_slots(duties: Sequence[Duty], now: datetime, zone: tzinfo) -> list[Slot]:
    """What is to be said now: of each occurrence the newest step whose moment has come, if it is not over."""
    today = now.astimezone(zone).date()
    close = (
        slot for duty in duties if duty.steps for due in near(duty, today) for slot in slots(duty, due, zone)
    )
    return [slot for slot in close if slot.opens <= now < slot.closes]


def _said(duty: Duty, due: Due) -> Iterator[Step]:
    for step in duty.steps:
        for one in _again(step, due):
            if one.when.on_rest is not OnRest.SKIPS or not is_rest_day(_day(one.when, due)):
                yield one


def _again(step: Step, due: Due) -> Iterator[Step]:
    """A step on a day of the year, once or every so many days; each is counted back from the formal day."""
    if step.since is None:
        yield step
        return
    first = (due.formal - step.since.in_year(due.formal.year)).days
    if not step.every:
        yield replace(step, when=replace(step.when, days=first))
        return
    for days in range(first, 0, -step.every):
        yield replace(step, code=f"{step.code}-{days}", when=replace(step.when, days=days))


def _day(timing: Timing, due: Due) -> date:
    anchor = due.formal if timing.anchor is Anchor.FORMAL else due.target
    day = anchor - timedelta(days=timing.days)
    if timing.on_rest is not OnRest.MOVES:
        return day
    return working_day_until(day) if timing.days >= 0 else working_day_from(day)
