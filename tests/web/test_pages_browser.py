"""The pages in a real browser: a safety officer on a phone, and the same pages on a desk."""

import threading
from dataclasses import replace

import pytest
from playwright.sync_api import expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.web.makers import make_pages
from tests.web.story import tell

pytestmark = pytest.mark.browser

SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden])')]
  .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)
  .filter(e => !e.closest('.call-what, .near, .hush, .narrowed'))
  .map(e => e.className + ' ' + e.textContent.trim())"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log_request(self, *_: object) -> None:
        pass


@pytest.fixture
def house(desk):
    """The pages on a port of this machine."""
    app = make_pages(replace(desk, is_demo=True, simulator_url="/simulator/"), csrf=True)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def look():
    """Opens windows of a given width; what the browser complained about is kept in ``complaints``."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def window(width):
            page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
            page.complaints = []
            page.on("console", lambda said: page.complaints.append(said.text))
            page.on("pageerror", lambda error: page.complaints.append(str(error)))
            return page

        yield window
        browser.close()


def fits(page):
    """Nothing sticks out sideways, and on a phone a thumb can hit everything."""
    page.wait_for_load_state("load")  # before its style sheets have come everything is small
    assert page.evaluate(TOO_WIDE) == 0, page.url
    if page.viewport_size["width"] < 1000:
        assert page.evaluate(SMALL_TARGETS) == [], page.url


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_an_officer_comes_in_looks_and_telephones(house, make, look, width):
    story = tell(make)
    page = look(width)
    page.goto(house)
    fits(page)
    page.goto(house + make.link(story.officer, "abc") + "?to=/console/")
    fits(page)
    page.click("text=进入台账")
    page.wait_for_selector(".rows")
    fits(page)
    expect(page.locator(".calls li")).to_have_count(2)
    page.click("text=打过了 >> nth=0")
    expect(page.locator(".calls li")).to_have_count(1)
    page.click("nav.chips >> text=全部")
    page.click(f".what:has-text('{story.open_number}')")
    page.wait_for_selector(".words")
    fits(page)
    assert "张敏" not in page.content()
    page.click("text=看名字")
    expect(page.locator(".reporter")).to_contain_text("外科 张敏")
    expect(page.locator(".history")).to_contain_text("周兰看了上报人的名字")
    page.click(".shot >> nth=0")
    page.wait_for_function("document.images[0]?.naturalWidth === 1200")
    assert page.complaints == []
    page.context.close()


def test_the_first_rows_stand_on_the_first_screen(house, make, look):
    story = tell(make)
    page = look(390)
    page.goto(house + make.link(story.officer, "abc"))
    page.set_viewport_size({"width": 390, "height": 664})
    page.click("text=进入台账")
    page.wait_for_selector(".row-link")
    page.wait_for_load_state("load")
    bottoms = page.evaluate(
        "[...document.querySelectorAll('.row-link')].map(e => e.getBoundingClientRect().bottom)"
    )
    assert sum(bottom <= 664 for bottom in bottoms) >= 3
