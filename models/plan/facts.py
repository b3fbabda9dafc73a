"""What figures are counted from, read out of the tables of one unit as the plain values of ``rules.plan.records``."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import Select, and_, exists, func, select, union_all
from sqlalchemy.orm import aliased

from models import people
from models.base import Db
from models.hazards import TABLE as HAZARDS
from models.listings import TABLE as LISTINGS
from models.people import Person
from models.plan.care import TABLE as CARE
from models.plan.deeds import ATTENDANCES, ORGANISERS
from models.plan.deeds import DEPARTMENTS as WHOLE
from models.plan.deeds import TABLE as DEEDS
from models.plan.inspections import TABLE as INSPECTIONS
from models.quiz.sittings import DROPPED
from models.quiz.sittings import TABLE as SITTINGS
from models.units import TABLE as UNITS
from models.units import Units
from rules.hazard import Status
from rules.plan.records import Act, CareFact, DeedFact, HazardFact, Visit

INTO = aliased(HAZARDS)
FOUND = 1
"""The part of ``hazard.tallied`` that says a row counts as found: ``actions.plan.figures.counting`` decides it at every move."""
NOT_DONE = (Status.DRAFT, Status.WITHDRAWN)


def hazards_between(db: Db, unit_id: int, first: date, last: date, zone: tzinfo) -> tuple[HazardFact, ...]:
    """The rows of a ledger that were reported in these days."""
    query = (
        select(HAZARDS, INTO.c.number.label("into_number"), LISTINGS.c.listed_on, LISTINGS.c.delisted_on)
        .join(INTO, INTO.c.id == HAZARDS.c.merged_into, isouter=True)
        .join(LISTINGS, LISTINGS.c.hazard_id == HAZARDS.c.id, isouter=True)
        .where(HAZARDS.c.unit_id == unit_id, HAZARDS.c.happened_on.between(first, last))
        .where(HAZARDS.c.status.not_in(NOT_DONE))
        .order_by(HAZARDS.c.id)
    )
    return tuple(
        HazardFact(
            id=row["id"],
            number=row["number"],
            status=row["status"],
            found_on=row["happened_on"],
            confirmed=bool(row["tallied"] & FOUND),
            words=row["brief"] or row["description"],
            kind=row["kind"],
            listed_on=row["listed_on"],
            delisted_on=row["delisted_on"],
            closed_on=row["closed_at"].astimezone(zone).date() if row["closed_at"] else None,
            into=row["into_number"],
        )
        for row in db.execute(query).mappings()
    )


def deeds_between(db: Db, unit_id: int, first: date, last: date) -> tuple[DeedFact, ...]:
    """What a unit led or held together with others in these days."""
    beside = select(ORGANISERS.c.deed_id).where(ORGANISERS.c.unit_id == unit_id)
    mine = (DEEDS.c.unit_id == unit_id) | DEEDS.c.id.in_(beside)
    days = and_(DEEDS.c.happened_on.between(first, last), DEEDS.c.voided_at.is_(None))
    people = select(func.count()).where(ATTENDANCES.c.deed_id == DEEDS.c.id).scalar_subquery()
    query = select(DEEDS, people.label("people")).where(mine, days).order_by(DEEDS.c.happened_on, DEEDS.c.id)
    rows = db.execute(query).mappings().all()
    with_others = held_with_others(db, [row["id"] for row in rows])
    return tuple(
        DeedFact(
            id=row["id"],
            kind=row["kind"],
            happened_on=row["happened_on"],
            recorded_at=row["recorded_at"],
            leads=row["unit_id"],
            words=row["title"],
            beside=tuple(with_others.get(row["id"], ())),
            bodies=tuple(row["bodies"]),
            attested=row["attested"],
            people=row["people"],
        )
        for row in rows
    )


def held_with_others(db: Db, deeds: Sequence[int]) -> dict[int, list[int]]:
    """The units that held each of these deeds together with its leader."""
    found: dict[int, list[int]] = {}
    query = select(ORGANISERS).where(ORGANISERS.c.deed_id.in_(deeds)).order_by(ORGANISERS.c.unit_id)
    for row in db.execute(query):
        found.setdefault(row.deed_id, []).append(row.unit_id)
    return found


def acts_between(
    db: Db, unit_id: int, first: date, last: date, zone: tzinfo, *, outside: bool = False
) -> tuple[Act, ...]:
    """What the people of a unit took part in: what they reported with their name, deeds, and quizzes they handed in."""
    who = select(Person.id).where(Person.home_id == unit_id)
    who = who if outside else who.where(Person.outside.is_(False))
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    return (
        *_reports(db, who, first, last),
        *_attended(db, who, first, last),
        *_sat(db, who, start, end, zone),
    )


def _reports(db: Db, who: Select[int], first: date, last: date) -> list[Act]:
    query = select(HAZARDS.c.person_id, HAZARDS.c.happened_on, HAZARDS.c.recorded_at, HAZARDS.c.id).where(
        HAZARDS.c.person_id.in_(who),
        HAZARDS.c.happened_on.between(first, last),
        HAZARDS.c.status.not_in(NOT_DONE),
    )
    return [Act(row[0], row[1], row[2], "report", row[3]) for row in db.execute(query)]


def _attended(db: Db, who: Select[int], first: date, last: date) -> list[Act]:
    query = (
        select(ATTENDANCES, DEEDS.c.happened_on, DEEDS.c.kind, DEEDS.c.bodies, DEEDS.c.recorded_at)
        .join(DEEDS, DEEDS.c.id == ATTENDANCES.c.deed_id)
        .where(ATTENDANCES.c.person_id.in_(who), DEEDS.c.happened_on.between(first, last))
        .where(DEEDS.c.voided_at.is_(None))
    )
    return [
        Act(
            person_id=row["person_id"],
            day=row["happened_on"],
            at=max(row["at"], row["recorded_at"]),
            what="deed",
            source_id=row["deed_id"],
            kind=row["kind"],
            by_union=bool({"union", "above"} & set(row["bodies"])),
            is_leader=row["is_leader"],
        )
        for row in db.execute(query).mappings()
    ]


def _sat(db: Db, who: Select[int], start: datetime, end: datetime, zone: tzinfo) -> list[Act]:
    handed_in = and_(SITTINGS.c.handed_in_at >= start, SITTINGS.c.handed_in_at < end)
    query = select(SITTINGS.c.person_id, SITTINGS.c.handed_in_at, SITTINGS.c.id).where(
        SITTINGS.c.person_id.in_(who), handed_in, SITTINGS.c.handed_in_by != DROPPED
    )
    return [Act(row[0], row[1].astimezone(zone).date(), row[1], "exam", row[2]) for row in db.execute(query)]


def attended_at(db: Db, deeds: Sequence[int]) -> tuple[Act, ...]:
    """Everybody who was at these deeds, from wherever they came."""
    query = select(ATTENDANCES, DEEDS.c.happened_on, DEEDS.c.kind, DEEDS.c.recorded_at).join(
        DEEDS, DEEDS.c.id == ATTENDANCES.c.deed_id
    )
    return tuple(
        Act(
            person_id=row["person_id"],
            day=row["happened_on"],
            at=max(row["at"], row["recorded_at"]),
            what="deed",
            source_id=row["deed_id"],
            kind=row["kind"],
            by_union=True,
            is_leader=row["is_leader"],
        )
        for row in db.execute(query.where(ATTENDANCES.c.deed_id.in_(deeds))).mappings()
    )


def visits_between(db: Db, unit_id: int, first: date, last: date) -> tuple[Visit, ...]:
    """The inspections of a union above: each unit of each visit, and how many of its own cadres went."""
    own = (
        select(func.count())
        .select_from(ATTENDANCES.join(Person, Person.id == ATTENDANCES.c.person_id))
        .where(ATTENDANCES.c.deed_id == DEEDS.c.id, Person.home_id == unit_id)
        .scalar_subquery()
    )
    query = (
        select(DEEDS.c.id, INSPECTIONS.c.unit_id, DEEDS.c.happened_on, own.label("cadres"), DEEDS.c.title)
        .join(INSPECTIONS, INSPECTIONS.c.deed_id == DEEDS.c.id)
        .where(DEEDS.c.unit_id == unit_id, DEEDS.c.happened_on.between(first, last))
        .where(DEEDS.c.voided_at.is_(None))
        .order_by(DEEDS.c.happened_on, DEEDS.c.id, INSPECTIONS.c.unit_id)
    )
    return tuple(Visit(*row) for row in db.execute(query))


def care_facts(db: Db, owner_id: int) -> tuple[CareFact, ...]:
    """The units a union's cadres look after; places do not count as units."""
    query = select(CARE.c.id, CARE.c.unit_id, CARE.c.from_on, CARE.c.to_on)
    mine = (CARE.c.owner_id == owner_id, CARE.c.unit_id.is_not(None))
    return tuple(CareFact(*row) for row in db.execute(query.where(*mine).order_by(CARE.c.id)))


