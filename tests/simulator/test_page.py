"""The page in a real browser: a story plays itself, and a photo is two clicks away."""

from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Page, expect

from simulator import Step, Story
from simulator.stories import STORIES
from simulator.story import jumps, tells
from tests.simulator.echo_account import text_reply

CAST = (("张敏", "护士"), ("李红", "安全员"), ("王强", "后勤"))
PLACES = (("5F-EAST", "内科楼5楼东走廊"),)
FAST = 30.0
STORY = Story(
    "试演",
    (
        tells("张敏看见一摊水。"),
        Step("张敏", "shows", ("地面有水",)),
        Step("张敏", "says", ("开水间门口一地水",)),
        jumps(3),
        Step("李红", "says", ("待办",)),
    ),
)


@pytest.fixture
def table(make_box):
    box = make_box(cast=CAST, places=PLACES, stories=[STORY], account_name="随手拍")
    box.stage.pace = FAST
    return box


@pytest.fixture
def page(browser, table) -> Iterator[Page]:
    """The page at the size of a small laptop; whatever the console complains of fails the test."""
    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"{table.url}/")
    expect(opened.locator(".phone")).to_have_count(3)
    yield opened
    opened.close()
    assert complaints == []


def phone(page, name):
    return page.locator(f'[data-phone="{name}"]')


@pytest.mark.browser
def test_a_story_plays_itself_and_hands_over(page):
    page.click('[data-story="试演"]')
    expect(page.locator(".strip.over")).to_contain_text("轮到你了", timeout=10_000)
    expect(phone(page, "张敏").locator(".mine .bubble.image")).to_have_count(1)
    expect(phone(page, "张敏").locator(".theirs .bubble")).to_have_text(["听到：开水间门口一地水"])
    expect(phone(page, "李红").locator(".theirs .bubble")).to_have_text(["听到：待办"])
    expect(page.locator("#jumped")).to_contain_text("走到")
    expect(phone(page, "张敏").locator(".drawer")).to_be_visible()


@pytest.mark.browser
def test_a_ready_photo_and_a_ready_sentence_are_one_click_each(page, account, table):
    phone(page, "张敏").locator(".starter button").first.click()
    expect(phone(page, "张敏").locator(".mine .bubble.image")).to_have_count(1)
    phone(page, "张敏").locator(".chips button").first.click()
    expect(phone(page, "张敏").locator(".theirs .bubble")).to_have_count(1)
    assert table.settle()
    assert account.kinds() == ["image", "text"]


@pytest.mark.browser
def test_plus_and_a_picture_send_a_photo(page, account, table):
    li = phone(page, "李红")
    li.get_by_label("照片和更多").click()
    li.locator('.drawer [data-ready="灭火器被挡"]').click()
    expect(li.locator(".mine .bubble.image")).to_have_count(1)
    expect(page.locator("#wire li")).to_have_count(1)
    assert table.settle()
    assert account.kinds() == ["image"]


@pytest.mark.browser
def test_nothing_needs_scrolling_on_a_small_laptop_and_phones_swipe_on_a_phone(page):
    tall, wide = page.evaluate(
        "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
    )
    assert (tall, wide) == (768, 1366)
    for target in (".bar", "#wire", "#weather", "#clock"):
        assert page.locator(target).first.bounding_box()["y"] < 768
    page.set_viewport_size({"width": 390, "height": 844})
    assert phone(page, "张敏").bounding_box()["width"] == 390
    page.click('[data-tab="王强"]')
    expect(phone(page, "王强").locator(".bar")).to_be_in_viewport(ratio=1)


