"""The lens: one phone or one page as a small picture of few colours."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
WIDE, HIGH = 1280, 900
PHONE = 320
CONSOLE = 390
FINENESS = 2
MOST_BYTES = 60_000
COLOURS = (128, 96, 64, 40, 24)

BARE = f"""
body, .board, .phones, .phone, .chat {{ overflow: visible !important; height: auto !important; }}
body {{ display: block !important; background: #fff !important; }}
.top, .strip, .side, .tabs, .phone .status, .phone .chips {{ display: none !important; }}
.bar, .menu, .stack small {{ display: none !important; }}
.bubble a, .bubble .link {{ color: #1d4f9c !important; }}
.board {{ display: block !important; }}
.phones {{ display: flex !important; align-items: flex-start; }}
.phone {{ flex: none; width: {PHONE}px; padding-bottom: 4px; }}
.line {{ animation: none !important; }}
"""


@dataclass
class Lens:
    """Looks at the box, or at pages, through one browser."""

    browser: Browser
    taken: dict[str, int] = field(default_factory=dict)

    def phone(self, address: str, name: str, phone: str, *, since: int = 0) -> None:
        """One phone from the bubble after ``since`` on."""
        with self._page(WIDE, HIGH, FINENESS) as page:
            page.goto(address)
            page.wait_for_selector(f'[data-phone="{phone}"] .line')
            page.add_style_tag(content=BARE)
            page.evaluate(HIDE_OLDER, [phone, since])
            page.wait_for_function("[...document.images].every((image) => image.complete)")
            self._keep(name, page.locator(f'[data-phone="{phone}"]').screenshot())

    @contextmanager
    def opened(self, link: str) -> Iterator[Page]:
        """The page behind a link, entered, to press what is on it."""
        with self._page(CONSOLE, HIGH, FINENESS) as page:
            page.goto(link)
            if "/login/" in page.url:
                page.get_by_role("button").first.click()
            yield page

    def page(self, page: Page, name: str, *, at: str = "", height: int = 0) -> None:
        """A page as it stands, or a part of it, or its first so many pixels."""
        if at:
            shot = page.locator(at).first.screenshot()
        elif height:
            shot = page.screenshot(clip={"x": 0, "y": 0, "width": CONSOLE, "height": height}, full_page=True)
        else:
            shot = page.screenshot(full_page=True)
        self._keep(name, shot)

    def file(self, name: str, content: bytes) -> None:
        """A picture that the house itself draws."""
        with Image.open(io.BytesIO(content)) as drawn:
            drawn.thumbnail((FINENESS * PHONE, FINENESS * HIGH))
            out = io.BytesIO()
            drawn.convert("RGB").save(out, "PNG")
        self._keep(name, out.getvalue())

    def whole(self, address: str, path: Path, most: int) -> None:
        """The whole table, as the README shows it."""
        with self._page(WIDE, 900, FINENESS) as page:
            page.goto(address)
            page.wait_for_selector(".line")
            page.wait_for_timeout(1500)  # the page polls, and bubbles glide in
            path.write_bytes(small(page.screenshot(), most))

    def _keep(self, name: str, shot: bytes) -> None:
        picture = small(shot, MOST_BYTES)
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(picture)
        self.taken[name] = len(picture)

    @contextmanager
    def _page(self, width: int, height: int, scale: int) -> Iterator[Page]:
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            locale="zh-CN",
            bypass_csp=True,
        )
        try:
            yield context.new_page()
        finally:
            context.close()


HIDE_OLDER = """([phone, since]) => {
  const chat = document.querySelector(`[data-phone="${phone}"] .chat`);
  let shown = false;
  for (const each of chat.children) {
    if (Number(each.dataset.n) > since) shown = true;
    if (!shown) each.style.display = "none";
  }
}"""


@contextmanager
def ready() -> Iterator[Lens]:
    """A browser for as long as pictures are taken."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield Lens(browser)
        browser.close()


def small(shot: bytes, most: int) -> bytes:
    """A PNG of as many colours as its size allows; ``most`` in bytes."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= most:
            break
    return out.getvalue()
