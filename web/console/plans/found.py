"""Whose plans a guest looks at, one plan or one duty of them by its address, and the moment a page is about."""

from dataclasses import dataclass
from datetime import date

from flask import abort

from actions.plan.book import PlanBook
from actions.plan.deciding import Decider
from actions.plan.standings import is_for
from models.base import Db, Row
from models.units import find_unit
from rules.plan.document import Plan
from rules.plan.dues import Due
from rules.plan.duty import Duty, Measure
from rules.workdays import with_weekday
from web.console.days import span_of
from web.console.doorkeeper import guest_scope
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.visitors import Visitor, visitor

NOT_READ = "方案给安全员和工会看。"
NOT_YOURS = "方案由工会来管：签收、分工、定日子。你这里能看。"
UNSEEN = "没有这个方案，或者它不是发给你们的。"
NO_DUTY = "方案里没有这件事。可能换了新版，回方案看看。"
OF_HOSPITALS = "名单在各单位自己那里，这里看不了。"


@dataclass(frozen=True)
class Found:
    """One duty of one plan as a unit meets it."""

    plan: Plan
    duty: Duty
    unit: Row

    @property
    def binds(self) -> bool:
        """Whether it is this unit that has to do it."""
        return is_for(self.duty, self.unit)


def book() -> PlanBook:
    return this_desk().plans


def me() -> Visitor:
    return visitor() or abort(401)


def reads(deed: Deed = Deed.PLANS) -> None:
    """Turned away at the door unless this guest may."""
    if not guest_scope().may(deed):
        abort(403, NOT_READ if deed is Deed.PLANS else NOT_YOURS)


def my_unit(db: Db | None = None) -> Row:
    """The hospital, or the union above hospitals, whose plans this guest looks at."""
    return find_unit(db or reading(), guest_scope().home_id or me().person["unit_id"])


def plan_for(code: str, deed: Deed = Deed.PLANS) -> Plan:
    """A plan this guest's unit follows."""
    reads(deed)
    db = reading()
    followed = book().of(db, my_unit(db))
    return next((plan for plan in followed if plan.code == code), None) or abort(404, UNSEEN)


def duty_for(code: str, duty: str, deed: Deed = Deed.PLANS) -> Found:
    """One duty of such a plan."""
    plan = plan_for(code, deed)
    return Found(plan, plan.duty(duty) or abort(404, NO_DUTY), my_unit())


def hospital_duty(code: str, duty: str) -> Found:
    """The same, of a page that is about the people and departments of one hospital."""
    found = duty_for(code, duty)
    if guest_scope().many_hospitals:
        abort(404, OF_HOSPITALS)
    return found


def decider(found: Found, note: str = "") -> Decider:
    """This guest as the one who decides for the unit."""
    return Decider(found.unit, me().id, this_desk().clock(), note)


def until_words(due: Due, today: date, done: str = "办好") -> str:
    """``最晚2月29日周一，2月26日周五交最稳``; of a day gone by the last one alone. ``done`` says what is done with it."""
    guessed = "（推算）" if due.guessed else ""
    latest = f"最晚{said(due.formal, today)}"
    if due.target >= due.formal or due.formal < today:
        return latest + guessed
    return f"{latest}，{said(due.target, today)}{done}最稳{guessed}"


def done_word(plan: Plan, duty: Duty) -> str:
    """A sheet or a paper is handed in, everything else is done."""
    kind = plan.kind(duty.goal.kinds[0]) if duty.goal.kinds else None
    is_paper = duty.goal.measure is Measure.SHEET or (kind is not None and kind.group == "filing")
    return "交" if is_paper else "办好"


def said(day: date, today: date) -> str:
    """``2月29日周一``, with the year where it is another one."""
    return with_weekday(day) if day.year == today.year else f"{day.year}年{with_weekday(day)}"


def window_words(due: Due) -> str:
    """``11/1到11/30``: the days a window takes in."""
    return span_of(due.opens, due.closes)
