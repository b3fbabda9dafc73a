"""还没有: who of the staff a duty has not reached, by department. Names are for their own union and their own officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import abort, render_template, request
from sqlalchemy import select

from models.base import Db, Row
from models.people import Person
from models.plan import coverage, excused
from models.units import Unit
from rules.plan.dues import Due, standing_on
from rules.plan.duty import Measure, To
from rules.plan.slots import slots
from rules.workdays import with_hour
from web.console.doorkeeper import console, guest_scope
from web.console.plans.found import NO_DUTY, Found, hospital_duty, until_words, window_words
from web.console.plans.lines import deed_url
from web.desk import this_desk
from web.reading import reading
from web.rights import Seat
from web.visitors import visitor

ELSEWHERE = 0
"""The people who belong to no department."""
MOST_NAMES = 300
READERS = (Seat.UNION, Seat.STAND_IN)


@dataclass
class Ward:
    """One department: how many people it has, and those who are missing."""

    id: int
    name: str
    staff: int = 0
    missing: list[str] = field(default_factory=list)


@console.get("/plans/<code>/<duty>/missing")
def missing(code: str, duty: str) -> str:
    """How many by department; who, for those who may read it."""
    found = hospital_duty(code, duty)
    if found.duty.goal.measure is not Measure.PEOPLE:
        abort(404, NO_DUTY)
    db, today = reading(), this_desk().today()
    due = standing_on(found.duty, today) or abort(404, "这一期还没开始，到时候再看。")
    wards = wards_of(db, found, due)
    shown = _shown(wards)
    return render_template(
        "plan/missing.html",
        plan=found.plan,
        duty=found.duty,
        scope=guest_scope(),
        wards=[ward for ward in wards if ward.missing],
        reached=sum(ward.staff - len(ward.missing) for ward in wards),
        staff=sum(ward.staff for ward in wards),
        shown=shown,
        readable=may_read,
        most=MOST_NAMES,
        until=until_words(due, today),
        window=window_words(due),
        hears=_hears(found, due),
        deed_url=deed_url(found.duty),
    )


def wards_of(db: Db, found: Found, due: Due) -> list[Ward]:
    """Every department with its staff: those most of whom are missing first. Five questions, however many people."""
    unit_id = found.unit["id"]
    people, departments = excused.excused_on(db, unit_id, due.closes)
    staff = coverage.staff(db, unit_id, people, departments)
    reached = coverage.reached(db, unit_id, found.duty.goal.kinds, (due.opens, due.closes))
    named = coverage.departments(db, unit_id)
    wards = {key: Ward(key, name) for key, name in named.items()} | {ELSEWHERE: Ward(ELSEWHERE, "院级")}
    for row in _roll(db, unit_id):
        if row["id"] in staff:
            ward = wards[_department(row["path"], named)]
            ward.staff += 1
            if row["id"] not in reached:
                ward.missing.append(row["name"])
    return sorted((ward for ward in wards.values() if ward.staff), key=lambda ward: -len(ward.missing))


def _roll(db: Db, unit_id: int) -> Sequence[Row]:
    query = select(Person.id, Person.name, Unit.path).join(Unit, Unit.id == Person.unit_id)
    mine = (Person.home_id == unit_id, Person.active, Person.outside.is_(False))
    return [dict(row) for row in db.execute(query.where(*mine).order_by(Person.name, Person.id)).mappings()]


def _department(path: str, named: Mapping[int, str]) -> int:
    return next((int(part) for part in path.strip("/").split("/") if int(part) in named), ELSEWHERE)


def may_read(ward: Ward) -> bool:
    """Names: the hospital's union reads all, a department's officer those of the own department."""
    scope, guest = guest_scope(), visitor()
    if scope.seat is Seat.DEPARTMENT and guest is not None:
        return f"/{ward.id}/" in guest.person["path"]
    return scope.seat in READERS


def _shown(wards: Sequence[Ward]) -> Ward | None:
    """The department whose names are open: the one asked for, or the only one that may be read."""
    told = request.args.get("unit", type=int)
    mine = [ward for ward in wards if ward.missing and may_read(ward)]
    return next((ward for ward in mine if ward.id == told), mine[0] if len(mine) == 1 else None)


def _hears(found: Found, due: Due) -> str:
    """When the clock speaks to them by itself."""
    desk = this_desk()
    now: datetime = desk.clock()
    told = [slot for slot in slots(found.duty, due, desk.zone) if slot.step.to is To.MISSING]
    coming: list[datetime] = [slot.opens for slot in told if slot.opens > now]
    if coming:
        day = _year(coming[0].astimezone(desk.zone).date())
        return f"不用一个个催：{day}{with_hour(coming[0], desk.zone)}，系统会自己跟没参加的人说一声，一个月最多一次。"
    if told:
        return "今年该说的都说过了，剩下的请科室当面约一下。"
    return "这件事系统不跟个人说，请科室安排场次时叫上。"


def _year(day: date) -> str:
    return "" if day.year == this_desk().today().year else f"{day.year}年"
