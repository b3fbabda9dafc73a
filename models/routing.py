"""The routing table: who usually puts right what, where; learnt from the last choice."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, bindparam, case, func, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.once import upsert
from models.people import find_person
from models.prepared import Prepared


class Routing(Base):
    """Hazards of one class in one building: the owner, days and measure chosen last. ``building`` empty: anywhere."""

    __tablename__ = "routing"
    __table_args__ = (UniqueConstraint("home_id", "category", "building"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    category: Mapped[str]
    building: Mapped[str] = mapped_column(server_default="")
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    days: Mapped[int]
    measure: Mapped[str] = mapped_column(server_default="")
    times: Mapped[int] = mapped_column(server_default="1")
    used_at: Mapped[datetime]


TABLE = table_of(Routing)
NEAREST = case((TABLE.c.building == bindparam("house"), 0), (TABLE.c.building == "", 1), else_=2)
USUAL = Prepared(
    select(TABLE)
    .where(TABLE.c.home_id == bindparam("home"), TABLE.c.category == bindparam("code"))
    .order_by(NEAREST, TABLE.c.used_at.desc())
)


def usual(db: Db, home_id: int, category: str, building: str) -> list[Row]:
    """Who did such things before: in this building first, then anywhere."""
    return USUAL.all(db, home=home_id, code=category, house=building)


def busiest(db: Db, home_id: int, limit: int = 4) -> list[Row]:
    """Those who were given most, of any class."""
    query = (
        select(Routing.owner_id)
        .where(Routing.home_id == home_id)
        .group_by(Routing.owner_id)
        .order_by(func.sum(Routing.times).desc(), Routing.owner_id)
        .limit(limit)
    )
    return [find_person(db, owner_id) for owner_id in db.execute(query).scalars()]


def remember(db: Db, home_id: int, category: str, building: str, **choice: object) -> None:
    """The choice made now: owner_id, days, measure, used_at. The last one wins."""
    key = {"home_id": home_id, "category": category, "building": building}
    upsert(db, TABLE, key, choice, times=TABLE.c.times + 1)