@pytest.mark.browser
def test_a_stranger_gets_a_phone_and_scans_the_wall(page, account, table):
    page.click("#add-phone")
    page.fill("#new-phone [name=name]", "王桂英")
    page.click("#new-phone button:last-child")
    stranger = phone(page, "王桂英")
    expect(stranger.locator(".doors")).to_contain_text("王桂英还没关注")
    expect(stranger.locator(".bar")).to_be_hidden()
    stranger.get_by_role("button", name="内科楼5楼东走廊").click()
    expect(stranger.locator(".note")).to_contain_text("扫码：内科楼5楼东走廊")
    expect(stranger.locator(".status")).to_contain_text("余3条")
    assert table.settle()
    assert account.kinds() == ["subscribe"]


@pytest.mark.browser
def test_the_code_on_the_big_screen_can_be_scanned(page, table, account):
    """What nobody put on a wall: the account asked for it half a minute ago."""
    table.tickets.on_screen = "att:1:2:3"
    zhang = phone(page, "张敏")
    zhang.get_by_role("button", name="照片和更多").click()
    zhang.get_by_role("button", name="扫码").click()
    zhang.get_by_role("button", name="大屏幕上的签到码").click()
    expect(zhang.locator(".note")).to_contain_text("扫码：大屏幕上的码")
    assert table.settle()
    assert account.kinds() == ["SCAN"]


@pytest.mark.browser
def test_starting_again_empties_the_phones(page, table):
    table.phone("张敏").says("你好")
    table.phone("王桂英", "保洁", following=False)
    expect(page.locator(".phone")).to_have_count(4)
    expect(phone(page, "张敏").locator(".line")).to_have_count(2)
    page.click("#restart")
    expect(page.locator(".phone")).to_have_count(3)
    expect(page.locator(".line")).to_have_count(0)
    expect(page.locator("#wire li")).to_have_count(0)


@pytest.mark.browser
def test_digits_and_links_in_a_reply_can_be_tapped(page, account):
    link = "weixin://bizmsgmenu?msgmenucontent=就这样派&amp;msgmenuid=m1"
    account.answer = lambda seen: text_reply(seen, f'1补充 2撤回 <a href="{link}">就这样派</a>，看进展回 112')
    li = phone(page, "李红")
    li.get_by_label("李红说").fill("待办")
    li.get_by_label("李红说").press("Enter")
    li.get_by_role("button", name="就这样派").click()
    expect(li.locator(".mine .bubble").last).to_have_text("就这样派")
    li.locator(".chips").get_by_text("2 撤回").click()
    li.locator(".chips").get_by_text("112").click()
    expect(li.locator(".mine .bubble")).to_have_text(["待办", "就这样派", "2", "112"])


OFFERED = {
    "这件还在吗？1在 2不在": ["1 在", "2 不在"],
    "派了：112→王强，3/4前。2下一件 0到此": ["2 下一件", "0 到此"],
    "待办5件，1件急：\n1) 102楼梯口纸箱，3楼东\n2) 113插座发烫，内科二，急\n3) 109没说明的照片 4)看后2件": [
        "1 102楼梯口纸箱",
        "2 113插座发烫",
        "3 109没说明的照片",
        "4 看后2件",
    ],
    "更像哪种？1通道出口 2灭火器\n3电 4燃气 5电梯 6地滑\n7针刺 8电动车 9说不准": [
        "1 通道出口",
        "2 灭火器",
        "3 电",
        "4 燃气",
        "5 电梯",
        "6 地滑",
        "7 针刺",
        "8 电动车",
        "9 说不准",
    ],
    "记好了，101号：纸箱，3楼东。2天后到期，4个工作日": [],
    "不补了回 0": ["0"],
}
"""What is said, and what can be tapped below it."""


@pytest.mark.browser
def test_every_choice_can_be_tapped_and_no_number_is_taken_for_one(page, account):
    for said, offered in OFFERED.items():
        account.answer = lambda seen, said=said: text_reply(seen, said)
        li = phone(page, "李红")
        li.get_by_label("李红说").fill("待办")
        li.get_by_label("李红说").press("Enter")
        expect(li.locator(".theirs .bubble").last).to_have_text(said)
        chips = li.locator(".chips button").all_text_contents()
        assert chips[: len(offered) + 1] == [*offered, "待办"], said


