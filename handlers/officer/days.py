"""改日期、延期、催: the day of something given away, or about to be."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from actions import deciding
from actions.chasing import calendar_of
from actions.hazards import urge
from bot.flow import ANY, Flow, chosen, kind, said
from bot.turn import Choice, Scene, Turn, lines
from handlers.officer.assigning import given, leave
from handlers.officer.parts import by, mine
from handlers.officer.saying import next_one, reach
from handlers.officer.todo import empty_or_not
from handlers.phrases import ASKED, aside
from handlers.report.steps import DAY
from models import people
from rules.clocks import day_of
from rules.days import read_day
from rules.hazard import Status

flow = Flow()


@flow.on(DAY, said("取消", "退出", "算了", "不改了"))
def stay(scene: Scene) -> Turn:
    """不改了：nothing was moved."""
    return leave(scene)


@flow.on(ANY, chosen("other_day"), chosen("move_day"))
def other_day(scene: Scene) -> Turn:
    """X7：几天?"""
    row = mine(scene)
    today = day_of(scene.now, scene.house.clocks)
    ids = {**scene.found, "card": row["id"]}
    days = {1: 0, 2: 3, 3: 7}
    choices = {
        digit: Choice("by_day", ids | {"due": (today + timedelta(days=count)).isoformat()})
        for digit, count in days.items()
    }
    choices[0] = Choice("leave")
    said_ = lines(f"{row['number']}几天？1今天 2三天 3七天", "或写：3月8日；3个工作日。不改了回 0")
    return Turn(said_, DAY, ids, choices, until=ASKED)


@flow.on(DAY, kind("text"))
def day_typed(scene: Scene) -> Turn:
    """3月8日：the day as people write it."""
    today = day_of(scene.now, scene.house.clocks)
    when = read_day(scene.text, today)
    if when.day is None:
        return Turn("这个日子我没看懂。写几天，或几月几日，例：3月8日", stays=True, repeats=True)
    due = when.day
    if "工作日" in scene.text:
        due = calendar_of(scene.db).after(today, (when.day - today).days)
    return _by_day(scene, dict(scene.about), due)


@flow.on(ANY, chosen("by_day"))
def by_day(scene: Scene) -> Turn:
    """改日期：the proposed owner by that day; of something given away already, the day alone."""
    return _by_day(scene, scene.found, date.fromisoformat(scene.found["due"]))


def _by_day(scene: Scene, ids: Mapping[str, Any], due: date) -> Turn:
    row = mine(scene, ids["card"])
    if ids.get("person") and row["status"] == Status.REPORTED:
        owner = people.find_person(scene.db, ids["person"])
        return given(scene, row, owner, {**ids, "due": due.isoformat()})
    after = deciding.extend(scene.db, row, due, scene.now, scene.house.clocks, by=by(scene))
    return next_one(scene, after, f"{row['number']}改到{due.month}/{due.day}前，会告诉他。")


@flow.on(ANY, chosen("extend"))
def extend(scene: Scene) -> Turn:
    """准：the day that was asked for."""
    row = mine(scene)
    if row["asked_due_on"] is None:
        return aside(scene, Turn(f"{row['number']}号没人要延期了，我没动。"))
    due = row["asked_due_on"]
    after = deciding.extend(scene.db, row, due, scene.now, scene.house.clocks, by=by(scene))
    return next_one(scene, after, f"{row['number']}准到{due.month}/{due.day}，会告诉他。")


@flow.on(ANY, chosen("keep_day"))
def keep_day(scene: Scene) -> Turn:
    """不准：the old day stands."""
    row = mine(scene)
    after = deciding.keep_day(scene.db, row, scene.now, scene.house.clocks, by=by(scene))
    due = after["due_on"]
    return next_one(scene, after, f"{row['number']}还是{due.month}/{due.day}前，会告诉他。")


@flow.on(ANY, chosen("urge_owner"))
def urge_owner(scene: Scene) -> Turn:
    """催：once a day, whoever asks."""
    row = mine(scene)
    owner = people.find_person(scene.db, row["owner_id"])
    if not urge(scene.db, row, scene.now, scene.house.clocks, by=by(scene)):
        return aside(scene, Turn(lines(f"{row['number']}今天催过了，一天催一次。", empty_or_not(scene))))
    return next_one(scene, row, f"催了{owner['name']}：{row['number']}。{reach(scene, owner)}")
