"""Scenes of the page for safety officers, and of the ledger on a telephone."""

from camera.staff import BLOCKED, CLEAR, LI, SENTENCE, ZHANG, Scene
from camera.studio import Studio

WANG, GUEST = "王强", "王桂英"
SOCKET = "5楼开水间插座发烫"
HIDDEN, BEHIND = "灭火器被挡", "5楼东走廊灭火器被柜子挡住了"


def news(studio: Studio) -> None:
    """收到什么."""
    studio.box.says(LI, "待办")
    studio.from_here(LI)
    studio.box.later(hours=14)
    studio.box.says(ZHANG, SENTENCE, BEHIND, "内科二病区的床挡着安全出口")
    studio.box.later(hours=8, minutes=59, seconds=45)  # half past seven comes by itself
    studio.box.wait_for(LI, "新来")
    studio.take("news", LI)


def assign(studio: Studio) -> None:
    """待办，派人."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE, BEHIND)
    studio.box.says(LI, "待办", "1")
    studio.take("todo", LI)
    studio.from_here(LI)
    studio.box.says(LI, "1")
    studio.take("assign", LI)


def listen(studio: Studio) -> None:
    """听写."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.act(ZHANG, "speaks", 6)
    studio.box.says(ZHANG, "1")
    studio.box.says(LI, "待办", "1", "开水间门口堆着纸箱")
    studio.take("listen", LI)


def know(studio: Studio) -> None:
    """认人."""
    _guest_reports(studio)
    studio.box.says(LI, "待办", "1", "1")
    studio.take("know", LI)


def no_hazard(studio: Studio) -> None:
    """不是隐患，转报修."""
    studio.box.says(ZHANG, "5楼开水间水龙头漏水，地滑")
    studio.box.says(LI, "101")
    studio.from_here(LI)
    studio.box.says(LI, "4", "1")
    studio.take("no-hazard", LI)


def alike(studio: Studio) -> None:
    """并案."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    studio.box.says(WANG, "3楼东楼梯口纸箱堵门")
    studio.box.says(LI, "102", "5")
    studio.take("alike", LI)


def close(studio: Studio) -> None:
    """销号."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE, "4")
    studio.box.shows(ZHANG, CLEAR)
    studio.box.says(LI, "待办", "1", "1")
    studio.take("close", LI)


def owner(studio: Studio) -> None:
    """责任人：收到，回号，弄好拍一张；安全员看前后."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    studio.box.says(WANG, "你好")
    studio.box.says(LI, "101", "1")
    studio.from_here(WANG)
    studio.box.wait_for(WANG, "派给你")
    studio.box.says(WANG, "101", "1")
    studio.box.shows(WANG, CLEAR)
    studio.take("owner", WANG)
    studio.from_here(LI)
    studio.box.later(minutes=3)
    studio.box.says(LI, "101", "1")
    studio.take("verify", LI)


def hand_up(studio: Studio) -> None:
    """责任人：来不及、不归我、往上交."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    studio.box.says(LI, "101", "1")
    studio.from_here(WANG)
    studio.box.says(WANG, "101", "5", "1")
    studio.take("hand-up", WANG)


def grave(studio: Studio) -> None:
    """像重大：先让现场安全."""
    studio.box.says(ZHANG, "食堂没装燃气报警")
    studio.from_here(LI)
    studio.box.says(LI, "101", "2", "1")
    studio.take("grave", LI)


def alarm(studio: Studio) -> None:
    """接了急."""
    studio.box.says(LI, "待办")
    studio.from_here(LI)
    studio.box.says(ZHANG, "5楼开水间着火了")
    studio.box.wait_for(LI, "急")
    studio.box.says(LI, "101")
    studio.take("alarm", LI)


def round_(studio: Studio) -> None:
    """巡查."""
    studio.box.says(LI, "巡查")
    studio.box.shows(LI, BLOCKED)
    studio.box.says(LI, SENTENCE)
    studio.from_here(LI)
    studio.box.later(minutes=1)
    studio.box.shows(LI, HIDDEN)
    studio.box.says(LI, BEHIND, "完")
    studio.take("round", LI)


def ledger(studio: Studio) -> None:
    """台账网页：没送到的人、认人、一件一行."""
    _guest_reports(studio)
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    studio.box.says(LI, "派 102 王强 3天 清走", "1")
    studio.box.later(minutes=3)
    studio.box.shows(ZHANG, "插座插满")
    studio.box.says(ZHANG, SOCKET)
    studio.box.later(minutes=3)
    with studio.lens.opened(studio.door(LI)) as page:
        studio.lens.page(page, "ledger", height=600)


def hazard(studio: Studio) -> None:
    """一件的网页."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE, "4")
    studio.box.shows(ZHANG, CLEAR)
    studio.box.says(LI, "101")
    studio.box.later(minutes=1)
    with studio.lens.opened(studio.door(LI)) as page:
        page.goto(page.url.split("/console")[0] + "/console/hazards/101")
        studio.lens.page(page, "hazard", height=844)


def places(studio: Studio) -> None:
    """地点，打印."""
    with studio.lens.opened(studio.door(LI)) as page:
        page.get_by_role("link", name="地点", exact=True).click()
        if page.get_by_role("button", name="取码").count():
            page.get_by_role("button", name="取码").first.click()
        studio.lens.page(page, "places", height=844)
        link = page.get_by_role("link", name="海报", exact=True).first.get_attribute("href") or ""
        home = page.url.split("/console")[0]
        studio.lens.file("poster", page.request.get(home + link).body())


def _guest_reports(studio: Studio) -> None:
    studio.box.add_phone(GUEST, "保洁")
    studio.box.act(GUEST, "follows")
    studio.box.shows(GUEST, "地面有水")
    studio.box.says(GUEST, "5楼开水间门口一地水", "保洁 王桂英")


OFFICER: dict[str, Scene] = {
    scene.__name__.rstrip("_"): scene
    for scene in (
        news,
        assign,
        listen,
        know,
        no_hazard,
        alike,
        close,
        owner,
        hand_up,
        grave,
        alarm,
        round_,
        ledger,
        hazard,
        places,
    )
}
