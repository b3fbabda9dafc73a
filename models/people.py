"""The roll: who works here, and what part they play."""

from collections.abc import Sequence

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    RowMapping,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row
from models.prepared import Prepared
from models.units import Unit

ROLES = ("staff", "officer", "union", "admin")


class Person(Base):
    """One line of the roll. ``unit_id`` is the department, ``home_id`` the hospital.

    ``outside`` are the people of other firms (外协), counted apart; ``on_duty`` hear of what burns, at any hour.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("home_id", "staff_no"),
        Index("ix_person_unit_role", "unit_id", "role"),
        CheckConstraint(f"role in {ROLES}", name="role_is_known"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    staff_no: Mapped[str | None]
    phone: Mapped[str | None]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    home_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    post: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="staff")
    active: Mapped[bool] = mapped_column(default=True)
    outside: Mapped[bool] = mapped_column(default=False)
    on_duty: Mapped[bool] = mapped_column(default=False)


_people = select(
    Person.__table__, Unit.name.label("unit_name"), Unit.kind.label("unit_kind"), Unit.path
).join(Unit, Unit.id == Person.unit_id)

_BY_ID = Prepared(_people.where(Person.id == bindparam("person_id")))
_ON_DUTY = and_(Person.unit_id == bindparam("unit"), Person.role == "officer", Person.active)
_OFFICERS = Prepared(_people.where(_ON_DUTY).order_by(Person.id))


_WATCH = Prepared(
    _people.where(Person.home_id == bindparam("home"), Person.on_duty, Person.active).order_by(Person.id)
)


def on_duty_in(db: Db, home_id: int) -> Sequence[Row]:
    """The duty list of a hospital."""
    return _WATCH.all(db, home=home_id)


_UNION = Prepared(
    _people.where(Person.home_id == bindparam("home"), Person.role == "union", Person.active).order_by(
        Person.id
    )
)


def union_of(db: Db, home_id: int) -> Sequence[Row]:
    """The union's officers of a hospital."""
    return _UNION.all(db, home=home_id)


def find_person(db: Db, person_id: int) -> Row:
    """One person with the name and kind of the department."""
    return _BY_ID.one(db, person_id=person_id)


def people_named(db: Db, name: str, *, home_id: int | None = None) -> Sequence[RowMapping]:
    query = _people.where(Person.name == name, Person.active)
    return db.execute(query.where(Person.home_id == home_id) if home_id else query).mappings().all()


def people_mentioned(db: Db, text: str, home_id: int) -> Sequence[RowMapping]:
    """Whose name stands in a text, the longest names first."""
    named = literal(text).contains(Person.name)
    query = _people.where(Person.home_id == home_id, Person.active, named)
    return db.execute(query.order_by(func.length(Person.name).desc(), Person.id)).mappings().all()


def people_with(db: Db, name: str, number: str) -> Sequence[RowMapping]:
    """Who is called ``name`` and has this staff number or telephone."""
    same = or_(Person.staff_no == number, Person.phone == number)
    return db.execute(_people.where(Person.name == name, Person.active, same)).mappings().all()


def officers_of(db: Db, unit_id: int | None) -> Sequence[Row]:
    """The safety officers who belong to exactly this department (or hospital)."""
    return _OFFICERS.all(db, unit=unit_id)
