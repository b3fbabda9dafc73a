"""The plans that were loaded: shipped with the product, or brought in by a union for everybody below it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared

LIVE, RETIRED = STATES = ("live", "retired")


class PlanRow(Base):
    """One document as data. ``body`` is the file as it was read, ``digest`` its fingerprint; ``unit_id`` empty: shipped.

    A document is never rewritten: what replaces it is a new row with the same code, and the old one is retired.
    """

    __tablename__ = "plan"
    __table_args__ = (
        CheckConstraint(f"state in {STATES}", name="state_is_known"),
        Index("ix_plan_code_version", "code", "version", unique=True),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str]
    version: Mapped[int]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str] = mapped_column(default=LIVE)
    number: Mapped[str]
    title: Mapped[str]
    body: Mapped[dict[str, Any]]
    digest: Mapped[str]
    loaded_at: Mapped[datetime]
    loaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    retired_at: Mapped[datetime | None]


TABLE = table_of(PlanRow)
ADD = Prepared(insert(TABLE).returning(TABLE.c.id))
LIVE_ONES = Prepared(select(TABLE).where(TABLE.c.state == LIVE).order_by(TABLE.c.id))
MARKS = Prepared(select(TABLE.c.id, TABLE.c.digest).where(TABLE.c.state == LIVE).order_by(TABLE.c.id))
OF_CODE = Prepared(select(TABLE).where(TABLE.c.code == bindparam("of_code")).order_by(TABLE.c.version.desc()))
CHANGE = Prepared(update(TABLE).where(TABLE.c.id == bindparam("plan_id")))


def add_plan(db: Db, **facts: Any) -> int:
    return int(ADD.value(db, **facts))


def live_plans(db: Db) -> Sequence[Row]:
    """The documents in force, in the order they came."""
    return LIVE_ONES.all(db)


def marks(db: Db) -> tuple[tuple[int, str], ...]:
    """What tells whether the documents changed since they were last read."""
    return tuple((row["id"], row["digest"]) for row in MARKS.all(db))


def versions_of(db: Db, code: str) -> Sequence[Row]:
    """All versions of a document, the newest first."""
    return OF_CODE.all(db, of_code=code)


def retire(db: Db, plan_id: int, now: datetime) -> None:
    CHANGE.run(db, plan_id=plan_id, state=RETIRED, retired_at=now)
