"""The rest: names told afterwards, stickers, files, unknown kinds; nobody is left without an answer."""

import re

from bot.flow import ANY, Flow, kind, said, text_where
from bot.turn import SILENCE, Scene, Turn, lines
from handlers.phrases import about, hazard_of
from handlers.report.after import same_again
from handlers.report.steps import DONE, LATE, WORDS
from models import conversations, hazards
from rules.first_look import Look, first_look

flow = Flow()

_NAME = re.compile(r"(?:我是|我叫|这里是)?[\s]*[\u4e00-\u9fff]{2,10}[\s,，、]*[\u4e00-\u9fff]{0,10}")


def _a_name(text: str) -> str | None:
    """科室 姓名 as people write it: short, nothing but Chinese characters."""
    words = text.strip()
    is_name = (
        len(words) <= 14 and _NAME.fullmatch(words) and (" " in words or words.startswith(("我是", "我叫")))
    )
    return words.removeprefix("我是").removeprefix("我叫").strip() if is_name else None


@flow.on(DONE, said("我是家属", "我是病人", "我是患者", "家属", "病人", "患者"))
def visitor(scene: Scene) -> Turn:
    """我是家属：families and patients report as well."""
    return Turn(lines("家属、病人也能报，一样有人去弄。", "看病的事请找护士站。"), stays=True)


@flow.on(DONE, text_where("科室 姓名", _a_name))
@flow.on(LATE, text_where("科室 姓名", _a_name))
def tells_name(scene: Scene) -> Turn:
    """报完再说姓名：a stranger may say who they are; it never holds a report up."""
    row = hazard_of(scene)
    if scene.who.is_bound or row["anonymous"] or first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return same_again(scene)
    name = scene.found["it"]
    conversations.change_conversation(scene.db, scene.who.id, self_name=name)
    return Turn(
        lines(f"记住了，{name}。{row['number']}号写着你报的。", "有工号的话，回 绑定 认一下，以后都认得你。"),
        stays=True,
    )


@flow.on(ANY, kind("location"))
def location_first(scene: Scene) -> Turn:
    """只发位置：kept for the next report; one thing is missing."""
    if scene.step == WORDS:
        row = hazard_of(scene)
        hazards.change_hazard(
            scene.db,
            row["id"],
            latitude=scene.inbound.latitude,
            longitude=scene.inbound.longitude,
            place_text=scene.text[:60],
        )
        return about(
            row, lines(f"位置收到：{scene.text[:30]}。", "再说一句：几楼、哪一处、怎么了？"), goto=WORDS
        )
    return Turn(
        lines(
            f"位置收到：{scene.text[:30]}。还差几楼、哪一处。"
            if scene.text
            else "位置收到。还差几楼、哪一处。",
            "说一句，比如：3楼东楼梯口堆着纸箱",
            "有照片也发来。",
        ),
        stays=True,
    )


@flow.on(ANY, kind("link", "file", "miniprogrampage", "music"))
def cannot_open(scene: Scene) -> Turn:
    """链接、文件：cannot be opened; one thing to do instead."""
    return Turn(lines("这个我打不开。", "发照片，或说一句：在哪里、怎么了。"), stays=True)


@flow.on(ANY, kind("event."))
def events(scene: Scene) -> Turn:
    """别的事件：most of them need no word."""
    return SILENCE


@flow.on(ANY)
def anything(scene: Scene) -> Turn:
    """别的：an unknown kind of message still gets one thing to do."""
    return Turn(lines("这个我看不了。", "发照片，或说一句：在哪里、怎么了。"), stays=True)
