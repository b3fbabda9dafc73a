"""请假: who is away, until when, and who stands in."""

import re
from datetime import timedelta

from actions import deputies
from bot.flow import ANY, Flow, said, text_where
from bot.turn import Scene, Turn, lines
from handlers.phrases import short
from models import people
from models.base import Row
from rules.clocks import day_of
from rules.days import read_day

flow = Flow()

EXAMPLE = "例：请假 3天 王芳"
_LEAVE = re.compile(r"(?:我)?请假[\s,，]*(?P<rest>.*)")


@flow.on(ANY, text_where("请假 3天 王芳", lambda text: _LEAVE.fullmatch(text.strip())))
def leave(scene: Scene) -> Turn:
    """X19：请假: the list goes to the deputy; what burns to both."""
    if scene.who.person_id is None:
        return Turn("请假得先认识你：回 绑定。", stays=True)
    today = day_of(scene.now, scene.house.clocks)
    when = read_day(scene.found["it"]["rest"], today)
    deputy = _deputy(scene, when.rest)
    if when.day is None or deputy is None:
        missing = "几天？" if when.day is None else f"花名册上没找到“{short(when.rest, 8)}”。"
        return Turn(lines(f"{missing}写天数和代你办的人。", EXAMPLE), stays=True)
    until = max(today, when.day - timedelta(days=1)) if "天" in scene.text else when.day
    deputies.take_leave(scene.db, scene.who.person_id, deputy["id"], today, until)
    hears = deputies.in_place_of(scene.db, scene.who.person_id, today)
    also = "" if hears["id"] == deputy["id"] else f"{deputy['name']}今天也不在，"
    told = f"好，到{until.month}/{until.day}{also}你的待办先给{hears['name']}。"
    return Turn(lines(f"{told}急的两边都给。", "回来早了，回 销假。"))


def _deputy(scene: Scene, words: str) -> Row | None:
    found = people.people_mentioned(scene.db, words, scene.who.home_id)
    return next((person for person in found if person["id"] != scene.who.person_id), None)


@flow.on(ANY, said("销假", "回来了", "我回来了", "上班了"))
def back(scene: Scene) -> Turn:
    """销假：the list is one's own again."""
    today = day_of(scene.now, scene.house.clocks)
    if scene.who.person_id is None or not deputies.come_back(scene.db, scene.who.person_id, today):
        return Turn("你没在请假。", stays=True)
    return Turn("欢迎回来，待办又归你了。回 待办 看。")
