"""The register of places: what the codes on the walls mean."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, RowMapping, UniqueConstraint, bindparam, exists, false, select, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared
from models.units import Unit


class Place(Base):
    """A place with a code. ``unit_id`` is the department that looks after it, ``home_id`` the hospital.

    ``scan_url`` is what the platform wants to stand in the QR code; empty until it was asked. ``is_key`` marks a key
    place (重点部位).
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
    is_key: Mapped[bool] = mapped_column(server_default=false())


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


OTHER, DEPARTMENT, HOSPITAL = aliased(Place), aliased(Unit), aliased(Unit)
OLDER_TWIN = exists().where(OTHER.code == Place.code, OTHER.active, OTHER.id < Place.id)
WITH_NAMES = (
    select(
        Place.__table__,
        DEPARTMENT.name.label("department"),
        HOSPITAL.name.label("hospital"),
        OLDER_TWIN.label("code_means_another"),
    )
    .join(DEPARTMENT, DEPARTMENT.id == Place.unit_id)
    .join(HOSPITAL, HOSPITAL.id == Place.home_id)
    .where(Place.active)
    .order_by(Place.home_id, Place.code, Place.id)
)
"""Places in use with the names a wall says. ``code_means_another``: an older place elsewhere has this code."""


def all_places(db: Db) -> Sequence[RowMapping]:
    """Every place in use, of all hospitals, as ``WITH_NAMES`` tells it."""
    return db.execute(WITH_NAMES).mappings().all()


def keep_scan_url(db: Db, place_id: int, scan_url: str) -> None:
    """What the platform gave for the place's code."""
    db.execute(update(Place).where(Place.id == place_id).values(scan_url=scan_url))
