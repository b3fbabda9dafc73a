"""履职记录: what was done, by whom, where and when, and who was there. The version before a correction is kept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.once import insert_once
from models.people import Person
from models.prepared import Prepared

HOW = ("scan", "list", "typed", "import")
STANDS = "voided_at IS NULL"


class DeedRow(Base):
    """One thing done. ``unit_id`` leads it (a hospital or a union above); others that organised it stand beside it.

    ``bodies`` are who in the house held it (union, department, administration), ``attested`` a head-count without
    names, ``details`` what only some kinds have: co-organisers, leaflets, questions answered, the plan of a drill.
    ``happened_on`` is the day of the deed; ``recorded_at`` when it was told to us. ``version`` counts corrections.
    """

    __tablename__ = "deed"
    __table_args__ = (
        CheckConstraint("attested is null or attested >= 0", name="attested_is_a_number"),
        Index(
            "ix_deed_unit_day",
            *("unit_id", "happened_on", "kind"),
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    happened_on: Mapped[date]
    starts_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(default="")
    topics: Mapped[list[str]] = mapped_column(default=list)
    bodies: Mapped[list[str]] = mapped_column(default=list)
    attested: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    voided_at: Mapped[datetime | None]
    voided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    voided_why: Mapped[str] = mapped_column(default="")
    code_key: Mapped[str] = mapped_column(default="")
    code_until: Mapped[datetime | None]


class Organiser(Base):
    """A unit that held a deed together with the one that leads it."""

    __tablename__ = "organiser"
    __table_args__ = (Index("ix_organiser_unit", "unit_id", "deed_id"), {"sqlite_with_rowid": False})

    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class DeedVersion(Base):
    """How a deed stood before a correction, who corrected it, and why."""

    __tablename__ = "deed_version"
    __table_args__ = ({"sqlite_with_rowid": False},)

    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    facts: Mapped[dict[str, Any]]
    why: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Attendance(Base):
    """One person who was there, counted once however often the code was scanned. ``home_id`` is their hospital.

    ``is_leader`` says they came as the one in charge of a unit (负责人), ``late`` after it had begun.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint(f"how in {HOW}", name="how_is_known"),
        Index("ix_attendance_person", "person_id", "deed_id"),
        {"sqlite_with_rowid": False},
    )

    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    how: Mapped[str]
    at: Mapped[datetime]
    is_leader: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)


class DeedDepartment(Base):
    """A department that took part in a deed as a whole, without a list of names."""

    __tablename__ = "deed_department"
    __table_args__ = ({"sqlite_with_rowid": False},)

    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)


TABLE, ORGANISERS, VERSIONS = table_of(DeedRow), table_of(Organiser), table_of(DeedVersion)
ATTENDANCES, DEPARTMENTS = table_of(Attendance), table_of(DeedDepartment)
THIS = TABLE.c.id == bindparam("deed_id")
BY_ID = Prepared(select(TABLE).where(THIS))
HOLD = Prepared(select(TABLE).where(THIS).with_for_update())
ADD = Prepared(insert(TABLE).returning(TABLE.c.id))
CHANGE = Prepared(update(TABLE).where(THIS))
ADD_VERSION = Prepared(insert(VERSIONS))
OF_UNIT = Prepared(
    select(TABLE)
    .where(
        TABLE.c.unit_id == bindparam("unit"),
        TABLE.c.happened_on >= bindparam("first"),
        TABLE.c.happened_on <= bindparam("last"),
        text(f"deed.{STANDS}"),
    )
    .order_by(TABLE.c.happened_on, TABLE.c.id)
)
BESIDE = Prepared(
    select(TABLE)
    .join(ORGANISERS, ORGANISERS.c.deed_id == TABLE.c.id)
    .where(
        ORGANISERS.c.unit_id == bindparam("unit"),
        TABLE.c.happened_on >= bindparam("first"),
        TABLE.c.happened_on <= bindparam("last"),
        TABLE.c.voided_at.is_(None),
    )
    .order_by(TABLE.c.happened_on, TABLE.c.id)
)
THERE = Prepared(
    select(ATTENDANCES, Person.name.label("name"))
    .join(Person, Person.id == ATTENDANCES.c.person_id)
    .where(ATTENDANCES.c.deed_id == bindparam("deed"))
    .order_by(ATTENDANCES.c.at, ATTENDANCES.c.person_id)
)
TOGETHER = Prepared(select(ORGANISERS.c.unit_id).where(ORGANISERS.c.deed_id == bindparam("deed")))
WHOLE = Prepared(select(DEPARTMENTS.c.department_id).where(DEPARTMENTS.c.deed_id == bindparam("deed")))


