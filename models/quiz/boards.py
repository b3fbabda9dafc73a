"""The board of a live contest: who is in it, right answers, and what was answered to each question."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, func, select

from models.base import Db, Row
from models.prepared import Prepared
from models.quiz.sittings import ANSWERS, IS_OPEN, TABLE

LIVE_BOARD = Prepared(
    select(
        TABLE.c.id,
        TABLE.c.person_id,
        func.count(ANSWERS.c.position).label("right"),
        func.coalesce(func.sum(ANSWERS.c.took_ms), 0).label("took_ms"),
    )
    .outerjoin(
        ANSWERS,
        and_(ANSWERS.c.sitting_id == TABLE.c.id, ANSWERS.c.right, ANSWERS.c.position <= bindparam("upto")),
    )
    .where(TABLE.c.paper_id == bindparam("paper"))
    .group_by(TABLE.c.id, TABLE.c.person_id)
    .order_by(
        func.count(ANSWERS.c.position).desc(), func.coalesce(func.sum(ANSWERS.c.took_ms), 0), TABLE.c.id
    )
)
TAKEN_AT = Prepared(
    select(ANSWERS.c.given, func.count().label("people"))
    .join(TABLE, TABLE.c.id == ANSWERS.c.sitting_id)
    .where(TABLE.c.paper_id == bindparam("paper"), ANSWERS.c.position == bindparam("position"))
    .group_by(ANSWERS.c.given)
)
IDS_OF_PAPER = Prepared(
    select(TABLE.c.id).where(TABLE.c.paper_id == bindparam("paper"), IS_OPEN).order_by(TABLE.c.id)
)


def live_board(db: Db, paper_id: int, upto: int) -> Sequence[Row]:
    """Who is in a live contest: right answers up to a position, most first; the time they took decides between equals."""
    return LIVE_BOARD.all(db, paper=paper_id, upto=upto)


def taken_at(db: Db, paper_id: int, position: int) -> dict[str, int]:
    """What was answered at one position of a live contest, and by how many."""
    return {row["given"]: row["people"] for row in TAKEN_AT.all(db, paper=paper_id, position=position)}


def still_open(db: Db, paper_id: int) -> list[int]:
    """Sittings of a paper that are not handed in."""
    return [row["id"] for row in IDS_OF_PAPER.all(db, paper=paper_id)]
