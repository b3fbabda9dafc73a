"""From what was counted to what a narrative report is made of: kinds get their names, deeds their group, days their words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from actions.plan.figures.reporting import Owed, Tale
from actions.plan.figures.telling import Held, Reach, Told
from models.base import Db, Row
from models.units import find_unit
from reports.narrative import Consultation, Deed, Facts, Figure, Five, Hazards, Share, Task
from rules.plan.document import Kind
from web.console.ledger.lines import kind_names
from web.desk import this_desk

DUTY_TOPICS = {"duty", "accountability", "principal", "responsibility", "ownership"}
WIDENING = ("publicity", "contest", "meeting")
IMPROVING = ("check", "drill")
CONSULTATION = "consultation-day"
ABOVE = ("city", "province")
MOST_MISSING = 200


def facts_of(db: Db, one: Owed, unit: Row, told: Told) -> Facts:
    """Everything one report may say."""
    desk = this_desk()
    kinds = desk.plans.kinds(db, unit)
    is_above = unit["kind"] in ABOVE
    return Facts(
        unit=_name(unit),
        to=_above(db, unit),
        campaign=one.plan.short,
        basis=f"{one.plan.number}文件" if one.plan.number else "",
        first=one.first,
        last=one.last,
        as_of=_as_of(desk.clock().astimezone(desk.zone)),
        written_on=desk.today(),
        figures={
            cell.code: Figure(cell.label, cell.in_period, cell.so_far, cell.so_far is not None)
            for cell in told.cells
        },
        trainings=_deeds(told, kinds, ("training",)),
        drills=_deeds(told, kinds, ("drill",)),
        meetings=_deeds(told, kinds, ("meeting",)),
        activities=_deeds(told, kinds, ("publicity", "contest", "day", "check")),
        reached=_share(told.reached),
        member="单位" if is_above else "科室",
        hazards=_hazards(told),
        quizzes=(),
        five=Five(_rules(told, kinds), _share(told.weeks), _share(told.staff), None),
        tasks=[Task(todo.duty.article, todo.duty.needs, todo.wanted, todo.done) for todo in told.tasks],
        consultation=_consultation(told) if one.tale is Tale.MONTH else None,
        evidence=_evidence(told, kinds),
    )


def _name(unit: Row) -> str:
    """Whose report it is: the union's."""
    name = str(unit["seal_name"] or unit["name"])
    return name if name.endswith(("工会", "工会委员会")) else f"{name}工会委员会"


def _above(db: Db, unit: Row) -> str:
    return str(find_unit(db, unit["parent_id"])["name"]) if unit["parent_id"] else ""


def _as_of(now: datetime) -> str:
    return f"{now.year}年{now.month}月{now.day}日{now:%H:%M}"


def _group(kinds: Mapping[str, Kind], code: str) -> str:
    return kinds[code].group if code in kinds else "other"


def _deeds(told: Told, kinds: Mapping[str, Kind], groups: Sequence[str]) -> list[Deed]:
    return [
        Deed(one.day, one.title or _called(kinds, one.kind), one.people, _theme(one, kinds))
        for one in told.deeds
        if _group(kinds, one.kind) in groups
    ]


def _called(kinds: Mapping[str, Kind], code: str) -> str:
    return kinds[code].name if code in kinds else code


def _theme(one: Held, kinds: Mapping[str, Kind]) -> str:
    """明责 by what was taught, 扩面 and 提质 by what kind of deed it was."""
    if one.topics & DUTY_TOPICS:
        return "明责"
    group = _group(kinds, one.kind)
    return "扩面" if group in WIDENING else "提质" if group in IMPROVING else ""


def _share(reach: Reach) -> Share:
    return Share(reach.done, reach.whole, tuple(reach.missing[:MOST_MISSING]))


def _hazards(told: Told) -> Hazards:
    loop, names = told.loop, kind_names()
    categories = [(names.get(code, code or "其他"), count) for code, count in loop.by_category]
    return Hazards(loop.found, loop.closed, loop.overdue, loop.major, loop.listed, categories)


def _rules(told: Told, kinds: Mapping[str, Kind]) -> int:
    return sum(_group(kinds, one.kind) == "filing" for one in told.deeds)


def _consultation(told: Told) -> Consultation | None:
    """The day itself; what nobody wrote down is asked of whoever finishes the report."""
    one = next((one for one in told.deeds if one.kind == CONSULTATION), None)
    if one is None:
        return None
    details: Mapping[str, Any] = one.details
    return Consultation(
        day=one.day,
        place=one.place,
        forms=_words(details.get("forms")),
        shown=_words(details.get("shown")),
        people=one.people,
        leaflets=_number(details.get("leaflets")),
        questions=_number(details.get("questions")),
        photos=one.photos or None,
    )


def _words(value: object) -> Sequence[str]:
    return [str(each) for each in value] if isinstance(value, list) else ()


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


def _evidence(told: Told, kinds: Mapping[str, Kind]) -> list[str]:
    photos = sum(one.photos for one in told.deeds)
    counted = {
        "培训记录{}场": len(_deeds(told, kinds, ("training",))),
        "演练记录{}次": len(_deeds(told, kinds, ("drill",))),
        "活动照片{}张": photos,
        "隐患台账{}条": told.loop.found,
    }
    return [said.format(count) for said, count in counted.items() if count]
