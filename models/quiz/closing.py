"""Exams that close soon, and everybody who could sit one and has not: written into the outbox by the database itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Integer, String, cast, exists, func, literal, select, true

from models.base import Db, Moment, Row
from models.once import INSERTS
from models.outbox import POSTED
from models.outbox import TABLE as OUTBOX
from models.people import Person
from models.quiz.papers import PUBLISHED
from models.quiz.papers import TABLE as PAPERS
from models.quiz.results import TABLE as RESULTS
from models.units import Unit
from rules.quiz.paper import Purpose

KIND = "tell_exam"
NAMES = (
    *("key", "kind", "payload", "person_id", "state", "posted_at", "due_at", "stale_at"),
    *("attempts", "claimed_by", "reason", "result", "message_id"),
)


def closing(db: Db, now: datetime, until: datetime) -> Sequence[Row]:
    """The published exams that close between now and then, with the place of their unit in the tree."""
    soon = (PAPERS.c.state == PUBLISHED, PAPERS.c.purpose == Purpose.EXAM, PAPERS.c.opens_at <= now)
    query = select(PAPERS, Unit.path).join(Unit, Unit.id == PAPERS.c.unit_id)
    rows = db.execute(query.where(*soon, PAPERS.c.closes_at > now, PAPERS.c.closes_at <= until))
    return [dict(row) for row in rows.mappings()]


def people_span(db: Db) -> tuple[int, int]:
    """The lowest and the highest id of a person."""
    row = db.execute(select(func.min(Person.id), func.max(Person.id))).one()
    return int(row[0] or 0), int(row[1] or 0)


def post_to_unsat(
    db: Db,
    paper: Row,
    key: str,
    *,
    first: int,
    last: int,
    now: datetime,
    due_at: datetime,
    stale_at: datetime,
) -> int:
    """An errand to everybody with an id in this stretch who has no result yet; how many that were."""
    payload: dict[str, Any] = {"paper": paper["id"]}
    values = {
        "key": literal(f"{key}:") + cast(Person.id, String),
        "kind": literal(KIND),
        "payload": literal(payload, JSON),
        "person_id": Person.id,
        "state": literal("waiting"),
        "posted_at": literal(now, Moment()),
        "due_at": literal(due_at, Moment()),
        "stale_at": literal(stale_at, Moment()),
        "attempts": literal(0, Integer),
        "claimed_by": literal(""),
        "reason": literal(""),
        "result": literal({}, JSON),
        "message_id": literal(""),
    }
    columns: Any = select(*(values[name].label(name) for name in NAMES)).join(Unit, Unit.id == Person.unit_id)
    rows: Any = columns.where(Person.id.between(first, last), *_unsat(paper))
    added = INSERTS[db.dialect.name](OUTBOX).from_select(NAMES, rows).on_conflict_do_nothing()
    count = int(db.execute(added.execution_options(preserve_rowcount=True)).rowcount)
    db.info[POSTED] = db.info.get(POSTED, False) or count > 0
    return max(count, 0)


def _unsat(paper: Row) -> Sequence[ColumnElement[bool]]:
    """Who could sit it and has not."""
    sat = exists().where(RESULTS.c.paper_id == paper["id"], RESULTS.c.person_id == Person.id)
    return Unit.path.startswith(paper["path"], autoescape=True), Person.active == true(), ~sat
