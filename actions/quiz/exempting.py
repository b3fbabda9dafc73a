"""Other terms for one person or one department: another window, more minutes, another attempt, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from actions.quiz.examining import terms_of
from actions.quiz.papering import ATTEMPTS, LONGEST_REASON, MINUTES, held, refuse_frozen
from models.base import Db, Row
from models.people import Person
from models.quiz import papers, sittings
from models.quiz.papers import PUBLISHED
from models.units import Unit
from rules.days import FURTHEST
from rules.quiz.paper import Exemption, ends_at, terms_for
from rules.refusal import Refused

TABLE = sittings.TABLE

NOT_THIS_TIME = 0
"""No sitting at all: on leave, abroad."""


@dataclass(frozen=True)
class Whom:
    """One person, or a department with all below it (its ``path``)."""

    person_id: int | None = None
    unit_id: int | None = None
    path: str = ""


def exempt(
    db: Db, paper_id: int, whom: Whom, other: Exemption, note: str, *, by_id: int, now: datetime
) -> None:
    """Write it down; who is in the middle of it gets the longer time at once."""
    row = held(db, paper_id, PUBLISHED)
    refuse_frozen(row)
    _check(row, other, note, now)
    minutes = int(other.limit.total_seconds() // 60) if other.limit else None
    papers.exempt(
        db,
        paper_id=paper_id,
        person_id=whom.person_id,
        unit_id=whom.unit_id,
        opens_at=other.opens_at,
        closes_at=other.closes_at,
        minutes=minutes,
        attempts=other.attempts,
        note=note[:LONGEST_REASON],
        made_at=now,
        made_by_id=by_id,
    )
    _prolong(db, row, whom)


def _check(row: Row, other: Exemption, note: str, now: datetime) -> None:
    if other == Exemption():
        raise Refused("改哪一样？时间、时长、次数至少写一样。")
    if not note:
        raise Refused("为什么要另定？写一句，以后查得到。")
    _check_numbers(row, other)
    if other.closes_at and not now < other.closes_at <= now + timedelta(days=FURTHEST):
        raise Refused(f"截止写从现在起{FURTHEST}天里的时间。")
    terms = terms_for(terms_of(row), [other])
    if terms.closes_at <= terms.opens_at:
        raise Refused("截止要在开考以后。")


def _check_numbers(row: Row, other: Exemption) -> None:
    if other.limit and row["minutes"] is None:
        raise Refused("这份卷子不计时，不用另定时长。")
    if other.limit and not MINUTES[0] <= other.limit.total_seconds() / 60 <= MINUTES[1]:
        raise Refused(f"时长写{MINUTES[0]}到{MINUTES[1]}分钟。")
    if other.attempts is not None and not NOT_THIS_TIME <= other.attempts <= ATTEMPTS[1]:
        raise Refused(f"次数写{ATTEMPTS[0]}到{ATTEMPTS[1]}次；这次不用考写0。")


def _prolong(db: Db, row: Row, whom: Whom) -> None:
    """Whoever sits right now has until their new end; nobody's time gets shorter under their hands."""
    query = (
        select(TABLE.c.id, TABLE.c.person_id, TABLE.c.started_at, TABLE.c.ends_at, Unit.path)
        .join(Person, Person.id == TABLE.c.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .where(TABLE.c.paper_id == row["id"], TABLE.c.handed_in_at.is_(None))
    )
    if whom.person_id:
        query = query.where(TABLE.c.person_id == whom.person_id)
    else:
        query = query.where(Unit.path.startswith(whom.path, autoescape=True))
    for sitting in db.execute(query).mappings().all():
        end = ends_at(terms_for(terms_of(row), _others(db, row, sitting)), sitting["started_at"])
        if sitting["ends_at"] is not None and end > sitting["ends_at"]:
            sittings.change_sitting(db, sitting["id"], ends_at=end)


def _others(db: Db, row: Row, sitting: Row) -> list[Exemption]:
    units = [int(part) for part in sitting["path"].strip("/").split("/") if part]
    found = papers.exemptions_for(db, row["id"], sitting["person_id"], units)
    return [
        Exemption(
            one["opens_at"],
            one["closes_at"],
            timedelta(minutes=one["minutes"]) if one["minutes"] else None,
            one["attempts"],
        )
        for one in found
    ]
