"""Filling an empty database with the demo hospital, and emptying it again."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select, update

from actions.plan.doing import deeds
from actions.plan.doing.deeds import Said
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
    ABOVE,
    APP_ID,
    CADRES,
    DEEDS,
    DEPARTMENTS,
    EXAM,
    EXAM_DAYS,
    HOSPITAL,
    OTHER_HOSPITAL,
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
    ids = _units(db)
    home = ids[HOSPITAL[0]]
    for code, name, unit, aliases in PLACES:
        _add(db, Place, code=code, name=name, unit_id=ids[unit], home_id=home, aliases=aliases)
    people = _people(db, ids)
    for category, name, days, measure in ROUTES:
        routing.remember(
            db, home, category, "", owner_id=people[name], days=days, measure=measure, used_at=now
        )
    for name, _ in PHONES:
        _bind(db, name, people[name], now)
    papers.add_paper(db, unit_id=home, opens_at=now, closes_at=now + EXAM_DAYS, made_at=now, **EXAM)
    _deeds(db, ids, people, now)


def _units(db: Db) -> dict[str, int]:
    """The unions above, the hospital with its departments, and one more hospital. Ids by code."""
    code, name = HOSPITAL
    home = _add(db, Unit, code=code, name=name, kind="unit", takes_strangers=True)
    ids, path, above = {code: home}, "/", None
    for code, name, kind in ABOVE:
        ids[code] = _add(db, Unit, code=code, name=name, kind=kind, parent_id=above)
        path, above = f"{path}{ids[code]}/", ids[code]
        _place(db, ids[code], path=path, home_id=ids[code])
    code, name = OTHER_HOSPITAL
    ids[code] = _add(db, Unit, code=code, name=name, kind="unit", parent_id=above, city_id=above)
    _place(db, ids[code], path=f"{path}{ids[code]}/", home_id=ids[code])
    _place(db, home, path=f"{path}{home}/", home_id=home, parent_id=above, city_id=above)
    for code, name, phone in DEPARTMENTS:
        facts = {"kind": "department", "parent_id": home, "home_id": home, "phone": phone}
        ids[code] = _add(db, Unit, code=code, name=name, **facts)
        _place(db, ids[code], path=f"{path}{home}/{ids[code]}/")
    return ids


def _place(db: Db, unit_id: int, **facts: Any) -> None:
    db.execute(update(Unit).where(Unit.id == unit_id).values(**facts))


def _people(db: Db, ids: dict[str, int]) -> dict[str, int]:
    """Everybody on the rolls; ids by name."""
    people, departments = {}, {code for code, _, _ in DEPARTMENTS}
    for name, staff_no, phone, unit, post, role in (*ROLL, *CADRES):
        home = ids[HOSPITAL[0] if unit in departments else unit]
        facts = {"staff_no": staff_no, "phone": phone, "unit_id": ids[unit], "home_id": home}
        people[name] = _add(db, Person, name=name, post=post, role=role, **facts)
    return people


def _deeds(db: Db, ids: dict[str, int], people: dict[str, int], now: datetime) -> None:
    """A training and a drill of the last weeks."""
    today, home = now.astimezone(ZoneInfo("Asia/Shanghai")).date(), ids[HOSPITAL[0]]
    for kind, ago, topics, bodies, departments, named, heads in DEEDS:
        said = Said(
            kind=kind,
            happened_on=today - timedelta(days=ago),
            topics=topics,
            bodies=bodies,
            departments=tuple(ids[code] for code in departments),
            attested=heads,
        )
        deed_id = deeds.record(db, home, said, now, people["陈静"], today=today)
        for name in named:
            deeds.come(db, deed_id, people[name], now, how="list")


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
