"""督导意见: what an inspection asked a unit to mend, its answer, and whether that is enough. Hazards are not meant."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from actions.plan.cadres.inspecting import find_inspection
from models import outbox, people
from models.base import Db, Row
from models.plan import inspections
from rules.plan.inspection import Fault, Side, State, finding, is_overdue, next_state
from rules.refusal import Refused

LONGEST_NOTE, LONGEST_ANSWER = 300, 500
HEARD_WITHIN = timedelta(days=7)
FASTER = "刚才有人先动了这条，刷新看看。"


def find_fault(
    db: Db, inspection: Row, fault: str, opinion: str, due_on: date | None, *, now: datetime, by_id: int
) -> int:
    """One 督导意见 of an inspection; refused without its kind, opinion or deadline. Its id."""
    if fault not in tuple(Fault):
        raise Refused("是哪一类问题？选一样。")
    found = finding(Fault(fault), opinion, due_on, found_on=inspection["happened_on"])
    finding_id = inspections.add_finding(
        db,
        inspection_id=inspection["id"],
        unit_id=inspection["unit_id"],
        kind=found.fault,
        opinion=found.opinion[:LONGEST_ANSWER],
        due_on=found.due_on,
        state=State.OPEN,
        found_at=now,
        found_by_id=by_id,
    )
    _tell(db, finding_id, inspection["unit_id"], "found", now)
    return finding_id


def findings_in(db: Db, inspection_id: int) -> list[Row]:
    """What one inspection found."""
    table = inspections.FINDINGS
    query = select(table).where(table.c.inspection_id == inspection_id).order_by(table.c.id)
    return [dict(row) for row in db.execute(query).mappings()]


def owner_of(db: Db, finding_row: Row) -> int:
    """The union whose inspection found it."""
    row = find_inspection(db, finding_row["inspection_id"])
    assert row is not None
    return int(row["owner_id"])


def answer(db: Db, finding_id: int, words: str, now: datetime, *, by_id: int) -> None:
    """The unit says what it has done about it."""
    words = words.strip()[:LONGEST_ANSWER]
    if len(words) < 2:
        raise Refused("改了什么？写一句，督导组要看。")
    facts = {"answer": words, "answered_at": now, "answered_by_id": by_id}
    _move(db, finding_id, "answer", Side.UNIT, facts)


def close(db: Db, finding_id: int, now: datetime, *, by_id: int, note: str = "") -> None:
    """Somebody else looked, and it is done. Whoever answered does not close."""
    row = _found(db, finding_id)
    if row["answered_by_id"] == by_id:
        raise Refused("回复是你写的，复查要换一个人。")
    facts = {"closed_at": now, "closed_by_id": by_id, "note": note.strip()[:LONGEST_NOTE]}
    _move(db, finding_id, "close", Side.INSPECTOR, facts)


def send_back(
    db: Db, finding_id: int, why: str, *, due_on: date | None = None, now: datetime | None = None
) -> None:
    """It is not done yet: back to the unit, with a reason and perhaps another day."""
    why = why.strip()[:LONGEST_NOTE]
    if not why:
        raise Refused("差在哪儿？写一句，让单位知道接着改什么。")
    facts: dict[str, Any] = {"note": why} | ({"due_on": due_on} if due_on else {})
    _move(db, finding_id, "send_back", Side.INSPECTOR, facts)
    if now is not None:
        _tell(db, finding_id, _found(db, finding_id)["unit_id"], "back", now)


def _tell(db: Db, finding_id: int, unit_id: int, verb: str, now: datetime) -> None:
    """The union of the unit hears of it; whoever answers does so on the page."""
    for person in people.union_of(db, unit_id):
        key = f"finding:{finding_id}:{verb}:{person['id']}:{int(now.timestamp())}"
        news = outbox.errand(key, "tell_finding", now=now, payload={"finding": finding_id, "verb": verb})
        outbox.post(db, news | {"person_id": person["id"], "stale_at": now + HEARD_WITHIN})


def _move(db: Db, finding_id: int, verb: str, side: Side, facts: Mapping[str, Any]) -> None:
    row = _found(db, finding_id)
    state = next_state(State(row["state"]), verb, {side})
    if not inspections.move_finding(db, finding_id, row["state"], state=state, **facts):
        raise Refused(FASTER)


def _found(db: Db, finding_id: int) -> Row:
    row = inspections.find_finding(db, finding_id)
    if row is None:
        raise Refused("没有这条督导意见。")
    return row


def late(row: Row, today: date) -> int:
    """How many days a unit is late with a finding; 0 when it is not."""
    overdue = is_overdue(State(row["state"]), row["due_on"], today)
    return (today - row["due_on"]).days if overdue else 0
