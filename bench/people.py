"""A database full of people for the measurements: one hospital, its departments, officers and places."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from bench.messages import openid
from migrations import schema
from models.base import Base, table_of
from models.conversations import Conversation
from models.database import open_writing
from models.people import Person
from models.places import Place
from models.units import Unit

DEPARTMENT = 40
"""People in one department, its officer not counted."""

PLACES = 40


def fill(url: str, people: int) -> None:
    """Make a database of this version, with so many bound persons in it."""
    schema.upgrade(url)
    engine = open_writing(url)
    with engine.begin() as db:
        home = db.execute(select(Unit.id).where(Unit.takes_strangers)).scalar_one()
        departments = _departments(db, home, people // DEPARTMENT + PLACES)
        _places(db, home, departments)
        _people(db, home, departments, people)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def _departments(db: Connection, home: int, count: int) -> list[int]:
    added = [
        {"code": f"D{n}", "name": f"内科{n}病区", "kind": "department", "parent_id": home, "home_id": home}
        for n in range(count)
    ]
    return _add(db, Unit, added)


def _places(db: Connection, home: int, departments: list[int]) -> None:
    rows = [
        {"code": f"P{n}", "name": f"门诊楼{n}楼抽血处", "unit_id": departments[n], "home_id": home}
        for n in range(PLACES)
    ]
    _add(db, Place, rows)


def _people(db: Connection, home: int, departments: list[int], count: int) -> None:
    officers = [
        {"name": f"安全员{n}", "unit_id": unit, "home_id": home, "role": "officer"}
        for n, unit in enumerate(departments)
    ]
    staff = [
        {"name": f"职工{n}", "unit_id": departments[n % len(departments)], "home_id": home, "role": "staff"}
        for n in range(count)
    ]
    _add(db, Person, officers)
    now = datetime.now(UTC)
    bound = [
        {"channel": "mp", "openid": openid(n), "person_id": person, "bound_at": now}
        for n, person in enumerate(_add(db, Person, staff))
    ]
    db.execute(insert(table_of(Conversation)), bound)


def _add(db: Connection, model: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    table = table_of(model)
    added = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(db.execute(added, rows).scalars())
