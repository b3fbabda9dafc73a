"""The words of a reminder: what stands in braces is filled in on the day it is really said."""

from collections.abc import Mapping
from datetime import date

from rules.plan.dues import Due
from rules.workdays import with_weekday

NEAR = ("今天", "明天", "后天")
NEEDS, LACK = 14, 16
"""Characters of what a duty asks for, and of what is still missing, in the fields of the template."""
LONGEST: Mapping[str, str] = {
    "month": "12",
    "left": "60",
    "day": "12月30日周三",
    "on": "12月30日周三",
    "target": "12月29日周二（推算）",
    "target_on": "12月29日周二",
    "needs": "要" * NEEDS,
    "lack": "缺" * LACK,
    "unit": "山东第一医科大学附属医院",
}
"""Every brace there is, at its longest."""


def filled(text: str, due: Due, today: date, **facts: str) -> str:
    """``还有{left}天`` as of today; a target day that rests on guessed holidays says so.

    ``facts`` are ``needs``, ``lack`` and ``unit``, of which a text may use any.
    """
    known = {"needs": "", "lack": "", "unit": ""} | facts
    return text.format(
        month=due.formal.month,
        left=(due.formal - today).days,
        day=with_weekday(due.formal),
        on=near(due.formal, today),
        target=with_weekday(due.target) + ("（推算）" if due.guessed else ""),
        target_on=near(due.target, today),
        **known,
    )


def at_its_longest(text: str) -> str:
    """The text with every brace at its longest; raises ``KeyError`` for a brace nobody knows."""
    return text.format_map(LONGEST)


def near(day: date, today: date) -> str:
    """今天, 明天, 后天, or the date."""
    days = (day - today).days
    return NEAR[days] if 0 <= days < len(NEAR) else with_weekday(day)