def rolls_of(db: Db, units: Units) -> dict[int, int]:
    """How many people are on the roll of each of these hospitals, without those of other firms."""
    query = select(UNITS.c.id, UNITS.c.on_roll).where(UNITS.c.id.in_(units), UNITS.c.kind == "unit")
    kept = {row.id: row.on_roll for row in db.execute(query)}
    counted = people.rolls_of(db, [unit for unit, n in kept.items() if n is None])
    return {unit: counted.get(unit, 0) if n is None else n for unit, n in kept.items()}


def last_acts(db: Db, person_id: int, zone: tzinfo) -> dict[str, date]:
    """The last day on which somebody did what each measure counts, found out anew. See ``actions.plan.figures.counting``."""
    reported = select(HAZARDS.c.happened_on.label("day")).where(
        HAZARDS.c.person_id == person_id, HAZARDS.c.status.not_in(NOT_DONE)
    )
    was_at = (
        select(DEEDS.c.happened_on.label("day"))
        .join(ATTENDANCES, ATTENDANCES.c.deed_id == DEEDS.c.id)
        .where(ATTENDANCES.c.person_id == person_id, DEEDS.c.voided_at.is_(None))
    )
    days = [row[0] for row in db.execute(union_all(reported, was_at))]
    sat = select(func.max(SITTINGS.c.handed_in_at)).where(
        SITTINGS.c.person_id == person_id, SITTINGS.c.handed_in_by != DROPPED
    )
    if (at := db.execute(sat).scalar()) is not None:
        days.append(at.astimezone(zone).date())
    found = {"any": max(days)} if days else {}
    union = select(DEEDS.c.kind, DEEDS.c.happened_on, DEEDS.c.bodies).join(
        ATTENDANCES, ATTENDANCES.c.deed_id == DEEDS.c.id
    )
    for row in db.execute(union.where(ATTENDANCES.c.person_id == person_id, DEEDS.c.voided_at.is_(None))):
        if {"union", "above"} & set(row.bodies):
            key = f"at:{row.kind}"
            found[key] = max(found.get(key, row.happened_on), row.happened_on)
    return found


