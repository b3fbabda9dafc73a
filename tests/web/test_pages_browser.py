"""The pages in a real browser: a safety officer on a phone, and the same pages on a desk."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.served import Served
from tests.web.makers import make_pages
from tests.web.story import tell
from tests.web.troubles import add_troubles

pytestmark = pytest.mark.browser

SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, label.pick, textarea, input:not([type=hidden])')]
  .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)
  .filter(e => e.type !== 'radio' && !e.closest('.call-what, .near, .hush, .narrowed'))
  .map(e => e.className + ' ' + e.textContent.trim())"""
OPEN_FOLDS = "() => { for (const fold of document.querySelectorAll('details')) fold.open = true }"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def house(desk):
    """The pages on a port of this machine."""
    app = make_pages(replace(desk, is_demo=True, simulator_url="/simulator/"), csrf=True)
    with Served(app) as served:
        yield served.url


@pytest.fixture
def look(browser):
    """Opens windows of a given width; what the browser complained about is kept in ``complaints``."""

    def window(width):
        page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        pages.append(page)
        return page

    pages = []
    yield window
    for page in pages:
        page.context.close()


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
    expect(page.locator(".history").first).to_contain_text("周兰看了上报人的名字")
    page.click(".shot >> nth=0")
    page.wait_for_function("document.images[0]?.naturalWidth === 1200")
    assert page.complaints == []


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


@pytest.fixture
def enters(house, make, look):
    """A person of the story on a telephone, already inside."""

    def one(person, width=390):
        page = look(width)
        page.goto(house + make.link(person, f"in-{person}-{width}"))
        page.click("text=进入台账")
        page.wait_for_selector(".rows")
        page.set_viewport_size({"width": width, "height": 844})
        return page

    return one


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_every_state_of_a_hazard_fits(house, make, enters, width):
    story = tell(make)
    troubles = add_troubles(make, story)
    page = enters(story.ward_officer, width)
    fits(page)
    page.click(".strangers > summary")
    fits(page)
    for number in range(troubles.voice, troubles.sealed + 1):
        page.goto(f"{house}/console/hazards/{number}")
        page.evaluate(OPEN_FOLDS)
        fits(page)
    assert page.complaints == []


def test_three_whole_rows_stand_below_calls_and_strangers(make, enters):
    story = tell(make)
    add_troubles(make, story)
    page = enters(story.union)
    expect(page.locator(".calls li")).to_have_count(3)
    expect(page.locator(".strangers > summary")).to_contain_text("认人(1)")
    expect(page.locator(".row-link").nth(2)).to_be_in_viewport(ratio=1)


def test_at_the_largest_letters_nothing_sticks_out(house, make, enters):
    story = tell(make)
    troubles = add_troubles(make, story)
    page = enters(story.union)
    for url in (
        "/console/",
        *(f"/console/hazards/{n}" for n in (troubles.voice, troubles.like, troubles.burning)),
    ):
        page.goto(house + url)
        page.evaluate("document.documentElement.style.fontSize = '26px'")
        page.evaluate(OPEN_FOLDS)
        assert page.evaluate(TOO_WIDE) == 0, url


def test_a_voice_is_written_down_with_one_thumb(house, make, enters):
    story = tell(make)
    add_troubles(make, story)
    page = enters(story.ward_officer)
    page.click(".row-link:has-text('有语音没听')")
    expect(page.locator("audio")).to_be_visible()
    page.click("text=写好了")  # an empty field is stopped by the browser itself
    expect(page.locator("textarea[name=words]").first).to_be_focused()
    page.fill("#heard", "2楼换药室地上有水")
    page.click("text=写好了")
    expect(page.locator(".outcome")).to_have_text("写好了。上报人会看到这句话。")
    expect(page.locator(".words")).to_have_text("2楼换药室地上有水")
    assert page.complaints == []


def test_joining_asks_and_deciding_from_the_page(house, make, enters):
    story = tell(make)
    troubles = add_troubles(make, story)
    page = enters(story.ward_officer)
    page.goto(f"{house}/console/hazards/{troubles.like}")
    page.click("text=是一处，并入151号")
    expect(page.locator(".outcome")).to_contain_text("并好了。151号现在2个人报过")
    page.goto(f"{house}/console/hazards/{troubles.nameless}")
    page.click(".deeds > .fold > summary >> text=更多")
    page.click(".more-moves summary >> text=不是隐患")
    page.click("button >> text=不是隐患")
    expect(page.locator(".outcome.bad")).to_contain_text("为什么不是隐患")
    page.complaints.remove(next(said for said in page.complaints if "422" in said))
    page.check("text=现场没有")
    page.click("button >> text=不是隐患")
    expect(page.locator(".state.ended")).to_have_text("不予受理")
    page.goto(f"{house}/console/hazards/{troubles.burning}")
    page.click("text=我接了")
    expect(page.locator(".taken")).to_have_text("李红 3/2 12:00 接了")
    assert page.complaints == []


def test_before_lies_over_after_and_the_line_follows_the_finger(house, make, enters):
    story = tell(make)
    page = enters(story.officer)
    page.goto(f"{house}/console/hazards/{story.closed_number}")
    page.click("text=叠着比")
    page.locator(".slide input").fill("80")
    expect(page.locator(".slide")).to_have_css("--cut", "80%")
    fits(page)
    assert page.complaints == []


@pytest.mark.parametrize("width", [390, 1280])
def test_after_a_slip_one_is_where_one_was_and_types_on(house, make, enters, width):
    story = tell(make)
    page = enters(story.officer, width)
    page.goto(f"{house}/console/hazards/{story.open_number}")
    page.click("summary >> text=改派")
    page.fill("#reassign-owner", "王小强")
    page.fill("#reassign-measure", "先把纸箱挪走")
    page.click("form[action$=reassign] button")
    expect(page.locator("#refused")).to_have_text("花名册里没有“王小强”，看看字写对没有。")
    expect(page.locator("#refused")).to_be_in_viewport()
    expect(page.locator("#reassign-owner")).to_be_focused()
    fits(page)
    page.keyboard.press("Control+A")
    page.keyboard.type("王强")
    page.click("form[action$=reassign] button")
    expect(page.locator(".outcome")).to_contain_text("派了：")
    page.click("summary >> text=改派")
    expect(page.locator("#reassign-measure")).to_have_value("先把纸箱挪走")


def test_the_calendar_of_a_phone_opens_at_this_month(house, make, enters):
    story = tell(make)
    page = enters(story.officer)
    page.goto(f"{house}/console/calendar")
    expect(page.get_by_label("3月", exact=True)).to_be_in_viewport()
    fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    january, march = (page.get_by_label(f"{month}月", exact=True).bounding_box() for month in (1, 3))
    assert january["x"] < march["x"], "side by side a year is read from January"
