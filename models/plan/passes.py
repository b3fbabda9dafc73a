"""督导通行证: a link that lets an inspector look for three days, and the log of what was looked at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared


class Pass(Base):
    """One pass. Only the digest of its code is kept; ``holder`` is who it was made for, printed across every page."""

    __tablename__ = "pass"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    holder: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    valid_until: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PassLook(Base):
    """One page an inspector opened."""

    __tablename__ = "pass_look"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    pass_id: Mapped[int] = mapped_column(ForeignKey("pass.id"), index=True)
    at: Mapped[datetime]
    what: Mapped[str]


TABLE, LOOKS = table_of(Pass), table_of(PassLook)
ADD = Prepared(insert(TABLE).returning(TABLE.c.id))
BY_DIGEST = Prepared(select(TABLE).where(TABLE.c.digest == bindparam("of_digest")))
OF_UNIT = Prepared(select(TABLE).where(TABLE.c.unit_id == bindparam("unit")).order_by(TABLE.c.id.desc()))
END = Prepared(
    update(TABLE).where(
        TABLE.c.id == bindparam("pass_id"), TABLE.c.unit_id == bindparam("unit"), TABLE.c.ended_at.is_(None)
    )
)
LOOK = Prepared(insert(LOOKS))
OF_PASS = Prepared(select(LOOKS).where(LOOKS.c.pass_id == bindparam("of_pass")).order_by(LOOKS.c.id))


def make_pass(db: Db, **facts: Any) -> int:
    return int(ADD.value(db, **facts))


def find_pass(db: Db, digest: str) -> Row | None:
    return BY_DIGEST.first(db, of_digest=digest)


def passes_of(db: Db, unit_id: int) -> Sequence[Row]:
    return OF_UNIT.all(db, unit=unit_id)


def end_pass(db: Db, pass_id: int, unit_id: int, now: datetime) -> bool:
    """Nobody gets in with it any more; False when it had ended."""
    return END.run(db, pass_id=pass_id, unit=unit_id, ended_at=now) == 1


def note_look(db: Db, pass_id: int, what: str, now: datetime) -> None:
    LOOK.run(db, pass_id=pass_id, what=what, at=now)


def looks_of(db: Db, pass_id: int) -> Sequence[Row]:
    return OF_PASS.all(db, of_pass=pass_id)
