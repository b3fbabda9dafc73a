"""The proof of the counters: every one of them counted anew out of the records, by SQL of its own, and put right.

Nothing of ``actions.plan.counting`` is used to count. A difference is what one statement saw in one moment, so that it
stays true however much is written meanwhile; a node above is proven against the nodes right below it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from models import hazards
from models.base import Db, Moment
from models.hazards import TABLE as HAZARDS
from models.history import TABLE as LINES
from models.listings import TABLE as LISTINGS
from models.once import upsert
from models.people import ON_ROLL, Person, count_rolls
from models.plan import tallies
from models.plan.below import NODES
from models.plan.deeds import ATTENDANCES, ORGANISERS
from models.plan.deeds import TABLE as DEEDS
from models.plan.tallies import DELTAS, LAST, PERSON, RECOUNT, UNIT
from models.plan.tallies import TABLE as TALLIES
from models.quiz.sittings import DROPPED
from models.quiz.sittings import TABLE as SITTINGS
from models.units import TABLE as UNITS

HAZARD = "hazard"
"""The cell of a difference that is one hazard's: what its row says it counts as."""
ROLL = "roll"
"""The cell of a difference that is how many people a hospital has."""
NO_DAY, NO_MOMENT = cast(null(), Date), cast(null(), Moment())
CONFIRMS, TAKES_BACK = ("assign", "close", "verify"), ("reject", "merge", "redirect")
LAST_WORD = (
    select(LINES.c.verb)
    .where(LINES.c.hazard_id == HAZARDS.c.id, LINES.c.verb.in_((*CONFIRMS, *TAKES_BACK)))
    .order_by(LINES.c.seq.desc())
    .limit(1)
    .correlate(HAZARDS)
    .scalar_subquery()
)
"""The last time anybody said that it is a hazard, or that it is none: what waits again is what it was."""
CONFIRMED = or_(
    HAZARDS.c.status.in_(("assigned", "closed")),
    and_(HAZARDS.c.status.in_(("reported", "fixed")), LAST_WORD.in_(CONFIRMS)),
)
EVER_LISTED = exists().where(LISTINGS.c.hazard_id == HAZARDS.c.id, LISTINGS.c.listed_on.is_not(None))
IS_CLOSED = HAZARDS.c.closed_at.is_not(None)
APART = case((HAZARDS.c.kind == "occupational", ":occupational"), else_="")
MASK = case(
    (
        CONFIRMED,
        1
        + case((EVER_LISTED, 2), else_=0)
        + case((IS_CLOSED, 4), else_=0)
        + case((HAZARDS.c.kind == "occupational", 8), else_=0),
    ),
    else_=0,
)
BODIES = cast(DEEDS.c.bodies, String)
BY_UNION = or_(BODIES.contains('"union"'), BODIES.contains('"above"'))
HELD_BY = case((BY_UNION, ":union"), else_=":wards")
STANDS = DEEDS.c.voided_at.is_(None)
AT = literal("at:") + DEEDS.c.kind


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
    query = select(HAZARDS.c.unit_id, HAZARDS.c.happened_on, HAZARDS.c.tallied, MASK, HAZARDS.c.id).where(
        HAZARDS.c.unit_id.in_(nodes), HAZARDS.c.tallied != MASK
    )
    return [Difference(row[0], HAZARD, *row[1:]) for row in db.execute(query.order_by(HAZARDS.c.id))]


def _sums(db: Db, nodes: Sequence[int], cells: Collection[str] | None) -> list[Difference]:
    """The counters by node, cell and day, in one statement."""
    lines = union_all(
        *_counted(nodes), *_below(nodes), *_hazards(nodes), *_deeds(nodes), _days(nodes)
    ).subquery()
    node, cell, day, counted, recounted = lines.c
    was, is_really = func.sum(counted), func.sum(recounted)
    query = select(node, cell, day, was, is_really).group_by(node, cell, day).having(was != is_really)
    if cells is not None:
        query = query.where(cell.in_(cells))
    rows = db.execute(query.order_by(node, cell, day))
    return [Difference(row[0], row[1], row[2], int(row[3]), int(row[4])) for row in rows]


def _counted(nodes: Sequence[int]) -> list[Select[Any]]:
    """What stands there, and what is on its way."""
    folded = select(
        TALLIES.c.node_id.label("node"),
        TALLIES.c.cell.label("cell"),
        TALLIES.c.day.label("day"),
        TALLIES.c.n.label("counted"),
        literal(0).label("recounted"),
    )
    lines = tallies.waiting().subquery()
    coming = select(*lines.c, literal(0)).where(lines.c.unit_id.in_(nodes))
    return [folded.where(TALLIES.c.node_id.in_(nodes)), coming]


def _below(nodes: Sequence[int]) -> list[Select[Any]]:
    """What the nodes right below have; they were proven before."""
    joined = TALLIES.join(UNITS, UNITS.c.id == TALLIES.c.node_id)
    query = select(UNITS.c.parent_id, TALLIES.c.cell, TALLIES.c.day, literal(0), TALLIES.c.n)
    return [query.select_from(joined).where(UNITS.c.parent_id.in_(nodes), UNITS.c.kind.in_(NODES))]


