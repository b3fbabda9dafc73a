"""包靠: which cadre looks after which unit or key place, from when to when."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.people import Person
from models.prepared import Prepared
from models.units import Unit


class Care(Base):
    """One assignment. ``owner_id`` is the union whose cadre it is; it runs until ``to_on`` (empty: still)."""

    __tablename__ = "care"
    __table_args__ = (CheckConstraint("(unit_id is null) != (place_id is null)", name="one_of_two"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(Care)
ADD = Prepared(insert(TABLE).returning(TABLE.c.id))
END = Prepared(
    update(TABLE).where(
        TABLE.c.id == bindparam("care_id"), TABLE.c.owner_id == bindparam("owner"), TABLE.c.to_on.is_(None)
    )
)
OF_OWNER = Prepared(
    select(TABLE, Person.name.label("cadre_name"), Unit.name.label("unit_name"))
    .join(Person, Person.id == TABLE.c.cadre_id)
    .join(Unit, Unit.id == TABLE.c.unit_id, isouter=True)
    .where(TABLE.c.owner_id == bindparam("owner"))
    .order_by(TABLE.c.id)
)


def look_after(db: Db, **facts: Any) -> int:
    """A cadre looks after a unit or a place; facts are owner_id, cadre_id, unit_id or place_id, from_on, to_on."""
    return int(ADD.value(db, **facts))


def end_care(db: Db, care_id: int, owner_id: int, day: date) -> bool:
    """The last day of an assignment; False when it had ended."""
    return END.run(db, care_id=care_id, owner=owner_id, to_on=day) == 1


def care_of(db: Db, owner_id: int) -> Sequence[Row]:
    """Every assignment of a union's cadres, also those that ended."""
    return OF_OWNER.all(db, owner=owner_id)


def running(rows: Sequence[Row], day: date) -> list[Row]:
    """Those that run on a day."""
    return [row for row in rows if row["from_on"] <= day and (row["to_on"] is None or day <= row["to_on"])]
