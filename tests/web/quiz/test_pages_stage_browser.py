"""现场 in real browsers: a big screen, a second host, telephones by page and by chat, and what the network does to them."""

import re
import shutil
import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models.quiz.questions import TABLE as QUESTIONS
from tests.conftest import Clock
from tests.quiz.school import School
from tests.served import Served
from tests.web.contest import Contest

pytestmark = pytest.mark.browser

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_HIGH = "() => document.documentElement.scrollHeight - innerHeight"
CUT_OFF = """() => [...document.querySelectorAll('[data-fit]')]
  .filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.textContent.trim())"""
LETTERS = "() => parseFloat(getComputedStyle(document.querySelector('.option-words')).fontSize)"


class Going(Clock):
    """A clock that goes on while people look at a screen."""

    def __init__(self):
        super().__init__()
        self.began = time.monotonic()

    def __call__(self):
        return self.now + timedelta(seconds=time.monotonic() - self.began)


@pytest.fixture
def clock():
    return Going()


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """One kind of database is enough for what browsers do."""
    shutil.copy(sqlite_template, tmp_path / "ssp.db")
    return f"sqlite:///{tmp_path / 'ssp.db'}"


@pytest.fixture
def school(hospital):
    return School(hospital)


@pytest.fixture
def look(browser):
    """Opens windows; what the browser complained about is kept in ``complaints``."""
    opened = []

    def window(width, height, **facts):
        page = browser.new_context(viewport={"width": width, "height": height}, **facts).new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        opened.append(page)
        return page

    yield window
    for page in opened:
        page.context.close()


class Evening:
    """A contest behind a port, and windows into it."""

    def __init__(self, contest, url, look):
        self.contest, self.url, self.look = contest, url, look

    def host(self, who="陈静", width=1280, height=720):
        page = self.look(width, height)
        page.goto(self.url + self.contest.login(who))
        page.click("text=进入台账")
        page.goto(f"{self.url}/console/papers/{self.contest.paper}/stage")
        return page

    def begins(self, **facts):
        page = self.host(**facts)
        page.click("text=上大屏幕")
        expect(page.locator(".code")).to_have_text(f"现场{self.contest.stage['code']}")
        return page

    def handset(self, name, **facts):
        page = self.look(390, 844, **facts)
        page.goto(self.url + self.contest.link(self.contest.comes(name)))
        return page


@pytest.fixture
def evening(school, look):
    def one(**facts):
        contest = Contest(school, **(facts or {"fixed": _with_four(school), "parts": []}))
        served = Served(contest.app)
        ports.append(served)
        return Evening(contest, served.url, look)

    ports = []
    yield one
    for served in ports:
        served.stop()


def stands(page, words):
    expect(page.locator("h1")).to_contain_text(words)


def shows(page, seen):
    expect(page.locator("input[name=seen]")).to_have_value(seen)


def taps(page, contest, phone, *, right=True):
    """The pad with the right letter, or the one beside it."""
    letter = contest.asked(phone).shown_right
    page.click(f".pad[value={letter if right else 'A' if letter != 'A' else 'B'}]")


def test_a_contest_with_three_telephones_to_the_end(evening, clock):
    """Two pages and one chat, a late comer, a reload on both sides, the keys of a clicker."""
    evening = evening()
    contest = evening.contest
    big = evening.begins()
    zhang, li = evening.handset("张敏"), evening.handset("李红")
    sun = contest.comes("孙丽")
    expect(big.locator(".came")).to_have_text("3人到了")
    stands(zhang, "进来了")
    big.keyboard.press("Space")
    expect(zhang.locator(".pad")).to_have_count(4)
    taps(zhang, contest, contest.hospital.phone("张敏"))
    stands(zhang, "收到")
    taps(li, contest, contest.hospital.phone("李红"), right=False)
    clock.forward(seconds=5)
    sun.says(contest.asked(sun).shown_right)
    expect(big.locator("[data-live=answered]")).to_have_text("答了 3/3人")
    expect(big.locator("#next")).to_have_text("揭晓")
    li.reload()
    stands(li, "收到")
    big.keyboard.press("PageDown")
    expect(big.locator(".is-right .took")).to_have_text("2人答案")
    stands(zhang, "对了")
    stands(li, "不对")
    before = big.locator(".stage-part").inner_text()
    big.reload()
    assert big.locator(".stage-part").inner_text() == before
    big.wait_for_timeout(900)
    big.keyboard.press("ArrowRight")
    shows(big, "asking-2")
    wang = evening.handset("王强")
    clock.forward(seconds=8)
    taps(wang, contest, contest.hospital.phone("王强"))
    stands(wang, "收到")
    expect(big.locator("[data-live=answered]")).to_have_text("答了 1/4人")
    for seen in ("shown-2", "asking-3", "shown-3", "over-3"):
        big.wait_for_timeout(900)
        big.click("#next")
        shows(big, seen)
    stands(zhang, "第1名")  # three have one right answer each; time decides
    expect(big.locator(".who")).to_have_count(3)
    expect(big.locator(".winners")).not_to_contain_text("张敏")
    zhang.click("text=写上我的名字")
    expect(zhang.locator(".name-ask")).to_contain_text("写着你的名字")
    expect(big.locator(".who").first).to_have_text("内科二病区 张敏")
    for page in (big, zhang, li, wang):
        assert page.complaints == []
        assert page.evaluate(TOO_WIDE) == 0


