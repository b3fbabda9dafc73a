"""Every counter of the official table beside what the records say, as questions. Nothing of ``counting`` is used to count."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
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

from models.base import Moment
from models.hazards import TABLE as HAZARDS
from models.history import TABLE as LINES
from models.listings import TABLE as LISTINGS
from models.people import Person
from models.plan.below import NODES
from models.plan.counters import waiting
from models.plan.deeds import ATTENDANCES, ORGANISERS
from models.plan.deeds import TABLE as DEEDS
from models.plan.tallies import LAST
from models.plan.tallies import TABLE as TALLIES
from models.quiz.sittings import DROPPED
from models.quiz.sittings import TABLE as SITTINGS
from models.units import TABLE as UNITS

Sums = CompoundSelect[Any]
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


def sums(nodes: Sequence[int]) -> Sums:
    """Node, cell and day, how many are counted and how many there are; each line knows one of the two."""
    return union_all(*_counted(nodes), *_below(nodes), *_hazards(nodes), *_deeds(nodes), _days(nodes))


def _counted(nodes: Sequence[int]) -> list[Select[Any]]:
    """What stands there, and what is on its way."""
    folded = select(
        TALLIES.c.node_id.label("node"),
        TALLIES.c.cell.label("cell"),
        TALLIES.c.day.label("day"),
        TALLIES.c.n.label("counted"),
        literal(0).label("recounted"),
    )
    lines = waiting().subquery()
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


def last_days(nodes: Sequence[int]) -> Sums:
    """Last days of people: as they are kept, and day or moment of everything they took part in."""
    return union_all(_last(nodes, LAST.c.measure != "acting"), *_acts(nodes))


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


def acting(nodes: Sequence[int]) -> Sums:
    """Last days on which units led or held something: as they are kept, and as the records say."""
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
    return union_all(_last(nodes, LAST.c.measure == "acting"), own, beside)
