"""Who counts as trained by an exam: only where the union made it part of a training, and each person once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select

from models.base import Db
from models.quiz.papers import TABLE as PAPERS
from models.quiz.papers import WITHDRAWN
from models.quiz.results import TABLE as RESULTS


def trained_between(db: Db, units: Sequence[int], start: datetime, end: datetime) -> set[int]:
    """The people of these hospitals who sat such an exam for the first time from ``start`` until before ``end``.

    Practice never counts (T4): it has no result.
    """
    counts = and_(PAPERS.c.is_training, PAPERS.c.state != WITHDRAWN)
    when = and_(RESULTS.c.first_at >= start, RESULTS.c.first_at < end)
    query = select(RESULTS.c.person_id).join(PAPERS, PAPERS.c.id == RESULTS.c.paper_id)
    return set(db.execute(query.where(counts, when, RESULTS.c.unit_id.in_(units)).distinct()).scalars())
