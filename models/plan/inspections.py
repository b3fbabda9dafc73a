"""督导: draws, what was looked at in which unit, and what was found there. A ledger of its own, beside the hazards'."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared
from models.units import Unit


class Draw(Base):
    """One draw of units, as anybody may repeat it: the seed, each candidate with its weight, and who came out."""

    __tablename__ = "draw"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    title: Mapped[str]
    seed: Mapped[str]
    candidates: Mapped[list[Any]] = mapped_column(JSON)
    drawn: Mapped[list[Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Inspection(Base):
    """One unit in one visit; the deed holds who went and when. ``points`` is what was seen to each check point."""

    __tablename__ = "inspection"
    __table_args__ = (Index("ix_inspection_unit", "unit_id", "deed_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draw.id"))
    methods: Mapped[list[str]] = mapped_column(default=list)
    points: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Finding(Base):
    """One thing an inspection asked a unit to mend, with its opinion and deadline."""

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint("state in ('open', 'answered', 'closed')", name="state_is_known"),
        CheckConstraint("opinion != ''", name="has_an_opinion"),
        Index("ix_finding_unit", "unit_id", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str]
    opinion: Mapped[str]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="open")
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    found_at: Mapped[datetime]
    found_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


DRAWS, TABLE, FINDINGS = table_of(Draw), table_of(Inspection), table_of(Finding)
ADD_DRAW = Prepared(insert(DRAWS).returning(DRAWS.c.id))
ADD = Prepared(insert(TABLE).returning(TABLE.c.id))
ADD_FINDING = Prepared(insert(FINDINGS).returning(FINDINGS.c.id))
ONE_FINDING = Prepared(select(FINDINGS).where(FINDINGS.c.id == bindparam("finding_id")))
MOVE_FINDING = Prepared(
    update(FINDINGS).where(FINDINGS.c.id == bindparam("finding_id"), FINDINGS.c.state == bindparam("was"))
)
OF_DEED = Prepared(
    select(TABLE, Unit.name.label("unit_name"))
    .join(Unit, Unit.id == TABLE.c.unit_id)
    .where(TABLE.c.deed_id == bindparam("deed"))
    .order_by(TABLE.c.id)
)
OF_UNIT = Prepared(
    select(FINDINGS)
    .where(FINDINGS.c.unit_id == bindparam("unit"))
    .order_by(FINDINGS.c.state.desc(), FINDINGS.c.due_on, FINDINGS.c.id)
)


def add_draw(db: Db, **facts: Any) -> int:
    return int(ADD_DRAW.value(db, **facts))


def draws_of(db: Db, unit_id: int) -> Sequence[Row]:
    """The draws of a union, the newest first."""
    query = select(DRAWS).where(DRAWS.c.unit_id == unit_id).order_by(DRAWS.c.id.desc())
    return [dict(row) for row in db.execute(query).mappings()]


def add_inspection(db: Db, **facts: Any) -> int:
    return int(ADD.value(db, **facts))


def inspected(db: Db, deed_id: int) -> Sequence[Row]:
    """The units of one visit, with names."""
    return OF_DEED.all(db, deed=deed_id)


def inspected_units(db: Db, deeds: Sequence[int]) -> list[tuple[int, int]]:
    """Deed and unit of many visits."""
    query = select(TABLE.c.deed_id, TABLE.c.unit_id).where(TABLE.c.deed_id.in_(deeds)).order_by(TABLE.c.id)
    return [(row.deed_id, row.unit_id) for row in db.execute(query)]


def add_finding(db: Db, **facts: Any) -> int:
    return int(ADD_FINDING.value(db, **facts))


def find_finding(db: Db, finding_id: int) -> Row | None:
    return ONE_FINDING.first(db, finding_id=finding_id)


def move_finding(db: Db, finding_id: int, was: str, **facts: Any) -> bool:
    """Compare and set; False when somebody was faster."""
    return MOVE_FINDING.run(db, finding_id=finding_id, was=was, **facts) == 1


def findings_of(db: Db, unit_id: int) -> Sequence[Row]:
    """What was found in a unit; what is open first, the nearest day first."""
    return OF_UNIT.all(db, unit=unit_id)


def findings_below(db: Db, units: Sequence[int]) -> Sequence[Row]:
    """What was found in these units, with their names."""
    query = select(FINDINGS, Unit.name.label("unit_name")).join(Unit, Unit.id == FINDINGS.c.unit_id)
    rows = db.execute(query.where(FINDINGS.c.unit_id.in_(units)).order_by(FINDINGS.c.due_on, FINDINGS.c.id))
    return [dict(row) for row in rows.mappings()]
