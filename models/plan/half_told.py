"""What somebody began to tell of a deed and did not finish: one row a person, an errand that asks once whether to go on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from models.base import Db, Row
from models.once import upsert
from models.outbox import POSTED, TABLE
from models.prepared import Prepared

KIND, TOLD = "half_told", "told"
ONE = Prepared(select(TABLE).where(TABLE.c.key == bindparam("of_key")))
CLEAR = Prepared(update(TABLE).where(TABLE.c.key == bindparam("of_key")))


def _key(person_id: int) -> str:
    return f"{KIND}:{person_id}"


def told_by(db: Db, person_id: int) -> Sequence[Row]:
    """What this person told so far of each deed that is not finished, the oldest first."""
    row = ONE.first(db, of_key=_key(person_id))
    return list(row["payload"].get(TOLD, ())) if row else []


def keep(db: Db, person_id: int, told: Sequence[Mapping[str, Any]], now: datetime, ask_at: datetime) -> None:
    """Instead of what was kept before; asked about at that moment, unless somebody goes on meanwhile."""
    facts: dict[str, Any] = {
        "kind": KIND,
        "payload": {TOLD: [dict(one) for one in told]},
        "person_id": person_id,
        "state": "waiting",
        "posted_at": now,
        "due_at": ask_at,
        "attempts": 0,
        "lease_until": None,
        "done_at": None,
    }
    empty = {"claimed_by": "", "reason": "", "result": {}, "message_id": ""}
    upsert(db, TABLE, {"key": _key(person_id)}, facts | empty)
    db.info[POSTED] = True


def change(db: Db, person_id: int, told: Sequence[Mapping[str, Any]]) -> None:
    """Something was finished; nobody is asked about the rest again."""
    CLEAR.run(db, of_key=_key(person_id), payload={TOLD: [dict(one) for one in told]})
