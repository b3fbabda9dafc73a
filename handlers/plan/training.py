"""培训：whether I was at one this year, and when the next one is."""

from bot.flow import ANY, Flow, said
from bot.turn import Scene, Turn, lines
from handlers.plan.parts import plans_of, today_of, topic_names, unit_of
from models.base import Row
from models.plan import attended
from rules.workdays import with_hour, with_weekday

flow = Flow()


@flow.on(ANY, said("培训", "我的培训", "安全培训", "培训安排", "什么时候培训"))
def training(scene: Scene) -> Turn:
    """培训：this year's, and the next one."""
    if scene.who.person_id is None:
        return Turn("先认识一下：发 姓名 工号。\n绑好了再回 培训", stays=True)
    unit, today = unit_of(scene), today_of(scene)
    kinds = [code for code, kind in plans_of(scene).kinds(scene.db, unit).items() if kind.group == "training"]
    mine = attended.of_person(scene.db, scene.who.person_id, kinds, today.replace(month=1, day=1), today)
    coming = attended.coming(scene.db, unit["id"], kinds, today)
    return Turn(lines(_was(mine), *(_next(scene, row) for row in coming)) + _none(coming), stays=True)


def _was(mine: list[Row]) -> str:
    if not mine:
        return "今年的安全培训你还没参加。"
    last = mine[-1]
    return f"今年参加过{len(mine)}次，最近一次{with_weekday(last['happened_on'])}。"


def _next(scene: Scene, row: Row) -> str:
    at = (
        with_hour(row["starts_at"], scene.house.clocks.zone)
        if row["starts_at"]
        else with_weekday(row["happened_on"])
    )
    return " ".join(
        part for part in ("接下来：" + at, row["title"] or topic_names(row["topics"]), row["place"]) if part
    )


def _none(coming: list[Row]) -> str:
    return "" if coming else "\n接下来的场次还没排。"