def departments_of(db: Db, deeds: Sequence[int]) -> dict[int, set[int]]:
    """The departments that took part in each of these deeds, by somebody's name or as a whole."""
    from_names = select(ATTENDANCES.c.deed_id, ATTENDANCES.c.department_id).where(
        ATTENDANCES.c.deed_id.in_(deeds), ATTENDANCES.c.department_id.is_not(None)
    )
    found: dict[int, set[int]] = {}
    for deed_id, department_id in [*db.execute(from_names.distinct()), *_whole(db, deeds)]:
        found.setdefault(deed_id, set()).add(department_id)
    return found


def _whole(db: Db, deeds: Sequence[int]) -> list[tuple[int, int]]:
    from_lists = select(WHOLE.c.deed_id, WHOLE.c.department_id).where(WHOLE.c.deed_id.in_(deeds))
    return [(row[0], row[1]) for row in db.execute(from_lists)]


def never_there(db: Db, unit_id: int, kinds: Sequence[str], first: date, last: date) -> Select[int]:
    """People of a unit who were at no deed of these kinds in these days, as a question to be asked further."""
    was = exists().where(
        ATTENDANCES.c.person_id == Person.id,
        ATTENDANCES.c.deed_id == DEEDS.c.id,
        DEEDS.c.kind.in_(kinds),
        DEEDS.c.happened_on.between(first, last),
        DEEDS.c.voided_at.is_(None),
    )
    return select(Person.id).where(Person.home_id == unit_id, Person.active, Person.outside.is_(False), ~was)


def last_organised(db: Db, unit_id: int) -> date | None:
    """The last day on which a unit led or held anything."""
    beside = select(ORGANISERS.c.deed_id).where(ORGANISERS.c.unit_id == unit_id)
    mine = (DEEDS.c.unit_id == unit_id) | DEEDS.c.id.in_(beside)
    day: date | None = db.execute(
        select(func.max(DEEDS.c.happened_on)).where(mine, DEEDS.c.voided_at.is_(None))
    ).scalar()
    return day
