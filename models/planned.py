"""Who hears a step of a plan: written into the outbox by the database itself, unit by unit. The outbox remembers who has.

What the clock asks every half minute must cost nothing when there is nothing to say, and a million rows little memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from models.base import Db, Moment
from models.once import INSERTS
from models.outbox import POSTED
from models.outbox import TABLE as OUTBOX
from models.people import UNION, Person
from models.plan.choices import OFF, OWNER
from models.plan.choices import TABLE as CHOICES
from models.plan.deeds import ATTENDANCES
from models.plan.deeds import TABLE as DEEDS
from models.plan.excused import TABLE as EXCUSED
from models.plan.sheets import STANDING
from models.plan.sheets import TABLE as SHEETS
from models.plan.signings import TABLE as SIGNINGS
from models.units import TABLE as UNITS
from models.units import Unit
from rules.plan.duty import To

NAMES = (
    "key",
    "kind",
    "payload",
    "person_id",
    "unit_id",
    "state",
    "posted_at",
    "due_at",
    "stale_at",
    "attempts",
    "claimed_by",
    "reason",
    "result",
    "message_id",
)


@dataclass(frozen=True, eq=False)
class Call:
    """One step of one duty to be said to whoever it is for.

    ``key`` is how the outbox calls it, without unit and person; ``below`` the node whose plan it is (empty: everybody's).
    ``kinds`` are those of the deeds that take a person off the list of who is missing.
    """

    key: str
    kind: str
    payload: dict[str, Any]
    plan: str
    duty: str
    whom: tuple[str, ...]
    to: To
    due_at: datetime
    stale_at: datetime
    below: str = ""
    form: str = ""
    formal: date | None = None
    is_signing: bool = False
    kinds: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


def span(db: Db) -> tuple[int, int]:
    """The lowest and the highest id of a unit."""
    row = db.execute(select(func.min(UNITS.c.id), func.max(UNITS.c.id))).one()
    return int(row[0] or 0), int(row[1] or 0)


def post_between(db: Db, call: Call, first: int, last: int, now: datetime) -> int:
    """Post a step to everybody of the units with these ids who has not heard of it; how many that were."""
    values = {"first_unit": first, "last_unit": last, "now": now}
    count = int(db.execute(_posting(call, db.dialect.name), values).rowcount)
    if count > 0:
        db.info[POSTED] = True
    return max(count, 0)


def prepare(call: Call, dialect: str) -> None:
    """Put the statement of a step together, before anybody waits for the writer."""
    _posting(call, dialect)


@lru_cache(maxsize=512)
def _posting(call: Call, dialect: str) -> Any:
    """The statement of one step, put together once and run for every stretch of units."""
    heard = _hearers(call).subquery()
    key = literal(f"{call.key}:") + cast(heard.c.unit_id, String) + ":" + cast(heard.c.person_id, String)
    values = {
        "key": key,
        "kind": literal(call.kind),
        "payload": literal(call.payload, JSON),
        "person_id": heard.c.person_id,
        "unit_id": heard.c.unit_id,
        "state": literal("waiting"),
        "posted_at": bindparam("now", type_=Moment()),
        "due_at": literal(call.due_at, Moment()),
        "stale_at": literal(call.stale_at, Moment()),
        "attempts": literal(0, Integer),
        "claimed_by": literal(""),
        "reason": literal(""),
        "result": literal({}, JSON),
        "message_id": literal(""),
    }
    rows = select(*(values[name].label(name) for name in NAMES)).where(literal(1) == 1)
    added = INSERTS[dialect](OUTBOX).from_select(NAMES, rows).on_conflict_do_nothing()
    return added.execution_options(preserve_rowcount=True)


FIRST, LAST = bindparam("first_unit", type_=Integer()), bindparam("last_unit", type_=Integer())
HERE = (FIRST, LAST)
NAMED, STANDS_IN, CADRE = aliased(Person), aliased(Person), aliased(Person)


def _hearers(call: Call) -> Select[int, int]:
    """Unit and person of everybody a step is for."""
    if call.to is To.OWNER:
        return _owners(call)
    units = _units(call)
    if call.to is To.LEADER:
        leads = func.coalesce(_signed(call, SIGNINGS.c.leader_id), UNITS.c.head_id)
        return _joined(units, Person.id == leads)
    if call.to is To.ABOVE:
        over = and_(Person.home_id == UNITS.c.parent_id, Person.role == UNION)
        return _joined(units, over)
    return _joined(
        units.where(_had_signed(call)),
        and_(
            Person.home_id == UNITS.c.id,
            Person.outside.is_(False),
            ~_was_there(call),
            ~_let_off(call),
        ),
    )


def _owners(call: Call) -> Select[int, int]:
    """Whoever was named, else whoever stands in, else the union's people of the unit; all in one walk over the units."""
    nobody = and_(NAMED.id.is_(None), STANDS_IN.id.is_(None))
    mine = and_(SIGNINGS.c.plan == call.plan, SIGNINGS.c.unit_id == UNITS.c.id)
    every = (
        UNITS.outerjoin(NAMED, and_(NAMED.id == _named(call), NAMED.active))
        .outerjoin(SIGNINGS, mine)
        .outerjoin(STANDS_IN, and_(STANDS_IN.id == SIGNINGS.c.stand_in_id, STANDS_IN.active))
        .outerjoin(CADRE, and_(nobody, CADRE.home_id == UNITS.c.id, CADRE.role == UNION, CADRE.active))
    )
    who = func.coalesce(NAMED.id, STANDS_IN.id, CADRE.id)
    units = _units(call).select_from(every).where(who.is_not(None))
    return units.with_only_columns(
        UNITS.c.id.label("unit_id"), who.label("person_id"), maintain_column_froms=True
    )


def _units(call: Call) -> Select[Any]:
    query = select(UNITS.c.id).where(UNITS.c.kind.in_(call.whom), UNITS.c.id.between(*HERE))
    if call.below:
        query = query.where(UNITS.c.path.startswith(call.below, autoescape=True))
    query = query.where(UNITS.c.id.not_in(_switched_off(call)))
    if call.form and call.formal is not None:
        query = query.where(~_sent(call))
    return query.where(_signed(call, SIGNINGS.c.unit_id).is_(None)) if call.is_signing else query


def _joined(units: Select[Any], who: ColumnElement[bool]) -> Select[int, int]:
    return units.join(Person, and_(who, Person.active)).with_only_columns(
        UNITS.c.id.label("unit_id"), Person.id.label("person_id")
    )


def _latest(call: Call, duty: str, name: str) -> Any:
    mine = (
        CHOICES.c.unit_id == UNITS.c.id,
        CHOICES.c.plan == call.plan,
        CHOICES.c.duty == duty,
        CHOICES.c.name == name,
    )
    query = select(CHOICES.c.value).where(*mine).order_by(CHOICES.c.id.desc()).limit(1)
    return func.nullif(query.correlate(UNITS).scalar_subquery(), "")


def _named(call: Call) -> Any:
    return cast(_latest(call, call.duty, OWNER), Integer)


def _switched_off(call: Call) -> Select[int]:
    """The units that follow the plan, or this duty of it, no more: few, and so looked up once and not for each unit."""
    newer = CHOICES.alias("newer")
    about = [newer.c[name] == CHOICES.c[name] for name in ("unit_id", "plan", "duty", "name")]
    return select(CHOICES.c.unit_id).where(
        CHOICES.c.unit_id.between(*HERE),
        CHOICES.c.plan == call.plan,
        CHOICES.c.duty.in_(("", call.duty)),
        CHOICES.c.name == OFF,
        CHOICES.c.value != "",
        ~exists().where(*about, newer.c.id > CHOICES.c.id),
    )


def _signed(call: Call, column: Any) -> Any:
    mine = (SIGNINGS.c.plan == call.plan, SIGNINGS.c.unit_id == UNITS.c.id)
    return select(column).where(*mine).correlate(UNITS).scalar_subquery()


def _had_signed(call: Call) -> ColumnElement[bool]:
    """Before its union took a plan on nobody of the staff hears of it, nor afterwards of what was due by then."""
    mine = (SIGNINGS.c.plan == call.plan, SIGNINGS.c.unit_id == UNITS.c.id)
    return exists().where(*mine, SIGNINGS.c.signed_at <= call.due_at).correlate(UNITS)


def _sent(call: Call) -> ColumnElement[bool]:
    mine = (SHEETS.c.form == call.form, SHEETS.c.unit_id == UNITS.c.id, SHEETS.c.formal == call.formal)
    return exists().where(*mine, SHEETS.c.state.in_(STANDING)).correlate(UNITS)


def _was_there(call: Call) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            ATTENDANCES.c.person_id == Person.id,
            ATTENDANCES.c.deed_id == DEEDS.c.id,
            DEEDS.c.kind.in_(call.kinds),
            DEEDS.c.happened_on.between(call.first, call.last),
            DEEDS.c.voided_at.is_(None),
        )
        .correlate(Person)
    )


def _let_off(call: Call) -> ColumnElement[bool]:
    """Not counted on the last day, by name or with the whole department; few, and so looked up once."""
    of_unit = EXCUSED.c.unit_id.between(*HERE)
    holds = (of_unit, EXCUSED.c.ended_at.is_(None), EXCUSED.c.from_on <= call.last)
    until = or_(EXCUSED.c.to_on.is_(None), EXCUSED.c.to_on >= call.last)
    whole, inside = aliased(Unit), aliased(Unit)
    people = select(EXCUSED.c.person_id).where(EXCUSED.c.person_id.is_not(None), *holds, until)
    departments = (
        select(inside.id)
        .join(EXCUSED, EXCUSED.c.unit_id == inside.home_id)
        .join(whole, and_(whole.id == EXCUSED.c.department_id, inside.path.startswith(whole.path)))
        .where(*holds, until)
    )
    return or_(Person.id.in_(people), Person.unit_id.in_(departments))


def ranges(first: int, last: int, size: int) -> Iterator[tuple[int, int]]:
    """Stretches of ids, each as long as one unit of work may take."""
    yield from ((start, min(start + size - 1, last)) for start in range(first, last + 1, size))
