"""For whom and for which days a sheet is counted: what the plan says, and what the unit decided where it says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models import people
from models.base import Db, Row
from models.plan import choices
from rules.plan.cells import OPTIONS, Frame
from rules.plan.document import Form, Plan
from rules.plan.dues import Due, dues


@dataclass(frozen=True)
class Asked:
    """One form of one plan for one formal day, and the duty that asks for it."""

    plan: Plan
    form: Form
    due: Due
    year: int


def asked_on(plan: Plan, form: Form, formal: date) -> Asked | None:
    """What a form is about on a formal day; None when it is not asked for on that day."""
    for duty in (duty for duty in plan.duties if duty.goal.form == form.key):
        for year in (formal.year, formal.year + 1):
            for due in dues(duty, year):
                if due.formal == formal:
                    return Asked(plan, form, due, year)
    return None


def current(plan: Plan, form: Form, today: date) -> Asked | None:
    """The sheet that comes next, or the last one when there is none to come this year."""
    found = [asked for asked in _around(plan, form, today) if asked.due.opens <= today]
    coming = [asked for asked in found if asked.due.formal >= today]
    return coming[0] if coming else (found[-1] if found else None)


def after(asked: Asked) -> Asked | None:
    """The next sheet of the same year: it takes what comes too late for this one."""
    later = _around(asked.plan, asked.form, asked.due.formal)
    return next((one for one in later if one.year == asked.year and one.due.formal > asked.due.formal), None)


def _around(plan: Plan, form: Form, today: date) -> list[Asked]:
    """Every sheet of the years around a day, by the day it is due."""
    found = [
        Asked(plan, form, due, year)
        for duty in plan.duties
        if duty.goal.form == form.key
        for year in (today.year - 1, today.year, today.year + 1)
        for due in dues(duty, year)
    ]
    return sorted(found, key=lambda asked: asked.due.formal)


def options_of(db: Db, form: Form, unit_id: int) -> Mapping[str, str]:
    """How a unit counts: its own decisions, else those of the plan."""
    decided = {
        name: value
        for (plan, duty, name), value in choices.choices_of(db, unit_id).items()
        if (plan, duty) == (form.plan, form.code) and name in OPTIONS
    }
    return {**form.defaults, **decided}


def frame_of(db: Db, asked: Asked, unit: Row, today: date) -> Frame:
    """The days since the phase began up to today, or to its end."""
    options = options_of(db, asked.form, unit["id"])
    frame = Frame(unit["id"], level_of(unit), date.min, date.max, 0, options)
    return Frame(
        unit_id=unit["id"],
        level=level_of(unit),
        first=asked.form.since.in_year(asked.year),
        last=min(today, asked.form.until.in_year(asked.year)),
        roll=people.roll_of(db, unit["id"], outside=frame.option("outside") == "in"),
        options=options,
    )


def level_of(unit: Row) -> str:
    """What a unit is to a form: whatever is no union above is a unit."""
    return unit["kind"] if unit["kind"] in ("city", "province") else "unit"
