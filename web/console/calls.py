"""The people a notice did not reach: who must be telephoned, and the tick that says it was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, update

from models.base import Db, Row
from models.conversations import Conversation
from models.hazards import Hazard
from models.outbox import Errand
from models.people import Person
from models.units import Unit
from web.console.chips import NOT_CALLED, TOLD
from web.console.rows import HOSPITAL
from web.rights import OFFICERS
from web.words.deeds import SOMEBODY
from web.words.notices import reason_words
from web.words.standing import title_words

SHOWN = 3

# Only who gets notices by duty is named: a word of thanks would otherwise tell who reported.
_BY_DUTY = or_(
    Person.role.in_(OFFICERS),
    and_(Person.id == Hazard.owner_id, Hazard.fixed_on_spot.is_(False)),
)

WITH_PERSON = (
    select(
        Errand.__table__,
        Person.name.label("person_name"),
        Person.phone.label("phone"),
        Unit.name.label("department"),
        func.coalesce(_BY_DUTY, false()).label("by_duty"),
    )
    .join(Hazard, Hazard.id == Errand.hazard_id)
    .outerjoin(Conversation, Conversation.id == Errand.to_id)
    .outerjoin(Person, Person.id == func.coalesce(Errand.person_id, Conversation.person_id))
    .outerjoin(Unit, Unit.id == Person.unit_id)
    .where(Errand.kind.in_(TOLD))
    .order_by(Errand.id.desc())
)
"""Notices with whom they were for."""


@dataclass(frozen=True)
class Call:
    """One person to telephone."""

    id: int
    who: str
    department: str
    phone: str
    number: int | None
    hospital_code: str
    title: str
    reason: str


def find_calls(db: Db, visible: ColumnElement[bool], limit: int = SHOWN) -> tuple[list[Call], int]:
    """The newest people not reached about hazards in ``visible``, and how many there are in all."""
    query: Select[Any] = WITH_PERSON.add_columns(
        Hazard.number,
        Hazard.brief,
        Hazard.description,
        HOSPITAL.code.label("hospital_code"),
        func.count().over().label("total"),
    ).join(HOSPITAL, HOSPITAL.id == Hazard.unit_id)
    rows = db.execute(query.where(NOT_CALLED, visible).limit(limit)).mappings().all()
    return [_call(row) for row in rows], rows[0]["total"] if rows else 0


def _call(row: Mapping[Any, Any]) -> Call:
    named = row["by_duty"]
    return Call(
        id=row["id"],
        who=addressee(row),
        department=(row["department"] or "") if named else "",
        phone=(row["phone"] or "") if named else "",
        number=row["number"],
        hospital_code=row["hospital_code"],
        title=title_words(row),
        reason=reason_words(row["reason"]),
    )


def addressee(row: Mapping[Any, Any]) -> str:
    """Whom a notice was for, as everybody may read it."""
    return str(row["person_name"]) if row["by_duty"] else SOMEBODY


def notices_of(db: Db, hazard_id: int) -> list[Row]:
    """What was sent about one hazard, newest first."""
    return list(db.execute(WITH_PERSON.where(Errand.hazard_id == hazard_id)).mappings())


def tick_call(db: Db, errand_id: int, visible: ColumnElement[bool], now: datetime) -> bool:
    """Note that somebody telephoned. False when it is not there to be ticked by this person."""
    mine = Errand.hazard_id.in_(select(Hazard.id).where(visible))
    ticked = update(Errand).where(Errand.id == errand_id, NOT_CALLED, mine).values(seen_at=now)
    return db.execute(ticked.execution_options(synchronize_session=False)).rowcount == 1
