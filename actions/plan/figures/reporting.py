"""Narrative reports: which a unit owes and when, and marking one as handed in. What they say stands in ``telling``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from actions.plan.standings import is_for
from models.base import Db, Row
from models.plan import sheets
from rules.plan.document import Plan
from rules.plan.dues import Due, due_on, dues
from rules.plan.duty import Duty, Measure, OnDays
from rules.refusal import Refused

SUMMARY = "month-summary"
LONGEST_TO = 40
LINGERS = 92
"""Days for which a report of last year that nobody handed in is still offered."""


class Tale(StrEnum):
    """Which of the three reports it is."""

    PHASE = "phase"
    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True)
class Owed:
    """One report of one plan: its name, when it is due, which days it tells of, and the sheet that says it was sent.

    ``is_asked`` is false for a summary that no clause asks for by a day.
    """

    plan: Plan
    code: str
    name: str
    tale: Tale
    due: Due
    first: date
    last: date
    year: int
    is_asked: bool
    sheet: Row | None = None

    @property
    def key(self) -> str:
        """What its sheet is kept under, as the goal of its duty names it."""
        return f"{self.plan.code}:{self.code}"

    @property
    def is_sent(self) -> bool:
        return self.sheet is not None and self.sheet["state"] in sheets.STANDING


def owed(db: Db, plans: Sequence[Plan], unit: Row, today: date) -> list[Owed]:
    """Every report whose days have begun, the newest first; those of a year ago are not looked for any more."""
    found = [
        one
        for plan in plans
        for year in (today.year - 1, today.year, today.year + 1)
        for one in [*_of_duties(plan, unit, year), *_of_month(plan, year)]
        if one.first <= today and (today - one.due.formal).days <= 366
    ]
    found.sort(key=lambda one: (one.due.formal, one.code), reverse=True)
    return [one for one in (_with_sheet(db, each, unit) for each in found) if _is_looked_for(one, today)]


def _is_looked_for(one: Owed, today: date) -> bool:
    """Of the year before only what was handed in, and what could still be written up at its turn."""
    return one.is_sent or one.due.formal.year >= today.year or (today - one.due.formal).days <= LINGERS


def find(
    db: Db, plans: Sequence[Plan], unit: Row, *, plan: str, code: str, formal: date, today: date
) -> Owed | None:
    """One of them by its address."""
    every = owed(db, plans, unit, today)
    return next(
        (one for one in every if (one.plan.code, one.code, one.due.formal) == (plan, code, formal)), None
    )


def _of_duties(plan: Plan, unit: Row, year: int) -> list[Owed]:
    """What the plan asks for as a report: a sheet for which it has no table."""
    tables = {form.key for form in plan.forms}
    asked = [
        duty
        for duty in plan.duties
        if duty.goal.measure is Measure.SHEET and duty.goal.form not in tables and is_for(duty, unit)
    ]
    return [_owed(plan, duty, due, year) for duty in asked for due in dues(duty, year)]


def _owed(plan: Plan, duty: Duty, due: Due, year: int) -> Owed:
    tale = Tale.QUARTER if isinstance(duty.rhythm, OnDays) else Tale.PHASE
    last = _end_of_phase(plan, due, year) if tale is Tale.PHASE else due.closes
    code = duty.goal.form.partition(":")[2]
    return Owed(plan, code, duty.needs, tale, due, due.opens, last, year, is_asked=True)


def _end_of_phase(plan: Plan, due: Due, year: int) -> date:
    """A report on a phase tells of the phase; the days until it is due are for writing it."""
    ends = [phase.last.in_year(year) for phase in plan.phases if phase.first.in_year(year) == due.opens]
    return min([due.closes, *ends])


def _of_month(plan: Plan, year: int) -> list[Owed]:
    """A plan for one month gets a summary, whether or not it asks for one: whoever did the work wants to show it."""
    first, last = plan.first.in_year(year), plan.last.in_year(year)
    if year < plan.year or (first.year, first.month) != (last.year, last.month):
        return []
    name = f"{plan.short}总结"
    return [Owed(plan, SUMMARY, name, Tale.MONTH, due_on(last, first), first, last, year, is_asked=False)]


def _with_sheet(db: Db, one: Owed, unit: Row) -> Owed:
    row = sheets.newest_sheet(db, one.key, unit["id"], one.due.formal)
    return Owed(**{**one.__dict__, "sheet": row})


def hand_in(db: Db, one: Owed, unit: Row, *, how: str, to_whom: str, now: datetime, by_id: int) -> int:
    """It was handed in: a sheet without cells, so that the duty stands as done. Its id."""
    standing = sheets.newest_sheet(db, one.key, unit["id"], one.due.formal)
    if standing is not None and standing["state"] in sheets.STANDING:
        raise Refused("这份已经记过交了。")
    if how not in (sheets.SYSTEM, sheets.OFFLINE):
        raise Refused("怎么交的？选一样。")
    sheet_id = sheets.add_sheet(
        db,
        form=one.key,
        unit_id=unit["id"],
        formal=one.due.formal,
        number=standing["number"] + 1 if standing else 1,
        state=sheets.SENT,
        opened_at=now,
        cut_at=now,
        came_at=now,
        how=how,
        to_whom=" ".join(to_whom.split())[:LONGEST_TO],
        sent_by_id=by_id,
        filled_by_id=by_id,
        cells={},
    )
    sheets.add_line(db, sheet_id, "send", now, by_id, "线下交的" if how == sheets.OFFLINE else "系统里交的")
    return sheet_id


def take_back(db: Db, one: Owed, unit: Row, why: str, *, now: datetime, by_id: int) -> None:
    """It was marked by mistake: the sheet stays to be read and does not count."""
    row = sheets.newest_sheet(db, one.key, unit["id"], one.due.formal)
    if row is None or row["state"] != sheets.SENT:
        raise Refused("这份没记过交，或者上级已经收了。")
    if not why.strip():
        raise Refused("为什么撤？写一句。")
    sheets.change_sheet(db, row["id"], state=sheets.RETURNED, note=why.strip()[:200])
    sheets.add_line(db, row["id"], "return", now, by_id, why.strip()[:200])
