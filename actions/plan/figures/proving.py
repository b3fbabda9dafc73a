"""The proof of the counters: every one of them counted anew out of the records, by SQL of its own, and put right.

Nothing of ``actions.plan.figures.counting`` is used to count. A difference is what one statement saw in one moment, so that it
stays true however much is written meanwhile; a node above is proven against the nodes right below it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby

from sqlalchemy import func, select

from models import hazards
from models.base import Db
from models.hazards import TABLE as HAZARDS
from models.once import upsert
from models.people import ON_ROLL, count_rolls
from models.plan import recounts, tallies
from models.plan.below import NODES
from models.plan.tallies import DELTAS, PERSON, RECOUNT, UNIT
from models.plan.tallies import TABLE as TALLIES
from models.units import TABLE as UNITS

HAZARD = "hazard"
"""The cell of a difference that is one hazard's: what its row says it counts as."""
ROLL = "roll"
"""The cell of a difference that is how many people a hospital has."""


@dataclass(frozen=True)
class Difference:
    """One figure that is not what the records say. ``day`` None: it is about a last day, and there should be none.

    ``who`` is the person or unit of a last day, or the hazard of a mark; then ``counted`` and ``recounted`` say
    whether the right day stood there, or what the mark was and should be.
    """

    node: int
    cell: str
    day: date | None
    counted: int
    recounted: int
    who: int | None = None


def chunks(db: Db, size: int) -> Iterator[list[int]]:
    """Every node that counts, so many at a time; whatever lies below another one comes before it."""
    rows = db.execute(select(UNITS.c.id, UNITS.c.path).where(UNITS.c.kind.in_(NODES))).all()
    deepest = sorted(rows, key=lambda row: (-row.path.count("/"), row.id))
    for _, level in groupby(deepest, key=lambda row: row.path.count("/")):
        ids = [row.id for row in level]
        yield from (ids[start : start + size] for start in range(0, len(ids), size))


def differences(
    db: Db, zone: tzinfo, unit_ids: Collection[int], cells: Collection[str] | None = None
) -> list[Difference]:
    """Whatever is not as the records say in these nodes, or of these cells alone. What waits to be found out anew is left."""
    nodes = sorted(unit_ids)
    found = [*_marks(db, nodes), *_sums(db, nodes, cells), *_last_days(db, nodes, zone), *_acting(db, nodes)]
    found += _rolls(db, nodes)
    return [one for one in found if cells is None or one.cell in cells]


def repair(db: Db, found: Sequence[Difference]) -> int:
    """Put right what was found in this unit of work; how much that was. Last days are found out by the next fold."""
    for one in found:
        if one.cell == ROLL:
            count_rolls(db, [one.node])
        elif one.who is None:
            _add(db, one, one.recounted - one.counted)
        elif one.cell == HAZARD:
            _mark(db, one.who, one.counted, one.recounted)
        else:
            tallies.recount_later(db, UNIT if one.cell == "acting" else PERSON, one.who)
    return len(found)


def _add(db: Db, one: Difference, by: int) -> None:
    key = {"node_id": one.node, "cell": one.cell, "day": one.day}
    upsert(db, TALLIES, key, {"n": by}, n=TALLIES.c.n + by)


def _mark(db: Db, hazard_id: int, was: int, now: int) -> None:
    """What a hazard counts as, unless somebody moved it meanwhile."""
    if hazards.hold_hazard(db, hazard_id)["tallied"] == was:
        hazards.change_hazard(db, hazard_id, tallied=now)


def _rolls(db: Db, nodes: Sequence[int]) -> list[Difference]:
    query = select(UNITS.c.id, UNITS.c.on_roll, ON_ROLL).where(
        UNITS.c.id.in_(nodes), UNITS.c.on_roll != ON_ROLL
    )
    return [
        Difference(node, ROLL, None, was, now) for node, was, now in db.execute(query.order_by(UNITS.c.id))
    ]


def _marks(db: Db, nodes: Sequence[int]) -> list[Difference]:
    query = select(
        HAZARDS.c.unit_id, HAZARDS.c.happened_on, HAZARDS.c.tallied, recounts.MASK, HAZARDS.c.id
    ).where(HAZARDS.c.unit_id.in_(nodes), HAZARDS.c.tallied != recounts.MASK)
    return [Difference(row[0], HAZARD, *row[1:]) for row in db.execute(query.order_by(HAZARDS.c.id))]


def _sums(db: Db, nodes: Sequence[int], cells: Collection[str] | None) -> list[Difference]:
    """The counters by node, cell and day, in one statement."""
    lines = recounts.sums(nodes).subquery()
    node, cell, day, counted, recounted = lines.c
    was, is_really = func.sum(counted), func.sum(recounted)
    query = select(node, cell, day, was, is_really).group_by(node, cell, day).having(was != is_really)
    if cells is not None:
        query = query.where(cell.in_(cells))
    rows = db.execute(query.order_by(node, cell, day))
    return [Difference(row[0], row[1], row[2], int(row[3]), int(row[4])) for row in rows]


def _last_days(db: Db, nodes: Sequence[int], zone: tzinfo) -> list[Difference]:
    """Last days of people, in one statement; the day of a quiz is that of our zone."""
    lines = recounts.last_days(nodes).subquery()
    who, unit, measure, kept, done, at = lines.c
    query = select(who, unit, measure, func.max(kept), func.max(done), func.max(at)).group_by(
        who, unit, measure
    )
    waiting = _waiting(db, PERSON)
    found = []
    for row in db.execute(query.order_by(who, measure, unit)):
        day = _later(row[4], row[5], zone)
        if row[3] != day and row[0] not in waiting:
            found.append(
                Difference(row[1], row[2], day, int(row[3] is not None), int(day is not None), row[0])
            )
    return found


def _later(day: date | None, at: datetime | None, zone: tzinfo) -> date | None:
    days = [one for one in (day, at.astimezone(zone).date() if at else None) if one is not None]
    return max(days, default=None)


def _acting(db: Db, nodes: Sequence[int]) -> list[Difference]:
    """Last days on which units led or held something."""
    lines = recounts.acting(nodes).subquery()
    kept, done = func.max(lines.c.kept), func.max(lines.c.done)
    query = select(lines.c.who, lines.c.unit, kept, done).group_by(lines.c.who, lines.c.unit)
    waiting = _waiting(db, UNIT)
    return [
        Difference(unit, "acting", day, int(was is not None), int(day is not None), who)
        for who, unit, was, day in db.execute(query.order_by(lines.c.who))
        if was != day and who not in waiting
    ]


def _waiting(db: Db, who: str) -> set[int]:
    """Who is to be found out anew anyway."""
    return set(db.execute(select(DELTAS.c.unit_id).where(DELTAS.c.cell == f"{RECOUNT}{who}")).scalars())
