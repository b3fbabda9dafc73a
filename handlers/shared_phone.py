"""公用: a ward's telephone belongs to the ward, not to a person; what it reports stays the ward's."""

from actions import knowing
from bot.flow import ANY, Flow, chosen, kind, said
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.phrases import ASKED
from handlers.report.opening import words_first
from models import conversations, units
from rules.words.first_look import Look, first_look

flow = Flow()

WARD = "ward.name"


@flow.on(ANY, said("公用", "科室公用", "公用手机", "科室手机", "公用电话"))
def shared(scene: Scene) -> Turn:
    """公用：this phone belongs to a ward, not to a person."""
    if scene.who.is_ward:
        return Turn(f"这部手机已经算{scene.who.department}公用的。不是了回 不公用。", stays=True)
    if scene.who.department_id is not None:
        return _shared(scene, scene.who.department_id, scene.who.department)
    return Turn(
        lines("这部手机是哪个科的？写科室名字。", "不是公用的回 0"),
        WARD,
        choices={0: Choice("skip")},
        until=ASKED,
    )


@flow.on(WARD, kind("text"))
def ward_named(scene: Scene) -> Turn:
    """科室名字：found among the departments of the hospital."""
    found = units.named(scene.db, scene.text.strip(" 。.，,"), scene.who.home_id)
    if len(found) == 1:
        return _shared(scene, found[0]["id"], found[0]["name"])
    if first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return words_first(scene)
    if found:
        listed = " ".join(f"{n}{unit['name']}" for n, unit in enumerate(found[:9], 1))
        choices = {n: Choice("this_ward", {"unit": unit["id"]}) for n, unit in enumerate(found[:9], 1)}
        return Turn(f"是哪个？{listed}", WARD, choices=choices, until=ASKED)
    return Turn(
        lines("没找到这个科室，写全名试试，例：内科二病区。", "不是公用的回 0"), stays=True, repeats=True
    )


@flow.on(ANY, chosen("this_ward"))
def this_ward(scene: Scene) -> Turn:
    """是哪个：chosen among departments of like names."""
    unit = units.find_unit(scene.db, scene.found["unit"])
    return _shared(scene, unit["id"], unit["name"])


def _shared(scene: Scene, unit_id: int, name: str) -> Turn:
    knowing.share_phone(scene.db, scene.who.id, unit_id)
    return Turn(lines(f"好，这部手机算{name}公用的。", "报了算科里的，不算谁个人的。"))


@flow.on(ANY, said("不公用", "不是公用", "取消公用"))
def not_shared(scene: Scene) -> Turn:
    """不公用：a phone of one's own again."""
    if not scene.who.is_ward:
        return SILENCE if scene.text == "" else Turn("这部手机不是公用的。要公用回 公用。", stays=True)
    conversations.change_conversation(scene.db, scene.who.id, ward_id=None, bound_at=scene.now)
    return Turn("好，不算公用了。是你自己的，回 绑定 认识一下。")
