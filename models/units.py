"""The organisation tree: province, city, unit (a hospital), department, team."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    RowMapping,
    Select,
    bindparam,
    case,
    false,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.hazards import Hazard
from models.prepared import Prepared
from rules.numbers import FIRST, RESERVED, following

SHORTEST_NAME = 2
KINDS = ("province", "city", "unit", "department", "team")


class Unit(Base):
    """One node of the tree. ``home_id`` is the hospital it lies in, ``path`` its ancestors as ``/1/4/9/``.

    ``seal_name`` is what its seal says where that is not ``name``; a branch that is no legal person (``is_legal``)
    is no unit of its own on official tables; ``is_key`` marks a key unit (重点单位). ``on_roll`` is how many people of
    its own a hospital has; None while nobody has counted them since they changed. ``plans_since`` is the day on which
    plans came to a house that stood already: what was due before could not be told here.
    """

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint(f"kind in {KINDS}", name="kind_is_known"),
        Index("ix_unit_kind", "kind"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    path: Mapped[str] = mapped_column(default="/", index=True)
    home_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    takes_strangers: Mapped[bool] = mapped_column(default=False)
    last_number: Mapped[int] = mapped_column(default=FIRST - 1)
    phone: Mapped[str] = mapped_column(default="")
    head_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", use_alter=True))
    seal_name: Mapped[str] = mapped_column(server_default="")
    is_legal: Mapped[bool] = mapped_column(server_default=true())
    is_key: Mapped[bool] = mapped_column(server_default=false())
    on_roll: Mapped[int | None]
    plans_since: Mapped[date | None]


TABLE = table_of(Unit)
Units = Sequence[int] | Select[int]
"""Ids of units: those one knows, or the question that finds them."""
BY_ID = Prepared(select(TABLE).where(TABLE.c.id == bindparam("unit_id")))
STRANGERS = Prepared(select(TABLE).where(TABLE.c.takes_strangers).limit(1))


def _next_number() -> object:
    """``rules.numbers.following`` said in SQL: one more, but never a telephone number of the emergency."""
    jumps = {
        before: following(before)
        for before in range(min(RESERVED) - 1, max(RESERVED))
        if before + 1 in RESERVED
    }
    return case(jumps, value=TABLE.c.last_number, else_=TABLE.c.last_number + 1)


LEDGER_OF = select(Hazard.unit_id).where(Hazard.id == bindparam("hazard")).scalar_subquery()
TAKE_NUMBER = Prepared(
    update(TABLE)
    .where(TABLE.c.id == LEDGER_OF)
    .values(last_number=_next_number())
    .returning(TABLE.c.last_number)
)


def take_number(db: Db, hazard_id: int) -> int:
    """The next number of the hospital whose hazard this is. Holds its row until the commit, so none comes twice."""
    return int(TAKE_NUMBER.value(db, hazard=hazard_id))


def home_of_strangers(db: Db) -> Row:
    """The hospital that takes what people report of whom we know nothing."""
    return STRANGERS.one(db)


def find_unit(db: Db, unit_id: int) -> Row:
    return BY_ID.one(db, unit_id=unit_id)


HOLD = Prepared(select(TABLE).where(TABLE.c.id == bindparam("unit_id")).with_for_update())


def hold_unit(db: Db, unit_id: int) -> Row:
    """The unit, locked until the commit."""
    return HOLD.one(db, unit_id=unit_id)


def find_unit_by_code(db: Db, code: str) -> RowMapping | None:
    return db.execute(select(Unit.__table__).where(Unit.code == code)).mappings().one_or_none()


def named(db: Db, name: str, home_id: int) -> Sequence[RowMapping]:
    """Departments of a hospital called so, or whose name holds these words; the exact one alone if there is one."""
    own = select(TABLE).where(Unit.home_id == home_id, Unit.kind.in_(["department", "team"]))
    exact = db.execute(own.where(Unit.name == name)).mappings().all()
    if exact or len(name) < SHORTEST_NAME:
        return exact
    like = own.where(Unit.name.contains(name.removesuffix("科"), autoescape=True)).order_by(Unit.id)
    found = db.execute(like).mappings().all()
    every = db.execute(own.order_by(Unit.id)).mappings().all() if not found else ()
    return found or [unit for unit in every if _is_short_for(name, unit["name"])]


DEPARTMENTS = Prepared(
    select(TABLE.c.id, TABLE.c.name)
    .where(TABLE.c.home_id == bindparam("home"), or_(TABLE.c.kind == "department", TABLE.c.kind == "team"))
    .order_by(TABLE.c.id.desc())
)


def departments_of(db: Db, home_id: int) -> dict[str, int]:
    """The departments of a hospital by their whole names; of two with one name the elder."""
    return {
        row["name"]: row["id"]
        for row in DEPARTMENTS.all(db, home=home_id)
        if len(row["name"]) >= SHORTEST_NAME
    }


def _is_short_for(name: str, whole: str) -> bool:
    """内二 for 内科二病区: its letters, in order."""
    rest = iter(whole)
    return all(letter in rest for letter in name)


def subtree(db: Db, path: str) -> list[int]:
    """The ids of a node and of everything below it."""
    return list(db.execute(select(Unit.id).where(Unit.path.startswith(path, autoescape=True))).scalars())