def test_two_hosts_press_at_once_and_a_double_tap_is_one_step(evening):
    evening = evening()
    chen, other = evening.begins(), evening.host()
    for page in (chen, other):
        page.wait_for_timeout(900)
        shows(page, "lobby-0")
    chen.keyboard.press("Space")
    other.keyboard.press("Space")
    chen.keyboard.press("Space")
    for page in (chen, other):
        shows(page, "asking-1")
    chen.wait_for_timeout(1500)
    assert evening.contest.stage["position"] == 1
    assert evening.contest.stage["phase"] == "asking"


def test_the_screen_goes_on_though_the_network_fails(evening):
    evening = evening()
    big, zhang = evening.begins(), evening.handset("张敏")
    for page in (big, zhang):
        page.context.set_offline(True)
        expect(page.locator("[data-trouble]")).to_have_text("网断了，正在接。")
    other = evening.host()
    other.click("#next")
    shows(other, "asking-1")
    for page in (big, zhang):
        page.context.set_offline(False)
        expect(page.locator("[data-trouble]")).to_have_text("")
    shows(big, "asking-1")
    expect(zhang.locator(".pad")).to_have_count(4)


def test_an_answer_is_tried_again_until_it_is_kept(evening):
    evening = evening()
    big, zhang = evening.begins(), evening.handset("张敏")
    big.click("#next")
    expect(zhang.locator(".pad")).to_have_count(4)
    zhang.context.set_offline(True)
    zhang.click(".pad >> nth=0")
    expect(zhang.locator("[data-said]")).to_have_text("没送到，正在重试。")
    zhang.context.set_offline(False)
    stands(zhang, "收到")
    expect(zhang.locator("[data-said]")).to_have_text("")


def test_what_was_asked_before_the_tap_does_not_undo_it(evening):
    """The slow answer to an earlier question of the script says there is no answer yet."""
    evening = evening()
    big, zhang = evening.begins(), evening.handset("张敏")
    big.click("#next")
    expect(zhang.locator(".pad")).to_have_count(4)
    slow = []

    def hold(route):
        slow.append((route, route.fetch(headers={"Accept": "application/json"})))

    zhang.route("**/state", hold, times=1)
    while not slow:
        zhang.wait_for_timeout(50)
    zhang.click(".pad >> nth=0")
    stands(zhang, "收到")
    zhang.evaluate(
        "window.seen = []; new MutationObserver(() => seen.push(document.querySelector('h1, legend').textContent))"
        ".observe(document.querySelector('[data-part]'), {childList: true})"
    )
    (route, reply), *_ = slow
    assert reply.json()["key"] == "ask-1"
    route.fulfill(response=reply)
    zhang.wait_for_timeout(1500)
    assert zhang.evaluate("seen") == []


def test_the_time_is_the_houses(evening, clock):
    """A telephone whose clock is wrong sees the same; when it is up nothing can be tapped."""
    evening = evening()
    big, zhang = evening.begins(), evening.handset("张敏")
    zhang.clock.set_fixed_time("2030-01-01")
    big.click("#next")
    expect(zhang.locator(".pad")).to_have_count(4)
    assert 15 <= int(zhang.locator("[data-left]").inner_text()) <= 20
    clock.forward(seconds=30)
    stands(zhang, "时间到")
    expect(big.locator("[data-left]")).to_have_text("时间到")
    expect(big.locator("#next")).to_have_text("揭晓")


def test_keys_and_screen_readers(evening):
    """By keys alone: letters, numbers, Tab and Enter; the buttons say the words that stand on the screen."""
    evening = evening()
    contest, big, zhang = evening.contest, evening.begins(), evening.handset("张敏")
    big.click("#next")
    shows(big, "asking-1")
    asked = contest.asked(contest.hospital.phone("张敏"))
    expect(zhang.get_by_role("group")).to_have_accessible_name(re.compile(re.escape(asked.question.asks)))
    first = zhang.get_by_role("button").first
    expect(first).to_have_accessible_name(f"A {asked.options[0]}")
    zhang.keyboard.press("2")
    stands(zhang, "收到")
    assert zhang.evaluate("document.activeElement.tagName") == "H1"
    for seen in ("shown-1", "asking-2"):
        big.wait_for_timeout(900)
        big.click("#next")
        shows(big, seen)
    expect(zhang.locator(".pad")).to_have_count(4)
    zhang.keyboard.press("Tab")
    zhang.keyboard.press("Enter")
    stands(zhang, "收到")


