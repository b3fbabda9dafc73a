"""``suishoupai demo`` as a stranger meets it: one command, a browser, two clicks."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.xdist_group("demo")  # one demo for all of them

PATIENCE = 60


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo."""
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "suishoupai", "demo", "--port", str(port), "--data", str(folder)]
    with (folder / "said").open("w") as said:
        running = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
    try:
        _wait_until_ready(folder / "said", running)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=PATIENCE)


def _wait_until_ready(said: Path, running: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + PATIENCE
    while "已就绪" not in said.read_text(encoding="utf-8"):
        assert running.poll() is None, said.read_text(encoding="utf-8")
        assert time.monotonic() < give_up, "the demo did not start"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 1366, "height": 768}) as opened:
        yield opened


@pytest.mark.browser
def test_two_clicks_put_a_hazard_with_a_photo_in_the_ledger(demo: str, page: Page) -> None:
    page.goto(demo)
    page.get_by_text("盒子里的微信").first.click()
    zhang = page.locator('[data-phone="张敏"]')
    zhang.locator(".starter button").first.click()
    expect(zhang.locator(".theirs .bubble").first).to_contain_text("照片收到", timeout=15_000)
    zhang.locator(".chips button", has_text="三楼东楼梯口").first.click()
    expect(zhang.locator(".theirs .bubble").last).to_contain_text("记好了，101号", timeout=15_000)
    page.goto(demo)
    page.get_by_text(re.compile("以李红")).first.click()
    expect(page.get_by_text("楼梯口堆").first).to_be_visible()
    picture = page.locator("img[src*='/console/photos/']").first
    expect(picture).to_be_visible()
    page.wait_for_function("img => img.complete && img.naturalWidth > 0", arg=picture.element_handle())


@pytest.mark.browser
def test_again_empties_everything(demo: str, page: Page) -> None:
    page.goto(f"{demo}/simulator/")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_text("重来").first.click()
    zhang = page.locator('[data-phone="张敏"]')
    expect(zhang.locator(".bubble")).to_have_count(0, timeout=15_000)
    zhang.locator(".starter button").first.click()
    expect(zhang.locator(".theirs .bubble").first).to_contain_text("照片收到", timeout=15_000)
    zhang.locator(".chips button", has_text="三楼东楼梯口").first.click()
    expect(zhang.locator(".theirs .bubble").last).to_contain_text("记好了，101号", timeout=15_000)


def test_the_levers_of_the_demo_need_their_key(demo: str) -> None:
    assert requests.post(f"{demo}/demo/again", timeout=10).status_code == 403
