"""The rest: stickers, files, unknown kinds; nobody is left without an answer."""

from bot.flow import ANY, Flow, kind
from bot.turn import SILENCE, Scene, Turn, lines
from handlers.phrases import ASKED, about, hazard_of
from handlers.report.steps import WORDS
from models import hazards

flow = Flow()

SPOT = "spot"
"""A place was sent before anything else; the next report begins there."""


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
    said_ = lines(
        f"位置收到：{scene.text[:30]}。还差几楼、哪一处。" if scene.text else "位置收到。还差几楼、哪一处。",
        "说一句，比如：3楼东楼梯口堆着纸箱",
        "有照片也发来。",
    )
    spot = (scene.text[:60], scene.inbound.latitude, scene.inbound.longitude)
    return Turn(said_, SPOT, {"spot": spot}, until=ASKED)


@flow.on(ANY, kind("link", "file", "miniprogrampage", "music"))
def cannot_open(scene: Scene) -> Turn:
    """链接、文件：cannot be opened; one thing to do instead."""
    return Turn(lines("这个我打不开。", "发照片，或说一句：在哪里、怎么了。"), stays=True)


@flow.on(ANY, kind("event.click"))
def unknown_button(scene: Scene) -> Turn:
    """旧菜单：a button that nothing answers any more."""
    return Turn("这个菜单换过了。报隐患直接发照片，别的回 帮助。", stays=True)


@flow.on(ANY, kind("event."))
def events(scene: Scene) -> Turn:
    """别的事件：most of them need no word."""
    return SILENCE


@flow.on(SPOT)
def after_spot(scene: Scene) -> Turn:
    """发了位置又发别的：one thing to do."""
    return anything(scene)


@flow.on(ANY)
def anything(scene: Scene) -> Turn:
    """别的：an unknown kind of message still gets one thing to do."""
    return Turn(lines("这个我看不了。", "发照片，或说一句：在哪里、怎么了。"), stays=True)
