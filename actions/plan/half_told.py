"""记了一半: what somebody told of a deed waits until they go on or say that they will not. How it is put stands in the chat."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from models.base import Db, Row
from models.plan import half_told
from rules.clocks import Clocks, not_at_night

WAITS = timedelta(days=14)
"""So long something half told can be taken up again; nobody remembers the numbers after that."""
ASKED_AFTER = timedelta(hours=2)
MOST = 5
NUMBER, AT = "half", "kept_at"


def waiting(db: Db, person_id: int, now: datetime) -> list[Row]:
    """What this person has half told, the newest first."""
    kept = half_told.told_by(db, person_id)
    return [one for one in reversed(kept) if now - datetime.fromisoformat(one[AT]) <= WAITS]


def keep(db: Db, person_id: int, told: Mapping[str, Any], now: datetime, clocks: Clocks) -> int:
    """What was told so far, under its number: a new one where it has none yet (0)."""
    before = list(reversed(waiting(db, person_id, now)))
    number = told.get(NUMBER) or 1 + max((one[NUMBER] for one in before), default=0)
    others = [one for one in before if one[NUMBER] != number]
    mine = {**told, NUMBER: number, AT: now.isoformat()}
    ask_at = not_at_night(now + ASKED_AFTER, clocks)
    half_told.keep(db, person_id, [*others, mine][-MOST:], now, ask_at)
    return int(number)


def settle(db: Db, person_id: int, numbers: Sequence[int]) -> None:
    """Recorded, or not wanted: these wait no more."""
    kept = half_told.told_by(db, person_id)
    left = [one for one in kept if one[NUMBER] not in numbers]
    if len(left) != len(kept):
        half_told.change(db, person_id, left)
