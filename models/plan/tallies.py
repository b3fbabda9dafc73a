"""Counters of the official table: appended in the writer's transaction, folded by the clock, proven by the recount.

What adds up is counted by node and day. People are counted once: each has the day they last did something, so that
whoever did anything since a day is whoever's last day is not before it; that adds up by node and day as well.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, table_of
from models.once import insert_once, upsert
from models.plan.deeds import ORGANISERS
from models.plan.deeds import TABLE as DEEDS
from models.prepared import Prepared
from models.units import TABLE as UNITS

FOLD_AT_ONCE = 200
"""Lines in one unit of work; one of them may mean that a person is looked at again, about a millisecond each."""
PERSON, UNIT = "person", "unit"
RECOUNT = "recount:"


class Delta(Base):
    """What one deed adds to a counter of a unit, until it is folded."""

    __tablename__ = "tally_delta"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit_id: Mapped[int]
    cell: Mapped[str]
    day: Mapped[date]
    by: Mapped[int]


class Tally(Base):
    """How many on one day in one node: a hospital, and every node above it."""

    __tablename__ = "tally"
    __table_args__ = ({"sqlite_with_rowid": False},)

    node_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cell: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    n: Mapped[int]


class LastDay(Base):
    """The last day on which a person (or a unit) did what a measure counts."""

    __tablename__ = "last_day"
    __table_args__ = (
        Index("ix_last_day_unit", "unit_id", "measure", "last_on"),
        {"sqlite_with_rowid": False},
    )

    measure: Mapped[str] = mapped_column(primary_key=True)
    who_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    last_on: Mapped[date]


DELTAS, TABLE, LAST = table_of(Delta), table_of(Tally), table_of(LastDay)
APPEND = Prepared(insert(DELTAS))
FIND_LAST = Prepared(
    select(LAST.c.last_on, LAST.c.unit_id).where(
        LAST.c.measure == bindparam("of_measure"), LAST.c.who_id == bindparam("who")
    )
)
MOVE_LAST = Prepared(
    update(LAST).where(
        LAST.c.measure == bindparam("of_measure"),
        LAST.c.who_id == bindparam("who"),
        LAST.c.last_on == bindparam("as_read"),
    )
)


def count(db: Db, unit_id: int, cell: str, day: date, by: int = 1) -> None:
    """``by`` more (or fewer) of this on this day in this unit."""
    APPEND.run(db, unit_id=unit_id, cell=cell, day=day, by=by)


def did(db: Db, measure: str, who_id: int, day: date, unit_of: Callable[[], int | None]) -> None:
    """Somebody did what ``measure`` counts; only the first time on a newer day changes anything.

    ``unit_of`` says where they belong, and is asked only of somebody new; None: they do not count.
    """
    last = FIND_LAST.first(db, of_measure=measure, who=who_id)
    while last is not None:
        if last["last_on"] >= day:
            return
        if MOVE_LAST.run(db, of_measure=measure, who=who_id, as_read=last["last_on"], last_on=day) == 1:
            count(db, last["unit_id"], measure, last["last_on"], -1)
            count(db, last["unit_id"], measure, day)
            return
        last = FIND_LAST.first(db, of_measure=measure, who=who_id)  # somebody was faster
    unit_id = unit_of()
    if unit_id is not None and insert_once(
        db, LastDay, measure=measure, who_id=who_id, unit_id=unit_id, last_on=day
    ):
        count(db, unit_id, measure, day)


def recount_later(db: Db, who: str, who_id: int) -> None:
    """Something was taken back: the clock finds out the last days of this person (or unit) anew."""
    count(db, who_id, f"{RECOUNT}{who}", date.min, 0)


def last_day(db: Db, measure: str, who_id: int) -> date | None:
    """The last day on which somebody did it."""
    found = FIND_LAST.first(db, of_measure=measure, who=who_id)
    return found["last_on"] if found else None


def measures_of(db: Db, person_id: int) -> list[str]:
    """What is counted of a person; of units only ``acting`` is."""
    mine = (LAST.c.who_id == person_id, LAST.c.measure != "acting")
    return list(db.execute(select(LAST.c.measure).where(*mine)).scalars())


def is_anything_appended(db: Db) -> bool:
    """Whether there is anything to fold."""
    return db.execute(select(DELTAS.c.id).limit(1)).first() is not None


def set_last(db: Db, measure: str, who_id: int, unit_id: int, day: date | None) -> None:
    """The last day as it was found out anew; None: never."""
    last = FIND_LAST.first(db, of_measure=measure, who=who_id)
    if last is not None:
        if (last["last_on"], last["unit_id"]) == (day, unit_id):
            return
        this = (LAST.c.measure == measure, LAST.c.who_id == who_id, LAST.c.last_on == last["last_on"])
        if db.execute(delete(LAST).where(*this)).rowcount == 0:
            return  # somebody did something meanwhile, and is looked at again because of that
        count(db, last["unit_id"], measure, last["last_on"], -1)
    if day is not None and insert_once(
        db, LastDay, measure=measure, who_id=who_id, unit_id=unit_id, last_on=day
    ):
        count(db, unit_id, measure, day)


@dataclass(frozen=True)
class Folded:
    """What one fold did: how many lines, and whose last days must be found out anew."""

    lines: int
    people: tuple[int, ...] = ()
    units: tuple[int, ...] = ()


def fold(db: Db, ancestors: Mapping[int, Sequence[int]]) -> Folded:
    """Add what was appended to the counters of each unit and of the nodes above it.

    ``ancestors`` gives for a unit every node that counts it, itself included; what nobody counts is dropped.
    """
    some = select(DELTAS.c.id).order_by(DELTAS.c.id).limit(FOLD_AT_ONCE).with_for_update(skip_locked=True)
    lines = db.execute(delete(DELTAS).where(DELTAS.c.id.in_(some)).returning(DELTAS)).all()
    sums: dict[tuple[int, str, date], int] = {}
    again: dict[str, set[int]] = {PERSON: set(), UNIT: set()}
    for line in lines:
        if line.cell.startswith(RECOUNT):
            again[line.cell.removeprefix(RECOUNT)].add(line.unit_id)
            continue
        for node in ancestors.get(line.unit_id, ()):
            key = (node, line.cell, line.day)
            sums[key] = sums.get(key, 0) + line.by
    for (node, cell, day), by in sorted(sums.items()):
        if by:
            upsert(db, TABLE, {"node_id": node, "cell": cell, "day": day}, {"n": by}, n=TABLE.c.n + by)
    return Folded(len(lines), tuple(sorted(again[PERSON])), tuple(sorted(again[UNIT])))


def acting_units(db: Db, units: Sequence[int], first: date, last: date) -> int:
    """How many of these hospitals organised anything in these days; a branch that is no legal person is none of its own.

    Only those whose last day lies further on are looked up among the deeds.
    """
    query = select(LAST.c.unit_id, LAST.c.last_on).join(UNITS, UNITS.c.id == LAST.c.unit_id)
    acting = (LAST.c.measure == "acting", LAST.c.last_on >= first, LAST.c.unit_id.in_(units))
    rows = db.execute(query.where(*acting, UNITS.c.kind == "unit", UNITS.c.is_legal)).all()
    sure = len([row for row in rows if row.last_on <= last])
    later = [row.unit_id for row in rows if row.last_on > last]
    return sure + (held_by(db, later, first, last) if later else 0)


def held_by(db: Db, units: Sequence[int], first: date, last: date) -> int:
    """How many of these units led or held anything in these days."""
    days = (DEEDS.c.happened_on.between(first, last), DEEDS.c.voided_at.is_(None))
    led = select(DEEDS.c.unit_id.label("unit_id")).where(DEEDS.c.unit_id.in_(units), *days)
    joint = select(ORGANISERS.c.unit_id.label("unit_id")).join(DEEDS, DEEDS.c.id == ORGANISERS.c.deed_id)
    every = led.union(joint.where(ORGANISERS.c.unit_id.in_(units), *days)).subquery()
    return int(db.execute(select(func.count()).select_from(every)).scalar_one())


def tallied(
    db: Db, node_id: int, first: date, last: date, units: Sequence[int] | None = None
) -> dict[str, int]:
    """How many of each cell in these days; ``units`` are those below whose unfolded lines count, too."""
    days = (TABLE.c.node_id == node_id, TABLE.c.day >= first, TABLE.c.day <= last)
    query = select(TABLE.c.cell, func.sum(TABLE.c.n)).where(*days).group_by(TABLE.c.cell)
    found = {cell: int(n) for cell, n in db.execute(query)}
    for cell, by in db.execute(_unfolded(first, last, units)):
        found[cell] = found.get(cell, 0) + int(by)
    return found


def _unfolded(first: date, last: date, units: Sequence[int] | None) -> Select[Any]:
    query = select(DELTAS.c.cell, func.sum(DELTAS.c.by)).where(DELTAS.c.day >= first, DELTAS.c.day <= last)
    if units is not None:
        query = query.where(DELTAS.c.unit_id.in_(units))
    return query.group_by(DELTAS.c.cell)


def tallied_of(db: Db, nodes: Sequence[int], first: date, last: date) -> dict[int, dict[str, int]]:
    """The same for many hospitals at once."""
    days = (TABLE.c.node_id.in_(nodes), TABLE.c.day >= first, TABLE.c.day <= last)
    query = select(TABLE.c.node_id, TABLE.c.cell, func.sum(TABLE.c.n)).where(*days)
    found: dict[int, dict[str, int]] = {node: {} for node in nodes}
    for node, cell, n in db.execute(query.group_by(TABLE.c.node_id, TABLE.c.cell)):
        found[node][cell] = int(n)
    waiting = (DELTAS.c.unit_id.in_(nodes), DELTAS.c.day >= first, DELTAS.c.day <= last)
    lines = select(DELTAS.c.unit_id, DELTAS.c.cell, func.sum(DELTAS.c.by)).where(*waiting)
    for node, cell, by in db.execute(lines.group_by(DELTAS.c.unit_id, DELTAS.c.cell)):
        found[node][cell] = found[node].get(cell, 0) + int(by)
    return found
