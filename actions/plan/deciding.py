"""What a unit decides for itself about a duty: who has it, an earlier day, a higher number, or that it does not apply here.

The document is never changed: a unit may ask more of itself, and say in writing why something is not for it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from actions.plan.signing import of_this_unit
from models.base import Db, Row
from models.plan import choices, coverage, excused
from rules.plan.dues import Due
from rules.plan.duty import Duty, Measure
from rules.refusal import Refused

MOST_TIMES, LONGEST_NOTE = 100, 200
NO_REASON = "为什么？写一句，检查的人会看到。"


@dataclass(frozen=True)
class Decider:
    """Who decides for which unit, when, and what they wrote beside it."""

    unit: Row
    by_id: int
    now: datetime
    note: str = ""

    def write(self, db: Db, duty: Duty, name: str, value: str) -> None:
        """One more line; those before it stay."""
        key = (duty.plan, duty.code, name)
        note = self.note.strip()[:LONGEST_NOTE]
        choices.choose(db, self.unit["id"], key, value, note=note, now=self.now, by_id=self.by_id)


def name_owner(db: Db, duty: Duty, person_id: int | None, by: Decider) -> None:
    """Somebody has the duty in hand; None: whoever stands in."""
    if person_id is not None:
        of_this_unit(db, by.unit, person_id)
    by.write(db, duty, choices.OWNER, str(person_id or ""))


def set_day(db: Db, duty: Duty, due: Due, day: date | None, by: Decider) -> int:
    """内部约定: so many days before the target in every window, never after the document's own. The days; None: as written."""
    if day is None:
        by.write(db, duty, choices.DAY, "")
        return 0
    if day >= due.target:
        raise Refused(f"内部的日子只能更早：要在{_said(due.target)}之前，不能晚过文件。")
    if day < due.opens:
        raise Refused(f"{_said(day)}太早了，这一期从{_said(due.opens)}才开始算。")
    days = (due.target - day).days
    by.write(db, duty, choices.DAY, str(days))
    return days


def set_quota(db: Db, duty: Duty, times: int | None, by: Decider) -> None:
    """More often than the document asks; None: as written."""
    if times is not None:
        if duty.goal.measure is not Measure.DEEDS:
            raise Refused("这件事不是按次数算的，没有次数可加。")
        if times <= duty.goal.at_least:
            raise Refused(f"只能往上加：文件要{duty.goal.at_least}次，你这里要更多。")
        if times > MOST_TIMES:
            raise Refused(f"一年{MOST_TIMES}次以上就别写了，看看是不是多打了一个数。")
    by.write(db, duty, choices.QUOTA, "" if times is None else str(times))


def switch_off(db: Db, duty: Duty, by: Decider) -> None:
    """The duty does not apply to this unit; nobody is reminded, and the reason stays to be read."""
    if not by.note.strip():
        raise Refused(NO_REASON)
    if duty.goal.measure is Measure.SIGNED:
        raise Refused("签收不能不办：看过就签，一分钟。")
    by.write(db, duty, choices.OFF, "1")


def switch_on(db: Db, duty: Duty, by: Decider) -> None:
    """It applies again."""
    by.write(db, duty, choices.OFF, "")


def leave_out(db: Db, by: Decider, from_on: date, to_on: date | None, **whom: int) -> int:
    """不计入: a person or a department that 100 % does not ask for; ``whom`` is person_id or department_id."""
    if not by.note.strip():
        raise Refused("为什么不计入？写一句，比如：产假、援外、没有在岗人员。")
    if to_on is not None and to_on < from_on:
        raise Refused("“到”比“从”还早，看看是不是写反了。")
    facts: dict[str, Any] = {"person_id": None, "department_id": None} | whom
    if facts["person_id"] is not None:
        of_this_unit(db, by.unit, facts["person_id"])
    elif facts["department_id"] not in coverage.departments(db, by.unit["id"]):
        raise Refused("没有这个科室，选一个。")
    if _is_left_out(db, by.unit["id"], facts, from_on):
        raise Refused("已经在不计入里了，先结束原来那条再写新的。")
    said = {"reason": by.note.strip()[:LONGEST_NOTE], "from_on": from_on, "to_on": to_on}
    return excused.excuse(db, by.unit["id"], **facts, **said, set_at=by.now, set_by_id=by.by_id)


def count_again(db: Db, row_id: int, by: Decider) -> None:
    """Counted again from now on."""
    if not excused.end(db, row_id, by.unit["id"], by.now, by.by_id):
        raise Refused("这一条已经结束了。")


def _is_left_out(db: Db, unit_id: int, facts: dict[str, Any], day: date) -> bool:
    same = ("person_id", "department_id")
    return any(
        all(row[name] == facts[name] for name in same) and (row["to_on"] is None or day <= row["to_on"])
        for row in excused.excused(db, unit_id)
    )


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"
