"""Reminders of the official documents: at each beat, whoever has not heard of the newest step gets an errand."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from models import outbox, planned
from models.base import Db
from rules.clocks import Clocks, not_at_night
from rules.duties import Duty
from rules.windows import Slot, open_slots

KIND = "remind"


def is_anybody_unheard(db: Db, duties: Sequence[Duty], now: datetime, clocks: Clocks) -> bool:
    """Whether ``remind`` would have something to do; only reads, and outside the seasons not even that."""
    return bool(planned.unheard(db, _calls(open_slots(duties, now, clocks.zone))))


def remind(db: Db, duties: Sequence[Duty], now: datetime, clocks: Clocks) -> int:
    """Post the newest step of each duty to everybody who has not heard of it; how many errands that made.

    A step that was missed because nobody was there to say it is not said after the next one's day has begun.
    """
    slots = {_key(slot): slot for slot in open_slots(duties, now, clocks.zone)}
    unheard = planned.unheard(db, _calls(slots.values()))
    if unheard:
        outbox.post(db, *[_errand(key, slots[key], person_id, now, clocks) for key, person_id in unheard])
    return len(unheard)


def _calls(slots: Iterable[Slot]) -> list[planned.Call]:
    return [planned.Call(_key(slot), slot.duty.role) for slot in slots]


def _key(slot: Slot) -> str:
    return f"{KIND}:{slot.key}"


def _errand(key: str, slot: Slot, person_id: int, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return outbox.errand(
        f"{key}:{person_id}",
        KIND,
        now=now,
        due_at=not_at_night(now, clocks),
        stale_at=slot.closes,
        person_id=person_id,
        payload=_payload(slot),
    )


def _payload(slot: Slot) -> dict[str, Any]:
    """Everything the reminder says, so that it can be said though the document's file was changed meanwhile."""
    words = slot.step.words
    return {
        "plan": slot.duty.plan,
        "clause": slot.duty.clause,
        "formal": slot.due.formal.isoformat(),
        "target": slot.due.target.isoformat(),
        "guessed": slot.due.guessed,
        "by": slot.by.isoformat(),
        "what": words.what,
        "lack": words.lack,
        "chat": words.chat,
    }
