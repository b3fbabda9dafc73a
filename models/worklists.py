"""What waits for somebody: what an owner has to put right, and what officers have to look at."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select

from models.base import Db, Key, Row
from models.hazards import TABLE, Hazard
from models.history import HistoryLine
from models.leaves import Leave
from models.prepared import Prepared
from rules.hazard import Status

HANDS = select(bindparam("person", type_=Key).label("id")).cte("hands", recursive=True)
# A deputy who is away has a deputy as well; UNION drops whom it has met, so that a circle ends.
HANDS = HANDS.union(
    select(Leave.person_id)
    .join(HANDS, Leave.deputy_id == HANDS.c.id)
    .where(Leave.from_on <= bindparam("today"), Leave.until_on >= bindparam("today"))
)
IN_HAND = Prepared(
    select(TABLE)
    .where(TABLE.c.owner_id.in_(select(HANDS.c.id)))
    .where(TABLE.c.status == Status.ASSIGNED.value)
    .order_by(TABLE.c.urgent.desc(), TABLE.c.due_on, TABLE.c.id)
)


def in_hand(db: Db, person_id: int, today: date) -> Sequence[Row]:
    """What somebody has to put right, with what those have for whom they stand in; the nearest deadline first."""
    return IN_HAND.all(db, person=person_id, today=today)


def count_lately(
    db: Db, unit_id: int, department_ids: Sequence[int] | None, since: datetime
) -> tuple[int, int]:
    """How many hazards were reported, and how many closed, since a moment."""
    query = select(
        func.count().filter(Hazard.reported_at >= since), func.count().filter(Hazard.closed_at >= since)
    ).where(Hazard.unit_id == unit_id, or_(Hazard.reported_at >= since, Hazard.closed_at >= since))
    if department_ids is not None:
        query = query.where(Hazard.department_id.in_(department_ids))
    found, closed = db.execute(query).one()
    return int(found), int(closed)


def count_open(db: Db, unit_id: int, department_ids: Sequence[int] | None, today: date) -> tuple[int, int]:
    """How many hazards are open, and how many of them overdue."""
    is_late = (Hazard.status == Status.ASSIGNED.value) & (Hazard.due_on < today)
    query = select(func.count(), func.count().filter(is_late)).where(*_open(unit_id, department_ids))
    found, late = db.execute(query).one()
    return int(found), int(late)


def open_ones(db: Db, unit_id: int, department_ids: Sequence[int] | None, limit: int) -> Sequence[Row]:
    """The open hazards, newest first."""
    query = select(TABLE).where(*_open(unit_id, department_ids)).order_by(Hazard.id.desc()).limit(limit)
    return [dict(row) for row in db.execute(query).mappings()]


def _open(unit_id: int, department_ids: Sequence[int] | None) -> list[ColumnElement[bool]]:
    is_open = Hazard.status.in_([Status.REPORTED.value, Status.ASSIGNED.value, Status.FIXED.value])
    of = [] if department_ids is None else [Hazard.department_id.in_(department_ids)]
    return [Hazard.unit_id == unit_id, is_open, *of]


def waiting_for(unit_id: int, department_ids: Sequence[int] | None, shown_before: datetime) -> Select[Any]:
    """What an officer has to look at: reported, fixed, asking for another day, and drafts older than ``shown_before``.

    ``department_ids`` None means the whole hospital.
    """
    unexplained = and_(Hazard.status == Status.DRAFT, Hazard.description == "")
    old_draft = and_(unexplained, Hazard.recorded_at < shown_before)
    longer = and_(Hazard.status == Status.ASSIGNED, Hazard.asked_due_on.is_not(None))
    asked = or_(Hazard.status.in_([Status.REPORTED, Status.FIXED]), old_draft, longer)
    query = select(TABLE).where(Hazard.unit_id == unit_id, asked)
    if department_ids is not None:
        query = query.where(Hazard.department_id.in_(department_ids))
    return query.order_by(Hazard.urgent.desc(), Hazard.id)


def last_given(db: Db, unit_id: int, person_id: int, since: datetime) -> Row | None:
    """The hazard somebody gave to an owner last since a moment; None where there is none that is still in work."""
    lately = (
        Hazard.unit_id == unit_id,
        Hazard.status == Status.ASSIGNED.value,
        Hazard.assigned_at >= since,
        HistoryLine.person_id == person_id,
        HistoryLine.verb.in_(("assign", "reassign")),
        HistoryLine.at >= since,
    )
    joined = select(TABLE).join(HistoryLine, HistoryLine.hazard_id == Hazard.id).where(*lately)
    found = db.execute(joined.order_by(HistoryLine.id.desc()).limit(1)).mappings().first()
    return dict(found) if found else None
