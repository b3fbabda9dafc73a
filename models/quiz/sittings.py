"""Sittings: who sat what when, which questions they got, and what they answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
    bindparam,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, index_where_known, table_of
from models.once import put
from models.prepared import Prepared

PRACTICE, WRONG, EASY, FORMAL = MODES = ("practice", "wrong", "easy", "formal")
"""五道练习, 错题, 简单 (判断 only), and a sitting of a paper."""

BY_PERSON, BY_CLOCK, DROPPED = "person", "clock", "dropped"
"""Handed in by hand, by the clock, or left for a new practice."""

OPEN = text("handed_in_at IS NULL")


class Sitting(Base):
    """One sitting, of a paper or of practice (no paper). ``drawn`` is ``[question, order, points]`` by position.

    ``share`` is what was reached in thousandths of all points. ``attempt`` counts the sittings of one person and
    paper from 1; that key lets nobody begin twice.
    """

    __tablename__ = "sitting"
    __table_args__ = (
        UniqueConstraint("paper_id", "person_id", "attempt"),
        CheckConstraint(f"mode in {MODES}", name="mode_is_known"),
        CheckConstraint("(mode = 'formal') = (paper_id is not null)", name="formal_has_a_paper"),
        CheckConstraint("mode != 'formal' or person_id is not null", name="formal_has_a_person"),
        Index("ix_sitting_account_open", "account_id", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index(
            "uq_sitting_person_open",
            *("paper_id", "person_id"),
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_sitting_account", "account_id", "id"),
        index_where_known("sitting", "person_id", "id"),
        Index("ix_sitting_unit_started", "unit_id", "started_at"),
        Index("ix_sitting_ends", "ends_at", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    mode: Mapped[str]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    attempt: Mapped[int | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    drawn: Mapped[list[Any]] = mapped_column(JSON)
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    handed_in_at: Mapped[datetime | None]
    handed_in_by: Mapped[str] = mapped_column(default="")
    right: Mapped[int] = mapped_column(default=0)
    points: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    share: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[int | None]
    passed: Mapped[bool | None]


class Answer(Base):
    """What stands at one position of a sitting. ``given`` is spelt by the options as written, whatever order was shown."""

    __tablename__ = "answer"
    __table_args__ = ({"sqlite_with_rowid": False},)

    sitting_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("sitting.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    given: Mapped[str]
    right: Mapped[bool]
    answered_at: Mapped[datetime]
    took_ms: Mapped[int | None]


TABLE, ANSWERS = table_of(Sitting), table_of(Answer)
THIS = TABLE.c.id == bindparam("sitting_id")
BY_ID = Prepared(select(TABLE).where(THIS))
HOLD = Prepared(select(TABLE).where(THIS).with_for_update())
ADD = Prepared(insert(TABLE).returning(TABLE.c.id))
CHANGE = Prepared(update(TABLE).where(THIS, TABLE.c.handed_in_at.is_(None)))
PASS = Prepared(update(TABLE).where(THIS))
IS_OPEN = TABLE.c.handed_in_at.is_(None)
OPEN_OF_ACCOUNT = Prepared(
    select(TABLE)
    .where(TABLE.c.account_id == bindparam("account"), IS_OPEN)
    .order_by(TABLE.c.id.desc())
    .limit(4)
)
OPEN_OF_PERSON = Prepared(
    select(TABLE)
    .where(TABLE.c.person_id == bindparam("person"), IS_OPEN)
    .order_by(TABLE.c.id.desc())
    .limit(4)
)
OPEN_OF_PAPER = Prepared(
    select(TABLE).where(
        TABLE.c.paper_id == bindparam("paper"), TABLE.c.person_id == bindparam("person"), IS_OPEN
    )
)
OF_PAPER = Prepared(
    select(TABLE)
    .where(TABLE.c.paper_id == bindparam("paper"), TABLE.c.person_id == bindparam("person"))
    .order_by(TABLE.c.attempt)
)
DONE = select(TABLE).where(TABLE.c.handed_in_at.is_not(None)).order_by(TABLE.c.id.desc())
OF_ACCOUNT = Prepared(DONE.where(TABLE.c.account_id == bindparam("account")).limit(bindparam("most")))
OF_PERSON = Prepared(DONE.where(TABLE.c.person_id == bindparam("person")).limit(bindparam("most")))
RUN_OUT = Prepared(
    select(TABLE.c.id)
    .where(TABLE.c.ends_at <= bindparam("now"), IS_OPEN)
    .order_by(TABLE.c.ends_at)
    .limit(bindparam("most"))
)
ADOPT = Prepared(update(TABLE).where(TABLE.c.account_id == bindparam("account"), TABLE.c.person_id.is_(None)))
GIVEN = Prepared(
    select(ANSWERS).where(ANSWERS.c.sitting_id == bindparam("sitting")).order_by(ANSWERS.c.position)
)
FIRST = Prepared(insert(ANSWERS))


def find_sitting(db: Db, sitting_id: int) -> Row | None:
    return BY_ID.first(db, sitting_id=sitting_id)


def hold_sitting(db: Db, sitting_id: int) -> Row:
    """The sitting, locked until the commit: two phones of one person answer one after the other."""
    return HOLD.one(db, sitting_id=sitting_id)


def add_sitting(db: Db, **facts: Any) -> int:
    """Raises the driver's ``IntegrityError`` when another one of this paper and person is open or has this attempt."""
    return int(ADD.value(db, **facts))


