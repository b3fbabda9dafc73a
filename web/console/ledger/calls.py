"""The people a notice did not reach: who must be telephoned about what, and the tick that says it was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, update

from models.base import Db, Row
from models.conversations import Conversation
from models.hazards import Hazard
from models.outbox import Errand
from models.people import Person
from models.units import Unit
from rules.hazard import Status
from rules.plan.dues import Due
from rules.plan.wording import filled
from web.console.chips import NOT_CALLED, REMIND, TOLD, View
from web.rights import OFFICERS, Deed, Scope
from web.words.deeds import SOMEBODY
from web.words.notices import TO_REPORTER, reason_words
from web.words.standing import title_words

SHOWN = 3
NAMED, NUMBERED = 3, 9
"""So many hazards are named to one person, so many more told by their number; the rest is counted."""

ENDED = (Status.CLOSED, Status.MERGED, Status.REJECTED, Status.REDIRECTED, Status.WITHDRAWN)
"""Nobody needs to hear of these any more."""

# Only who gets notices by duty is named: a word of thanks would otherwise tell who reported.
_BY_DUTY = func.coalesce(
    or_(
        Errand.kind == REMIND,
        and_(Errand.kind.in_(TOLD), Person.role.in_(OFFICERS)),
        and_(Errand.kind.in_(TOLD), Person.id == Hazard.owner_id, Hazard.fixed_on_spot.is_(False)),
    ),
    false(),
)
_WHO = case((_BY_DUTY, Person.id), else_=-Errand.id)
"""Whom a line of the list is about; who must not be named stands alone with each errand."""


def _to_people(query: Select[Any]) -> Select[Any]:
    """With whom a notice was for."""
    return (
        query.select_from(Errand)
        .outerjoin(Hazard, Hazard.id == Errand.hazard_id)
        .outerjoin(Conversation, Conversation.id == Errand.to_id)
        .outerjoin(Person, Person.id == func.coalesce(Errand.person_id, Conversation.person_id))
        .outerjoin(Unit, Unit.id == Person.unit_id)
    )


WITH_PERSON = _to_people(
    select(
        Errand.__table__,
        Person.name.label("person_name"),
        Person.phone.label("phone"),
        Unit.name.label("department"),
        _BY_DUTY.label("by_duty"),
    )
).order_by(Errand.id.desc())
"""Notices with whom they were for."""


@dataclass(frozen=True)
class About:
    """What one was not told: a hazard by its number, or a reminder by its words."""

    number: int | None
    title: str


@dataclass(frozen=True)
class Call:
    """One person to telephone, about everything at once. ``errands`` are what the tick ticks."""

    who: str
    department: str
    phone: str
    reason: str
    abouts: Sequence[About]
    more: int
    errands: Sequence[int]


def callable_errands(scope: Scope, view: View) -> ColumnElement[bool]:
    """What this guest may telephone about: hazards they see that still go on, and for the union its own reminders."""
    goes_on = and_(view.visible, Hazard.status.not_in([status.value for status in ENDED]))
    # coalesce keeps the join an outer one: the few errands nobody ticked lead to hazards, not all hazards to errands.
    about_hazards = and_(Errand.kind.in_(TOLD), func.coalesce(goes_on, false()))
    if not scope.may(Deed.CALL_UNION):
        return and_(NOT_CALLED, about_hazards)
    reminders = and_(Errand.kind == REMIND, Person.home_id == scope.home_id)
    return and_(NOT_CALLED, or_(about_hazards, reminders))


def find_calls(db: Db, scope: Scope, view: View, today: date) -> tuple[list[Call], int]:
    """The people not reached, the newest first, and how many there are in all; two statements."""
    if not scope.may(Deed.CALL):
        return [], 0
    mine = callable_errands(scope, view)
    people = _to_people(select(_WHO.label("who"), func.count().over().label("total"))).where(mine)
    newest = people.group_by(_WHO).order_by(func.max(Errand.id).desc()).limit(SHOWN)
    groups = db.execute(newest).mappings().all()
    if not groups:
        return [], 0
    found = _errands_of(db, mine, [group["who"] for group in groups])
    return [_call(found[g["who"]], today) for g in groups if g["who"] in found], groups[0]["total"]


def _errands_of(db: Db, mine: ColumnElement[bool], people: Sequence[int]) -> Mapping[int, list[Row]]:
    query = WITH_PERSON.add_columns(
        Hazard.number, Hazard.brief, Hazard.description, false().label("unheard"), _WHO.label("who")
    )
    found: dict[int, list[Row]] = {}
    for row in db.execute(query.where(mine, _WHO.in_(people))).mappings():
        found.setdefault(row["who"], []).append(row)
    return found


def _call(errands: Sequence[Row], today: date) -> Call:
    first = errands[0]
    named = first["by_duty"]
    abouts = list(dict.fromkeys(_about(errand, today) for errand in errands))
    return Call(
        who=addressee(first),
        department=(first["department"] or "") if named else "",
        phone=(first["phone"] or "") if named else "",
        reason=reason_words(first["reason"]),
        abouts=[*abouts[:NAMED], *map(_by_number, abouts[NAMED:NUMBERED])],
        more=len(abouts[NUMBERED:]),
        errands=[errand["id"] for errand in errands],
    )


def _about(errand: Row, today: date) -> About:
    if errand["kind"] == REMIND:
        return About(None, reminder_words(errand["payload"], today))
    return About(errand["number"], title_words(errand))


def _by_number(about: About) -> About:
    return replace(about, title="") if about.number else about


def reminder_words(said: Mapping[str, Any], today: date) -> str:
    """What a reminder is about, as of today."""
    if not {"what", "formal", "target"} <= said.keys():
        return "方案里的事到日子了"
    formal, target = (date.fromisoformat(said[name]) for name in ("formal", "target"))
    return filled(said["what"], Due(formal, target, bool(said.get("guessed")), formal, formal), today)


def addressee(row: Mapping[Any, Any]) -> str:
    """Whom a notice was for, as everybody may read it."""
    return str(row["person_name"]) if row["by_duty"] else SOMEBODY


def notices_of(db: Db, hazard_id: int) -> list[Row]:
    """What was sent about one hazard, newest first."""
    told = WITH_PERSON.where(Errand.hazard_id == hazard_id, Errand.kind.in_((*TOLD, *TO_REPORTER)))
    return list(db.execute(told).mappings())


def tick_calls(db: Db, errand_ids: Sequence[int], mine: ColumnElement[bool], now: datetime) -> int:
    """Note that somebody telephoned about these; how many of them were still to be ticked by this person."""
    open_ones = _to_people(select(Errand.id)).where(mine, Errand.id.in_(errand_ids))
    ticked = update(Errand).where(Errand.id.in_(open_ones)).values(seen_at=now)
    return db.execute(ticked.execution_options(synchronize_session=False)).rowcount
