"""What every move of an officer ends with: who was really told, and the next one of the list."""

from actions import logins
from bot.turn import Choice, Scene, Turn, lines
from handlers.officer.todo import empty_or_not, todo_line, waiting
from handlers.phrases import aside
from models.base import Row
from rules.clocks import is_quiet


def will_hear(row: Row) -> str:
    """Whether the reporter will hear of it; only what is true."""
    return "上报人会知道" if row["reporter_id"] is not None else "没留名的，查回执看得到"


def next_one(scene: Scene, row: Row, told: str, *, again: bool = False) -> Turn:
    """What was done, and the next one of the list; ``again`` offers this very one first."""
    later = [other for other in waiting(scene) if again or other["id"] != row["id"]]
    if not later:
        return aside(scene, Turn(lines(told, empty_or_not(scene))))
    first = next((other for other in later if other["id"] == row["id"]), later[0]) if again else later[0]
    choices = {1: Choice("card", {"hazard": first["id"]}), 0: Choice("leave")}
    return aside(scene, Turn(lines(told, f"下一件：{todo_line(first, scene)}。1看 0到此"), choices=choices))


def is_reachable(scene: Scene, owner: Row) -> bool:
    return logins.reachable(scene.db, owner["id"], scene.now, templates=scene.house.sends_templates)


def reach(scene: Scene, owner: Row) -> str:
    """Whether the owner will hear of it; a telephone number where not."""
    if is_reachable(scene, owner):
        return "夜里不打扰，明早发给他。" if is_quiet(scene.now, scene.house.clocks) else "微信这就发。"
    if owner["phone"]:
        return f"他微信收不到，打个电话：{owner['phone']}"
    return "他微信收不到，请当面说一声。"
