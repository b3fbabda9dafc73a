"""How people did in a paper: the best sitting of each, and the counters that ranks and figures are read from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, RowMapping, SmallInteger, bindparam, func, select, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Row, table_of
from models.once import upsert
from models.prepared import Prepared
from models.quiz.papers import TABLE as PAPERS

EVERYWHERE = 0
"""Stands for the whole paper where otherwise a hospital stands."""


class Result(Base):
    """One person and one paper: how often they sat and their best. ``share`` is in thousandths of all points."""

    __tablename__ = "result"
    __table_args__ = (
        Index("ix_result_person", "person_id", "paper_id"),
        Index("ix_result_share", "paper_id", "share", "person_id"),
        Index("ix_result_unit", "paper_id", "unit_id", "share", "person_id", "department_id", "passed"),
        {"sqlite_with_rowid": False},
    )

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    sittings: Mapped[int] = mapped_column(SmallInteger)
    share: Mapped[int] = mapped_column(SmallInteger)
    points: Mapped[int]
    total: Mapped[int]
    seconds: Mapped[int | None]
    passed: Mapped[bool]
    first_at: Mapped[datetime]
    best_at: Mapped[datetime]
    shows_name: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str | None] = mapped_column(unique=True)


class Score(Base):
    """How many people of a unit (0: of all) have exactly this share as their best."""

    __tablename__ = "score"
    __table_args__ = ({"sqlite_with_rowid": False},)

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    share: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    people: Mapped[int]


class Turnout(Base):
    """How many of a department sat, passed, and the sum of their best shares. Department 0: on the roll of none."""

    __tablename__ = "turnout"
    __table_args__ = ({"sqlite_with_rowid": False},)

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]
    passed: Mapped[int]
    shares: Mapped[int]


TABLE, SCORES, TURNOUTS = table_of(Result), table_of(Score), table_of(Turnout)
ONE = Prepared(
    select(TABLE).where(TABLE.c.paper_id == bindparam("paper"), TABLE.c.person_id == bindparam("person"))
)
HOLD = Prepared(
    select(TABLE)
    .where(TABLE.c.paper_id == bindparam("paper"), TABLE.c.person_id == bindparam("person"))
    .with_for_update()
)
ABOVE = Prepared(
    select(func.coalesce(func.sum(SCORES.c.people), 0).label("people")).where(
        SCORES.c.paper_id == bindparam("paper"),
        SCORES.c.unit_id == bindparam("unit"),
        SCORES.c.share > bindparam("than"),
    )
)

PLACE = (TABLE.c.share, TABLE.c.person_id)
MINE = tuple_(bindparam("than"), bindparam("beside"))
IN_PAPER = select(TABLE).where(TABLE.c.paper_id == bindparam("paper")).limit(bindparam("most"))
HERE = TABLE.c.unit_id == bindparam("unit")
UP = IN_PAPER.where(tuple_(*PLACE) > MINE).order_by(*PLACE)
DOWN = IN_PAPER.where(tuple_(*PLACE) < MINE).order_by(*(key.desc() for key in PLACE))
ABOVE_ME, BELOW_ME = Prepared(UP), Prepared(DOWN)
ABOVE_ME_HERE, BELOW_ME_HERE = Prepared(UP.where(HERE)), Prepared(DOWN.where(HERE))


def find_result(db: Db, paper_id: int, person_id: int) -> Row | None:
    return ONE.first(db, paper=paper_id, person=person_id)


def hold_result(db: Db, paper_id: int, person_id: int) -> Row | None:
    """A result, locked until the commit: two sittings of one person are counted one after the other."""
    return HOLD.first(db, paper=paper_id, person=person_id)


def keep_result(db: Db, paper_id: int, person_id: int, **facts: Any) -> None:
    upsert(db, TABLE, {"paper_id": paper_id, "person_id": person_id}, facts)


def count_score(db: Db, paper_id: int, unit_id: int, share: int, by: int) -> None:
    """``by`` more people (or fewer) with this share."""
    key = {"paper_id": paper_id, "unit_id": unit_id, "share": share}
    upsert(db, SCORES, key, {"people": by}, people=SCORES.c.people + by)


def count_turnout(
    db: Db, paper_id: int, unit_id: int, department_id: int, *, people: int, passed: int, shares: int
) -> None:
    """So many more people, passes and thousandths."""
    key = {"paper_id": paper_id, "unit_id": unit_id, "department_id": department_id}
    facts = {"people": people, "passed": passed, "shares": shares}
    more = {name: TURNOUTS.c[name] + by for name, by in facts.items()}
    upsert(db, TURNOUTS, key, facts, **more)


def rank_of(db: Db, paper_id: int, share: int, unit_id: int = EVERYWHERE) -> int:
    """The place of whoever has this share: one more than have a better one."""
    return 1 + int(ABOVE.value(db, paper=paper_id, unit=unit_id, than=share))


def latest_of(db: Db, person_id: int, limit: int) -> Sequence[RowMapping]:
    """A person's last results with title and ranking of their papers, the newest first."""
    query = (
        select(TABLE, PAPERS.c.title, PAPERS.c.ranking, PAPERS.c.purpose)
        .join(PAPERS, PAPERS.c.id == TABLE.c.paper_id)
        .where(TABLE.c.person_id == person_id)
        .order_by(TABLE.c.best_at.desc(), TABLE.c.paper_id.desc())
    )
    return db.execute(query.limit(limit)).mappings().all()


def show_name(db: Db, paper_id: int, person_id: int, *, shows: bool) -> None:
    """Whether the boards of a contest may name this person."""
    mine = (TABLE.c.paper_id == paper_id, TABLE.c.person_id == person_id)
    db.execute(update(TABLE).where(*mine).values(shows_name=shows))


def turnouts(db: Db, paper_id: int, units: Sequence[int] | None = None) -> Sequence[RowMapping]:
    """Hospital, department, people, passed, shares; of all units or of these."""
    query = select(TURNOUTS).where(TURNOUTS.c.paper_id == paper_id)
    return db.execute(query if units is None else query.where(TURNOUTS.c.unit_id.in_(units))).mappings().all()


def around(
    db: Db, paper_id: int, row: Row, count: int, unit_id: int | None = None
) -> tuple[Sequence[Row], Sequence[Row]]:
    """Who stands next above (the nearest last) and next below a result, so many each; in one unit, or everywhere."""
    here = {"paper": paper_id, "than": row["share"], "beside": row["person_id"], "most": count}
    asked = (ABOVE_ME, BELOW_ME) if unit_id is None else (ABOVE_ME_HERE, BELOW_ME_HERE)
    facts = here if unit_id is None else here | {"unit": unit_id}
    above, below = (each.all(db, **facts) for each in asked)
    return above[::-1], below
