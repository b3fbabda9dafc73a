"""Figures of days that are over, out of the records: counters say what holds until today, and nothing of the past."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement, and_, func, or_, select

from models.base import Db
from models.hazards import TABLE as HAZARDS
from models.listings import TABLE as LISTINGS
from models.people import Person
from models.plan.deeds import ATTENDANCES
from models.plan.deeds import TABLE as DEEDS
from models.plan.facts import FOUND, NOT_DONE
from models.quiz.sittings import DROPPED
from models.quiz.sittings import TABLE as SITTINGS
from models.units import Units


def people_who(
    db: Db,
    units: Units,
    days: tuple[date, date],
    zone: tzinfo,
    *,
    kinds: Sequence[str] = (),
    since: datetime | None = None,
) -> int:
    """How many people of these units took part in anything in these days, once each; with ``kinds`` in union deeds alone.

    ``since``: only what was told after that instant. The long way, for days the counters cannot answer.
    """
    mine = and_(Person.home_id.in_(units), Person.outside.is_(False))
    found = set(_attendees(db, mine, days, kinds, since))
    if not kinds:
        found |= set(_reporters(db, mine, days, since)) | set(_sitters(db, mine, days, zone, since))
    return len(found)


def _attendees(
    db: Db, mine: ColumnElement[bool], days: tuple[date, date], kinds: Sequence[str], since: datetime | None
) -> Iterator[int]:
    query = (
        select(ATTENDANCES.c.person_id, DEEDS.c.bodies)
        .join(DEEDS, DEEDS.c.id == ATTENDANCES.c.deed_id)
        .join(Person, Person.id == ATTENDANCES.c.person_id)
        .where(mine, DEEDS.c.happened_on.between(*days), DEEDS.c.voided_at.is_(None))
    )
    if since is not None:
        query = query.where(or_(ATTENDANCES.c.at > since, DEEDS.c.recorded_at > since))
    if kinds:
        query = query.where(DEEDS.c.kind.in_(kinds))
    for person_id, bodies in db.execute(query):
        if not kinds or {"union", "above"} & set(bodies):
            yield person_id


def _reporters(
    db: Db, mine: ColumnElement[bool], days: tuple[date, date], since: datetime | None
) -> Iterator[int]:
    query = select(HAZARDS.c.person_id).join(Person, Person.id == HAZARDS.c.person_id)
    done = (HAZARDS.c.happened_on.between(*days), HAZARDS.c.status.not_in(NOT_DONE))
    told = () if since is None else (HAZARDS.c.recorded_at > since,)
    yield from db.execute(query.where(mine, *done, *told)).scalars()


def _sitters(
    db: Db, mine: ColumnElement[bool], days: tuple[date, date], zone: tzinfo, since: datetime | None
) -> Iterator[int]:
    start = datetime.combine(days[0], time(), zone)
    end = datetime.combine(days[1] + timedelta(days=1), time(), zone)
    query = select(SITTINGS.c.person_id).join(Person, Person.id == SITTINGS.c.person_id)
    done = (
        SITTINGS.c.handed_in_at >= start,
        SITTINGS.c.handed_in_at < end,
        SITTINGS.c.handed_in_by != DROPPED,
    )
    told = () if since is None else (SITTINGS.c.handed_in_at > since,)
    yield from db.execute(query.where(mine, *done, *told)).scalars()


def hazards_of(db: Db, units: Units, days: tuple[date, date], zone: tzinfo) -> tuple[int, int]:
    """Of the hazards found in these days: how many were listed, how many verified, until the last of them."""
    end = datetime.combine(days[1] + timedelta(days=1), time(), zone)
    found = and_(
        HAZARDS.c.unit_id.in_(units),
        HAZARDS.c.happened_on.between(*days),
        HAZARDS.c.tallied.bitwise_and(FOUND) == FOUND,
    )
    listed = select(func.count()).select_from(HAZARDS.join(LISTINGS, LISTINGS.c.hazard_id == HAZARDS.c.id))
    closed = select(func.count()).where(found, HAZARDS.c.closed_at < end)
    first = db.execute(listed.where(found, LISTINGS.c.listed_on <= days[1])).scalar_one()
    return int(first), int(db.execute(closed).scalar_one())