def _hazards(nodes: Sequence[int]) -> list[Select[Any]]:
    said = (
        ("found", CONFIRMED),
        ("listed", and_(CONFIRMED, EVER_LISTED)),
        ("closed", and_(CONFIRMED, IS_CLOSED)),
    )
    return [_own(HAZARDS, literal(name) + APART, func.count(), nodes).where(counts) for name, counts in said]


def _deeds(nodes: Sequence[int]) -> list[Select[Any]]:
    heads = func.sum(DEEDS.c.attested)
    kind = DEEDS.c.kind + HELD_BY
    return [
        _own(DEEDS, literal("held:") + kind, func.count(), nodes).where(STANDS),
        _own(DEEDS, literal("heads"), heads, nodes).where(STANDS, DEEDS.c.attested > 0),
        _own(DEEDS, literal("heads:") + kind, heads, nodes).where(STANDS, DEEDS.c.attested > 0),
    ]


def _own(table: Any, cell: ColumnElement[str], how_many: Any, nodes: Sequence[int]) -> Select[Any]:
    """Rows of a unit by day, in the shape of the others."""
    named = cell.label("of_cell")
    query = select(table.c.unit_id, named, table.c.happened_on, literal(0), how_many)
    return query.where(table.c.unit_id.in_(nodes)).group_by(table.c.unit_id, named, table.c.happened_on)


def _days(nodes: Sequence[int]) -> Select[Any]:
    """Everybody's last day counts once."""
    query = select(LAST.c.unit_id, LAST.c.measure, LAST.c.last_on, literal(0), func.count())
    return query.where(LAST.c.unit_id.in_(nodes)).group_by(LAST.c.unit_id, LAST.c.measure, LAST.c.last_on)


def _last_days(db: Db, nodes: Sequence[int], zone: tzinfo) -> list[Difference]:
    """Last days of people, in one statement; the day of a quiz is that of our zone."""
    lines = union_all(_last(nodes, LAST.c.measure != "acting"), *_acts(nodes)).subquery()
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


def _last(nodes: Sequence[int], which: ColumnElement[bool]) -> Select[Any]:
    query = select(
        LAST.c.who_id.label("who"),
        LAST.c.unit_id.label("unit"),
        LAST.c.measure.label("measure"),
        LAST.c.last_on.label("kept"),
        NO_DAY.label("done"),
        NO_MOMENT.label("at"),
    )
    return query.where(LAST.c.unit_id.in_(nodes), which)


def _acts(nodes: Sequence[int]) -> list[Select[Any]]:
    """What people of these units took part in: reports with a name, deeds, and quizzes handed in."""
    ours = (Person.home_id.in_(nodes), Person.outside.is_(False))
    reports = _act(literal("any"), HAZARDS.c.happened_on, NO_MOMENT).join(
        HAZARDS, HAZARDS.c.person_id == Person.id
    )
    deeds = [
        _act(measure, DEEDS.c.happened_on, NO_MOMENT)
        .join(ATTENDANCES, ATTENDANCES.c.person_id == Person.id)
        .join(DEEDS, DEEDS.c.id == ATTENDANCES.c.deed_id)
        .where(*ours, STANDS, *more)
        for measure, more in ((literal("any"), ()), (AT, (BY_UNION,)))
    ]
    sat = _act(literal("any"), NO_DAY, SITTINGS.c.handed_in_at).join(
        SITTINGS, SITTINGS.c.person_id == Person.id
    )
    handed_in = (SITTINGS.c.handed_in_at.is_not(None), SITTINGS.c.handed_in_by != DROPPED)
    return [
        reports.where(*ours, HAZARDS.c.status.not_in(("draft", "withdrawn"))),
        *deeds,
        sat.where(*ours, *handed_in),
    ]


def _act(measure: ColumnElement[str], day: Any, at: Any) -> Select[Any]:
    return select(Person.id, Person.home_id, measure, NO_DAY, day, at).select_from(Person)


def _later(day: date | None, at: datetime | None, zone: tzinfo) -> date | None:
    days = [one for one in (day, at.astimezone(zone).date() if at else None) if one is not None]
    return max(days, default=None)


def _acting(db: Db, nodes: Sequence[int]) -> list[Difference]:
    """Last days on which units led or held something."""
    led = select(DEEDS.c.unit_id, DEEDS.c.unit_id, literal("acting"), NO_DAY, DEEDS.c.happened_on, NO_MOMENT)
    beside = (
        select(
            ORGANISERS.c.unit_id,
            ORGANISERS.c.unit_id,
            literal("acting"),
            NO_DAY,
            DEEDS.c.happened_on,
            NO_MOMENT,
        )
        .join(DEEDS, DEEDS.c.id == ORGANISERS.c.deed_id)
        .where(ORGANISERS.c.unit_id.in_(nodes), STANDS)
    )
    own = led.where(DEEDS.c.unit_id.in_(nodes), STANDS)
    lines = union_all(_last(nodes, LAST.c.measure == "acting"), own, beside).subquery()
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
