"""The roll: who works here, and what part they play."""

from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, RowMapping, UniqueConstraint, bindparam, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key
from models.units import Unit

ROLES = ("staff", "officer", "union", "admin")


class Person(Base):
    """One line of the roll. ``unit_id`` is the department, ``home_id`` the hospital."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("home_id", "staff_no"),
        CheckConstraint(f"role in {ROLES}", name="role_is_known"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    staff_no: Mapped[str | None]
    phone: Mapped[str | None]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    post: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="staff")
    active: Mapped[bool] = mapped_column(default=True)


_people = select(
    Person.__table__, Unit.name.label("unit_name"), Unit.kind.label("unit_kind"), Unit.path
).join(Unit, Unit.id == Person.unit_id)

_BY_ID = _people.where(Person.id == bindparam("person_id"))
_OFFICERS = _people.where(
    Person.unit_id == bindparam("unit"), Person.role == "officer", Person.active
).order_by(Person.id)


def find_person(db: Db, person_id: int) -> RowMapping:
    """One person with the name and kind of the department."""
    return db.execute(_BY_ID, {"person_id": person_id}).mappings().one()


def people_named(db: Db, name: str, *, home_id: int | None = None) -> Sequence[RowMapping]:
    query = _people.where(Person.name == name, Person.active)
    return db.execute(query.where(Person.home_id == home_id) if home_id else query).mappings().all()


def people_with(db: Db, name: str, number: str) -> Sequence[RowMapping]:
    """Who is called ``name`` and has this staff number or telephone."""
    same = or_(Person.staff_no == number, Person.phone == number)
    return db.execute(_people.where(Person.name == name, Person.active, same)).mappings().all()


def officers_of(db: Db, unit_id: int | None) -> Sequence[RowMapping]:
    """The safety officers who belong to exactly this department (or hospital)."""
    return db.execute(_OFFICERS, {"unit": unit_id}).mappings().all()
