"""What people remember of each question they answered: when it comes back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, and_, bindparam, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Row, table_of
from models.once import put
from models.prepared import Prepared
from rules.quiz.recall import SURE_DAYS, Memory


class MemoryRow(Base):
    """One account and one question. Only what was answered wrong once comes back: ``lapses`` is how often."""

    __tablename__ = "memory"
    __table_args__ = (
        Index("ix_memory_due", "account_id", "due_at"),
        {"sqlite_with_rowid": False},
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    due_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    state: Mapped[int] = mapped_column(SmallInteger)
    step: Mapped[int | None] = mapped_column(SmallInteger)
    stability: Mapped[float]
    difficulty: Mapped[float]
    lapses: Mapped[int] = mapped_column(SmallInteger, default=0)


TABLE = table_of(MemoryRow)
MINE = TABLE.c.account_id == bindparam("account")
IS_WEAK = and_(TABLE.c.lapses > 0, TABLE.c.stability < SURE_DAYS)
ONE = Prepared(select(TABLE).where(MINE, TABLE.c.question_id == bindparam("question")))
SEEN = Prepared(select(TABLE.c.question_id, TABLE.c.due_at, TABLE.c.lapses).where(MINE))
WEAK = Prepared(
    select(TABLE.c.question_id, TABLE.c.due_at)
    .where(MINE, IS_WEAK)
    .order_by(TABLE.c.due_at)
    .limit(bindparam("most"))
)


def find_memory(db: Db, account_id: int, question_id: int) -> Memory | None:
    row = ONE.first(db, account=account_id, question=question_id)
    return memory_of(row) if row else None


def memory_of(row: Row) -> Memory:
    names = ("due_at", "seen_at", "state", "step", "stability", "difficulty", "lapses")
    return Memory(**{name: row[name] for name in names})


def keep_memory(db: Db, account_id: int, question_id: int, memory: Memory) -> None:
    facts: dict[str, Any] = dict(vars(memory))
    key = ("account_id", "question_id")
    put(db, MemoryRow, key, account_id=account_id, question_id=question_id, **facts)


def seen_by(db: Db, account_id: int) -> Sequence[Row]:
    """Every question an account has answered: question, due, lapses."""
    return SEEN.all(db, account=account_id)


def weak_of(db: Db, account_id: int, limit: int) -> Sequence[Row]:
    """What was answered wrong at least once, what is due longest first."""
    return WEAK.all(db, account=account_id, most=limit)


def count_weak(db: Db, account_id: int) -> int:
    query = select(func.count()).where(TABLE.c.account_id == account_id, IS_WEAK)
    return int(db.execute(query).scalar_one())


def move(db: Db, old_id: int, new_id: int) -> None:
    """A new phone: what the old account remembered goes along; what the new one knows already stays."""
    known = select(TABLE.c.question_id).where(TABLE.c.account_id == new_id)
    db.execute(delete(TABLE).where(TABLE.c.account_id == old_id, TABLE.c.question_id.in_(known)))
    db.execute(update(TABLE).where(TABLE.c.account_id == old_id).values(account_id=new_id))
