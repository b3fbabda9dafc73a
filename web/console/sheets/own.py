"""What a union above did itself: the records behind the cells nobody below fills in, and the same figure of any city."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy import func, select

from models.base import Db, Row
from models.plan import below, facts
from models.plan.deeds import ATTENDANCES
from models.plan.deeds import TABLE as DEEDS
from models.units import TABLE as UNITS
from rules.plan.document import CellRule
from web.console.days import day_of

Days = tuple[date, date]


@dataclass(frozen=True)
class Record:
    """One record: what it was, where its page is, and how much of the figure it is."""

    words: str
    link: str
    number: int


def is_own(rule: CellRule) -> bool:
    """Whether hospitals leave the cell alone."""
    return "unit" not in rule.whom


def number_of(db: Db, city: Row, rule: CellRule, days: Days) -> int:
    """Such a cell of one city as it is now."""
    return COUNTS[rule.rule](db, str(city["path"]), rule, days)


def records_of(db: Db, union: Row, rule: CellRule, days: Days) -> list[Record]:
    """What such a cell of a city is made of, oldest first."""
    if rule.rule == "units-in-care":
        return _in_care(db, union, days[1])
    if rule.rule == "person-times":
        return _visits(db, union, days)
    return _held(db, union, rule, days)


def _in_care(db: Db, union: Row, day: date) -> list[Record]:
    running = {
        one.unit_id
        for one in facts.care_facts(db, union["id"])
        if one.from_on <= day and (one.to_on is None or one.to_on >= day)
    }
    return [Record(name, url_for("console.cadres"), 1) for name in _names(db, running).values()]


def _visits(db: Db, union: Row, days: Days) -> list[Record]:
    visits = facts.visits_between(db, union["id"], *days)
    names = _names(db, {visit.unit_id for visit in visits})
    return [
        Record(
            f"{day_of(visit.day)} {names.get(visit.unit_id, '一家单位')}",
            url_for("console.visit", deed_id=visit.deed_id),
            visit.cadres,
        )
        for visit in visits
    ]


def _held(db: Db, union: Row, rule: CellRule, days: Days) -> list[Record]:
    """Sessions the union led; of leaders, how many came to each."""
    leaders = (
        select(func.count())
        .where(ATTENDANCES.c.deed_id == DEEDS.c.id, ATTENDANCES.c.is_leader)
        .correlate(DEEDS)
        .scalar_subquery()
    )
    held = below.sessions_of_cities(db, union["path"], rule.kinds, *days)
    query = select(DEEDS.c.id, DEEDS.c.happened_on, DEEDS.c.title, leaders.label("came"))
    rows = db.execute(query.where(DEEDS.c.id.in_(held)).order_by(DEEDS.c.happened_on, DEEDS.c.id))
    is_sessions = rule.rule == "sessions"
    return [
        Record(
            f"{day_of(row.happened_on)} {row.title or '没写题目'}",
            url_for("console.deed", deed_id=row.id),
            1 if is_sessions else row.came,
        )
        for row in rows
    ]


def _names(db: Db, keys: set[int]) -> dict[int, str]:
    query = select(UNITS.c.id, UNITS.c.name).where(UNITS.c.id.in_(keys)).order_by(UNITS.c.path)
    return {row.id: row.name for row in db.execute(query)}


COUNTS: Mapping[str, Callable[[Db, str, CellRule, Days], int]] = {
    "sessions": lambda db, path, rule, days: len(below.sessions_of_cities(db, path, rule.kinds, *days)),
    "leaders-at": lambda db, path, rule, days: below.leaders_at(db, path, rule.kinds, *days),
    "units-in-care": lambda db, path, rule, days: below.units_in_care(db, path, days[1]),
    "person-times": lambda db, path, rule, days: below.person_times(db, path, *days),
}
