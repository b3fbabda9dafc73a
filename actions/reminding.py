"""Reminders of the official documents: at each beat, whoever has not heard of the newest step gets an errand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from actions.plan.book import PlanBook
from models import planned, units
from models.base import Db
from models.plan import beginnings
from models.planned import Call
from rules.clocks import Clocks, not_at_night
from rules.plan.dues import dues
from rules.plan.duty import Measure
from rules.plan.slots import Slot, open_slots

KIND = "remind"
AGAIN = timedelta(minutes=15)
"""So long a step that was said to everybody is not looked at again: whoever takes office meanwhile hears it then."""


@dataclass
class Planner:
    """What was posted lately by this process, so that an idle beat asks nothing. The outbox is the truth."""

    book: PlanBook
    clocks: Clocks
    _posted: dict[str, datetime] = field(default_factory=dict)
    _founded: date | None = None

    def calls(self, db: Db, now: datetime) -> list[Call]:
        """The steps that are to be said now and were not posted a moment ago; an idle beat asks the database nothing."""
        return [call for call in self._all(db, now) if self._is_fresh(call, now)]

    def note(self, call: Call, now: datetime) -> None:
        """Everybody has heard of this one."""
        self._posted[call.key] = now

    def _all(self, db: Db, now: datetime) -> Iterator[Call]:
        for plan, owner in self.book.all(db):
            below = units.find_unit(db, owner)["path"] if owner is not None else ""
            for slot in open_slots(plan.duties, now, self.clocks.zone):
                if not (slot.duty.goal.measure is Measure.SIGNED and self._was_asked(db, slot)):
                    yield _call(slot, below, now, self.clocks)

    def _was_asked(self, db: Db, slot: Slot) -> bool:
        """Whether a signature was asked for a year before: a document that is followed on is no new one."""
        earlier = [due for year in (-1, 0) for due in dues(slot.duty, slot.due.formal.year + year)]
        if not any(due.formal < slot.due.formal for due in earlier):
            return False
        if self._founded is None:
            founded = beginnings.founded_at(db)
            self._founded = founded.astimezone(self.clocks.zone).date() if founded else date.min
        return any(self._founded <= due.formal < slot.due.formal for due in earlier)

    def _is_fresh(self, call: Call, now: datetime) -> bool:
        posted = self._posted.get(call.key)
        return posted is None or abs(now - posted) >= AGAIN


def remind(db: Db, calls: Sequence[Call], now: datetime) -> int:
    """Post these steps to everybody who has not heard of them, all at once; how many errands that made."""
    first, last = planned.span(db)
    return sum(planned.post_between(db, call, first, last, now) for call in calls)


def _call(slot: Slot, below: str, now: datetime, clocks: Clocks) -> Call:
    duty, due = slot.duty, slot.due
    return Call(
        key=f"{KIND}:{slot.key}",
        kind=KIND,
        payload=payload_of(slot),
        plan=duty.plan,
        duty=duty.code,
        whom=duty.whom,
        to=slot.step.to,
        due_at=not_at_night(now, clocks),
        stale_at=slot.closes,
        below=below,
        form=duty.goal.form if duty.goal.measure is Measure.SHEET else "",
        formal=due.formal,
        is_signing=duty.goal.measure is Measure.SIGNED,
        kinds=duty.goal.kinds,
        first=due.opens,
        last=due.closes,
    )


def payload_of(slot: Slot) -> dict[str, Any]:
    """Everything the reminder says, so that it can be said though the document's file was changed meanwhile."""
    words = slot.step.words
    return {
        "plan": slot.duty.plan,
        "duty": slot.duty.code,
        "clause": slot.duty.clause,
        "needs": slot.duty.needs,
        "to": str(slot.step.to),
        "step": slot.step.code,
        "formal": slot.due.formal.isoformat(),
        "target": slot.due.target.isoformat(),
        "guessed": slot.due.guessed,
        "by": slot.by.isoformat(),
        "what": words.what,
        "lack": words.lack,
        "chat": words.chat,
    }
