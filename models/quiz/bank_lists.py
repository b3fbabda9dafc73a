"""The question bank as a list: whose it is, what it is narrowed to, and one page of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, String, and_, cast, exists, func, or_, select

from models.base import Db
from models.people import Person
from models.quiz.doubts import TABLE as DOUBTS
from models.quiz.questions import (
    DRAFT,
    FROM_HAZARD,
    IMPORTED,
    LIVE,
    RETIRED,
    SHIPPED,
    TABLE,
    WRITTEN,
    with_ids,
)
from models.units import Unit

PAGE = 30
ABOVE = "above"
"""As a source: written by a unit above."""

ANY = "any"
"""As a state: whatever stands."""

LATER = TABLE.alias("later")
BESIDE = TABLE.alias("beside")
HAS_LATER = exists().where(LATER.c.code == TABLE.c.code, LATER.c.version > TABLE.c.version)
IS_ASKED = exists().where(BESIDE.c.code == TABLE.c.code, BESIDE.c.state == LIVE)


@dataclass(frozen=True)
class Whose:
    """Whose bank it is, who stands above (with the owner itself), and the hospitals whose people one hears.

    ``drafts``: whether what nobody approved yet is shown.
    """

    owner_id: int
    above: tuple[int, ...]
    below: tuple[int, ...]
    drafts: bool = True


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty is everything. ``state`` as in the table, ``page`` counts from 1."""

    state: str = LIVE
    kind: str = ""
    topic: str = ""
    level: int = 0
    source: str = ""
    law: str = ""
    words: str = ""
    doubted: bool = False
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One page of questions, and how many there are."""

    rows: Sequence[RowMapping]
    total: int

    def has_more(self, page: int) -> bool:
        return self.total > page * PAGE


def find_questions(db: Db, whose: Whose, wanted: Wanted) -> Found:
    """A page of the bank: own questions first, then what comes from above, then what was shipped; the newest first."""
    asked = [seen(whose), _in_state(wanted.state), *_narrowed(whose, wanted)]
    total = int(db.execute(select(func.count()).select_from(TABLE).where(*asked)).scalar_one())
    order = (
        TABLE.c.unit_id.is_(None),
        func.coalesce(TABLE.c.unit_id != whose.owner_id, True),
        TABLE.c.id.desc(),
    )
    page = select(TABLE.c.id).where(*asked).order_by(*order).limit(PAGE).offset(PAGE * (wanted.page - 1))
    ids = list(db.execute(page).scalars())
    rows = with_ids(db, ids)
    return Found([rows[key] for key in ids], total)


def doubts_waiting(db: Db, whose: Whose, codes: Sequence[str]) -> Mapping[str, int]:
    """How many people of these hospitals doubt each question, in whatever version, and wait for a word."""
    query = select(TABLE.c.code, func.count()).join(DOUBTS, DOUBTS.c.question_id == TABLE.c.id)
    query = query.where(TABLE.c.code.in_(codes), *_open(whose)).group_by(TABLE.c.code)
    return {code: int(number) for code, number in db.execute(query)}


def _open(whose: Whose) -> tuple[ColumnElement[bool], ...]:
    return DOUBTS.c.settled_at.is_(None), DOUBTS.c.unit_id.in_(whose.below)


def count_states(db: Db, whose: Whose) -> dict[str, int]:
    """How many are asked, wait as drafts, are stopped, and are doubted (``doubted``)."""
    by_state = select(TABLE.c.state, func.count()).where(seen(whose), any_state()).group_by(TABLE.c.state)
    found = {state: int(number) for state, number in db.execute(by_state).all()}
    codes = select(func.count(func.distinct(TABLE.c.code))).join(DOUBTS, DOUBTS.c.question_id == TABLE.c.id)
    number = db.execute(codes.where(seen(whose), *_open(whose))).scalar_one()
    return {**dict.fromkeys((LIVE, DRAFT, RETIRED), 0), **found, "doubted": int(number)}


def laws_in(db: Db, whose: Whose) -> list[str]:
    """The laws that questions of this bank rest on."""
    query = select(TABLE.c.law).where(seen(whose), TABLE.c.state == LIVE, TABLE.c.law != "").distinct()
    return list(db.execute(query.order_by(TABLE.c.law)).scalars())


def seen(whose: Whose) -> ColumnElement[bool]:
    """What this bank shows: shipped, of units above, its own; drafts are nobody else's."""
    mine = TABLE.c.unit_id == whose.owner_id
    drafts = mine if whose.drafts else TABLE.c.id.is_(None)
    return and_(
        or_(TABLE.c.unit_id.is_(None), TABLE.c.unit_id.in_(whose.above)),
        or_(TABLE.c.state != DRAFT, drafts),
    )


