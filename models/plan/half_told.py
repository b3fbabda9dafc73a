"""What somebody began to tell of a deed and did not finish, one row each; a notice asks once whether they go on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Row, table_of
from models.once import put
from models.outbox import errand, post_again
from models.prepared import Prepared

KIND = "half_told"


class HalfTold(Base):
    """``number`` counts within one person; ``told`` is what is known so far, as the chat asks for it."""

    __tablename__ = "half_told"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kept_at: Mapped[datetime]
    told: Mapped[dict[str, Any]]


TABLE = table_of(HalfTold)
SINCE = Prepared(
    select(TABLE)
    .where(TABLE.c.person_id == bindparam("person"), TABLE.c.kept_at >= bindparam("since"))
    .order_by(TABLE.c.kept_at.desc(), TABLE.c.number.desc())
)
MINE = TABLE.c.person_id == bindparam("person")
SETTLE = delete(TABLE).where(MINE, TABLE.c.number.in_(bindparam("numbers", expanding=True)))
FORGET = Prepared(delete(TABLE).where(MINE, TABLE.c.kept_at < bindparam("before")))


def told_by(db: Db, person_id: int, since: datetime) -> Sequence[Row]:
    """What this person half told since then, the newest first."""
    return SINCE.all(db, person=person_id, since=since)


def keep(db: Db, person_id: int, number: int, told: Mapping[str, Any], now: datetime) -> None:
    """What is known now, instead of what was known under this number."""
    put(
        db,
        HalfTold,
        ("person_id", "number"),
        person_id=person_id,
        number=number,
        kept_at=now,
        told=dict(told),
    )


def ask(db: Db, person_id: int, now: datetime, at: datetime) -> None:
    """Whether they go on, once for all that is half told, unless something is told meanwhile."""
    post_again(db, errand(f"{KIND}:{person_id}", KIND, now=now, due_at=at, person_id=person_id))


def settle(db: Db, person_id: int, numbers: Sequence[int]) -> None:
    """Recorded, or not wanted."""
    db.execute(SETTLE, {"person": person_id, "numbers": numbers})


def forget(db: Db, person_id: int, before: datetime) -> None:
    """What has waited longer than that."""
    FORGET.run(db, person=person_id, before=before)
