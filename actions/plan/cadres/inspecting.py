"""督导 as visits: recording one, what was seen in each unit, and how far a union is with going everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from actions.plan.cadres import caring
from actions.plan.cadres.drawing import find_draw
from actions.plan.doing import deeds
from models.base import Db, Row
from models.plan import below, coverage, inspections
from models.plan.deeds import TABLE as DEEDS
from models.plan.deeds import there
from models.plan.inspections import TABLE
from models.units import Unit
from rules.plan.inspection import METHODS, POINTS
from rules.refusal import Refused

INSPECTION, OF_PROVINCE = "inspection", "provincial-inspection"
LONGEST_NOTE = 300


def kind_of(union: Row) -> str:
    """What an inspection by this union is called in the catalogue of deeds."""
    return OF_PROVINCE if union["kind"] == "province" else INSPECTION


@dataclass(frozen=True)
class Visit:
    """What somebody tells about a visit: the day, the units, who of the union went, and how it was looked at."""

    kind: str
    day: date
    units: tuple[int, ...]
    cadres: tuple[int, ...]
    title: str = ""
    methods: tuple[str, ...] = ()
    draw_id: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def record(db: Db, union: Row, visit: Visit, now: datetime, by_id: int, *, today: date) -> int:
    """One visit of a union, of one or several units: a deed with its cadres, and a row for each unit inspected."""
    _check(db, union, visit, today)
    is_inspection = visit.kind == kind_of(union)
    details = {**visit.details, **({} if is_inspection else {caring.UNITS: list(visit.units)})}
    said = deeds.Said(visit.kind, visit.day, title=visit.title, details=details)
    deed_id = deeds.record(db, union["id"], said, now, by_id, today=today)
    for cadre in visit.cadres:
        deeds.come(db, deed_id, cadre, now, how="typed")
    if is_inspection:
        facts: dict[str, Any] = {"methods": list(visit.methods), "points": {}, "draw_id": visit.draw_id}
        for unit in visit.units:
            inspections.add_inspection(db, deed_id=deed_id, unit_id=unit, **facts)
    return deed_id


def _check(db: Db, union: Row, visit: Visit, today: date) -> None:
    known = {row["id"] for row in below.units_below(db, union["path"])}
    cadres = {row["id"] for row in caring.cadres_of(db, union["id"])}
    if visit.kind not in (kind_of(union), caring.CARE_VISIT, caring.HEART_TALK):
        raise Refused("记的是什么？督导、走访还是谈心，选一样。")
    if visit.day > today:
        raise Refused("还没去的先不记，去过了再记。")
    if not visit.units or set(visit.units) - known:
        raise Refused("去了哪家？至少选一家。")
    if not visit.cadres or set(visit.cadres) - cadres:
        raise Refused("谁去的？至少选一位本工会的干部。")
    if set(visit.methods) - set(METHODS):
        raise Refused("怎么看的？从四种方法里选。")
    if visit.draw_id is not None and _is_foreign(db, visit.draw_id, union["id"]):
        raise Refused("没有这次抽签。")


def _is_foreign(db: Db, draw_id: int, union_id: int) -> bool:
    row = find_draw(db, draw_id)
    return row is None or row["unit_id"] != union_id


def visits_of(db: Db, union_id: int, first: date, last: date) -> Sequence[Row]:
    """The visits a union made in these days, the newest first; each with its units and how many cadres went."""
    rows: list[dict[str, Any]] = [
        dict(row)
        for row in db.execute(
            select(DEEDS)
            .where(
                DEEDS.c.unit_id == union_id,
                DEEDS.c.kind.in_((INSPECTION, OF_PROVINCE, caring.CARE_VISIT, caring.HEART_TALK)),
                DEEDS.c.happened_on.between(first, last),
                DEEDS.c.voided_at.is_(None),
            )
            .order_by(DEEDS.c.happened_on.desc(), DEEDS.c.id.desc())
        ).mappings()
    ]
    went = inspections.inspected_units(db, [row["id"] for row in rows])
    for row in rows:
        inspected = [unit for deed, unit in went if deed == row["id"]]
        row["unit_ids"] = inspected or list(row["details"].get(caring.UNITS, ()))
    return rows


def find_inspection(db: Db, inspection_id: int) -> Row | None:
    """One unit in one visit, with the visit and the name of the unit."""
    deed = (
        DEEDS.c.unit_id.label("owner_id"),
        DEEDS.c.happened_on,
        DEEDS.c.kind,
        DEEDS.c.title,
        DEEDS.c.voided_at,
    )
    query = (
        select(TABLE, Unit.name.label("unit_name"), Unit.path, *deed)
        .join(Unit, Unit.id == TABLE.c.unit_id)
        .join(DEEDS, DEEDS.c.id == TABLE.c.deed_id)
    )
    row = db.execute(query.where(TABLE.c.id == inspection_id)).mappings().one_or_none()
    return dict(row) if row else None


def went(db: Db, deed_id: int) -> list[str]:
    """The names of the cadres who went."""
    return [row["name"] for row in there(db, deed_id)]


def write_points(db: Db, inspection_id: int, notes: Mapping[str, str], methods: Sequence[str]) -> None:
    """What was seen to each of the five check points, and how it was looked at."""
    kept = {point: said for point in POINTS if (said := notes.get(point, "").strip()[:LONGEST_NOTE])}
    known = [method for method in METHODS if method in methods]
    db.execute(update(TABLE).where(TABLE.c.id == inspection_id).values(points=kept, methods=known))


@dataclass(frozen=True)
class Progress:
    """How far a union is with visiting every unit in some days: ``17家去了12家``."""

    first: date
    last: date
    units: tuple[Row, ...]
    seen: frozenset[int]

    @property
    def missing(self) -> list[Row]:
        """The units not yet visited, key units first."""
        left = [unit for unit in self.units if unit["id"] not in self.seen]
        return sorted(left, key=lambda unit: (not unit["is_key"], unit["path"]))

    @property
    def done(self) -> int:
        return len(self.units) - len(self.missing)

    @property
    def key_left(self) -> int:
        return sum(bool(unit["is_key"]) for unit in self.missing)


def progress(db: Db, union: Row, first: date, last: date) -> Progress:
    """Which units below were inspected in these days."""
    units = tuple(below.units_below(db, union["path"]))
    seen = coverage.inspected(db, union["id"], (kind_of(union),), (first, last))
    return Progress(first, last, units, frozenset(seen))
