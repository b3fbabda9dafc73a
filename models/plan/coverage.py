"""Who was reached and who was not: staff, departments and units against deeds. Only ids and names, no judgement."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from models.base import Db
from models.people import Person
from models.plan.deeds import ATTENDANCES
from models.plan.deeds import TABLE as DEEDS
from models.plan.excused import excused
from models.plan.facts import departments_of
from models.plan.inspections import TABLE as INSPECTIONS
from models.plan.proofs import TABLE as EVIDENCE
from models.quiz.papers import TABLE as PAPERS
from models.quiz.papers import WITHDRAWN
from models.quiz.results import TABLE as RESULTS
from models.units import TABLE as UNITS
from models.units import Unit
from rules.quiz.paper import Purpose

Days = tuple[date, date]


def staff(db: Db, unit_id: int, people: set[int], departments: set[int]) -> set[int]:
    """The people on the roll of a unit, without those (and those of the departments) that are not counted."""
    query = select(Person.id, Unit.path).join(Unit, Unit.id == Person.unit_id)
    mine = query.where(Person.home_id == unit_id, Person.active, Person.outside.is_(False))
    marks = {f"/{department}/" for department in departments}
    return {
        row[0]
        for row in db.execute(mine)
        if row[0] not in people and not any(mark in row[1] for mark in marks)
    }


def reached(db: Db, unit_id: int, kinds: Sequence[str], days: Days) -> set[int]:
    """People of a unit who were at any deed of these kinds, whoever led it."""
    query = select(ATTENDANCES.c.person_id).join(DEEDS, DEEDS.c.id == ATTENDANCES.c.deed_id)
    some = (ATTENDANCES.c.home_id == unit_id, DEEDS.c.kind.in_(kinds), DEEDS.c.happened_on.between(*days))
    return set(db.execute(query.where(*some, DEEDS.c.voided_at.is_(None)).distinct()).scalars())


def names(db: Db, people: Sequence[int]) -> list[str]:
    """Names in the order of the ids."""
    query = select(Person.id, Person.name).where(Person.id.in_(people))
    found = {row[0]: row[1] for row in db.execute(query)}
    return [found[key] for key in people]


def departments(db: Db, unit_id: int) -> dict[int, str]:
    """The departments of a hospital, in the order of their codes."""
    query = select(UNITS.c.id, UNITS.c.name).where(UNITS.c.home_id == unit_id, UNITS.c.kind == "department")
    return {row[0]: row[1] for row in db.execute(query.order_by(UNITS.c.code, UNITS.c.id))}


def excused_departments(db: Db, unit_id: int, day: date) -> dict[int, str]:
    """Departments that are not counted on a day, with the reason."""
    rows = (row for row in excused(db, unit_id) if row["department_id"] is not None)
    return {
        row["department_id"]: row["reason"]
        for row in rows
        if row["from_on"] <= day and (row["to_on"] is None or day <= row["to_on"])
    }


def departments_there(db: Db, deeds: Sequence[int]) -> dict[int, frozenset[int]]:
    """The departments that took part in each deed."""
    return {key: frozenset(value) for key, value in departments_of(db, deeds).items()}


def inspected(db: Db, owner_id: int, kinds: Sequence[str], days: Days) -> set[int]:
    """The units a union visited in these days."""
    query = select(INSPECTIONS.c.unit_id).join(DEEDS, DEEDS.c.id == INSPECTIONS.c.deed_id)
    mine = (DEEDS.c.unit_id == owner_id, DEEDS.c.kind.in_(kinds), DEEDS.c.happened_on.between(*days))
    return set(db.execute(query.where(*mine, DEEDS.c.voided_at.is_(None)).distinct()).scalars())


def attended(db: Db, deeds: Sequence[int]) -> set[int]:
    """The deeds of which somebody is known by name to have been there."""
    query = select(ATTENDANCES.c.deed_id).where(ATTENDANCES.c.deed_id.in_(deeds)).distinct()
    return set(db.execute(query).scalars())


def papers_sat(db: Db, unit_id: int, first: date, last: date) -> list[tuple[int, date]]:
    """The papers somebody of a unit sat in these days, and the day of the first who did; the days are those of UTC."""
    first_at = func.min(RESULTS.c.first_at)
    query = select(RESULTS.c.paper_id, first_at).join(PAPERS, PAPERS.c.id == RESULTS.c.paper_id)
    mine = (RESULTS.c.unit_id == unit_id, PAPERS.c.purpose == Purpose.EXAM, PAPERS.c.state != WITHDRAWN)
    found = db.execute(query.where(*mine).group_by(RESULTS.c.paper_id)).all()
    return [(row[0], row[1].date()) for row in found if first <= row[1].date() <= last]


def evidence_by_deed(db: Db, deeds: Sequence[int]) -> dict[int, set[str]]:
    """What kinds of proof each deed has; what is on its way counts already."""
    found: dict[int, set[str]] = {}
    query = select(EVIDENCE.c.deed_id, EVIDENCE.c.what).where(
        EVIDENCE.c.deed_id.in_(deeds), EVIDENCE.c.state.in_(("waiting", "ready"))
    )
    for deed_id, what in db.execute(query):
        found.setdefault(deed_id, set()).add(what)
    return found