@pytest.mark.browser
def test_a_line_of_a_list_is_answered_by_its_digit(page, account):
    account.answer = lambda seen: text_reply(seen, "待办1件：\n1) 102楼梯口纸箱")
    li = phone(page, "李红")
    li.get_by_label("李红说").fill("待办")
    li.get_by_label("李红说").press("Enter")
    li.locator(".chips").get_by_text("1 102楼梯口纸箱").click()
    expect(li.locator(".mine .bubble")).to_have_text(["待办", "1"])


@pytest.mark.browser
def test_the_page_says_so_when_nobody_answers(page, account, table):
    account.stop()
    table._door.patience = 0.05
    phone(page, "张敏").locator(".chips button").first.click()
    expect(page.locator(".strip.bad")).to_contain_text("公众号那边没有接")
    expect(phone(page, "张敏").locator(".fault")).to_contain_text("服务出现故障")


@pytest.mark.browser
def test_one_to_nine_files_of_ones_own(page, account, table, tmp_path):
    files = []
    for nth in range(3):
        file = tmp_path / f"{nth}.jpg"
        file.write_bytes(b"\xff\xd8 not really a picture")
        files.append(file)
    phone(page, "张敏").get_by_label("照片和更多").click()
    phone(page, "张敏").locator("input[type=file]").set_input_files(files)
    expect(phone(page, "张敏").locator(".mine .bubble.image")).to_have_count(3)
    assert table.settle()
    assert account.kinds() == ["image"] * 3


def test_other_sites_cannot_press_the_buttons(table):
    got = requests.post(f"{table.url}/box/restart", json={}, timeout=5)
    assert got.status_code == 403
    assert "default-src 'none'" in requests.get(f"{table.url}/", timeout=5).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/box/clock", {"forward": -60}),
        ("/box/act", {"phone": "没有这人", "deed": "says", "what": "在吗"}),
        ("/box/phones", {"name": "张敏"}),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(table, path, asked):
    got = requests.post(table.url + path, json=asked, headers={"X-Box": "1"}, timeout=5)
    assert got.status_code == 409
    assert got.json()["trouble"]


def test_the_page_is_told_only_what_is_new(table):
    table.phone("张敏").says("一")
    first = requests.get(f"{table.url}/box/events", timeout=5).json()
    table.phone("张敏").says("二")
    asked = {"after": first["last"], "generation": first["generation"]}
    second = requests.get(f"{table.url}/box/events", params=asked, timeout=5).json()
    assert [bubble["text"] for bubble in first["bubbles"]] == ["一", "听到：一"]
    assert [bubble["text"] for bubble in second["bubbles"]] == ["二", "听到：二"]
    assert "fixed" in first
    assert "fixed" not in second


def test_the_wire_can_be_taken_home(table):
    table.phone("张敏").says("一")
    [delivery, reply] = requests.get(f"{table.url}/box/wire.json", timeout=5).json()
    assert (delivery["kind"], reply["kind"]) == ("文字", "回复")
    assert "听到：一" in requests.get(f"{table.url}/box/wire/{delivery['n']}", timeout=5).text


@pytest.mark.parametrize("story", [story.name for story in STORIES])
def test_shipped_stories_end_within_a_minute(make_box, account, story):
    account.answer = lambda seen: text_reply(seen, "112号，" + "字" * 95)
    box = make_box(cast=CAST, places=PLACES)
    stage = box.stage
    slept = []
    stage.pace = 1.0
    chosen = stage.stories[story]

    class Impatient:
        """Counts the seconds instead of sleeping them."""

        def wait(self, seconds):
            slept.append(seconds)
            return False

    stage._tell(chosen, Impatient())
    assert stage.scene.handover
    assert 10 < sum(slept) < 55
