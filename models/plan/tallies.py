"""Counters of the official table: appended in the writer's transaction, folded by the clock, proven by the recount.

What adds up is counted by node and day. People are counted once: each has the day they last did something, so that
whoever did anything since a day is whoever's last day is not before it; that adds up by node and day as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    bindparam,
    delete,
    exists,
    insert,
    literal,
    or_,
    select,
    text,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, table_of
from models.once import INSERTS, upsert
from models.people import Person
from models.prepared import Prepared

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
    """The last day on which a person (or a unit) did what a measure counts, and on which day the counters have them.

    ``waits`` while these two differ: a database that only compared them would not know how few they are.
    """

    __tablename__ = "last_day"
    __table_args__ = (
        Index("ix_last_day_unit", "unit_id", "measure", "last_on"),
        Index(
            "ix_last_day_waiting",
            "unit_id",
            sqlite_where=text("waits = 1"),
            postgresql_where=text("waits"),
        ),
        {"sqlite_with_rowid": False},
    )

    measure: Mapped[str] = mapped_column(primary_key=True)
    who_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    last_on: Mapped[date]
    counted_on: Mapped[date]
    waits: Mapped[bool]


DELTAS, TABLE, LAST = table_of(Delta), table_of(Tally), table_of(LastDay)
NEVER = date.min
"""A day that no counter has: of somebody new."""
WAITS = LAST.c.waits
THIS = (LAST.c.measure == bindparam("of_measure"), LAST.c.who_id == bindparam("who"))
APPEND = Prepared(insert(DELTAS))
HOLD_LAST = Prepared(select(LAST).where(*THIS).with_for_update())
COUNTED = Prepared(update(LAST).where(*THIS).values(counted_on=LAST.c.last_on, waits=False))
APPENDED = Prepared(
    select(literal(1).label("one")).where(
        or_(exists(select(DELTAS.c.id)), exists(select(LAST.c.unit_id).where(WAITS)))
    )
)


def count(db: Db, unit_id: int, cell: str, day: date, by: int = 1) -> None:
    """``by`` more (or fewer) of this on this day in this unit."""
    APPEND.run(db, unit_id=unit_id, cell=cell, day=day, by=by)


def person_did(db: Db, person_id: int, day: date, *measures: str) -> None:
    """Somebody did what each measure counts; only a newer day changes anything. People of other firms do not count."""
    named = {f"measure_{nth}": measure for nth, measure in enumerate(measures)}
    _doing(db.dialect.name, len(measures)).run(db, person=person_id, day=day, **named)


def unit_did(db: Db, measure: str, unit_id: int, day: date) -> None:
    """A unit did what ``measure`` counts."""
    _standing(db.dialect.name).run(
        db, measure=measure, who_id=unit_id, unit_id=unit_id, last_on=day, counted_on=NEVER, waits=True
    )


NAMES = ("measure", "who_id", "unit_id", "last_on", "counted_on", "waits")


@cache
def _doing(dialect: str, measures: int) -> Prepared:
    """One statement for all that somebody did at once: each statement costs more than the row it writes."""
    named = [bindparam(f"measure_{nth}", type_=LAST.c.measure.type) for nth in range(measures)]
    did = union_all(*(select(name.label("measure")) for name in named)).subquery()
    mine = (Person.id == bindparam("person"), Person.outside.is_(False))
    whose = select(
        did.c.measure,
        Person.id,
        Person.home_id,
        bindparam("day", type_=LAST.c.last_on.type),
        literal(NEVER, LAST.c.counted_on.type),
        true(),
    )
    return Prepared(_if_newer(INSERTS[dialect](LAST).from_select(NAMES, whose.where(*mine))))


@cache
def _standing(dialect: str) -> Prepared:
    return Prepared(_if_newer(INSERTS[dialect](LAST)))


def _if_newer(added: Any) -> Any:
    """Two at once do not have to know of each other: the later day stands."""
    newer = LAST.c.last_on < added.excluded.last_on
    changed = {"last_on": added.excluded.last_on, "waits": true()}
    return added.on_conflict_do_update(index_elements=["measure", "who_id"], set_=changed, where=newer)


def recount_later(db: Db, who: str, who_id: int) -> None:
    """Something was taken back: the clock finds out the last days of this person (or unit) anew."""
    count(db, who_id, f"{RECOUNT}{who}", date.min, 0)


def hold_measures(db: Db, person_id: int) -> list[str]:
    """What is counted of a person (of units only ``acting`` is), kept from changing until this unit of work ends."""
    mine = (LAST.c.who_id == person_id, LAST.c.measure != "acting")
    return list(db.execute(select(LAST.c.measure).where(*mine).with_for_update()).scalars())


def is_anything_appended(db: Db) -> bool:
    """Whether there is anything to fold."""
    return APPENDED.first(db) is not None


def set_last(db: Db, measure: str, who_id: int, unit_id: int, day: date | None) -> None:
    """The last day as it was found out anew; None: never."""
    last = HOLD_LAST.first(db, of_measure=measure, who=who_id)
    if last is not None:
        if (last["last_on"], last["unit_id"]) == (day, unit_id):
            return
        db.execute(delete(LAST).where(LAST.c.measure == measure, LAST.c.who_id == who_id))
        if last["counted_on"] != NEVER:
            count(db, last["unit_id"], measure, last["counted_on"], -1)
    if day is not None:
        _standing(db.dialect.name).run(
            db, measure=measure, who_id=who_id, unit_id=unit_id, last_on=day, counted_on=NEVER, waits=True
        )


@dataclass(frozen=True)
class Folded:
    """What one fold did: how many lines, and whose last days must be found out anew."""

    lines: int
    people: tuple[int, ...] = ()
    units: tuple[int, ...] = ()


Sums = dict[tuple[int, str, date], int]


def fold(db: Db, ancestors: Mapping[int, Sequence[int]]) -> Folded:
    """Add what was appended, and who has a newer day, to the counters of each unit and of the nodes above it.

    ``ancestors`` gives for a unit every node that counts it, itself included; what nobody counts is dropped.
    """
    lines, people = _taken(db), _moved(db)
    sums: Sums = {}
    again: dict[str, set[int]] = {PERSON: set(), UNIT: set()}
    for unit_id, cell, *_ in lines:
        if cell.startswith(RECOUNT):
            again[cell.removeprefix(RECOUNT)].add(unit_id)
    for unit_id, cell, day, by in (*lines, *people):
        for node in ancestors.get(unit_id, ()) if by else ():
            sums[node, cell, day] = sums.get((node, cell, day), 0) + by
    for (node, cell, day), by in sorted(sums.items()):
        if by:
            upsert(db, TABLE, {"node_id": node, "cell": cell, "day": day}, {"n": by}, n=TABLE.c.n + by)
    return Folded(len(lines) + len(people), tuple(sorted(again[PERSON])), tuple(sorted(again[UNIT])))


Line = tuple[int, str, date, int]


def _taken(db: Db) -> list[Line]:
    some = select(DELTAS.c.id).order_by(DELTAS.c.id).limit(FOLD_AT_ONCE).with_for_update(skip_locked=True)
    gone = delete(DELTAS).where(DELTAS.c.id.in_(some)).returning(DELTAS)
    return [(line.unit_id, line.cell, line.day, line.by) for line in db.execute(gone)]


def _moved(db: Db) -> list[Line]:
    """Those whose last day is not the one that is counted; from now on it is."""
    query = select(LAST).where(WAITS).limit(FOLD_AT_ONCE).with_for_update(skip_locked=True)
    rows = db.execute(query).all()
    if rows:
        COUNTED.run_all(db, [{"of_measure": row.measure, "who": row.who_id} for row in rows])
    gone = [(row.unit_id, row.measure, row.counted_on, -1) for row in rows if row.counted_on != NEVER]
    return [*((row.unit_id, row.measure, row.last_on, 1) for row in rows), *gone]
