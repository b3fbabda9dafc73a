"""题有问题: what people find wrong with a question."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, table_of
from models.once import insert_once


class Doubt(Base):
    """One account doubts one question, once. ``settled`` says what came of it, in words."""

    __tablename__ = "doubt"
    __table_args__ = (UniqueConstraint("question_id", "account_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    said: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled: Mapped[str] = mapped_column(default="")


TABLE = table_of(Doubt)


def add_doubt(db: Db, question_id: int, account_id: int, unit_id: int, at: datetime, said: str = "") -> bool:
    """Whether it is the first of this account."""
    return insert_once(
        db, Doubt, question_id=question_id, account_id=account_id, unit_id=unit_id, at=at, said=said
    )


def settle(db: Db, question_id: int, units: Sequence[int], person_id: int, at: datetime, said: str) -> int:
    """What came of the doubts of one question; how many people had them."""
    these = (TABLE.c.question_id == question_id, TABLE.c.unit_id.in_(units), TABLE.c.settled_at.is_(None))
    done = update(TABLE).where(*these).values(settled_at=at, settled_by_id=person_id, settled=said)
    return int(db.execute(done).rowcount)
