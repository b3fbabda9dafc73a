"""Papers: exams, contests, live contests; and who has other terms than everybody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    RowMapping,
    bindparam,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared
from rules.quiz.paper import Purpose, Ranking, Review

DRAFT, PUBLISHED, WITHDRAWN = STATES = ("draft", "published", "withdrawn")


class PaperRow(Base):
    """One paper of a unit, for everybody below it. ``minutes`` empty: a window without a clock.

    ``parts`` is what is drawn, ``fixed`` the questions picked by hand; ``is_training`` says the union made it part
    of a training, and ``frozen_at`` that the results stand. ``posts`` empty: for every post.
    """

    __tablename__ = "paper"
    __table_args__ = (
        CheckConstraint(f"purpose in {tuple(p.value for p in Purpose)}", name="purpose_is_known"),
        CheckConstraint(f"state in {STATES}", name="state_is_known"),
        CheckConstraint(f"review in {tuple(r.value for r in Review)}", name="review_is_known"),
        CheckConstraint(f"ranking in {tuple(r.value for r in Ranking)}", name="ranking_is_known"),
        Index("ix_paper_unit_closes", "unit_id", "closes_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    purpose: Mapped[str] = mapped_column(default=Purpose.EXAM)
    title: Mapped[str]
    state: Mapped[str] = mapped_column(default=DRAFT)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    minutes: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=1)
    per_day: Mapped[int] = mapped_column(default=0)
    resits: Mapped[int] = mapped_column(default=1)
    pass_mark: Mapped[int] = mapped_column(default=60)
    review: Mapped[str] = mapped_column(default=Review.CLOSED)
    ranking: Mapped[str] = mapped_column(default=Ranking.OFF)
    parts: Mapped[list[Any]] = mapped_column(JSON, default=list)
    fixed: Mapped[list[Any]] = mapped_column(JSON, default=list)
    shuffled: Mapped[bool] = mapped_column(default=True)
    posts: Mapped[list[str]] = mapped_column(default=list)
    is_training: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    frozen_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_why: Mapped[str] = mapped_column(default="")


class ExemptionRow(Base):
    """Other terms for one person or one unit (with all below it); empty columns are as for everybody."""

    __tablename__ = "exemption"
    __table_args__ = (
        CheckConstraint("(person_id is null) != (unit_id is null)", name="one_of_two"),
        CheckConstraint("note != ''", name="has_a_reason"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    attempts: Mapped[int | None]
    note: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE, EXEMPTIONS = table_of(PaperRow), table_of(ExemptionRow)
BY_ID = Prepared(select(TABLE).where(TABLE.c.id == bindparam("paper_id")))
ADD = Prepared(insert(TABLE).returning(TABLE.c.id))
CHANGE = Prepared(update(TABLE).where(TABLE.c.id == bindparam("paper_id")))
EXEMPT = Prepared(insert(EXEMPTIONS))


def find_paper(db: Db, paper_id: int) -> Row:
    """One paper; raises ``NoResultFound`` when there is none."""
    return BY_ID.one(db, paper_id=paper_id)


def add_paper(db: Db, **facts: Any) -> int:
    return int(ADD.value(db, **facts))


def change_paper(db: Db, paper_id: int, **facts: Any) -> None:
    CHANGE.run(db, paper_id=paper_id, **facts)


def offered_to(db: Db, units: Sequence[int], since: datetime) -> Sequence[RowMapping]:
    """Published papers of these units (a person's own and those above) that close after ``since``, soonest first."""
    open_ = (TABLE.c.unit_id.in_(units), TABLE.c.state == PUBLISHED, TABLE.c.closes_at > since)
    return db.execute(select(TABLE).where(*open_).order_by(TABLE.c.closes_at, TABLE.c.id)).mappings().all()


def papers_of(db: Db, units: Sequence[int], limit: int = 200) -> Sequence[RowMapping]:
    """All papers of these units, the newest first."""
    query = select(TABLE).where(TABLE.c.unit_id.in_(units)).order_by(TABLE.c.id.desc()).limit(limit)
    return db.execute(query).mappings().all()


def exempt(db: Db, **facts: Any) -> None:
    EXEMPT.run(db, **facts)


def exemptions_for(db: Db, paper_id: int, person_id: int, units: Sequence[int]) -> Sequence[RowMapping]:
    """What is different for a person: first what holds for the units, last what holds for the person alone."""
    theirs = or_(EXEMPTIONS.c.person_id == person_id, EXEMPTIONS.c.unit_id.in_(units))
    query = select(EXEMPTIONS).where(EXEMPTIONS.c.paper_id == paper_id, theirs)
    found = db.execute(query.order_by(EXEMPTIONS.c.id)).mappings().all()
    return sorted(found, key=lambda row: row["person_id"] is not None)


def exemptions_of(db: Db, paper_id: int) -> Sequence[RowMapping]:
    query = select(EXEMPTIONS).where(EXEMPTIONS.c.paper_id == paper_id).order_by(EXEMPTIONS.c.id)
    return db.execute(query).mappings().all()
