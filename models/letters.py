"""整改通知书: numbered letters of the union to the administration, their delivery, and the 整改方案 they ask for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, bindparam, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared


class Letter(Base):
    """One letter. ``seq`` counts within the year of a hospital; ``scheme`` is the 整改方案 in a few words, when it came."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("unit_id", "year", "seq"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"), index=True)
    year: Mapped[int]
    seq: Mapped[int]
    tier: Mapped[str] = mapped_column(server_default="")
    why: Mapped[str] = mapped_column(server_default="")
    addressee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    delivered_at: Mapped[datetime | None]
    delivered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    received_by: Mapped[str] = mapped_column(server_default="")
    scheme_due_on: Mapped[date]
    scheme: Mapped[str] = mapped_column(server_default="")
    scheme_at: Mapped[datetime | None]


TABLE = table_of(Letter)
LAST = select(func.coalesce(func.max(Letter.seq), 0)).where(
    Letter.unit_id == bindparam("home"), Letter.year == bindparam("of_year")
)
ADD = Prepared(insert(TABLE).returning(TABLE.c.id))
OF_HAZARD = Prepared(select(TABLE).where(TABLE.c.hazard_id == bindparam("hazard")).order_by(TABLE.c.id))
BY_ID = Prepared(select(TABLE).where(TABLE.c.id == bindparam("letter_id")))
CHANGE = Prepared(update(TABLE).where(TABLE.c.id == bindparam("letter_id")))


def add_letter(db: Db, unit_id: int, year: int, **facts: Any) -> int:
    """A letter with the next number of the year. Hold the unit's row before: numbers must not come twice."""
    seq = db.execute(LAST, {"home": unit_id, "of_year": year}).scalar_one() + 1
    return int(ADD.value(db, unit_id=unit_id, year=year, seq=seq, **facts))


def letters_of(db: Db, hazard_id: int) -> Sequence[Row]:
    return OF_HAZARD.all(db, hazard=hazard_id)


def find_letter(db: Db, letter_id: int) -> Row | None:
    return BY_ID.first(db, letter_id=letter_id)


def change_letter(db: Db, letter_id: int, **facts: Any) -> None:
    CHANGE.run(db, letter_id=letter_id, **facts)
