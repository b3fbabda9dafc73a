"""One plan: what it is, what it asks of this unit, its duties by window, and who below has signed for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import render_template, request, url_for

from actions.plan.signing import asked_of, name_leaders, stand_in, urge
from models.base import Db, Row
from models.plan import choices, plans, signings
from plans.table_saying import say_rhythm
from rules.plan.document import Plan
from rules.plan.duty import Duty, Measure
from rules.refusal import Refused
from web.console.days import day_of
from web.console.doorkeeper import console, guest_scope
from web.console.plans.board import board_of
from web.console.plans.found import my_unit, plan_for
from web.console.plans.index import lines_of
from web.console.plans.lines import BEFORE, LATE, Line, counted
from web.console.plans.people import likely, names_of, person_meant, union_of
from web.console.plans.strip import edition_of, strip_of
from web.console.trying import Answer, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

LISTED = 4
AT_ONCE = 200
"""Units that are asked in one unit of work."""
WHEN = ("过了日子的：算{}的", "算{}的", "已经过去的：算{}的", "上线前到期的，不算超期：算{}的")
KINDS_OF_WORK = ("要报的", "要办够的", "要交的材料", "要做的")


@console.get("/plans/<code>")
def plan(code: str) -> str:
    """The whole plan as it stands for this unit."""
    return plan_page(plan_for(code))


def plan_page(found: Plan) -> str:
    db, unit, today = reading(), my_unit(), this_desk().today()
    lines = [line for line in lines_of(db, unit) if line.plan.code == found.code]
    signed = signings.signing_of(db, found.code, unit["id"])
    people = names_of(db, [signed[name] for name in _NAMED]) if signed else {}
    asked = asked_of(found, unit)
    return render_template(
        "plan/plan.html",
        plan=found,
        unit=unit,
        scope=guest_scope(),
        signed=signed,
        people=people,
        asked=three_lines(found, asked),
        counts=counted(lines),
        groups=by_window(lines, today),
        later=_later(found, lines, db, unit),
        strip=strip_of(found, asked, today) if found.phases else None,
        year=edition_of(found, today),
        day_of=day_of,
        board=board_of(db, found, unit) if guest_scope().may(Deed.BOARD) else None,
        likely=likely(db, unit["id"]) if signed and guest_scope().may(Deed.DUTIES) else [],
        versions=plans.versions_of(db, found.code),
    )


_NAMED = ("signed_by_id", "leader_id", "deputy_id", "stand_in_id")


@dataclass(frozen=True)
class Group:
    """The duties of one window."""

    words: str
    lines: Sequence[Line]


def by_window(lines: Sequence[Line], today: date) -> list[Group]:
    """The duties by the window they are counted in: what is late, then the window that ends first, what is over last."""
    ordered = sorted(lines, key=lambda line: (_when(line, today), line.due.closes, line.due.opens))
    grouped = groupby(ordered, lambda line: (_when(line, today), line.window))
    return [Group(WHEN[when].format(window), list(some)) for (when, window), some in grouped]


def _when(line: Line, today: date) -> int:
    if line.state == LATE:
        return 0
    if line.state == BEFORE:
        return 3
    return 1 if line.due.closes >= today else 2


def _later(plan: Plan, lines: Sequence[Line], db: Db, unit: Row) -> list[tuple[Duty, str]]:
    """What does not stand on this day: it has not begun, or does not apply here."""
    shown = {line.duty.code for line in lines}
    decided = choices.choices_of(db, unit["id"])
    level = unit["kind"] if unit["kind"] in ("city", "province") else "unit"
    rest = (duty for duty in plan.duties if duty.code not in shown and level in duty.whom)
    return [
        (
            duty,
            "不适用于本单位" if (plan.code, duty.code, choices.OFF) in decided else say_rhythm(duty.rhythm),
        )
        for duty in rest
    ]


def three_lines(plan: Plan, asked: Sequence[Duty]) -> list[tuple[str, str]]:
    """What the plan asks in three lines at most: what is handed in, what must be enough, what is filed or done."""
    sorted_: dict[str, list[str]] = {name: [] for name in KINDS_OF_WORK}
    for duty in asked:
        sorted_[KINDS_OF_WORK[_kind_of_work(plan, duty)]].append(duty.needs)
    told = [(name, needs) for name, needs in sorted_.items() if needs]
    if len(told) > 3:
        told = [*told[:2], ("要交、要做的", told[2][1] + told[3][1])]
    return [(name, _few(needs)) for name, needs in told]


def _kind_of_work(plan: Plan, duty: Duty) -> int:
    goal = duty.goal
    if goal.measure is Measure.SHEET:
        return 0
    if goal.measure in (Measure.PEOPLE, Measure.DEPARTMENTS, Measure.UNITS) or goal.at_least > 1:
        return 1
    kind = plan.kind(goal.kinds[0]) if goal.kinds else None
    return 2 if kind is not None and kind.group == "filing" else 3


def _few(needs: Sequence[str]) -> str:
    needs = list(dict.fromkeys(needs))
    return "、".join(needs[:LISTED]) + (f"，等{len(needs)}件" if len(needs) > LISTED else "")


@console.post("/plans/<code>/leaders")
def lead_plan(code: str) -> Answer:
    """谁牵头, 谁具体管, and whose everything is that has no owner of its own."""
    found, unit = plan_for(code, Deed.DUTIES), my_unit()

    def work() -> str:
        carry(lambda db: _name(db, found, unit, request.form))
        return "记下了。到了日子还差的，会请牵头的帮一把。"

    return tried(work, lambda: plan_page(found), url_for("console.plan", code=code))


def _name(db: Db, plan: Plan, unit: Row, form: Mapping[str, str]) -> None:
    meant = {
        name: person_meant(db, unit["id"], form.get(name, "")) for name in ("leader", "deputy", "stand_in")
    }
    ids = {name: row["id"] if row else None for name, row in meant.items()}
    if ids["stand_in"] is None:
        raise Refused("没分到人的事先归谁？总得有一个人，写上名字。")
    name_leaders(db, plan, unit, ids["leader"], ids["deputy"])
    stand_in(db, plan, unit, ids["stand_in"])


@console.post("/plans/<code>/urge")
def urge_signing(code: str) -> Answer:
    """催签收: one unit, or all that have not signed."""
    found = plan_for(code, Deed.BOARD)
    told = request.form.get("unit", type=int)

    def work() -> str:
        board = board_of(reading(), found, my_unit())
        waiting = [row.id for row in board.waiting if told in (None, row.id)]
        people = union_of(reading(), waiting)
        for start in range(0, len(people), AT_ONCE):
            _ask(found, people[start : start + AT_ONCE])
        return _urged(waiting, {one["home_id"] for one in people})

    return tried(work, lambda: "", url_for("console.plan", code=code, _anchor="board"))


def _ask(plan: Plan, unions: Sequence[Row]) -> None:
    desk = this_desk()
    carry(lambda db: urge(db, plan, unions, desk.clock(), desk.clocks))


def _urged(waiting: Sequence[int], reached: set[int]) -> str:
    if not waiting:
        return "都签收了，不用催。"
    alone = len([unit for unit in waiting if unit not in reached])
    nobody = f"{alone}家花名册上还没有工会的人，打电话吧。" if alone else ""
    return f"跟{len(reached)}家的工会说了一声，一天最多说一次。{nobody}" if reached else nobody
