"""What a narrative report tells of some days: figures, deeds, the loop, shares and tasks, counted. Nothing is worded here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select

from actions.plan.cadres.caring import PRIVATE
from actions.plan.figures import figuring, rolling_up
from actions.plan.figures.frames import Asked, asked_on, frame_of
from actions.plan.figures.reporting import Owed
from actions.plan.standings import is_for, stand
from models.base import Db, Row
from models.hazards import TABLE as HAZARDS
from models.listings import TABLE as LISTINGS
from models.people import Person
from models.plan import coverage
from models.plan.deeds import ATTENDANCES, ORGANISERS
from models.plan.deeds import TABLE as DEEDS
from models.plan.facts import FOUND
from models.plan.proofs import TABLE as EVIDENCE
from models.units import Unit
from rules.hazard import Status, is_overdue
from rules.plan.cells import Frame
from rules.plan.document import Form, Plan
from rules.plan.dues import Due, standing_on
from rules.plan.duty import Duty, Measure

COUNTED = (Measure.DEEDS, Measure.PEOPLE, Measure.DEPARTMENTS, Measure.UNITS)
MOST_DEEDS = 2_000
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Cell:
    """One cell of the plan's table: of these days, and since the phase began; None is not for this unit."""

    code: str
    label: str
    in_period: int | None
    so_far: int | None


@dataclass(frozen=True)
class Held:
    """One deed: the day, what it was, how many were there (None: nobody counted), of which kind and topics."""

    id: int
    day: date
    kind: str
    title: str
    people: int | None
    topics: frozenset[str]
    place: str
    details: Mapping[str, object]
    photos: int


@dataclass(frozen=True)
class Loop:
    """The ledger in these days."""

    found: int
    closed: int
    overdue: int
    major: int
    listed: int
    by_category: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Reach:
    """So many of so many, and who is missing."""

    done: int
    whole: int
    missing: Sequence[str] = ()


@dataclass(frozen=True)
class Todo:
    """One duty of the plan in its window."""

    duty: Duty
    wanted: int
    done: int


@dataclass(frozen=True)
class Told:
    """Everything a report says of one unit and its days."""

    cells: Sequence[Cell]
    deeds: Sequence[Held]
    loop: Loop
    reached: Reach
    weeks: Reach
    staff: Reach
    tasks: Sequence[Todo]


def tell(db: Db, one: Owed, unit: Row, today: date, zone: tzinfo) -> Told:
    """Counted anew at this moment; days to come are not told."""
    first, last = one.first, min(one.last, today)
    deeds = deeds_between(db, unit, first, last)
    return Told(
        cells=_cells(db, one, unit, (first, last), today, zone),
        deeds=deeds,
        loop=loop_of(db, unit, first, last),
        reached=_reached(db, unit, deeds),
        weeks=_weeks(deeds, first, last),
        staff=_staff(db, unit, first, last),
        tasks=_tasks(db, one.plan, unit, first, last),
    )


