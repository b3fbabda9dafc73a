"""What the counters of the official table say, with what waits to be folded. Who writes them is ``tallies``."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import CompoundSelect, func, literal, select, union_all

from models.base import Db
from models.plan.deeds import ORGANISERS
from models.plan.deeds import TABLE as DEEDS
from models.plan.tallies import DELTAS, LAST, NEVER, TABLE, WAITS
from models.units import TABLE as UNITS
from models.units import Units


def waiting() -> CompoundSelect[int, str, date, int]:
    """What the counters do not know yet: unit, cell, day and how many more."""
    more = select(LAST.c.unit_id, LAST.c.measure, LAST.c.last_on, literal(1)).where(WAITS)
    fewer = select(LAST.c.unit_id, LAST.c.measure, LAST.c.counted_on, literal(-1))
    return union_all(
        select(DELTAS.c.unit_id.label("unit_id"), DELTAS.c.cell, DELTAS.c.day, DELTAS.c.by),
        more,
        fewer.where(WAITS, LAST.c.counted_on != NEVER),
    )


def acting_units(db: Db, units: Units, first: date, last: date) -> int:
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


Coming = Sequence[tuple[int, str, int]]
"""Unit, cell and how many more: what the counters do not know yet."""


def coming(db: Db, units: Units, first: date, last: date) -> Coming:
    """What waits to be folded of these units in these days: the last half minute of a busy house."""
    lines = waiting().subquery()
    mine = (lines.c.unit_id.in_(units), lines.c.day.between(first, last))
    query = select(lines.c.unit_id, lines.c.cell, func.sum(lines.c.by)).where(*mine)
    rows = db.execute(query.group_by(lines.c.unit_id, lines.c.cell))
    return [(unit, cell, int(by)) for unit, cell, by in rows]


def tallied(db: Db, node_id: int, first: date, last: date, fresh: Coming = ()) -> dict[str, int]:
    """How many of each cell in these days, with what is coming from below."""
    days = (TABLE.c.node_id == node_id, TABLE.c.day >= first, TABLE.c.day <= last)
    query = select(TABLE.c.cell, func.sum(TABLE.c.n)).where(*days).group_by(TABLE.c.cell)
    found = {cell: int(n) for cell, n in db.execute(query)}
    for _, cell, by in fresh:
        found[cell] = found.get(cell, 0) + by
    return found


def tallied_of(
    db: Db, nodes: Units, cells: Sequence[str], first: date, last: date, fresh: Coming = ()
) -> dict[int, dict[str, int]]:
    """How many of these cells in these days, for many nodes at once; those with none are left out."""
    some = (TABLE.c.node_id.in_(nodes), TABLE.c.cell.in_(cells), TABLE.c.day.between(first, last))
    query = select(TABLE.c.node_id, TABLE.c.cell, func.sum(TABLE.c.n)).where(*some)
    rows = db.execute(query.group_by(TABLE.c.node_id, TABLE.c.cell)).all()
    found: dict[int, dict[str, int]] = {}
    for node, cell, n in (*rows, *(line for line in fresh if line[1] in cells)):
        counts = found.setdefault(node, {})
        counts[cell] = counts.get(cell, 0) + int(n)
    return found
