"""The form of a deed: what it offers, and what was typed into it as ``Said``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from flask import request
from sqlalchemy import select

from actions.plan.doing.deeds import LONGEST_TITLE, MOST_HEADS, Said
from models.base import Db, Row
from models.units import Unit
from rules.plan.document import Kind
from rules.plan.records import ABOVE, DEPARTMENT, UNION
from rules.plan.spoken.deed_vocabulary import TOPICS
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.deeds.found import kinds_here, own_department, unit_here
from web.console.deeds.words import BODIES, grouped
from web.console.doorkeeper import guest_scope
from web.console.filters import branches_of
from web.desk import this_desk

LONGEST_ID, MOST_UNITS = 12, 500


@dataclass(frozen=True)
class Offered:
    """What can be chosen: kinds by group, topics, bodies, departments (or units below), and who may hold it alone."""

    kinds: Sequence[tuple[str, list[Kind]]]
    bodies: Mapping[str, str]
    departments: Sequence[tuple[int, str]]
    beside: Sequence[tuple[int, str]]
    own: Row | None
    topics: Mapping[str, str]
    longest: int = LONGEST_TITLE


def offered(db: Db) -> Offered:
    """For this guest: a department's officer chooses neither who held it nor whose deed it is."""
    scope = guest_scope()
    own = own_department(db, scope)
    inside = [] if own else [(one["id"], one["name"]) for one in branches_of(db, scope) if _whole(one)]
    return Offered(
        kinds=grouped(kinds_here(db).values()),
        bodies={DEPARTMENT: BODIES[DEPARTMENT]} if own else _bodies(many=scope.many_hospitals),
        departments=[(own["id"], own["name"])] if own else [] if scope.many_hospitals else inside,
        beside=inside if scope.many_hospitals else _above(db) if own is None else [],
        own=own,
        topics={code: topic.name for code, topic in TOPICS.items()},
    )


def _whole(branch: Row) -> bool:
    return branch["kind"] in ("department", "unit")


def _bodies(*, many: bool) -> Mapping[str, str]:
    return {UNION: BODIES[UNION], ABOVE: BODIES[ABOVE]} if many else BODIES


def _above(db: Db) -> list[tuple[int, str]]:
    """The union above a hospital may have held it as well."""
    unit = unit_here(db)
    ids = [int(part) for part in unit["path"].strip("/").split("/") if int(part) != unit["id"]]
    rows = db.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)).order_by(Unit.path.desc()))
    return [(row.id, row.name) for row in rows]


def typed_deed(db: Db, before: Said | None = None) -> Said:
    """What the form says; Refused with the field that is wrong."""
    form, may_be = request.form, offered(db)
    kind = form.get("kind", "")
    if kind not in kinds_here(db):
        raise Refused("记的是什么？选一样。")
    day = _day(form.get("happened_on", ""))
    bodies = (
        (DEPARTMENT,)
        if may_be.own
        else tuple(body for body in may_be.bodies if body in form.getlist("bodies"))
    )
    chosen = _known(form.get("department", ""), may_be.departments)
    return Said(
        kind=kind,
        happened_on=day,
        title=_line("title"),
        department_id=may_be.own["id"] if may_be.own else (chosen if DEPARTMENT in bodies else None),
        starts_at=_start(day, form.get("starts", "")),
        place=_line("place"),
        topics=tuple(topic for topic in TOPICS if topic in form.getlist("topics")),
        bodies=bodies,
        attested=heads_typed(form.get("attested", "")),
        departments=_those("departments", may_be.departments),
        beside=_those("beside", may_be.beside),
        details=before.details if before else {},
    )


def heads_typed(words: str) -> int | None:
    """A head-count; None where nothing was written."""
    said = "".join(words.split()).removesuffix("人")
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and int(said[:9]) <= MOST_HEADS):
        raise Refused(f"人数写个0到{MOST_HEADS}的数，不知道就空着。")
    return int(said)


def _line(name: str) -> str:
    return " ".join(clean(request.form.get(name, ""))[: 2 * LONGEST_TITLE].split())


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words.strip()[:10])
    except ValueError:
        raise Refused("哪天的事？选个日子。") from None


def _start(day: date, words: str) -> datetime | None:
    """A time of day on the clock of the house; none where nothing was typed."""
    if not words.strip():
        return None
    try:
        at = time.fromisoformat(words.strip()[:5])
    except ValueError:
        raise Refused("几点开始？写成14:30这样，不知道就空着。") from None
    return datetime.combine(day, at, this_desk().zone)


def _known(words: str, units: Sequence[tuple[int, str]]) -> int | None:
    known = {str(key): key for key, _ in units}
    return known.get(words[:LONGEST_ID])


def _those(name: str, units: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    found = (_known(words, units) for words in request.form.getlist(name)[:MOST_UNITS])
    return tuple(key for key in dict.fromkeys(found) if key is not None)
