"""What a unit decided about a plan: owner, day and quota of a duty, how a form is counted. Lines are added, never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, bindparam, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.people import Person
from models.prepared import Prepared

OWNER, DAY, QUOTA, OFF = "owner", "day", "quota", "off"
NAMES = (OWNER, DAY, QUOTA, OFF)
"""What can be decided about a duty; what can be decided about a form stands in the plan."""


class Choice(Base):
    """One decision, with who took it and why; of several about the same thing the newest holds.

    ``duty`` empty: about the whole plan; ``value`` empty: as the plan says again.
    """

    __tablename__ = "plan_choice"
    __table_args__ = (Index("ix_plan_choice_unit", "unit_id", "plan", "duty", "name", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    plan: Mapped[str]
    duty: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    value: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(Choice)
ADD = Prepared(insert(TABLE))
OF_UNIT = Prepared(
    select(TABLE, Person.name.label("by_name"))
    .join(Person, Person.id == TABLE.c.by_id, isouter=True)
    .where(TABLE.c.unit_id == bindparam("unit"))
    .order_by(TABLE.c.id)
)
OF_NAME = Prepared(select(TABLE).where(TABLE.c.name == bindparam("of_name")).order_by(TABLE.c.id))

Key3 = tuple[str, str, str]
"""Plan, duty, name."""


def choose(
    db: Db, unit_id: int, key: Key3, value: str, *, note: str, now: datetime, by_id: int | None
) -> None:
    """Decide something; the line before stays."""
    plan, duty, name = key
    ADD.run(db, unit_id=unit_id, plan=plan, duty=duty, name=name, value=value, note=note, at=now, by_id=by_id)


def choices_of(db: Db, unit_id: int) -> Mapping[Key3, str]:
    """What holds in a unit now."""
    found = {(row["plan"], row["duty"], row["name"]): row["value"] for row in OF_UNIT.all(db, unit=unit_id)}
    return {key: value for key, value in found.items() if value}


def lines_of(db: Db, unit_id: int) -> Sequence[Row]:
    """Every decision of a unit, the oldest first, with the name of who took it."""
    return OF_UNIT.all(db, unit=unit_id)


def everywhere(db: Db, name: str) -> Mapping[tuple[int, str, str], str]:
    """What holds everywhere under one name: unit, plan and duty to value."""
    found = {
        (row["unit_id"], row["plan"], row["duty"]): row["value"] for row in OF_NAME.all(db, of_name=name)
    }
    return {key: value for key, value in found.items() if value}
