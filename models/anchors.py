"""The daily anchor: one digest over every line of history up to the end of a day, chained to the anchor before."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import RowMapping, select, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, table_of
from models.once import insert_once


class Anchor(Base):
    """A day that is sealed: how many lines it has, the last of them, and the digest over all.

    It covers the lines whose id lies above the ``last_id`` of the anchor made before it, up to its own. A line
    that arrives late has a higher id, and so belongs to a later anchor, whatever its own instant says.
    """

    __tablename__ = "anchor"

    day: Mapped[date] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    lines: Mapped[int]
    last_id: Mapped[int] = mapped_column(Key)
    digest: Mapped[str]


TABLE = table_of(Anchor)
ALONE = text("LOCK TABLE anchor IN EXCLUSIVE MODE")


def all_anchors(db: Db) -> Sequence[RowMapping]:
    """Every anchor, in the order they were made."""
    return db.execute(select(TABLE).order_by(TABLE.c.last_id)).mappings().all()


def last_anchor(db: Db) -> RowMapping | None:
    """The anchor made last; by its lines, since clocks may have been set back."""
    query = select(TABLE).order_by(TABLE.c.last_id.desc()).limit(1)
    return db.execute(query).mappings().one_or_none()


def days_anchored(db: Db, days: Iterable[date]) -> set[date]:
    """Which of these days have their anchor."""
    query = select(TABLE.c.day).where(TABLE.c.day >= min(days, default=date.max))
    return set(db.execute(query).scalars())


def add_anchor(db: Db, after: int, **values: object) -> bool:
    """One more anchor, unless somebody else went on from the line ``after`` or sealed this day meanwhile."""
    if db.dialect.name == "postgresql":
        db.execute(ALONE)
    last = last_anchor(db)
    return (last["last_id"] if last else 0) == after and insert_once(db, Anchor, **values)
