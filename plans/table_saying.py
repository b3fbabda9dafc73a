"""A duty in the words of the table: whom it binds, how often, until which day of the year. The reverse of reading."""

from collections.abc import Iterable

from plans.table_words import CALLED, PROOFS, UNION
from rules.plan.almanac import YEARLY
from rules.plan.duty import Duty, Goal, OnDates, OnDays, Rhythm, Step
from rules.plan.spoken.deed_vocabulary import TOPICS
from rules.plan.yearday import YearDay

LAST_DAY = 31
OF_EDITION = {-1: "上一年", 0: "", 1: "下一年"}
_NODES = {each.code: each.name for each in YEARLY}


def say_whom(whom: Iterable[str]) -> str:
    return "、".join(UNION.get(level, level) for level in whom)


def say_rhythm(rhythm: Rhythm) -> str:
    """The days by their place in the year, so that two editions read alike."""
    if isinstance(rhythm, OnDates):
        return "、".join(say_day(day) for day in rhythm.days)
    if isinstance(rhythm, OnDays):
        months = "、".join(map(str, rhythm.months))
        return f"{months}月{'底' if rhythm.day == LAST_DAY else f'{rhythm.day}日'}"
    return _NODES[rhythm.node]


def say_day(day: YearDay) -> str:
    return f"{OF_EDITION.get(day.years, f'{day.years:+}年')}{day.month}月{day.day}日"


def say_goal(goal: Goal, called: dict[str, str]) -> str:
    """``called`` are the names of the kinds of deeds by code."""
    said = [CALLED[goal.measure].format(n=goal.at_least), "或".join(called.get(k, k) for k in goal.kinds)]
    if goal.topics:
        said.append(f"讲{'、'.join(TOPICS[t].name if t in TOPICS else t for t in goal.topics)}")
    if goal.evidence:
        said.append(f"留{'、'.join(PROOFS[e][0] if e in PROOFS else e for e in goal.evidence)}")
    return "，".join(filter(None, said))


def say_steps(steps: Iterable[Step]) -> str:
    """When a duty is spoken of: 前14天、前7天、当天."""
    said = (_step(step) for step in steps)
    return "、".join(dict.fromkeys(said)) or "不提醒"


def _step(step: Step) -> str:
    if step.since is not None and step.every:
        return f"{say_day(step.since)}起每{step.every}天"
    days = step.when.days
    around = "目标日" if step.when.anchor == "target" else ""
    return f"{around}{'当天' if not days else f'前{days}天' if days > 0 else f'后{-days}天'}"


def say_duty(duty: Duty, called: dict[str, str]) -> dict[str, str]:
    """What a person would compare of a duty, by the name of the column."""
    return {
        "谁": say_whom(duty.whom),
        "做什么": duty.needs,
        "几次": say_goal(duty.goal, called),
        "到哪天": say_rhythm(duty.rhythm),
        "从哪天": say_day(duty.opens),
        "原文": duty.quote,
        "条款": f"{duty.article}（{'、'.join(duty.clauses)}）",
        "提醒": say_steps(duty.steps),
        "往后各年": "只这一年" if duty.once else "",
    }
