"""不计入: people and departments that 100 % does not ask for, with the reason and from when to when."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.people import Person
from models.prepared import Prepared
from models.units import Unit


class NotCounted(Base):
    """One person or one department (with all below it) that is not counted from one day to another."""

    __tablename__ = "not_counted"
    __table_args__ = (
        CheckConstraint("(person_id is null) != (department_id is null)", name="one_of_two"),
        CheckConstraint("reason != ''", name="has_a_reason"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    reason: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(NotCounted)
ADD = Prepared(insert(TABLE).returning(TABLE.c.id))
NAMED = (
    select(TABLE, Person.name.label("person_name"), Unit.name.label("department_name"))
    .join(Person, Person.id == TABLE.c.person_id, isouter=True)
    .join(Unit, Unit.id == TABLE.c.department_id, isouter=True)
    .where(TABLE.c.unit_id == bindparam("unit"), TABLE.c.ended_at.is_(None))
    .order_by(TABLE.c.id)
)
OF_UNIT = Prepared(NAMED)
END = Prepared(
    update(TABLE).where(
        TABLE.c.id == bindparam("row_id"), TABLE.c.unit_id == bindparam("unit"), TABLE.c.ended_at.is_(None)
    )
)


def excuse(db: Db, unit_id: int, **facts: Any) -> int:
    """Somebody (or a department) is not counted; facts are person_id or department_id, reason, from_on, to_on."""
    return int(ADD.value(db, unit_id=unit_id, **facts))


def excused(db: Db, unit_id: int) -> Sequence[Row]:
    """Everybody and everything a unit does not count, with names."""
    return OF_UNIT.all(db, unit=unit_id)


def excused_on(db: Db, unit_id: int, day: date) -> tuple[set[int], set[int]]:
    """The people and the departments that are not counted on a day."""
    holds = [row for row in excused(db, unit_id) if row["from_on"] <= day and _lasts(row["to_on"], day)]
    return {r["person_id"] for r in holds} - {None}, {r["department_id"] for r in holds} - {None}


def _lasts(until: date | None, day: date) -> bool:
    return until is None or day <= until


def end(db: Db, row_id: int, unit_id: int, now: datetime, by_id: int) -> bool:
    """Counted again from now on; False when it was so already."""
    return END.run(db, row_id=row_id, unit=unit_id, ended_at=now, ended_by_id=by_id) == 1
