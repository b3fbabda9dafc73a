"""From the photo to 销号: in the chat only, on the pages only, and by turns, it ends in the same row and history."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from simulator.pictures import ready_picture
from tests.scenes.conftest import Stage
from tests.scenes.ends import End, the_end
from tests.scenes.hands import ByChat, Hands, OnPages

pytestmark = pytest.mark.browser

WORDS = "外科楼3楼东楼梯口堆着纸箱"
BREAK = 10
"""Minutes between two deeds of the story."""

OWNER, ENTERED = ("owner", "王强"), ("officer", "李红")
"""Who 弄好了 is written down for: he said it himself, or the officer did for him."""


def tell(stage: Stage, *hands: Hands) -> End:
    """One hazard goes round; each of the five deeds is done by the next pair of hands."""
    gives, mends, returns, mends_again, closes = hands
    zhang = stage.box.phone("张敏")
    zhang.shows(ready_picture("通道被堵/1"))
    assert "101号" in zhang.says(WORDS)[-1].plain
    deeds = (
        gives.assigns,
        lambda: mends.mends("通道被堵/2"),
        returns.sends_back,
        lambda: mends_again.mends("通道被堵/3"),
        closes.closes,
    )
    for deed in deeds:
        stage.forward(minutes=BREAK)
        deed()
        stage.wait()
    stage.forward(minutes=BREAK)
    return the_end(stage)


def story(first: tuple[str, str], second: tuple[str, str]) -> End:
    """How it ends, whichever way it was told; 王强's two moves stand under these parts and names."""
    return End(
        {
            "status": "closed",
            "due_on": date(2026, 3, 5),
            "measure": "清走",
            "funds": "无需资金",
            "contingency": "派人看住，保持畅通",
            "tier": "team",
            "level": "general",
            "category": "FIRE_EXIT",
            "owner": "王强",
            "closed_by": "李红",
        },
        {"reported_at": 0, "assigned_at": 10, "fixed_at": 40, "closed_at": 50},
        ["filled", "filled", "default", "filled", "default"],
        [("before", "ready"), ("after", "ready"), ("after", "ready")],
        [
            ("open", "reporter", "", "", None),
            ("report", "reporter", "", WORDS, "reported"),
            ("assign", "officer", "李红", "王强，3/5前，清走", "assigned"),
            ("fix", *first, "", "fixed"),
            ("send_back", "officer", "李红", "没弄完", "assigned"),
            ("fix", *second, "", "fixed"),
            ("close", "officer", "李红", "", "closed"),
        ],
        [
            "101号派人了：后勤科在办，3月5日前弄好。\n想看走到哪了，回 101",
            "101号弄好了，安全员3月2日去看过。\n没弄好或又犯了，回 101。谢谢你，张敏。",
        ],
    )


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Where the pictures of the pages are kept."""
    (tmp_path / "album").mkdir()
    return tmp_path / "album"


def test_in_the_chat_only(stage: Stage) -> None:
    chat = ByChat(stage)
    assert tell(stage, chat, chat, chat, chat, chat) == story(OWNER, OWNER)


@pytest.mark.parametrize("width", [390, 1280])
def test_on_the_pages_only(stage: Stage, browser: Browser, album: Path, width: int) -> None:
    with browser.new_page(viewport={"width": width, "height": 844}) as page:
        pages = OnPages(stage, page, album)
        assert tell(stage, pages, pages, pages, pages, pages) == story(ENTERED, ENTERED)
        newest = page.locator(".pair h2").nth(1)
        assert newest.inner_text() == "后 3/2 09:10", "what was sent back stands behind what came after it"
    assert len(list(album.iterdir())) == 5


def test_by_turns(stage: Stage, browser: Browser, album: Path) -> None:
    with browser.new_page(viewport={"width": 390, "height": 844}) as page:
        chat, pages = ByChat(stage), OnPages(stage, page, album)
        assert tell(stage, chat, pages, chat, chat, pages) == story(ENTERED, OWNER)


def test_by_turns_the_other_way_round(stage: Stage, browser: Browser, album: Path) -> None:
    with browser.new_page(viewport={"width": 1280, "height": 800}) as page:
        chat, pages = ByChat(stage), OnPages(stage, page, album)
        assert tell(stage, pages, chat, pages, pages, chat) == story(OWNER, ENTERED)