def any_state() -> ColumnElement[bool]:
    """One row for each question: what is asked or waits; of a stopped one the last version."""
    return or_(TABLE.c.state != RETIRED, and_(~HAS_LATER, ~IS_ASKED))


def _in_state(state: str) -> ColumnElement[bool]:
    if state == ANY:
        return any_state()
    return and_(TABLE.c.state == state, ~HAS_LATER, ~IS_ASKED) if state == RETIRED else TABLE.c.state == state


def _narrowed(whose: Whose, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [column == told for column, told in _exact(wanted) if told]
    if wanted.topic:
        # Lists are kept as JSON, letters beyond ASCII escaped.
        found.append(cast(TABLE.c.topics, String).contains(json.dumps(wanted.topic), autoescape=True))
    found += [_from(whose, wanted.source)] if wanted.source else []
    found += [_says(word) for word in wanted.words.split()]
    return [*found, _doubted(whose)] if wanted.doubted else found


def _exact(wanted: Wanted) -> list[tuple[Any, Any]]:
    return [(TABLE.c.kind, wanted.kind), (TABLE.c.level, wanted.level), (TABLE.c.law, wanted.law)]


def _from(whose: Whose, source: str) -> ColumnElement[bool]:
    if source == ABOVE:
        return and_(TABLE.c.unit_id.is_not(None), TABLE.c.unit_id != whose.owner_id)
    own = source in (WRITTEN, IMPORTED, FROM_HAZARD)
    return and_(
        TABLE.c.source == source, TABLE.c.unit_id == whose.owner_id if own else TABLE.c.source == SHIPPED
    )


def _says(word: str) -> ColumnElement[bool]:
    """In the question, its options, its answers, its law or why; options are searched as JSON escapes them."""
    plain = (TABLE.c.asks, TABLE.c.why, TABLE.c.law, TABLE.c.article)
    escaped = json.dumps(word)[1:-1]
    lists = (cast(TABLE.c.options, String), cast(TABLE.c.accepted, String))
    return or_(
        *(text.icontains(word, autoescape=True) for text in plain),
        *(text.contains(escaped, autoescape=True) for text in lists),
    )


def _doubted(whose: Whose) -> ColumnElement[bool]:
    """Whether somebody waits for a word about it; asked once for the whole list."""
    codes = select(LATER.c.code).join(DOUBTS, DOUBTS.c.question_id == LATER.c.id).where(*_open(whose))
    return TABLE.c.code.in_(codes)


def hospitals_below(db: Db, path: str) -> tuple[int, ...]:
    """The hospitals of a branch of the tree."""
    query = select(Unit.id).where(Unit.kind == "unit", Unit.path.startswith(path, autoescape=True))
    return tuple(db.execute(query.order_by(Unit.id)).scalars())


def is_everywhere(db: Db, path: str) -> bool:
    """Whether no hospital with people in it lies outside this branch."""
    lived_in = exists().where(Person.home_id == Unit.id, Person.active)
    outside = select(Unit.id).where(
        Unit.kind == "unit", ~Unit.path.startswith(path, autoescape=True), lived_in
    )
    return not db.execute(outside.limit(1)).first()
