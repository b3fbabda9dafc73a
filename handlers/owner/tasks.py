"""手上的活: what somebody has to put right, as a list and one by one."""

from collections.abc import Sequence

from actions.moving import By
from bot.turn import Choice, Scene, Turn, lines
from handlers.officer.parts import hands
from handlers.phrases import AFTER, aside, called, short
from handlers.report.steps import WORDS
from models import hazards, worklists
from models.base import Row
from rules.clocks import day_of
from rules.hazard import NotYours, Part, Status

SHOWN = 6
ASKED_ABOUT = 6


def tasks_in_hand(scene: Scene) -> Sequence[Row]:
    """What this person has to put right, with what those have for whom they stand in; the nearest day first."""
    if scene.who.person_id is None:
        return []
    return worklists.in_hand(scene.db, scene.who.person_id, day_of(scene.now, scene.house.clocks))


def is_owner(scene: Scene, row: Row) -> bool:
    """Whether the hazard is this person's to put right today."""
    return row["owner_id"] is not None and row["owner_id"] in [person["id"] for person in hands(scene)]


def days_left(scene: Scene, row: Row) -> str:
    """``还2天``, ``今天到期``, ``超了3天``."""
    left = (row["due_on"] - day_of(scene.now, scene.house.clocks)).days
    return "今天到期" if left == 0 else f"还{left}天" if left > 0 else f"超了{-left}天"


def task_line(row: Row, scene: Scene) -> str:
    gap = " " if called(row)[:1].isdigit() else ""
    return f"{row['number']}{gap}{short(called(row), 12)}，你在办，{days_left(scene, row)}"


def which_task(scene: Scene, hazard_id: int, mine: Sequence[Row]) -> Turn:
    """Y5：这张是? The picture is safe in a draft; the draft goes on waiting for its sentence."""
    shown = mine[:ASKED_ABOUT]
    offers = [f"{d} {row['number']}弄好了" for d, row in enumerate(shown, 1)]
    new, ids = len(shown) + 1, {"draft": hazard_id}
    choices = {d: Choice("mended_with", ids | {"hazard": row["id"]}) for d, row in enumerate(shown, 1)}
    choices |= {new: Choice("is_new", {"hazard": hazard_id}), 0: Choice("drop", {"hazard": hazard_id})}
    named = f"（{short(called(shown[0]), 8)}）" if len(shown) == 1 else ""
    said_ = lines(f"这张是？{' '.join(offers)}{named}", f"{new} 新发现一处 0发错了")
    return Turn(said_, WORDS, {"hazard": hazard_id}, choices, until=AFTER)


def tasks(scene: Scene) -> Turn:
    """手上的活 of somebody who is no officer."""
    mine = tasks_in_hand(scene)
    if not mine:
        return Turn("你手上没有要弄的。你报的回 我的。", stays=True)
    shown = mine[:SHOWN] if len(mine) <= SHOWN else mine[: SHOWN - 1]
    listed = [
        f"{digit}) {row['number']}{short(called(row), 8)}，{days_left(scene, row)}"
        for digit, row in enumerate(shown, 1)
    ]
    more = f"…回号看别的{len(mine) - len(shown)}件" if len(mine) > len(shown) else ""
    choices = {digit: Choice("task", {"hazard": row["id"]}) for digit, row in enumerate(shown, 1)}
    half = (len(listed) + 1) // 2
    rows = [" ".join(listed[:half]), " ".join([*listed[half:], more])] if len(listed) > 2 else [*listed, more]
    return aside(scene, Turn(lines(f"你手上{len(mine)}件：", *rows), choices=choices))


def own_task(scene: Scene, hazard_id: int | None = None) -> Row:
    """The hazard, if it is this person's (or of somebody they stand in for)."""
    row = hazards.find_hazard(scene.db, hazard_id or scene.found["hazard"])
    if not is_owner(scene, row) or row["status"] != Status.ASSIGNED:
        raise NotYours(f"{row['number']}号现在不在你手上，我没动它。\n回 待办 看你手上的。")
    return row


def as_owner(scene: Scene) -> By:
    """Who does it: the owner, or whoever stands in."""
    return By(Part.OWNER, scene.who.person_id)
