"""Questions of many hazards at once, for dashboards: numbers by month, class, place and unit. Pictures are drawn elsewhere.

``rows`` is always the condition of what the asker may see, days are inclusive, and ``edges`` are the borders of months:
one more than there are months.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, literal_column, select

from models.base import Db
from models.hazards import Hazard
from rules.hazard import COUNTED, OPEN, Status

Rows: TypeAlias = ColumnElement[bool]


def _spelt(statuses: Sequence[str]) -> ColumnElement[bool]:
    """Spelt out, so that an index of just these rows can be used."""
    return Hazard.status.in_([literal_column(f"'{status}'") for status in statuses])


IS_OPEN = _spelt(sorted(OPEN))
"""Word for word the condition of the index ``ix_hazard_open``."""

IS_LISTED = Hazard.status != Status.DRAFT
IS_COUNTED = _spelt(sorted(COUNTED))
APART = (Status.REDIRECTED, Status.REJECTED)
TENTHS = 10
"""Durations are counted in tenths of a day."""


def is_overdue(today: date) -> ColumnElement[bool]:
    """``rules.hazard.is_overdue`` said in SQL."""
    return and_(Hazard.status == literal_column("'assigned'"), Hazard.due_on < today)


def found_between(since: date, until: date) -> ColumnElement[bool]:
    return Hazard.happened_on.between(since, until)


def closed_between(start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(Hazard.closed_at >= start, Hazard.closed_at < end)


def _month(moment: Any, edges: Sequence[Any]) -> ColumnElement[int]:
    """Which month of the edges it falls into, from 0."""
    months = [(moment < edge, month) for month, edge in enumerate(edges[1:-1])]
    return case(*months, else_=len(edges) - 2) if months else literal_column("0")


def found_by_month(db: Db, rows: Rows, edges: Sequence[date]) -> list[int]:
    """What was found and is a hazard, by month. Each month is counted along the index: to group them costs more."""
    months = (
        and_(Hazard.happened_on >= first, Hazard.happened_on < after) for first, after in pairwise(edges)
    )
    counts = [select(func.count()).where(rows, IS_COUNTED, month).scalar_subquery() for month in months]
    return list(db.execute(select(*(count.label(f"m{at}") for at, count in enumerate(counts)))).one())


def days_to_close(db: Db, rows: Rows, edges: Sequence[datetime]) -> list[tuple[int, int, int]]:
    """What was closed: month, tenths of days it took, how many took as long."""
    month = _month(Hazard.closed_at, edges).label("month")
    took = _tenths(db.dialect.name).label("took")
    query = select(month, took, func.count()).where(rows, closed_between(edges[0], edges[-1]))
    return [(row[0], row[1], row[2]) for row in db.execute(query.group_by(month, took))]


def _tenths(dialect: str) -> ColumnElement[int]:
    if dialect == "postgresql":
        days: Any = func.extract("epoch", Hazard.closed_at - Hazard.reported_at) / 86400
        return cast(func.floor(days * TENTHS), Integer)
    days = func.julianday(Hazard.closed_at) - func.julianday(Hazard.reported_at)
    return cast(days * TENTHS, Integer)


def found_by_facts(db: Db, rows: Rows, since: date, until: date) -> list[tuple[str, str, str, int]]:
    """What was found and is a hazard: category, source, cause, how many."""
    facts = (Hazard.category, Hazard.source, Hazard.cause)
    query = select(*facts, func.count()).where(rows, IS_COUNTED, found_between(since, until)).group_by(*facts)
    return [(row[0], row[1], row[2], row[3]) for row in db.execute(query)]


def set_apart(db: Db, rows: Rows, since: date, until: date) -> dict[str, int]:
    """What was found in these days and turned out to be a repair, or no hazard."""
    query = select(Hazard.status, func.count()).where(rows, _spelt(APART), found_between(since, until))
    return dict(db.execute(query.group_by(Hazard.status)).all())


def come_back(db: Db, rows: Rows, since: date, until: date) -> list[tuple[str, str, int]]:
    """Recurrences found in these days: place as it was told, cause, how many."""
    again = and_(rows, IS_COUNTED, Hazard.likeness == "again", found_between(since, until))
    facts = (Hazard.place_text, Hazard.cause)
    query = select(*facts, func.count()).where(again).group_by(*facts)
    return [(row[0], row[1], row[2]) for row in db.execute(query)]


def open_by_tier(db: Db, rows: Rows) -> dict[str, int]:
    """What is not put right yet, by who has to."""
    query = select(Hazard.tier, func.count()).where(rows, IS_OPEN, IS_LISTED).group_by(Hazard.tier)
    return dict(_pairs(db, query))


def overdue_by_unit(db: Db, rows: Rows, today: date) -> list[tuple[int, int | None, int]]:
    """What is overdue: hospital, department, how many."""
    where = (Hazard.unit_id, Hazard.department_id)
    query = select(*where, func.count()).where(rows, IS_OPEN, is_overdue(today)).group_by(*where)
    return [(row[0], row[1], row[2]) for row in db.execute(query)]


def _pairs(db: Db, query: Any) -> list[tuple[Any, int]]:
    return [(row[0], row[1]) for row in db.execute(query)]
