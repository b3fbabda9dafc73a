"""Figures another installation handed in: one file a unit and a formal day, as it was signed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared
from models.units import Units


class TakenIn(Base):
    """One file that was taken in. A newer file of the same unit and day has a higher ``number``; the newest holds."""

    __tablename__ = "taken_in"
    __table_args__ = (UniqueConstraint("form", "unit_id", "formal", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    form: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    formal: Mapped[date]
    number: Mapped[int]
    body: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(unique=True)
    taken_at: Mapped[datetime]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(TakenIn)
ADD = Prepared(insert(TABLE))


def take_in(db: Db, **facts: Any) -> None:
    ADD.run(db, **facts)


def taken_in(db: Db, form: str, units: Units, until: date) -> dict[int, Row]:
    """The newest file of each unit up to a formal day, by unit."""
    mine = (TABLE.c.form == form, TABLE.c.unit_id.in_(units), TABLE.c.formal <= until)
    query = select(TABLE).where(*mine).order_by(TABLE.c.formal, TABLE.c.number)
    return {row["unit_id"]: dict(row) for row in db.execute(query).mappings()}


def was_taken_in(db: Db, digest: str) -> bool:
    """Whether this very file came before."""
    return db.execute(select(TABLE.c.id).where(TABLE.c.digest == digest)).first() is not None
