"""签收: which unit signed for which plan, who leads it there, and who stands in for owners nobody named yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Row, table_of
from models.once import insert_once
from models.prepared import Prepared


class Signing(Base):
    """One unit's signature under a plan; ``stand_in_id`` owns whatever duty has no owner of its own (先都归我)."""

    __tablename__ = "signing"
    __table_args__ = ({"sqlite_with_rowid": False},)

    plan: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(Signing)
HERE = (TABLE.c.plan == bindparam("of_plan"), TABLE.c.unit_id == bindparam("unit"))
ONE = Prepared(select(TABLE).where(*HERE))
OF_PLAN = Prepared(select(TABLE).where(TABLE.c.plan == bindparam("of_plan")))
CHANGE = Prepared(update(TABLE).where(*HERE))


def signing_of(db: Db, plan: str, unit_id: int) -> Row | None:
    """Whether and by whom a unit signed; None while it has not."""
    return ONE.first(db, of_plan=plan, unit=unit_id)


def signings_of(db: Db, plan: str) -> Mapping[int, Row]:
    """Every signature under a plan, by unit."""
    return {row["unit_id"]: row for row in OF_PLAN.all(db, of_plan=plan)}


def sign(db: Db, plan: str, unit_id: int, person_id: int | None, now: datetime, **facts: Any) -> bool:
    """Sign for a plan; False when the unit had signed before."""
    return insert_once(
        db, Signing, plan=plan, unit_id=unit_id, signed_at=now, signed_by_id=person_id, **_named(facts)
    )


def change_signing(db: Db, plan: str, unit_id: int, **facts: Any) -> None:
    CHANGE.run(db, of_plan=plan, unit=unit_id, **facts)


def _named(facts: Mapping[str, Any]) -> dict[str, Any]:
    empty: dict[str, Any] = {"leader_id": None, "deputy_id": None, "stand_in_id": None}
    return empty | dict(facts)


def unsigned(db: Db, plan: str, units: Sequence[int]) -> list[int]:
    """The units that have not signed yet, in the order given."""
    signed = signings_of(db, plan)
    return [unit for unit in units if unit not in signed]
