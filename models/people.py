"""The roll: who works here, and what part they play."""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    RowMapping,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared
from models.units import Unit

ROLES = ("staff", "officer", "union", "admin")


class Person(Base):
    """One line of the roll. ``unit_id`` is the department, ``home_id`` the hospital.

    ``outside`` are the people of other firms (外协), counted apart; ``on_duty`` hear of what burns, at any hour.
    ``password`` is a scrypt hash, for those who log in at a desk; ``leads`` marks who is in charge of a unit (负责人).
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("home_id", "staff_no"),
        Index("ix_person_unit_role", "unit_id", "role"),
        Index(
            "ix_person_home_active",
            *("home_id", "unit_id"),
            sqlite_where=text("active = 1"),
            postgresql_where=text("active"),
        ),
        Index(
            "ix_person_union",
            "home_id",
            sqlite_where=text("role = 'union' AND active = 1"),
            postgresql_where=text("role = 'union' AND active"),
        ),
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
    password: Mapped[str | None]
    leads: Mapped[bool] = mapped_column(server_default=false())


UNITS = table_of(Unit)
ON_ROLL = (
    select(func.count())
    .where(Person.home_id == UNITS.c.id, Person.active, Person.outside.is_(False))
    .correlate(UNITS)
    .scalar_subquery()
)

UNION = literal_column("'union'", String)
"""Written out, not bound: SQLite looks into the index of the union's people only where it reads these very words."""

_KNOWN = [column for column in Person.__table__.columns if column.name != "password"]
"""What is read of a person: nobody but the login needs the hash."""

_people = select(*_KNOWN, Unit.name.label("unit_name"), Unit.kind.label("unit_kind"), Unit.path).join(
    Unit, Unit.id == Person.unit_id
)

_at_the_door = _people.add_columns(Person.password)
_BY_ID = Prepared(_people.where(Person.id == bindparam("person_id")))
_AT_THE_DOOR = Prepared(_at_the_door.where(Person.id == bindparam("person_id")))
_ON_DUTY = and_(Person.unit_id == bindparam("unit"), Person.role == "officer", Person.active)
_OFFICERS = Prepared(_people.where(_ON_DUTY).order_by(Person.id))


_OF_UNIT = Prepared(_people.where(Person.unit_id == bindparam("unit"), Person.active).order_by(Person.id))

_ANY_OFFICER = Prepared(
    select(Person.id)
    .where(Person.home_id == bindparam("home"), Person.role == "officer", Person.active)
    .limit(1)
)

_WATCH = Prepared(
    _people.where(Person.home_id == bindparam("home"), Person.on_duty, Person.active).order_by(Person.id)
)


def on_duty_in(db: Db, home_id: int) -> Sequence[Row]:
    """The duty list of a hospital."""
    return _WATCH.all(db, home=home_id)


_UNION = Prepared(
    _people.where(Person.home_id == bindparam("home"), Person.role == UNION, Person.active).order_by(
        Person.id
    )
)


def union_of(db: Db, home_id: int) -> Sequence[Row]:
    """The union's officers of a hospital."""
    return _UNION.all(db, home=home_id)


def find_person(db: Db, person_id: int) -> Row:
    """One person with the name and kind of the department."""
    return _BY_ID.one(db, person_id=person_id)


def at_the_door(db: Db, person_id: int) -> Row | None:
    """One person with the hash of the password, for whoever lets people in."""
    return _AT_THE_DOOR.first(db, person_id=person_id)


def people_named(db: Db, name: str, *, home_id: int | None = None) -> Sequence[RowMapping]:
    query = _people.where(Person.name == name, Person.active)
    named = query.where(Person.home_id == home_id) if home_id else query
    return db.execute(named.order_by(Person.id)).mappings().all()


def people_mentioned(db: Db, text: str, home_id: int) -> Sequence[RowMapping]:
    """Whose name stands in a text, the longest names first."""
    named = literal(text).contains(Person.name)
    query = _people.where(Person.home_id == home_id, Person.active, named)
    return db.execute(query.order_by(func.length(Person.name).desc(), Person.id)).mappings().all()


def people_with(db: Db, name: str, number: str) -> Sequence[RowMapping]:
    """Who is called ``name`` and has this staff number or telephone."""
    same = or_(Person.staff_no == number, Person.phone == number)
    return (
        db.execute(_people.where(Person.name == name, Person.active, same).order_by(Person.id))
        .mappings()
        .all()
    )


def has_officers(db: Db, home_id: int) -> bool:
    """Whether anybody in a hospital is its safety officer."""
    return _ANY_OFFICER.first(db, home=home_id) is not None


def of_units_named(db: Db, home_id: int, words: Sequence[str], limit: int = 4) -> Sequence[RowMapping]:
    """People of the departments of a hospital whose names hold one of these words, those first who lead."""
    named = or_(*(Unit.name.contains(word) for word in words))
    query = _people.where(Person.home_id == home_id, Person.active, named)
    leads = case((Person.post != "", 0), else_=1)
    return db.execute(query.order_by(leads, Person.id).limit(limit)).mappings().all()


def roll_of(db: Db, unit_id: int, *, outside: bool = False) -> int:
    """How many people are on the roll of a hospital."""
    query = select(func.count()).where(Person.home_id == unit_id, Person.active)
    return int(db.execute(query if outside else query.where(Person.outside.is_(False))).scalar_one())


def rolls_of(db: Db, homes: Sequence[int]) -> dict[int, int]:
    """The same for many at once, people of other firms left out; those with nobody are not there."""
    if not homes:
        return {}
    ours = (Person.home_id.in_(homes), Person.active, Person.outside.is_(False))
    rows = db.execute(select(Person.home_id, func.count()).where(*ours).group_by(Person.home_id))
    return {row[0]: int(row[1]) for row in rows}


def forget_rolls(db: Db, homes: Iterable[int] | None = None) -> None:
    """People of these hospitals (or of any) are coming, going or moving: nobody knows how many they are."""
    which = UNITS.c.on_roll.is_not(None) if homes is None else UNITS.c.id.in_(list(homes))
    db.execute(update(UNITS).where(which).values(on_roll=None))


def count_rolls(db: Db, homes: Iterable[int] | None = None) -> None:
    """Count the people of these hospitals, or of all that nobody has counted."""
    which = UNITS.c.on_roll.is_(None) if homes is None else UNITS.c.id.in_(list(homes))
    db.execute(update(UNITS).where(UNITS.c.kind == "unit", which).values(on_roll=ON_ROLL))


def people_of(db: Db, unit_id: int) -> Sequence[Row]:
    """Who belongs to exactly this department (or hospital)."""
    return _OF_UNIT.all(db, unit=unit_id)


def officers_of(db: Db, unit_id: int | None) -> Sequence[Row]:
    """The safety officers who belong to exactly this department (or hospital)."""
    return _OFFICERS.all(db, unit=unit_id)