def test_without_scripts_one_loads_the_page_anew(evening):
    evening = evening()
    big = evening.begins()
    zhang = evening.handset("张敏", java_script_enabled=False)
    big.click("#next")
    shows(big, "asking-1")
    zhang.click("text=看看出题没有")
    zhang.click(".pad >> nth=1")
    expect(zhang.locator("h1")).to_have_text("收到")


def test_several_right_ones_and_words(evening):
    evening = evening(parts=[{"count": 1, "kinds": ["multiple"]}, {"count": 1, "kinds": ["fill"]}])
    big, zhang = evening.begins(), evening.handset("张敏")
    phone = evening.contest.hospital.phone("张敏")
    big.click("#next")
    shows(big, "asking-1")
    zhang.click("text=确定")
    expect(zhang.locator("[data-said]")).to_have_text("还没选。")
    for letter in evening.contest.asked(phone).shown_right:
        zhang.click(f".pad:has([value={letter}])")
    zhang.click("text=确定")
    stands(zhang, "收到")
    for seen in ("shown-1", "asking-2"):
        big.wait_for_timeout(900)
        big.click("#next")
        shows(big, seen)
    zhang.fill("input[name=words]", evening.contest.asked(phone).question.accepted[0])
    zhang.keyboard.press("Enter")
    stands(zhang, "收到")
    big.wait_for_timeout(900)
    big.click("#next")
    expect(zhang.locator(".sum")).to_have_text("到现在对 2 题")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (1024, 768)])
def test_the_longest_questions_stand_on_one_screen(evening, school, width, height):
    """Nothing is cut off, nothing scrolls, and letters are large enough for the last row."""
    evening = evening(fixed=_longest(school), parts=[])
    big = evening.begins(width=width, height=height)
    for position in range(1, 5):
        for seen in (f"asking-{position}", f"shown-{position}"):
            big.wait_for_timeout(900)
            big.click("#next")
            shows(big, seen)
            big.wait_for_load_state("load")
            assert big.evaluate(CUT_OFF) == []
            assert (big.evaluate(TOO_WIDE), big.evaluate(TOO_HIGH)) == (0, 0)
            if seen.startswith("asking") and position < 4:
                assert big.evaluate(LETTERS) >= height * 0.03
    assert big.complaints == []


def _with_four(school):
    """Three questions with as many options as the tests tap on."""

    def read(db):
        live = select(QUESTIONS).where(QUESTIONS.c.state == "live", QUESTIONS.c.kind == "single")
        rows = db.execute(live.order_by(QUESTIONS.c.id)).mappings()
        return [row["id"] for row in rows if len(row["options"]) == 4][:3]

    return school.hospital.carry(read)


def _longest(school):
    def read(db):
        rows = db.execute(select(QUESTIONS).where(QUESTIONS.c.state == "live")).mappings().all()
        size = {row["id"]: len(row["asks"]) + sum(map(len, row["options"])) + len(row["why"]) for row in rows}
        of = {
            kind: [row["id"] for row in rows if row["kind"] == kind]
            for kind in ("single", "multiple", "judge", "fill")
        }
        return [max(ids, key=size.get) for ids in of.values()]

    return school.hospital.carry(read)


@pytest.mark.parametrize("width", [320, 390])
def test_a_host_may_press_on_from_a_telephone(evening, width):
    evening = evening()
    host = evening.begins(width=width, height=700)
    for seen in ("asking-1", "shown-1", "asking-2"):
        host.wait_for_timeout(900)
        expect(host.locator("#next")).to_be_in_viewport()
        host.click("#next")
        shows(host, seen)
        assert host.evaluate(TOO_WIDE) == 0


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (844, 390)])
def test_four_large_buttons_on_every_telephone(evening, width, height):
    evening = evening()
    big, zhang = evening.begins(), evening.handset("张敏")
    zhang.set_viewport_size({"width": width, "height": height})
    big.click("#next")
    expect(zhang.locator(".pad")).to_have_count(4)
    for pad in zhang.locator(".pad").all():
        box = pad.bounding_box()
        assert min(box["width"], box["height"]) >= 100
        expect(pad).to_be_in_viewport(ratio=1)
    assert zhang.evaluate(TOO_WIDE) == 0
    assert zhang.evaluate(
        "() => [...document.querySelectorAll('.pad-in')].every(e => e.scrollHeight <= e.clientHeight)"
    )
