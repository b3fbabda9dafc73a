"""What stands below a node of the tree: the units a union adds up, its own deeds, and sessions held across borders."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from models.base import Db, Row
from models.people import Person
from models.plan.care import TABLE as CARE
from models.plan.deeds import ATTENDANCES, ORGANISERS
from models.plan.deeds import TABLE as DEEDS
from models.plan.inspections import TABLE as INSPECTIONS
from models.units import TABLE as UNITS
from models.units import Unit, Units

LEADER = aliased(Unit)
NODES = ("province", "city", "unit")
ACTING = ("city", "unit")


def units_below(db: Db, path: str) -> Sequence[Row]:
    """Every hospital below a node (or the node itself), in the order of the tree."""
    under = UNITS.c.path.startswith(path, autoescape=True)
    query = select(UNITS).where(under, UNITS.c.kind == "unit").order_by(UNITS.c.path)
    return [dict(row) for row in db.execute(query).mappings()]


def counted_below(db: Db, path: str) -> Sequence[Row]:
    """Whatever counts in a node's sheet: the hospitals and city unions at or below it. A province counts, it does not act."""
    under = UNITS.c.path.startswith(path, autoescape=True)
    query = select(UNITS).where(under, UNITS.c.kind.in_(ACTING)).order_by(UNITS.c.path)
    return [dict(row) for row in db.execute(query).mappings()]


def ids_below(path: str, without: Iterable[int] = ()) -> Select[int]:
    """The question for the ids of the same nodes, but for some."""
    query = select(UNITS.c.id).where(UNITS.c.path.startswith(path, autoescape=True), UNITS.c.kind.in_(ACTING))
    return query.where(UNITS.c.id.not_in(left_out)) if (left_out := list(without)) else query


def ancestors(db: Db) -> dict[int, tuple[int, ...]]:
    """For each hospital and city union every node whose sheet counts it: itself and the unions above.

    A branch is not counted by the hospital it lies under, which has a sheet of its own records.
    """
    query = select(UNITS.c.id, UNITS.c.path, UNITS.c.kind)
    rows = db.execute(query.where(UNITS.c.kind.in_(NODES))).all()
    unions = {row.id for row in rows if row.kind != "unit"}
    return {row.id: _counting(row, unions) for row in rows if row.kind != "province"}


def _counting(row: Any, unions: set[int]) -> tuple[int, ...]:
    path = [int(part) for part in row.path.strip("/").split("/") if part]
    return tuple(node for node in path if node in unions or node == row.id)


def is_hospital(db: Db, unit_id: int) -> bool:
    """Whether a node has a roll of its own people."""
    kind = db.execute(select(UNITS.c.kind).where(UNITS.c.id == unit_id)).scalar()
    return kind not in ("city", "province")


def children(db: Db, unit: Row) -> Sequence[Row]:
    """What a union adds up: the cities below a province and whatever reports to it directly, or the units of a city."""
    query = (
        select(UNITS).where(UNITS.c.parent_id == unit["id"], UNITS.c.kind.in_(NODES)).order_by(UNITS.c.code)
    )
    return [dict(row) for row in db.execute(query).mappings()]


def cities_below(path: str) -> Select[int]:
    """The question for the ids of the city unions at or below a node."""
    return select(UNITS.c.id).where(UNITS.c.path.startswith(path, autoescape=True), UNITS.c.kind == "city")


def sessions_of_cities(db: Db, path: str, kinds: Sequence[str], first: date, last: date) -> list[int]:
    """The deeds of these kinds that city unions at or below a node led: one that two held counts for whoever led it."""
    some = (DEEDS.c.unit_id.in_(cities_below(path)), DEEDS.c.kind.in_(kinds), *_stood_between(first, last))
    return list(db.execute(select(DEEDS.c.id).where(*some).order_by(DEEDS.c.id)).scalars())


def _stood_between(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return DEEDS.c.happened_on.between(first, last), DEEDS.c.voided_at.is_(None)


def leaders_at(db: Db, path: str, kinds: Sequence[str], first: date, last: date) -> int:
    """How many people in charge of units were at such deeds, each once."""
    held = sessions_of_cities(db, path, kinds, first, last)
    query = select(func.count(ATTENDANCES.c.person_id.distinct()))
    mine = (ATTENDANCES.c.deed_id.in_(held), ATTENDANCES.c.is_leader)
    return int(db.execute(query.where(*mine)).scalar_one()) if held else 0


def units_in_care(db: Db, path: str, day: date) -> int:
    """How many units have somebody of the unions at or below a node who looks after them on a day."""
    runs = and_(CARE.c.from_on <= day, (CARE.c.to_on.is_(None)) | (CARE.c.to_on >= day))
    query = select(func.count(CARE.c.unit_id.distinct())).where(CARE.c.owner_id.in_(cities_below(path)), runs)
    return int(db.execute(query).scalar_one())


def person_times(db: Db, path: str, first: date, last: date) -> int:
    """Cadres times units of every visit of the city unions at or below a node."""
    cadres = (
        select(func.count())
        .select_from(ATTENDANCES.join(Person, Person.id == ATTENDANCES.c.person_id))
        .where(ATTENDANCES.c.deed_id == DEEDS.c.id, Person.home_id == DEEDS.c.unit_id)
        .correlate(DEEDS)
        .scalar_subquery()
    )
    units = select(func.count()).where(INSPECTIONS.c.deed_id == DEEDS.c.id).correlate(DEEDS).scalar_subquery()
    theirs = (DEEDS.c.unit_id.in_(cities_below(path)), *_stood_between(first, last))
    query = select(func.coalesce(func.sum(cadres * units), 0)).where(*theirs)
    return int(db.execute(query).scalar_one())


def held_across(db: Db, path: str, kinds: Sequence[str], first: date, last: date) -> list[int]:
    """Deeds that somebody outside led and somebody inside held with them: they count here once, too."""
    beside = aliased(Unit)
    held = ORGANISERS.join(beside, beside.id == ORGANISERS.c.unit_id)
    inside = (
        select(ORGANISERS.c.deed_id).select_from(held).where(beside.path.startswith(path, autoescape=True))
    )
    query = select(DEEDS.c.id, DEEDS.c.bodies).join(LEADER, LEADER.id == DEEDS.c.unit_id)
    some = (DEEDS.c.kind.in_(kinds), DEEDS.c.happened_on.between(first, last), DEEDS.c.voided_at.is_(None))
    found = db.execute(
        query.where(DEEDS.c.id.in_(inside), ~LEADER.path.startswith(path, autoescape=True), *some).order_by(
            DEEDS.c.id
        )
    )
    return [row[0] for row in found if {"union", "above"} & set(row[1])]


def heads_since(
    db: Db, units: Units, days: tuple[date, date], kinds: Sequence[str], since: datetime
) -> dict[int, int]:
    """The heads without names each unit told of after an instant, for deeds it led in these days."""
    query = select(DEEDS.c.unit_id, DEEDS.c.attested, DEEDS.c.bodies, DEEDS.c.kind).where(
        DEEDS.c.unit_id.in_(units),
        DEEDS.c.happened_on.between(*days),
        DEEDS.c.voided_at.is_(None),
        DEEDS.c.recorded_at > since,
        DEEDS.c.attested > 0,
    )
    found: dict[int, int] = {}
    for unit_id, heads, bodies, kind in db.execute(query):
        if not kinds or (kind in kinds and {"union", "above"} & set(bodies)):
            found[unit_id] = found.get(unit_id, 0) + heads
    return found
