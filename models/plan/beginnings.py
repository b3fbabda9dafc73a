"""Since when a unit works here: the first of its people who came in, or the first it signed, opened or told.

Of one that left no trace yet it is the day the house was founded, so that whoever never comes is late all the same.
Nothing began before plans came to a house that stood already.
Where nobody knows that day nothing is known of anybody. What it means for a duty is decided elsewhere.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from models.base import Db
from models.conversations import TABLE as CONVERSATIONS
from models.people import Person
from models.plan.deeds import TABLE as DEEDS
from models.plan.sheets import TABLE as SHEETS
from models.plan.signings import TABLE as SIGNINGS
from models.prepared import Prepared
from models.quiz.questions import TABLE as QUESTIONS
from models.units import TABLE as UNITS

ZONE = ZoneInfo("Asia/Shanghai")
FIRST_SHIPPED = Prepared(select(QUESTIONS.c.made_at).order_by(QUESTIONS.c.id).limit(1))


def founded_at(db: Db) -> datetime | None:
    """When the house was founded: what is shipped with it came then. None where nothing was shipped."""
    row = FIRST_SHIPPED.first(db)
    return row["made_at"] if row else None


def began_on(db: Db, units: Sequence[int]) -> dict[int, date]:
    """The day each unit began."""
    founded = founded_at(db)
    if founded is None:
        return {}
    first: dict[int, datetime] = {}
    for traces in _traces(units):
        for unit, at in db.execute(traces):
            first[unit] = min(first.get(unit, at), at)
    since = db.execute(select(UNITS.c.id, UNITS.c.plans_since).where(UNITS.c.id.in_(units)))
    came = {unit: day for unit, day in since if day is not None}
    began = {unit: first.get(unit, founded).astimezone(ZONE).date() for unit in units}
    return {unit: max(day, came.get(unit, day)) for unit, day in began.items()}


def _traces(units: Sequence[int]) -> list[Select[Any]]:
    came = select(Person.home_id, func.min(CONVERSATIONS.c.bound_at)).join(
        CONVERSATIONS, CONVERSATIONS.c.person_id == Person.id
    )
    here = CONVERSATIONS.c.bound_at.is_not(None), Person.home_id.in_(units)
    told = (
        (SIGNINGS.c.unit_id, SIGNINGS.c.signed_at),
        (SHEETS.c.unit_id, SHEETS.c.opened_at),
        (DEEDS.c.unit_id, DEEDS.c.recorded_at),
    )
    return [
        came.where(*here).group_by(Person.home_id),
        *(select(unit, func.min(at)).where(unit.in_(units)).group_by(unit) for unit, at in told),
    ]


def began(db: Db, unit_id: int) -> date | None:
    """The day one unit began."""
    return began_on(db, [unit_id]).get(unit_id)
