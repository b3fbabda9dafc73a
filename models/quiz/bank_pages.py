"""One question of the bank in full: its versions, what people doubted, how it was answered, and where it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, func, select

from models.base import Db, Row, table_of
from models.people import Person
from models.quiz import papers
from models.quiz.bank_lists import Whose, any_state, seen
from models.quiz.doubts import TABLE as DOUBTS
from models.quiz.questions import DRAFT, LIVE, TABLE
from models.quiz.sittings import ANSWERS
from models.quiz.sittings import TABLE as SITTINGS
from models.units import Unit

NEWEST = 1_000
"""Figures of one question are those of so many newest sittings."""


@dataclass(frozen=True)
class Asked:
    """How often a question was answered lately, and how often rightly."""

    times: int = 0
    right: int = 0

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.times) if self.times else 0


def seen_question(db: Db, whose: Whose, question_id: int) -> RowMapping | None:
    """One version of a question, if this bank shows it; with whose it is and who wrote and approved it."""
    by, approver = table_of(Person).alias("writer"), table_of(Person).alias("approver")
    query = (
        select(
            TABLE, Unit.name.label("unit_name"), by.c.name.label("writer"), approver.c.name.label("approver")
        )
        .outerjoin(Unit, Unit.id == TABLE.c.unit_id)
        .outerjoin(by, by.c.id == TABLE.c.made_by_id)
        .outerjoin(approver, approver.c.id == TABLE.c.approved_by_id)
        .where(TABLE.c.id == question_id, seen(whose))
    )
    return db.execute(query).mappings().one_or_none()


def versions_of(db: Db, whose: Whose, code: str) -> Sequence[RowMapping]:
    """Every version of a question, the newest first."""
    query = select(TABLE, Person.name.label("writer")).outerjoin(Person, Person.id == TABLE.c.made_by_id)
    query = query.where(TABLE.c.code == code, seen(whose)).order_by(TABLE.c.version.desc())
    return db.execute(query).mappings().all()


def doubts_of(db: Db, whose: Whose, ids: Sequence[int], limit: int = 50) -> Sequence[RowMapping]:
    """What people of these hospitals doubted in these versions, open ones first. Nobody's name is read."""
    columns = (DOUBTS.c.question_id, DOUBTS.c.said, DOUBTS.c.at, DOUBTS.c.settled_at, DOUBTS.c.settled)
    query = select(*columns, Unit.name.label("unit_name")).join(Unit, Unit.id == DOUBTS.c.unit_id)
    query = query.where(DOUBTS.c.question_id.in_(ids), DOUBTS.c.unit_id.in_(whose.below))
    is_settled = DOUBTS.c.settled_at.is_not(None)
    return db.execute(query.order_by(is_settled, DOUBTS.c.at.desc()).limit(limit)).mappings().all()


def asked_lately(db: Db, whose: Whose, ids: Sequence[int]) -> Mapping[int, Asked]:
    """How often each was answered and right in the newest sittings of these hospitals."""
    if not ids:
        return {}
    right = func.count().filter(ANSWERS.c.right)
    query = select(ANSWERS.c.question_id, func.count().label("times"), right.label("right"))
    query = query.where(ANSWERS.c.sitting_id.in_(_newest(whose)), ANSWERS.c.question_id.in_(ids))
    rows = db.execute(query.group_by(ANSWERS.c.question_id)).mappings()
    return {row["question_id"]: Asked(int(row["times"]), int(row["right"])) for row in rows}


def _newest(whose: Whose) -> Any:
    """Their last sittings; those of one hospital are found by its index."""
    if len(whose.below) == 1:
        mine = select(SITTINGS.c.id).where(SITTINGS.c.unit_id == whose.below[0])
        return mine.order_by(SITTINGS.c.started_at.desc()).limit(NEWEST)
    theirs = select(SITTINGS.c.id).where(SITTINGS.c.unit_id.in_(whose.below))
    return theirs.order_by(SITTINGS.c.id.desc()).limit(NEWEST)


def papers_with(db: Db, whose: Whose, ids: Sequence[int]) -> Sequence[Row]:
    """Papers of these units that hold one of these versions: picked by hand, or drawn in the newest sittings."""
    sat = select(SITTINGS.c.paper_id).join(ANSWERS, ANSWERS.c.sitting_id == SITTINGS.c.id)
    sat = sat.where(SITTINGS.c.id.in_(_newest(whose)), ANSWERS.c.question_id.in_(ids)).distinct()
    drawn = {key for key in db.execute(sat).scalars() if key}
    known = papers.papers_of(db, (*whose.above, *whose.below))
    return [row for row in known if row["id"] in drawn or set(row["fixed"]) & set(ids)]


def same_asked(db: Db, whose: Whose, digests: Sequence[str]) -> RowMapping | None:
    """The question of this bank that asks the same, stopped ones included."""
    query = select(TABLE).where(seen(whose), any_state(), TABLE.c.digest.in_(digests))
    return db.execute(query.order_by(TABLE.c.state, TABLE.c.id).limit(1)).mappings().one_or_none()


def in_use(db: Db, question_id: int) -> RowMapping | None:
    """A version that is asked, or was until the one that is asked now took its place."""
    live = select(TABLE.c.code).where(TABLE.c.state == LIVE)
    query = select(TABLE).where(TABLE.c.id == question_id, TABLE.c.state != DRAFT, TABLE.c.code.in_(live))
    return db.execute(query).mappings().one_or_none()
