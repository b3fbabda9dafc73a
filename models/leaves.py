"""请假: who is away from when to when, and who stands in."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, and_, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.people import Person
from models.prepared import Prepared


class Leave(Base):
    """One absence, both days included."""

    __tablename__ = "leave"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]


TABLE = table_of(Leave)
TODAY = and_(TABLE.c.from_on <= bindparam("today"), TABLE.c.until_on >= bindparam("today"))
OF_PERSON = Prepared(
    select(TABLE).where(TABLE.c.person_id == bindparam("person"), TODAY).order_by(TABLE.c.id.desc())
)
_AWAY, _DEPUTY = table_of(Person).alias("away"), table_of(Person).alias("deputy")
IN_HOME = Prepared(
    select(TABLE.c.person_id, TABLE.c.deputy_id, _DEPUTY.c.active)
    .join(_AWAY, _AWAY.c.id == TABLE.c.person_id)
    .join(_DEPUTY, _DEPUTY.c.id == TABLE.c.deputy_id)
    .where(_AWAY.c.home_id == bindparam("home"), TODAY)
    .order_by(TABLE.c.id)
)
ADD = Prepared(insert(TABLE))
END = Prepared(
    update(TABLE).where(TABLE.c.person_id == bindparam("person"), TABLE.c.until_on >= bindparam("since"))
)


def add_leave(db: Db, person_id: int, deputy_id: int, from_on: date, until_on: date) -> None:
    ADD.run(db, person_id=person_id, deputy_id=deputy_id, from_on=from_on, until_on=until_on)


def leave_of(db: Db, person_id: int, today: date) -> Row | None:
    """The absence of a person today, the one said last."""
    return OF_PERSON.first(db, person=person_id, today=today)


def away_in(db: Db, home_id: int, today: date) -> Sequence[Row]:
    """Who of a hospital is away today, their deputy, and whether that one still works here; what was said last comes last."""
    return IN_HOME.all(db, home=home_id, today=today)


def end_leaves(db: Db, person_id: int, today: date, until_on: date) -> None:
    """Back again: what was still to come ends on ``until_on``."""
    END.run(db, person=person_id, since=today, until_on=until_on)
