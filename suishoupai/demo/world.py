"""Filling an empty database with the demo hospital, and emptying it again."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from models import routing
from models.base import Db, table_of
from models.conversations import CHANNEL, Conversation
from models.people import Person
from models.places import Place
from models.quiz import papers
from models.tables import Base
from models.units import Unit
from simulator.account import openid
from suishoupai.demo.cast import (
    APP_ID,
    DEPARTMENTS,
    EXAM,
    EXAM_DAYS,
    HOSPITAL,
    PHONES,
    PLACES,
    ROLL,
    ROUTES,
    SEED,
)


def begin(db: Db, now: datetime) -> None:
    """The hospital, unless it stands already."""
    if db.execute(select(Person.id).limit(1)).first() is None:
        begin_again(db, now)


def begin_again(db: Db, now: datetime) -> None:
    """Everything is forgotten; the hospital stands as on the first day."""
    db.execute(update(Unit).values(head_id=None))
    for table in reversed(Base.metadata.sorted_tables):
        db.execute(delete(table))
    _build(db, now)


def _build(db: Db, now: datetime) -> None:
    code, name = HOSPITAL
    home = _add(db, Unit, code=code, name=name, kind="unit", takes_strangers=True)
    db.execute(update(Unit).values(home_id=home, path=f"/{home}/"))
    ids = {code: home}
    for code, name, phone in DEPARTMENTS:
        facts = {"kind": "department", "parent_id": home, "home_id": home, "phone": phone}
        ids[code] = _add(db, Unit, code=code, name=name, **facts)
        mine = Unit.id == ids[code]
        db.execute(update(Unit).where(mine).values(path=f"/{home}/{ids[code]}/"))
    for code, name, unit, aliases in PLACES:
        _add(db, Place, code=code, name=name, unit_id=ids[unit], home_id=home, aliases=aliases)
    people = {}
    for name, staff_no, phone, unit, post, role in ROLL:
        facts = {"staff_no": staff_no, "phone": phone, "unit_id": ids[unit], "home_id": home}
        people[name] = _add(db, Person, name=name, post=post, role=role, **facts)
    for category, name, days, measure in ROUTES:
        routing.remember(
            db, home, category, "", owner_id=people[name], days=days, measure=measure, used_at=now
        )
    for name, _ in PHONES:
        _bind(db, name, people[name], now)
    papers.add_paper(db, unit_id=home, opens_at=now, closes_at=now + EXAM_DAYS, made_at=now, **EXAM)


def _bind(db: Db, name: str, person_id: int, now: datetime) -> None:
    """A phone of the cast is known already, and has spoken to the account a while ago."""
    facts = {
        "channel": CHANNEL,
        "openid": openid(APP_ID, name, SEED),
        "person_id": person_id,
        "bound_at": now,
    }
    _add(db, Conversation, **facts, window_until=now, pushes_left=0)


def _add(db: Db, model: type[Base], **facts: Any) -> int:
    table = table_of(model)
    return int(db.execute(insert(table).returning(table.c.id), facts).scalar_one())
