"""Knowing each other: an account is bound to a person of the roll."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from actions.plan.figures import counting
from models import conversations, outbox, people
from models.base import Db, Row
from models.hazards import Hazard
from models.quiz import memories, sittings
from rules.clocks import Clocks

TRIES = 5


@dataclass(frozen=True)
class Tried:
    """How a try ended: the people who match (none, one, or several), and how many tries are left."""

    people: Sequence[Row]
    left: int


def look_up(
    db: Db, account_id: int, name: str, number: str, *, tries: int, now: datetime, clocks: Clocks
) -> Tried:
    """Who is meant by name and number. A miss costs a try; the last one rests binding for a while."""
    found = people.people_with(db, name, number)
    if found:
        return Tried(found, TRIES - tries)
    left = TRIES - tries - 1
    facts: dict[str, Any] = {"bind_tries": tries + 1}
    if left <= 0:
        facts = {"bind_tries": 0, "bind_locked_until": now + clocks.bind_lock}
    conversations.change_conversation(db, account_id, **facts)
    return Tried((), max(left, 0))


def bind(db: Db, account_id: int, person_id: int, channel: str, now: datetime) -> Sequence[int]:
    """Bind an account; the one that was bound before is told. Returns the earlier numbers that now count."""
    for old in conversations.conversations_of(db, person_id):
        if old["channel"] == channel and old["id"] != account_id:
            conversations.change_conversation(db, old["id"], person_id=None, lost_person_id=person_id)
            memories.move(db, old["id"], account_id)
            key = f"rebound:{old['id']}:{account_id}:{int(now.timestamp())}"
            news = outbox.errand(key, "tell_rebound", now=now, to_id=old["id"])
            outbox.post(db, news | {"payload": {"person": person_id}})
    account = conversations.find_conversation(db, account_id)
    facts = {"person_id": person_id, "bound_at": now, "bind_tries": 0, "bind_locked_until": None}
    conversations.change_conversation(
        db, account_id, **facts, lost_person_id=None, self_name="", self_said_at=None, ward_id=None
    )
    if account["ward_id"] is not None:  # what a ward reported stays the ward's
        return []
    sittings.adopt(db, account_id, person_id)
    mine = (Hazard.reporter_id == account_id) & Hazard.person_id.is_(None)
    if account["person_id"] is None and account["bound_at"] is not None:
        mine &= Hazard.recorded_at > account["bound_at"]
    counted = select(Hazard.number).where(mine, Hazard.number.is_not(None)).order_by(Hazard.number)
    earlier = db.execute(counted).scalars().all()
    db.execute(update(Hazard).where(mine).values(person_id=person_id))
    counting.look_again(db, person_id)
    return [number for number in earlier if number is not None]


def unbind(db: Db, account_id: int) -> None:
    """The account is nobody's again, and so are the reports it brought along."""
    own_since = _last_of_the_ward(db, account_id)
    conversations.change_conversation(db, account_id, person_id=None, bound_at=own_since)
    theirs = (Hazard.reporter_id == account_id, Hazard.person_id.is_not(None))
    people_of_it = db.execute(select(Hazard.person_id).where(*theirs).distinct()).scalars().all()
    db.execute(update(Hazard).where(*theirs).values(person_id=None))
    for person_id in people_of_it:
        counting.look_again(db, int(person_id or 0))


def _last_of_the_ward(db: Db, account_id: int) -> datetime | None:
    """When a phone that is bound last reported something nobody has claimed: it was a ward's then."""
    unclaimed = (Hazard.reporter_id == account_id, Hazard.person_id.is_(None))
    return db.execute(select(func.max(Hazard.recorded_at)).where(*unclaimed)).scalar_one()


def take_back(db: Db, account_id: int, person_id: int, channel: str, now: datetime, clocks: Clocks) -> None:
    """不是我：whoever took the name over is released, rests for a while, and hears of it; the old account has it again."""
    for other in conversations.conversations_of(db, person_id):
        if other["channel"] == channel and other["id"] != account_id:
            unbind(db, other["id"])
            conversations.change_conversation(db, other["id"], bind_locked_until=now + clocks.bind_lock)
            key = f"released:{other['id']}:{int(now.timestamp())}"
            news = outbox.errand(key, "tell_released", now=now, to_id=other["id"])
            outbox.post(db, news | {"payload": {"person": person_id}})
    bind(db, account_id, person_id, channel, now)