def find_deed(db: Db, deed_id: int) -> Row | None:
    return BY_ID.first(db, deed_id=deed_id)


def hold_deed(db: Db, deed_id: int) -> Row:
    """A deed, locked until the commit."""
    return HOLD.one(db, deed_id=deed_id)


def add_deed(db: Db, beside: Sequence[int] = (), departments: Sequence[int] = (), **facts: Any) -> int:
    """A deed, the units that held it together with the one that leads it, and departments that were there as a whole."""
    deed_id = int(ADD.value(db, **facts))
    set_beside(db, deed_id, beside)
    set_departments(db, deed_id, departments)
    return deed_id


def set_beside(db: Db, deed_id: int, units: Sequence[int]) -> None:
    """These units held it, too, and no others."""
    db.execute(delete(ORGANISERS).where(ORGANISERS.c.deed_id == deed_id))
    for unit in units:
        insert_once(db, Organiser, deed_id=deed_id, unit_id=unit)


def set_departments(db: Db, deed_id: int, departments: Sequence[int]) -> None:
    """These departments were there as a whole, and no others."""
    db.execute(delete(DEPARTMENTS).where(DEPARTMENTS.c.deed_id == deed_id))
    for department in departments:
        insert_once(db, DeedDepartment, deed_id=deed_id, department_id=department)


def change_deed(db: Db, deed_id: int, **facts: Any) -> None:
    CHANGE.run(db, deed_id=deed_id, **facts)


def keep_version(
    db: Db, deed_id: int, version: int, facts: Mapping[str, Any], *, why: str, at: datetime, by_id: int | None
) -> None:
    """How the deed stood until now."""
    ADD_VERSION.run(db, deed_id=deed_id, version=version, facts=dict(facts), why=why, at=at, by_id=by_id)


def versions_of(db: Db, deed_id: int) -> Sequence[Row]:
    """What the deed looked like before, the newest first."""
    query = select(VERSIONS).where(VERSIONS.c.deed_id == deed_id).order_by(VERSIONS.c.version.desc())
    return [dict(row) for row in db.execute(query).mappings()]


def deeds_of(db: Db, unit_id: int, first: date, last: date) -> Sequence[Row]:
    """What a unit led in these days, oldest first; nothing that was voided."""
    return OF_UNIT.all(db, unit=unit_id, first=first, last=last)


def deeds_beside(db: Db, unit_id: int, first: date, last: date) -> Sequence[Row]:
    """What a unit held together with another one that led it."""
    return BESIDE.all(db, unit=unit_id, first=first, last=last)


def held_with(db: Db, deed_id: int) -> list[int]:
    return [row["unit_id"] for row in TOGETHER.all(db, deed=deed_id)]


def whole_departments(db: Db, deed_id: int) -> list[int]:
    return [row["department_id"] for row in WHOLE.all(db, deed=deed_id)]


def attend(db: Db, deed_id: int, person_id: int, **facts: Any) -> bool:
    """Somebody was there; False when that was known. Facts are home_id, department_id, how, at, is_leader, late."""
    return insert_once(
        db, Attendance, deed_id=deed_id, person_id=person_id, **{"is_leader": False, "late": False} | facts
    )


def leave_out(db: Db, deed_id: int, person_id: int) -> bool:
    """Somebody was not there after all; False when nobody had said so."""
    this = (ATTENDANCES.c.deed_id == deed_id, ATTENDANCES.c.person_id == person_id)
    return db.execute(delete(ATTENDANCES).where(*this)).rowcount == 1


def there(db: Db, deed_id: int) -> Sequence[Row]:
    """Who was there, with names, in the order they came."""
    return THERE.all(db, deed=deed_id)
