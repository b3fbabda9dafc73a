"""挂牌督办: what was proposed to an authority, listed by it, and taken off the list."""

from datetime import date

from sqlalchemy import ForeignKey, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared


class Listing(Base):
    """One hazard before an authority. Where it stands follows from its days; ``reference`` is the authority's number."""

    __tablename__ = "listing"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"), unique=True)
    authority: Mapped[str] = mapped_column(server_default="")
    reference: Mapped[str] = mapped_column(server_default="")
    proposed_on: Mapped[date]
    listed_on: Mapped[date | None]
    delisted_on: Mapped[date | None]
    refused_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(server_default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(Listing)
OF_HAZARD = Prepared(select(TABLE).where(TABLE.c.hazard_id == bindparam("hazard")))
ADD = Prepared(insert(TABLE))
CHANGE = Prepared(update(TABLE).where(TABLE.c.hazard_id == bindparam("hazard")))


def listing_of(db: Db, hazard_id: int) -> Row | None:
    """What became of a hazard before an authority; None where it was never proposed."""
    return OF_HAZARD.first(db, hazard=hazard_id)


def add_listing(db: Db, hazard_id: int, authority: str, proposed_on: date, by_id: int) -> None:
    ADD.run(db, hazard_id=hazard_id, authority=authority, proposed_on=proposed_on, proposed_by_id=by_id)


def change_listing(db: Db, hazard_id: int, **facts: object) -> None:
    CHANGE.run(db, hazard=hazard_id, **facts)
