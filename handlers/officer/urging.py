"""催一下王强, 灭火器那件催一下：in everyday words, without the number."""

import re
from dataclasses import replace

from bot.flow import Flow, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.officer.days import urge_owner
from handlers.officer.ordering import fits
from handlers.officer.parts import departments, works_the_ledger
from handlers.officer.todo import todo_line
from handlers.phrases import aside
from handlers.report.opening import words_first
from models import people, worklists
from models.base import Row
from rules.hazard import Status

flow = Flow()

SHOWN, LOOKED_THROUGH = 3, 300
_END = r"(?:吧|呀|啊|了|[。.!！])*"
_URGE = re.compile(
    rf"(?:再|帮我|麻烦|赶紧|快)*催(?:一?下|一催|催)?(?:一?下)?(?P<whom>[\u4e00-\u9fffA-Za-z0-9]{{2,12}}?)(?:那(?:个|件|边))?(?:快点|抓紧)?{_END}"
    rf"|(?P<what>[\u4e00-\u9fffA-Za-z0-9]{{1,10}}?)(?:那|这)(?:个|件|条|边)(?:再|帮我|赶紧)*催(?:一?下|一催|催){_END}"
    rf"|(?:让|叫|通知|跟)(?P<them>[\u4e00-\u9fff]{{2,4}}?)(?:说一?声)?(?:快点|抓紧|赶紧)(?:弄|办|修|处理|整改|点|些)?{_END}"
)


@flow.on(IDLE, text_where("催一下王强", lambda text: _URGE.fullmatch(text.strip())))
def urge_in_words(scene: Scene) -> Turn:
    """催一下王强：the one this owner has in hand, or the one called so; of several it is asked which."""
    if not works_the_ledger(scene):
        return words_first(scene)
    told = next(filter(None, scene.found["it"].groupdict().values()))
    rows = _meant(scene, told)
    if not rows:
        return Turn(lines(f"没找到派出去的“{told}”，没催。", "回号看那一件，里面有催。"), stays=True)
    if len(rows) == 1:
        return urge_owner(replace(scene, about={}, found={"hazard": rows[0]["id"]}))
    shown = rows[:SHOWN]
    listed = [f"{digit}) {todo_line(row, scene)}" for digit, row in enumerate(shown, 1)]
    choices = {d: Choice("urge_owner", {"hazard": row["id"]}) for d, row in enumerate(shown, 1)}
    return aside(scene, Turn(lines("催哪一件？", *listed), choices=choices))


def _meant(scene: Scene, told: str) -> list[Row]:
    """In hand of the person who is named; else called so."""
    rows = [
        row
        for row in worklists.open_ones(scene.db, scene.who.home_id, departments(scene), LOOKED_THROUGH)
        if row["status"] == Status.ASSIGNED
    ]
    named = {one["id"] for one in people.people_mentioned(scene.db, told, scene.who.home_id)}
    if named:
        return [row for row in rows if row["owner_id"] in named]
    return [row for row in rows if fits(scene, row, told)]
