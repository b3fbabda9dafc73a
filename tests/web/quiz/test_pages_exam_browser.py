"""考试 in a real browser: by keyboard, on a telephone that loses its network, while the time runs out, without script."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from rules.quiz.paper import Review
from suishoupai.app import make_desk
from tests.served import Served
from tests.web import examinee
from tests.web.examinee import MIXED
from tests.web.makers import make_pages
from tests.web.test_pages_browser import SMALL_TARGETS, TOO_WIDE

pytestmark = pytest.mark.browser
school, begins, browser_of_forms = examinee.school, examinee.begins, examinee.browser_of_forms

NOTHING_WAITS = "() => Object.values(sessionStorage).every(kept => kept.startsWith('{\"queue\":{}'))"
STUCK = (
    "() => ['.go', '.exam-top'].filter(s => getComputedStyle([...document.querySelectorAll(s)]"
    ".find(e => e.offsetParent)).position === 'sticky')"
)


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """One kind of database: what a browser does is the same for both."""
    (tmp_path / "ssp.db").write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{tmp_path / 'ssp.db'}"


@pytest.fixture
def house(hospital):
    """The pages on a port of this machine, every form guarded as in earnest."""
    with Served(make_pages(make_desk(hospital.product), csrf=True)) as served:
        yield served.url


@pytest.fixture
def window(browser):
    """Opens windows; what the browser complained about is kept in ``complaints``."""
    pages = []

    def one(width=390, height=664, **facts):
        page = browser.new_context(viewport={"width": width, "height": height}, **facts).new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        pages.append(page)
        return page

    yield one
    for page in pages:
        page.context.close()


@pytest.fixture
def sits(house, window, begins):
    """An exam, and a window in which its page stands open."""

    def one(width=390, query="", screen=None, **facts):
        exam = begins(**facts)
        page = window(width, **(screen or {}))
        page.goto(house + exam.path + query)
        if (screen or {}).get("java_script_enabled", True):
            page.wait_for_selector(".live")
        return exam, page

    return one


def keys_for(exam, position, *, right=True):
    """What to press for this answer."""
    form = exam.form(position, right=right)
    return form.get("words") or [
        {"T": "1", "F": "2"}.get(letter, letter.lower()) for letter in form["choice"]
    ]


def put(page, exam, position):
    """Tap the right answer of the question before the person."""
    for letter in exam.form(position)["choice"]:
        page.locator(f"#q{position} .option:has([value={letter}])").click()


def fits(page):
    """Nothing sticks out sideways, and a thumb can hit everything; a box to tick is as large as its words."""
    page.wait_for_load_state("load")
    assert page.evaluate(TOO_WIDE) == 0, page.url
    targets = SMALL_TARGETS.replace("label.pick", "label.option").replace(
        "e.type !== 'radio'", "!e.matches('.option input')"
    )
    assert page.evaluate(targets) == [], page.url


def done(page):
    return page.locator(".map .spot.done[data-at]")


def test_twenty_questions_with_nothing_but_the_keyboard(sits):
    exam, page = sits(
        1280, parts=[{"count": 5, "kinds": part["kinds"]} for part in MIXED], review=Review.AFTER
    )
    for position in range(1, 21):
        expect(page.locator(f"#q{position} legend")).to_be_visible()
        if position > 1:
            expect(page.locator(f"#q{position} legend")).to_be_focused()
        keys = keys_for(exam, position)
        if isinstance(keys, str):
            page.keyboard.press("Tab")
            page.keyboard.type(keys)
        else:
            for key in keys:
                page.keyboard.press(key)
        page.keyboard.press("Enter")
    expect(page.locator("#end h2")).to_be_focused()
    page.keyboard.press("Enter")  # nobody hands in by one Enter too many
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#q20")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#missing")).to_have_text("20题都答了。")
    expect(page.locator(".saved")).to_have_text("存好了")
    page.keyboard.press("Tab")
    expect(page.locator(".last-look .act")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".score .points")).to_have_text("100分")
    assert exam.row["handed_in_by"] == "person"
    assert page.complaints == []


def test_the_chat_answers_three_and_the_page_goes_on(sits, school):
    exam, page = sits()
    put(page, exam, 1)
    expect(page.locator(".saved")).to_have_text("存好了")
    exam.phone.says("接着答")
    for _ in range(3):
        school.answers(exam.phone)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(done(page)).to_have_count(4)
    page.reload()
    expect(page.locator("#q5 legend")).to_be_visible()
    put(page, exam, 5)
    expect(page.locator(".saved")).to_have_text("存好了")
    assert "\n6/20 " in exam.phone.says("接着答")
    assert [row["right"] for row in exam.answered] == [True] * 5


def test_the_later_of_two_doors_counts(sits, school, clock):
    """The page was without network when somebody chose; in the chat they thought better of it afterwards."""
    exam, page = sits()
    form, other = exam.form(1), exam.form(1, right=False)["choice"][0]
    page.context.set_offline(True)
    page.locator(f"#q1 .option:has([value={form['choice'][0]}])").click()
    clock.forward(minutes=1)
    exam.phone.says({"T": "对", "F": "错"}.get(other, other))
    page.context.set_offline(False)
    expect(page.locator(".saved")).to_have_text("第1题后来在别处改过，按那个。")
    expect(page.locator(f"#q1 [value={other}]")).to_be_checked()
    assert exam.given(1) == other
    put(page, exam, 1)
    expect(page.locator(".saved")).to_have_text("存好了")
    assert exam.given(1) == form["choice"][0]


def test_without_network_nothing_is_lost(sits):
    exam, page = sits()
    put(page, exam, 1)
    expect(page.locator(".saved")).to_have_text("存好了")
    page.context.set_offline(True)
    for position in (2, 3, 4):
        page.locator(f"#q{position - 1} button.act").click()
        put(page, exam, position)
    expect(page.locator(".saved")).to_have_text("没存上，正在重试（3题）")
    expect(page.locator(".saved")).to_have_css("color", "rgb(180, 35, 26)")
    assert len(exam.answered) == 1
    page.context.set_offline(False)
    expect(page.locator(".saved")).to_have_text("存好了")
    page.wait_for_function(NOTHING_WAITS)
    assert [row["right"] for row in exam.answered] == [True] * 4


def test_a_lost_reply_and_a_closed_page_lose_nothing(sits):
    """The house wrote it down, the telephone never heard; then the page was loaded again, and nothing went with it."""
    exam, page = sits()
    page.evaluate("navigator.sendBeacon = () => false")

    def swallow(route):
        route.fetch()
        route.abort()

    page.route("**/answers/1", swallow)
    page.route("**/answers/2", lambda route: route.abort())
    put(page, exam, 1)
    expect(page.locator(".saved")).to_have_text("没存上，正在重试（1题）")
    before = exam.answered
    page.locator("#q1 button.act").click()
    put(page, exam, 2)
    page.reload()
    expect(done(page)).to_have_count(2)
    expect(page.locator(".saved")).to_contain_text("没存上，正在重试")
    page.unroute_all(behavior="ignoreErrors")
    page.wait_for_function(NOTHING_WAITS)
    assert exam.answered[0] == before[0]
    assert [row["right"] for row in exam.answered] == [True, True]


def test_time_runs_out(house, window, begins, clock):
    exam = begins(minutes=30)
    page = window()
    page.clock.install(time="2001-01-01T00:00:00Z")  # whatever the telephone thinks
    page.goto(house + exam.path)
    page.wait_for_selector(".live")
    put(page, exam, 1)
    expect(page.locator(".saved")).to_have_text("存好了")
    for minutes, said, left in (
        (25, "还剩5分钟。", "5:00"),
        (4, "还剩1分钟，到时间自动交，存上的都算。", "1:00"),
    ):
        page.clock.run_for(timedelta(minutes=minutes).total_seconds() * 1000)
        clock.forward(minutes=minutes)
        expect(page.locator(".alarm")).to_have_text(said)
        expect(page.locator("[data-clock]")).to_have_text(left)
    clock.forward(minutes=1, seconds=1)
    page.clock.run_for(62_000)
    expect(page.locator(".alarm")).to_have_text("时间到了，替你交的，答过的都算。")
    expect(page.locator(".points")).to_have_text("5分")
    assert (exam.row["handed_in_by"], exam.row["seconds"]) == ("clock", 1800)


def test_time_runs_out_without_network(house, window, begins, clock):
    exam = begins(minutes=30)
    page = window()
    page.clock.install(time="2001-01-01T00:00:00Z")
    page.goto(house + exam.path)
    page.wait_for_selector(".live")
    page.context.set_offline(True)
    put(page, exam, 1)
    clock.forward(minutes=31)
    page.clock.run_for(31 * 60_000)
    expect(page.locator(".alarm")).to_have_text("时间到了。网络一通就出成绩，存上的都算。")
    expect(page.locator("#q1 input").first).to_be_disabled()
    page.context.set_offline(False)
    page.clock.run_for(4000)
    expect(page.locator(".alarm")).to_contain_text("第1题没来得及记。")


def test_a_whole_paper_without_script(sits):
    exam, page = sits(parts=MIXED, shuffled=False, minutes=30, screen={"java_script_enabled": False})
    for position in range(1, 9):
        form = exam.form(position)
        if "words" in form:
            page.fill(f"#q{position} [name=words]", form["words"])
        for letter in form.get("choice", ()):
            page.locator(f"#q{position} .option:has([value={letter}])").click()
        if position == 2:
            page.click("#q2 .mark")
            expect(page.locator("#q2 .mark")).to_have_attribute("aria-pressed", "true")
        if position == 3:
            page.click(".map summary")
            page.click(".map [data-at='5']")  # saved on the way, though another number was tapped
            expect(page.locator("#q5")).to_be_visible()
            page.click("#q5 button[value=back]")
        else:
            page.locator(f"#q{position} button.act").click()
    expect(page.locator("#missing")).to_have_text("8题都答了。")
    expect(page.locator("#marked")).to_have_text("标了再看：第2题。")
    page.locator(".last-look .act").click()
    expect(page.locator(".points")).to_have_text("100分")


def test_missing_ones_are_named_and_marks_stay(sits):
    exam, page = sits(parts=MIXED, shuffled=False)
    put(page, exam, 1)
    page.click("#q1 .mark")
    page.click(".map summary")
    page.click(".to-end")
    expect(page.locator("#missing")).to_have_text("还有7题没答：第2、3、4、5、6、7、8题。交了算错。")
    expect(page.locator("#marked")).to_have_text("标了再看：第1题。")
    page.reload()
    expect(page.locator("#marked")).to_have_text("标了再看：第1题。")
    page.click(".map [data-at='2']")
    expect(page.locator("#q2 legend")).to_be_focused()
    page.goto("about:blank")
    assert exam.row["handed_in_at"] is None


def test_several_right_ones_keep_at_least_one(sits):
    exam, page = sits(parts=MIXED, shuffled=False, query="?at=3")
    page.click("#q3 .option >> nth=0")
    expect(page.locator(".saved")).to_have_text("存好了")
    page.click("#q3 .option >> nth=0")
    expect(page.locator(".saved")).to_contain_text("答过的题要留一个")
    expect(page.locator("#q3 [value=A]")).to_be_checked()
    page.click("#q3 .option >> nth=1")
    page.click("#q3 .option >> nth=0")
    expect(page.locator(".saved")).to_have_text("存好了")
    page.wait_for_function(NOTHING_WAITS)
    assert exam.given(3) == "B"


def test_who_cannot_see_hears_what_is_asked(sits):
    exam, page = sits(parts=MIXED, shuffled=False, query="?at=3")
    asked = exam.asked[2]
    group = page.get_by_role("group", name=f"第3题，共8题 多选，选出所有对的 {asked.question.asks}")
    expect(group.get_by_role("checkbox", name=f"A {asked.options[0]}", exact=True)).to_be_visible()
    expect(page.get_by_role("status")).to_have_class("saved")
    page.click(".map summary")
    expect(page.get_by_role("button", name="第3题，没答", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    page.goto(page.url.replace("at=3", "at=7"))
    expect(page.get_by_role("textbox", name="答案")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_everything_fits(sits, width):
    exam, page = sits(
        width, parts=MIXED, shuffled=False, minutes=30, review=Review.AFTER, title="安全生产月" * 5
    )
    base = page.url.partition("?")[0]
    for query in ("?at=1", "?at=3", "?at=7", "?at=end"):
        page.goto(base + query)
        page.wait_for_selector(".live")
        page.evaluate("document.querySelector('.map').open = true")
        fits(page)
        page.evaluate("document.documentElement.style.fontSize = '26px'; dispatchEvent(new Event('resize'))")
        assert page.evaluate(TOO_WIDE) == 0, query
        if width == 320 and query == "?at=3":
            assert page.evaluate(STUCK) == []  # nothing may cover half the screen
    page.goto(
        "about:blank"
    )  # a page that stands open loads itself anew when the paper is handed in elsewhere
    exam.whole(wrong=(2, 3, 5, 7))
    page.goto(base)
    fits(page)
    page.evaluate("document.documentElement.style.fontSize = '26px'")
    assert page.evaluate(TOO_WIDE) == 0
    assert page.complaints == []