def _of_unit(unit: Row, column: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Of a hospital what it leads; of a union above whatever lies at or below it."""
    if unit["kind"] not in ("city", "province"):
        own: ColumnElement[bool] = column == unit["id"]
        return own
    return column.in_(select(Unit.id).where(Unit.path.startswith(unit["path"], autoescape=True)))


def deeds_between(db: Db, unit: Row, first: date, last: date) -> list[Held]:
    """What was held in these days, oldest first; nothing private and nothing that was voided."""
    here, which = select(ORGANISERS.c.deed_id).where(ORGANISERS.c.unit_id == unit["id"]), DEEDS.c.id
    there = select(func.count()).where(ATTENDANCES.c.deed_id == which).correlate(DEEDS).scalar_subquery()
    shots = (
        select(func.count())
        .where(EVIDENCE.c.deed_id == which, EVIDENCE.c.what == "photo", EVIDENCE.c.state == "ready")
        .correlate(DEEDS)
        .scalar_subquery()
    )
    query = (
        select(DEEDS, there.label("there"), shots.label("shots"))
        .where(_of_unit(unit, DEEDS.c.unit_id) | which.in_(here))
        .where(DEEDS.c.happened_on.between(first, last), DEEDS.c.voided_at.is_(None))
        .where(DEEDS.c.kind.not_in(PRIVATE))
        .order_by(DEEDS.c.happened_on, which)
        .limit(MOST_DEEDS)
    )
    return [_held(dict(row)) for row in db.execute(query).mappings()]


def _held(row: Row) -> Held:
    counted = int(row["there"]) + int(row["attested"] or 0)
    return Held(
        id=row["id"],
        day=row["happened_on"],
        kind=row["kind"],
        title=row["title"],
        people=counted or (0 if row["attested"] == 0 else None),
        topics=frozenset(row["topics"]),
        place=row["place"],
        details=row["details"] or {},
        photos=int(row["shots"]),
    )


def loop_of(db: Db, unit: Row, first: date, last: date) -> Loop:
    """What was found in these days, and what has become of it."""
    query = (
        select(HAZARDS, LISTINGS.c.listed_on)
        .join(LISTINGS, LISTINGS.c.hazard_id == HAZARDS.c.id, isouter=True)
        .where(_of_unit(unit, HAZARDS.c.unit_id), HAZARDS.c.happened_on.between(first, last))
    )
    rows = [row for row in db.execute(query).mappings() if row["tallied"] & FOUND]
    kinds: dict[str, int] = {}
    for row in rows:
        kinds[row["category"]] = kinds.get(row["category"], 0) + 1
    return Loop(
        found=len(rows),
        closed=sum(row["status"] == Status.CLOSED for row in rows),
        overdue=sum(is_overdue(Status(row["status"]), row["due_on"], last) for row in rows),
        major=sum(row["level"] == "major" for row in rows),
        listed=sum(row["listed_on"] is not None for row in rows),
        by_category=sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])),
    )


# --- figures ---


def _cells(db: Db, one: Owed, unit: Row, days: tuple[date, date], today: date, zone: tzinfo) -> list[Cell]:
    """The cells of the plan's first table, for these days and since its phase began."""
    form = next(iter(one.plan.forms), None)
    asked = _asked(one.plan, form, one.year) if form else None
    if form is None or asked is None:
        return []
    base = frame_of(db, asked, unit, today)
    period = _counted(db, asked, unit, _frame(base, *days), zone)
    so_far = _counted(db, asked, unit, _frame(base, form.since.in_year(one.year), days[1]), zone)
    return [
        Cell(rule.cell, rule.label.replace("\n", ""), period[rule.cell], so_far[rule.cell])
        for rule in form.cells
    ]


def _asked(plan: Plan, form: Form, year: int) -> Asked | None:
    """The last sheet of the edition: its rules and decisions are those of the phase."""
    duty = next((duty for duty in plan.duties if duty.goal.form == form.key), None)
    due = standing_on(duty, form.until.in_year(year)) if duty else None
    return asked_on(plan, form, due.formal) if due else None


def _frame(base: Frame, first: date, last: date) -> Frame:
    return Frame(base.unit_id, base.level, first, last, base.roll, base.options)


def _counted(db: Db, asked: Asked, unit: Row, frame: Frame, zone: tzinfo) -> dict[str, int | None]:
    if frame.level != "unit":
        found = rolling_up.totals_of(db, asked, unit, frame, zone)
        return {cell: figure.total if figure else None for cell, figure in found.items()}
    records = figuring.read_records(db, frame, zone)
    told = {rule.cell: figuring.told_of(db, rule, records, frame) for rule in asked.form.cells}
    return {cell: one.figure if one else None for cell, one in told.items()}


# --- shares ---


def _reached(db: Db, unit: Row, deeds: Sequence[Held]) -> Reach:
    """Departments that took part in anything; of a union above, units that held anything."""
    keys = [one.id for one in deeds]
    if unit["kind"] in ("city", "province"):
        below = select(Unit.id, Unit.name).where(
            Unit.path.startswith(unit["path"], autoescape=True), Unit.kind == "unit"
        )
        whole = {row[0]: row[1] for row in db.execute(below.order_by(Unit.path))}
        seen = set(db.execute(select(DEEDS.c.unit_id).where(DEEDS.c.id.in_(keys)).distinct()).scalars())
    else:
        let_off = coverage.excused_departments(
            db, unit["id"], max((one.day for one in deeds), default=date.min)
        )
        every = coverage.departments(db, unit["id"])
        whole = {key: name for key, name in every.items() if key not in let_off}
        there = coverage.departments_there(db, keys).values()
        seen = {key for some in there for key in some}
    missing = [name for key, name in whole.items() if key not in seen]
    return Reach(len(whole) - len(missing), len(whole), missing)


def _weeks(deeds: Sequence[Held], first: date, last: date) -> Reach:
    """Weeks in which something was held, counted from the first day."""
    whole = max(1, -(-((last - first).days + 1) // WEEK.days))
    return Reach(len({(one.day - first).days // WEEK.days for one in deeds}), whole)


def _staff(db: Db, unit: Row, first: date, last: date) -> Reach:
    """Own people who were at anything, of those on the roll."""
    own = (_of_unit(unit, Person.home_id), Person.active, Person.outside.is_(False))
    there = (
        select(func.count(ATTENDANCES.c.person_id.distinct()))
        .select_from(
            ATTENDANCES.join(DEEDS, DEEDS.c.id == ATTENDANCES.c.deed_id).join(
                Person, Person.id == ATTENDANCES.c.person_id
            )
        )
        .where(*own, DEEDS.c.happened_on.between(first, last), DEEDS.c.voided_at.is_(None))
    )
    whole = db.execute(select(func.count()).select_from(Person).where(*own)).scalar_one()
    return Reach(int(db.execute(there).scalar_one()), int(whole))


def _tasks(db: Db, plan: Plan, unit: Row, first: date, last: date) -> list[Todo]:
    """How the duties of the plan stood on the last day of the report; not those that were over before its first."""
    asked = [duty for duty in plan.duties if duty.goal.measure in COUNTED and is_for(duty, unit)]
    windows: list[tuple[Duty, Due | None]] = [(duty, standing_on(duty, last)) for duty in asked]
    stands = [
        (duty, stand(db, duty, due, unit)) for duty, due in windows if due is not None and due.closes >= first
    ]
    return [Todo(duty, standing.needed, standing.done) for duty, standing in stands]
