"""Two ways to do the same deeds: by digits in the chat, and with a finger on the pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import FilePayload, Page, expect

from simulator.pictures import ready_picture
from tests.scenes.conftest import Stage

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Hands(Protocol):
    """What the story of 101 needs done after it was reported."""

    def assigns(self) -> None: ...
    def mends(self, picture: str) -> None: ...
    def sends_back(self) -> None: ...
    def closes(self) -> None: ...


class ByChat:
    """李红 and 王强 on their telephones."""

    def __init__(self, stage: Stage) -> None:
        self.li, self.wang = stage.box.phone("李红"), stage.box.phone("王强")

    def assigns(self) -> None:
        assert "1就这样派" in self.li.says("101")[-1].plain
        assert self.li.says("1")[-1].plain.startswith("派了：101→王强")

    def mends(self, picture: str) -> None:
        assert "1弄好了" in self.wang.says("101")[-1].plain
        assert "拍一张" in self.wang.says("1")[-1].plain
        assert self.wang.shows(ready_picture(picture))[-1].plain.startswith("101照片收到")

    def sends_back(self) -> None:
        assert "2退回" in self.li.says("101")[-1].plain
        assert "1没弄完" in self.li.says("2")[-1].plain
        assert self.li.says("1")[-1].plain.startswith("101退给王强：“没弄完”")

    def closes(self) -> None:
        assert "1看过了，销号" in self.li.says("101")[-1].plain
        assert self.li.says("1")[-1].plain.startswith("101销号")


class OnPages:
    """李红 in a browser; what 王强 did she enters for him. A picture of the page is kept after every deed."""

    def __init__(self, stage: Stage, page: Page, album: Path) -> None:
        self.page, self.album = page, album
        self.complaints: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        (address, _), *_ = stage.box.phone("李红").says("台账")[-1].links
        page.goto(address)
        page.get_by_role("button", name="进入台账").click()
        page.wait_for_url("**/console/**")
        self.hazard = f"{stage.product.house.public_url}/console/hazards/101"

    def assigns(self) -> None:
        self._does("派了：101→王强", lambda page: page.get_by_role("button", name="就这样派").click())

    def mends(self, picture: str) -> None:
        def enter(page: Page) -> None:
            form = self._unfolds("弄好了")
            shot = FilePayload(name="after.jpg", mimeType="image/jpeg", buffer=ready_picture(picture))
            form.locator("input[type=file]").set_input_files(shot)
            form.get_by_role("button", name="记成弄好了").click()

        self._does("101号记成弄好了", enter)

    def sends_back(self) -> None:
        def enter(page: Page) -> None:
            form = self._unfolds("退回")
            form.get_by_label("没弄完").check()
            form.get_by_role("button", name="退回").click()

        self._does("101号退回去了：“没弄完”", enter)

    def closes(self) -> None:
        self._does("101号销号了", lambda page: page.get_by_role("button", name="看过了，销号").click())

    def _unfolds(self, name: str) -> Any:
        fold = self.page.locator("details.deed", has=self.page.locator(f"summary:text-is('{name}')"))
        fold.locator("summary").first.click()
        return fold

    def _does(self, said: str, deed: Callable[[Page], None]) -> None:
        """Open the page, do it, read what it says, and see that it looks right."""
        self.page.goto(self.hazard)
        deed(self.page)
        expect(self.page.locator(".outcome")).to_contain_text(said)
        self._fits()
        assert self.complaints == []

    def _fits(self) -> None:
        """Nothing sticks out sideways, and every picture is there."""
        self.page.wait_for_load_state("networkidle")
        assert self.page.evaluate(TOO_WIDE) == 0
        for picture in self.page.locator(".pair img:visible").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("img => img.naturalWidth") > 0
        self.page.evaluate("scrollTo(0, 0)")
        count = len(list(self.album.glob("*.png")))
        self.page.screenshot(path=self.album / f"{count + 1}.png", full_page=True)
