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
NUMBER = "half"


def waiting(db: Db, person_id: int, now: datetime) -> list[Row]:
    """What this person has half told, the newest first; each knows its number as ``half``."""
    kept = half_told.told_by(db, person_id, now - WAITS)
    return [row["told"] | {NUMBER: row["number"]} for row in kept]


def keep(db: Db, person_id: int, told: Mapping[str, Any], now: datetime, clocks: Clocks) -> int:
    """What was told so far, under its number: a new one where it has none yet (0)."""
    half_told.forget(db, person_id, now - WAITS)
    before = [one[NUMBER] for one in waiting(db, person_id, now)]
    number = int(told.get(NUMBER) or 1 + max(before, default=0))
    half_told.keep(db, person_id, number, told, now)
    if over := [one for one in before if one != number][MOST - 1 :]:
        half_told.settle(db, person_id, over)
    half_told.ask(db, person_id, now, not_at_night(now + ASKED_AFTER, clocks))
    return number


def settle(db: Db, person_id: int, numbers: Sequence[int]) -> None:
    """Recorded, or not wanted: these wait no more."""
    if numbers:
        half_told.settle(db, person_id, numbers)
