"""记了一半: taken up again by 接着记, from 待办, or when a new one is begun. The routes of deeds stand in the same flow."""

from collections.abc import Mapping

from actions.plan.doing import half_told
from bot.flow import ANY, chosen, said
from bot.turn import Choice, Scene, Turn, lines
from handlers.plan.asking import go_on, so_far
from handlers.plan.mending import flow
from handlers.plan.parts import works_on_plans
from handlers.plan.telling import Telling, kinds_of, telling_of
from models.base import Row
from rules.plan.spoken.deed_words import SaidDeed


def waiting(scene: Scene) -> list[Row]:
    """What this person told half of and may still go on with, the newest first."""
    if scene.who.person_id is None or not works_on_plans(scene):
        return []
    return half_told.waiting(scene.db, scene.who.person_id, scene.now)


def listed(scene: Scene) -> list[tuple[str, Mapping[str, int]]]:
    """Each as a line of a list, and what its digit needs for ``half_deed``."""
    return [(f"没记完：{so_far(scene, telling_of(one))}", {"half": one["half"]}) for one in waiting(scene)]


def begin(scene: Scene, telling: Telling, heard: SaidDeed | None = None) -> Turn:
    """记培训 and no more: one of the same kind that is half told is offered first."""
    before = next((one for one in waiting(scene) if one["kind"] == telling.kind), None)
    if before is None:
        return go_on(scene, telling, heard)
    choices = {
        1: Choice("half_deed", {"half": before["half"]}),
        2: Choice("new_deed", {"kind": telling.kind}),
    }
    said_ = lines(
        f"上次没记完：{so_far(scene, telling_of(before))}。", "1接着记 2另记一场；那场不要了回 不记了"
    )
    return Turn(said_, choices=choices)


@flow.on(ANY, chosen("new_deed"))
def begin_new(scene: Scene) -> Turn:
    """另记一场：what waits goes on waiting."""
    return go_on(scene, Telling(scene.found["kind"]))


@flow.on(ANY, chosen("half_deed"))
def take_up(scene: Scene) -> Turn:
    """接着记：the one that was chosen."""
    one = next((one for one in waiting(scene) if one["half"] == int(scene.found["half"])), None)
    return (
        _again(scene, one) if one else Turn("这一场已经记好了，或者放得太久了。再记回 记培训。", stays=True)
    )


@flow.on(ANY, said("接着记", "继续记", "接着记培训", "记完"))
def take_up_last(scene: Scene) -> Turn:
    """接着记：what was told last."""
    return resume(scene) or Turn("没有记了一半的。要记回 记培训。", stays=True)


def resume(scene: Scene) -> Turn | None:
    """What was half told last, asked on; None where nothing waits."""
    found = waiting(scene)
    return _again(scene, found[0]) if found else None


def _again(scene: Scene, one: Row) -> Turn:
    telling = telling_of(one)
    known = kinds_of(scene).get(telling.kind)
    return go_on(scene, telling, before=f"接着记：{so_far(scene, telling)}。" if known else "")


@flow.on(ANY, said("不记了"))
def leave(scene: Scene) -> Turn:
    """不记了：nothing of it waits any more."""
    found = waiting(scene)
    if not found:
        return Turn("没有记了一半的。", stays=True)
    half_told.settle(scene.db, int(scene.who.person_id or 0), [found[0]["half"]])
    more = f"还有{len(found) - 1}场没记完，回 接着记。" if len(found) > 1 else ""
    return Turn(lines(f"好，不记了：{so_far(scene, telling_of(found[0]))}。", more))