def change_sitting(db: Db, sitting_id: int, **facts: Any) -> bool:
    """Whether it was still open; what was handed in is never changed."""
    return CHANGE.run(db, sitting_id=sitting_id, **facts) == 1


def mark_passed(db: Db, sitting_id: int, *, passed: bool) -> None:
    """Whether a handed-in sitting was enough."""
    PASS.run(db, sitting_id=sitting_id, passed=passed)


def open_of(db: Db, account_id: int, person_id: int | None) -> Sequence[Row]:
    """What a person (or an account that is nobody's) has not finished, the newest first."""
    if person_id is None:
        return OPEN_OF_ACCOUNT.all(db, account=account_id)
    return OPEN_OF_PERSON.all(db, person=person_id)


def open_of_paper(db: Db, paper_id: int, person_id: int) -> Row | None:
    return OPEN_OF_PAPER.first(db, paper=paper_id, person=person_id)


def of_paper(db: Db, paper_id: int, person_id: int) -> Sequence[Row]:
    """All sittings of a person and paper, in order."""
    return OF_PAPER.all(db, paper=paper_id, person=person_id)


def finished(db: Db, account_id: int, person_id: int | None, limit: int) -> Sequence[Row]:
    """The last ones a person (or an account that is nobody's) handed in, the newest first."""
    if person_id is None:
        return OF_ACCOUNT.all(db, account=account_id, most=limit)
    return OF_PERSON.all(db, person=person_id, most=limit)


def run_out(db: Db, now: datetime, limit: int) -> list[int]:
    """Open ones whose time is up."""
    return [row["id"] for row in RUN_OUT.all(db, now=now, most=limit)]


def answers_of(db: Db, sitting_id: int) -> Sequence[Row]:
    """What was answered, by position."""
    return GIVEN.all(db, sitting=sitting_id)


def add_answer(db: Db, **facts: Any) -> None:
    """The first answer to a position; raises the driver's ``IntegrityError`` for a second one."""
    FIRST.run(db, **facts)


def set_answer(db: Db, sitting_id: int, position: int, **facts: Any) -> None:
    """The answer to a position, new or instead of the one before."""
    put(db, Answer, ("sitting_id", "position"), sitting_id=sitting_id, position=position, **facts)


def adopt(db: Db, account_id: int, person_id: int) -> None:
    """What an account practised before anybody knew whose it was now counts as the person's."""
    ADOPT.run(db, account=account_id, person_id=person_id)
