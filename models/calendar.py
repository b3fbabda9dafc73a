"""Days on which a hospital's calendar differs from the published one: extra rest days, and days worked in lieu."""

from datetime import date

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, table_of
from models.once import upsert


class CalendarDay(Base):
    """One day that is not what the library says."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_rest: Mapped[bool]
    note: Mapped[str] = mapped_column(server_default="")
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(CalendarDay)


def own_days(db: Db) -> dict[date, bool]:
    """Each day of one's own, and whether one rests on it."""
    return {row.day: row.is_rest for row in db.execute(select(TABLE.c.day, TABLE.c.is_rest))}


def set_day(db: Db, day: date, *, is_rest: bool, note: str, by_id: int | None) -> None:
    upsert(db, TABLE, {"day": day}, {"is_rest": is_rest, "note": note, "set_by_id": by_id})


def forget_day(db: Db, day: date) -> None:
    """As published again."""
    db.execute(delete(TABLE).where(TABLE.c.day == day))
