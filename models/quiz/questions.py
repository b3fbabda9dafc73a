"""The question bank. A question once asked is never rewritten: a correction is a new version that takes its place."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    RowMapping,
    UniqueConstraint,
    bindparam,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, index_where_known, table_of
from models.once import insert_all_once
from models.prepared import Prepared
from rules.quiz.question import Kind, Question

DRAFT, LIVE, RETIRED = STATES = ("draft", "live", "retired")
SHIPPED, IMPORTED, WRITTEN, FROM_HAZARD = SOURCES = ("shipped", "imported", "written", "hazard")


class QuestionRow(Base):
    """One version of a question. ``unit_id`` is whose it is (a hospital, a city; nobody: shipped, for everyone).

    ``code`` is the same for all versions, ``digest`` of what it asks and takes for right. ``hazard_id`` and
    ``photo_id`` say which closed hazard it was made of. Only ``live`` ones are asked; ``retired`` ones keep their marks.
    """

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint(f"kind in {tuple(kind.value for kind in Kind)}", name="kind_is_known"),
        CheckConstraint(f"state in {STATES}", name="state_is_known"),
        CheckConstraint(f"source in {SOURCES}", name="source_is_known"),
        index_where_known("question", "unit_id", "id"),
        index_where_known("question", "hazard_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    digest: Mapped[str]
    state: Mapped[str] = mapped_column(default=LIVE)
    source: Mapped[str] = mapped_column(default=SHIPPED)
    kind: Mapped[str]
    asks: Mapped[str]
    options: Mapped[list[str]] = mapped_column(default=list)
    right: Mapped[str] = mapped_column(default="")
    accepted: Mapped[list[str]] = mapped_column(default=list)
    why: Mapped[str] = mapped_column(default="")
    law: Mapped[str] = mapped_column(default="")
    article: Mapped[str] = mapped_column(default="")
    law_version: Mapped[str] = mapped_column(default="")
    fact: Mapped[str] = mapped_column(default="")
    topics: Mapped[list[str]] = mapped_column(default=list)
    posts: Mapped[list[str]] = mapped_column(default=list)
    level: Mapped[int] = mapped_column(default=1)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    hazard_id: Mapped[int | None] = mapped_column(ForeignKey("hazard.id"))
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(QuestionRow)
BY_ID = Prepared(select(TABLE).where(TABLE.c.id == bindparam("question_id")))
ADD = Prepared(insert(TABLE))
CHANGE = Prepared(update(TABLE).where(TABLE.c.id == bindparam("question_id")))


def question_of(row: Row) -> Question:
    """A row as a value."""
    return Question(
        kind=Kind(row["kind"]),
        asks=row["asks"],
        options=tuple(row["options"]),
        right=row["right"],
        accepted=tuple(row["accepted"]),
        why=row["why"],
        law=row["law"],
        article=row["article"],
        version=row["law_version"],
        fact=row["fact"],
        topics=tuple(row["topics"]),
        posts=tuple(row["posts"]),
        level=row["level"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        code=row["code"],
        pictured=row["photo_id"] is not None,
    )


def columns_of(question: Question) -> dict[str, Any]:
    """The other way round: what a value says, by column."""
    return {
        "kind": question.kind.value,
        "asks": question.asks,
        "options": list(question.options),
        "right": question.right,
        "accepted": list(question.accepted),
        "why": question.why,
        "law": question.law,
        "article": question.article,
        "law_version": question.version,
        "fact": question.fact,
        "topics": list(question.topics),
        "posts": list(question.posts),
        "level": question.level,
        "valid_from": question.valid_from,
        "valid_until": question.valid_until,
    }


def find_question(db: Db, question_id: int) -> Row:
    return BY_ID.one(db, question_id=question_id)


def live_of(db: Db, owners: Sequence[int | None]) -> Sequence[RowMapping]:
    """What is asked of these owners' questions; None stands for what was shipped."""
    units = [owner for owner in owners if owner is not None]
    own = TABLE.c.unit_id.in_(units)
    theirs = or_(TABLE.c.unit_id.is_(None), own) if None in owners else own
    return (
        db.execute(select(TABLE).where(TABLE.c.state == LIVE, theirs).order_by(TABLE.c.id)).mappings().all()
    )


def bank_of(db: Db, unit_id: int | None) -> Sequence[RowMapping]:
    """All versions that one owner has, retired ones too."""
    own = TABLE.c.unit_id.is_(None) if unit_id is None else TABLE.c.unit_id == unit_id
    return db.execute(select(TABLE).where(own).order_by(TABLE.c.id)).mappings().all()


def with_ids(db: Db, ids: Iterable[int]) -> dict[int, RowMapping]:
    """These questions, whatever their state."""
    found = db.execute(select(TABLE).where(TABLE.c.id.in_(list(ids)))).mappings()
    return {row["id"]: row for row in found}


def add_questions(db: Db, rows: list[dict[str, Any]]) -> None:
    """New questions or versions; a version that stands there already is left as it is."""
    if rows:
        insert_all_once(db, QuestionRow, rows)


def retire(db: Db, ids: Sequence[int]) -> None:
    """Nobody is asked these any more."""
    if ids:
        db.execute(update(TABLE).where(TABLE.c.id.in_(ids)).values(state=RETIRED))


def change_question(db: Db, question_id: int, **facts: Any) -> None:
    CHANGE.run(db, question_id=question_id, **facts)
