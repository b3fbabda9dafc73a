"""The register of places: what the codes on the walls mean."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, RowMapping, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared


class Place(Base):
    """A place with a code. ``unit_id`` is the department that looks after it, ``home_id`` the hospital.

    ``scan_url`` is what the platform wants to stand in the QR code; empty until it was asked.
    """

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("home_id", "code"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    home_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    aliases: Mapped[list[str]] = mapped_column(default=list)
    active: Mapped[bool] = mapped_column(default=True)
    scan_url: Mapped[str] = mapped_column(default="")


TABLE = table_of(Place)
BY_ID = Prepared(select(TABLE).where(TABLE.c.id == bindparam("place_id")))


def find_place(db: Db, place_id: int) -> Row | None:
    return BY_ID.first(db, place_id=place_id)


def find_place_by_code(db: Db, code: str) -> RowMapping | None:
    """The place a wall code means, the oldest where two hospitals use one code."""
    query = select(Place.__table__).where(Place.code == code, Place.active).order_by(Place.id).limit(1)
    return db.execute(query).mappings().one_or_none()


def places_of(db: Db, home_id: int) -> Sequence[RowMapping]:
    query = select(Place.__table__).where(Place.home_id == home_id, Place.active).order_by(Place.id)
    return db.execute(query).mappings().all()
