"""Scenes of the page for staff."""

from collections.abc import Callable
from pathlib import Path

from camera.studio import Studio

Scene = Callable[[Studio], None]

ZHANG, LI = "张敏", "李红"
BLOCKED, CLEAR = "通道被堵", "通道清好"
SENTENCE = "三楼东楼梯口堆着纸箱，门都推不开"


def photo(studio: Studio) -> None:
    """一张照片一句话."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    studio.take("photo", ZHANG)


def voice(studio: Studio) -> None:
    """语音."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.from_here(ZHANG)
    studio.box.act(ZHANG, "speaks", 6)
    studio.box.says(ZHANG, "1")
    studio.box.says(LI, "101", "开水间门口纸箱堵着")
    studio.box.wait_for(ZHANG, "安全员听了")
    studio.take("voice", ZHANG)


def film(studio: Studio) -> None:
    """视频."""
    studio.box.act(ZHANG, "films", "地面有水")
    studio.take("film", ZHANG)


def room(studio: Studio) -> None:
    """说不清在哪，302病房."""
    studio.box.says(ZHANG, "呼叫铃的线露出来了")
    studio.box.says(ZHANG, "302", "1")
    studio.take("room", ZHANG)


def wall(studio: Studio) -> None:
    """扫码."""
    studio.box.act(ZHANG, "scans", "NK-5F-KS")
    studio.box.says(ZHANG, "地上一滩水")
    studio.take("wall", ZHANG)


def several(studio: Studio) -> None:
    """一句话几件事."""
    studio.box.shows(ZHANG, "灭火器被挡")
    studio.from_here(ZHANG)
    studio.box.says(ZHANG, "灭火器过期了，旁边插座松，走廊还堆着床", "1")
    studio.take("several", ZHANG)


def quiz(studio: Studio) -> None:
    """答题."""
    studio.box.says(ZHANG, "答题", "A")
    studio.take("quiz", ZHANG)


def exam(studio: Studio) -> None:
    """考试."""
    studio.box.says(ZHANG, "考试", "1")
    studio.take("exam", ZHANG)


def nine(studio: Studio) -> None:
    """九张不是同一处."""
    studio.box.shows(ZHANG, *(f"{BLOCKED}/{n}" for n in range(1, 7)))
    studio.box.says(ZHANG, "外科楼3楼东走廊堆满了纸箱")
    studio.from_here(ZHANG)
    studio.box.says(ZHANG, "5", "4-6", "4楼西走廊也堆着床")
    studio.take("nine", ZHANG)


def fixed(studio: Studio) -> None:
    """已经弄好了."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    studio.from_here(ZHANG)
    studio.box.says(ZHANG, "4")
    studio.box.shows(ZHANG, CLEAR)
    studio.take("fixed", ZHANG)


def taken_back(studio: Studio) -> None:
    """发错了、照片里有病人."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    studio.from_here(ZHANG)
    studio.box.says(ZHANG, "3", "4")
    studio.take("taken-back", ZHANG)


def nameless(studio: Studio) -> None:
    """不留名."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.from_here(ZHANG)
    studio.box.says(ZHANG, "9", SENTENCE)
    studio.take("nameless", ZHANG)


def mine(studio: Studio) -> None:
    """看我报的、催、没弄好."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    studio.box.says(LI, "派 101 王强 3天 清走", "1")
    studio.box.later(hours=5)
    studio.box.wait_for(ZHANG, "派人了")
    studio.from_here(ZHANG)
    studio.box.says(ZHANG, "我的", "101", "2")
    studio.take("mine", ZHANG)


def closed(studio: Studio) -> None:
    """弄好了告诉你；没弄好."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    studio.from_here(ZHANG)
    studio.box.says(LI, "101", "7", "1")
    studio.box.wait_for(ZHANG, "弄好了")
    studio.box.says(ZHANG, "101", "1")
    studio.take("closed", ZHANG)


def burning(studio: Studio) -> None:
    """急."""
    studio.box.says(ZHANG, "氧气房漏气呲呲响")
    studio.box.says(LI, "101")
    studio.box.wait_for(ZHANG, "正在去")
    studio.take("burning", ZHANG)


def acquaintance(studio: Studio) -> None:
    """认识一下."""
    studio.box.add_phone("王桂英", "保洁")
    studio.box.act("王桂英", "follows")
    studio.box.shows("王桂英", "地面有水")
    studio.box.says("王桂英", "5楼开水间门口一地水")
    studio.from_here("王桂英")
    studio.box.says("王桂英", "保洁 王桂英")
    studio.box.says(LI, "待办", "1", "1")
    studio.box.wait_for("王桂英", "认得你了")
    studio.take("acquaintance", "王桂英")


def table(studio: Studio) -> None:
    """The whole box, for the README."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    studio.box.later(minutes=3)
    studio.box.says(LI, "待办", "1", "1")
    studio.box.later(minutes=1)
    studio.box.says("王强", "101")
    studio.lens.whole(studio.box.address, Path(__file__).parents[1] / "docs" / "box.png", 350_000)


STAFF: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        photo,
        voice,
        film,
        room,
        wall,
        several,
        quiz,
        exam,
        nine,
        fixed,
        taken_back,
        nameless,
        mine,
        closed,
        burning,
        acquaintance,
        table,
    )
}
