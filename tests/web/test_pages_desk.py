"""Coming in at a desk: staff number with six digits or a password, guessing, and how long a session holds."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from actions.logins import FROM_EVERYWHERE, FROM_ONE_ADDRESS, MISSES, Knock, make_code
from bot.seals import make_seal
from bot.writer import open_writer
from models.database import open_reading, open_writing
from models.logins import LoginLink
from models.people import Person, at_the_door
from tests.web.makers import HOUR, MINUTE, NOON, make_desk, make_pages, sits_down
from web.nobodys import nobodys

SENTENCE = "我家楼下的桂花开了"
SECOND = timedelta(seconds=1)
LONG = f"{SENTENCE}真香"


@pytest.fixture
def clock():
    class Clock:
        now = NOON

        def __call__(self):
            return self.now

        def forward(self, time):
            self.now += time

    return Clock()


@pytest.fixture
def desk(database_url, tmp_path, clock):
    (tmp_path / "photos").mkdir()
    writing, reading = open_writing(database_url), open_reading(database_url)
    writer = open_writer(writing)
    yield make_desk(writer, reading, tmp_path / "photos", clock=clock)
    writer.close()
    writing.dispose()
    reading.dispose()


@pytest.fixture
def li(make, home):
    return make.person("李红", home, "officer", staff_no="020001", phone="13905330045")


@pytest.fixture
def digits(desk, li):
    """What the chat answers to 电脑."""
    sign = make_seal(desk.secret_key).digest

    def ask(digits="314159", person=li):
        desk.writer.carry(lambda db: make_code(db, sign, digits, person, desk.clock()))
        return digits

    return ask


@pytest.fixture
def tries(app):
    """Somebody at a desk types; whether they are in, and what the page says."""

    def one(word, name="020001", browser=None, address="10.0.0.8"):
        browser = browser or app.test_client()
        at = {"REMOTE_ADDR": address}
        answer = browser.post("/login", data={"name": name, "word": word}, environ_base=at)
        return answer.status_code == 302, answer.text

    return one


@pytest.fixture
def with_password(app, make, li):
    browser = sits_down(app, make)(li)
    answer = browser.post("/password", data={"password": LONG, "again": LONG}, follow_redirects=True)
    assert "设好了" in answer.text
    return browser


def rows(desk):
    with desk.reading.connect() as db:
        return db.execute(select(LoginLink.__table__)).mappings().all()


def test_the_digits_from_the_chat_let_in_once(digits, tries, app):
    digits()
    browser = app.test_client()
    assert tries("314 159", browser=browser)[0]
    assert "李红" in browser.get("/console/").text
    came_in, said = tries("314159")
    assert not came_in
    assert "只能用一次" in said


def test_the_telephone_serves_where_there_is_no_staff_number(digits, tries, make, home):
    zhao = make.person("赵刚", home, "union", phone="13905330099")
    digits("271828", zhao)
    assert tries("271828", name="13905330099")[0]


def test_digits_are_no_good_after_five_minutes(digits, tries, clock):
    digits()
    clock.forward(5 * MINUTE)
    assert not tries("314159")[0]


def test_new_digits_end_the_old_ones(digits, tries):
    digits("111222")
    digits("333444")
    assert not tries("111222")[0]
    assert tries("333444")[0]


def test_digits_are_for_one_person_alone(digits, tries, make, home):
    make.person("周兰", home, "officer", staff_no="020002")
    digits()
    assert not tries("314159", name="020002")[0]


def test_who_only_reports_does_not_come_in(digits, tries, make, home):
    nurse = make.person("张敏", home, staff_no="020153")
    digits("314159", nurse)
    assert not tries("314159", name="020153")[0]


def test_five_wrong_digits_end_the_right_ones(digits, tries):
    digits()
    for n in range(MISSES["code"]):
        assert not tries(f"00000{n}", address=f"10.0.0.{n}")[0]
    assert not tries("314159", address="10.0.1.1")[0]
    digits("555666")
    assert tries("555666")[0], "whoever holds the telephone gets in with new digits"


def test_one_address_cannot_guess_for_everybody(digits, tries, make, home, clock):
    """Who guesses for one number after the other is stopped by where they sit; others are not."""
    people = [make.person(f"人{n}", home, "officer", staff_no=f"03{n:04}") for n in range(10)]
    for n in range(FROM_ONE_ADDRESS):
        clock.forward(2 * SECOND)
        tries("999999", name=f"03{n % len(people):04}", address="10.9.9.9")
    assert "歇15分钟" in tries(digits("424242", people[-1]), name="030009", address="10.9.9.9")[1]
    assert tries(digits("535353", people[-1]), name="030009", address="10.1.1.1")[0]


def test_what_is_kept_of_the_digits_is_no_plain_digest(digits, desk):
    """A million plain digests are tried in a second; these need the key of the house."""
    digits()
    (row,) = rows(desk)
    assert row["digest"] == "code." + make_seal(desk.secret_key).digest(f"desk:{row['person_id']}:314159")


def test_a_link_is_no_code_and_a_code_is_no_link(digits, app, desk):
    digits()
    (row,) = rows(desk)
    assert app.test_client().post(f"/login/{row['digest']}").status_code == 410


def test_a_password_of_ones_own_opens_the_desk(with_password, tries):
    assert tries(LONG)[0]
    assert not tries(LONG + "吗")[0]


def test_the_table_holds_a_scrypt_hash(with_password, desk, li):
    with desk.reading.connect() as db:
        assert at_the_door(db, li)["password"].startswith("scrypt:")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("短的密码", "太短了"),
        ("1234567890", "一猜就中"),
        ("020001020001", "一猜就中"),
        ("李红李红李红李红李红", "一猜就中"),
        ("13905330045a", "一猜就中"),
        ("abcdefghijkl", "一猜就中"),
        ("0987654321", "一猜就中"),
        ("哈哈哈哈哈哈哈哈哈哈", "一猜就中"),
        ("password123", "一猜就中"),
        ("x" * 201, "太长了"),
    ],
)
def test_what_anybody_would_try_is_no_password(password, said, make, sits, li):
    browser = sits(li)
    answer = browser.post("/password", data={"password": password, "again": password}, follow_redirects=True)
    assert said in answer.text


def test_written_twice_alike(sits, li):
    answer = sits(li).post("/password", data={"password": LONG, "again": SENTENCE}, follow_redirects=True)
    assert "两次写的不一样" in answer.text


def test_a_desk_left_open_cannot_change_the_password(digits, tries, app, sits, li, clock):
    digits()
    browser = app.test_client()
    tries("314159", browser=browser)
    assert browser.post("/password", data={"password": LONG, "again": LONG}).status_code == 403
    later = sits(li)
    clock.forward(HOUR + MINUTE)
    assert later.post("/password", data={"password": LONG, "again": LONG}).status_code == 403


def test_a_new_password_ends_the_sessions_elsewhere(app, make, li):
    here, there = sits_down(app, make)(li), sits_down(app, make)(li)
    here.post("/password", data={"password": LONG, "again": LONG})
    assert here.get("/console/").status_code == 200
    assert there.get("/console/").status_code == 401


def test_a_dropped_password_opens_nothing(with_password, tries):
    with_password.post("/password", data={"drop": "1"})
    assert not tries(LONG)[0]
    assert not tries("")[0]


def test_guessing_passwords_is_stopped_for_a_quarter_of_an_hour(with_password, tries, clock):
    for n in range(MISSES["password"]):
        assert not tries(f"不是这个密码呀{n:05}", address=f"10.0.0.{n}")[0]
    came_in, said = tries(LONG, address="10.0.1.1")
    assert not came_in
    assert "歇15分钟" in said
    clock.forward(16 * MINUTE)
    assert tries(LONG)[0]


def test_the_page_says_the_same_of_nobody_and_of_a_wrong_word(with_password, tries):
    """Whoever asks must not learn which numbers exist."""
    known, unknown = tries("不是这个密码呀呀"), tries("不是这个密码呀呀", name="999999")
    told = [re.sub(r'name="csrf_token" value="[^"]*"', "", page) for _, page in (known, unknown)]
    assert told[0].replace("020001", "") == told[1].replace("999999", "")


def test_a_miss_leaves_a_row_and_no_word_of_what_was_typed(digits, tries, desk):
    tries("000000")
    with desk.reading.connect() as db:
        misses = db.execute(
            select(func.count()).select_from(LoginLink).where(LoginLink.digest.like("miss.%"))
        )
        assert misses.scalar_one() == 1
    assert "10.0.0.8" not in str(rows(desk))


def test_who_was_struck_off_comes_in_no_more(with_password, tries, make, li):
    gone = update(Person).where(Person.id == li).values(active=False)
    make.writer.carry(lambda db: db.execute(gone).rowcount)
    assert not tries(LONG)[0]
    assert with_password.get("/console/").status_code == 401


def test_a_session_rests_after_eight_hours_without_a_click(sits, li, clock):
    browser = sits(li)
    for _ in range(3):
        clock.forward(7 * HOUR)
        assert browser.get("/console/").status_code == 200
    clock.forward(8 * HOUR + MINUTE)
    assert browser.get("/console/").status_code == 401


def test_a_session_ends_after_a_week_however_busy(sits, li, clock):
    browser = sits(li)
    for _ in range(24):
        clock.forward(7 * HOUR)
        assert browser.get("/console/").status_code == 200
    clock.forward(HOUR)
    assert browser.get("/console/").status_code == 401


def test_on_a_desk_the_session_goes_with_the_browser(digits, app, li, make, desk):
    """No 记住这台电脑: the cookie has no end of its own; a telephone that came by a link keeps it."""
    app = make_pages(replace(desk, secure_cookies=True))
    digits()
    at_desk = app.test_client().post(
        "/login", data={"name": "020001", "word": "314159"}, base_url="https://localhost"
    )
    by_link = app.test_client().post(make.link(li, "abc", NOON + HOUR), base_url="https://localhost")
    assert "Expires=" not in at_desk.headers["Set-Cookie"]
    assert "Expires=" in by_link.headers["Set-Cookie"]
    assert app.permanent_session_lifetime == timedelta(days=7)


def test_nothing_of_the_session_before_is_carried_over(digits, tries, app):
    """Who plants a cookie into somebody's browser gains nothing by their coming in."""
    digits()
    browser = app.test_client()
    with browser.session_transaction() as planted:
        planted["chip"] = "planted"
        planted["csrf_token"] = "planted"
    tries("314159", browser=browser)
    with browser.session_transaction() as session:
        assert "planted" not in session.values()


def test_a_cookie_of_another_key_is_worth_nothing(sits, li, desk):
    browser = sits(li)
    cookie = browser.get_cookie("ssp").value
    other = make_pages(replace(desk, secret_key="another key")).test_client()
    other.set_cookie("ssp", cookie)
    assert other.get("/console/").status_code == 401


def test_strangers_are_shown_the_door_and_come_back_where_they_wanted(app, digits):
    digits()
    browser = app.test_client()
    page = browser.get("/console/people?show=officer").text
    assert "/login?to=" in page
    answer = browser.post("/login?to=/console/people?show=officer", data={"name": "020001", "word": "314159"})
    assert answer.headers["Location"] == "/console/people?show=officer"


def heard(tries, name, word, count, address):
    """What the page says, try after try, without what was typed."""
    pages = (tries(word, name=name, address=address(n))[1] for n in range(count))
    return [re.sub(r'value="[^"]*"', "", page) for page in pages]


def test_a_number_that_nobody_has_locks_like_one_that_somebody_has(with_password, tries, clock):
    count = MISSES["password"] + 2
    known = heard(tries, "020001", "不是这个密码呀呀", count, lambda n: f"10.1.0.{n}")
    unknown = heard(tries, "999999", "不是这个密码呀呀", count, lambda n: f"10.2.0.{n}")
    assert known == unknown
    assert ["歇15分钟" in page for page in known] == [False] * MISSES["password"] + [True, True]
    assert "歇15分钟" not in tries("不是这个密码呀呀", name="888888", address="10.3.0.1")[1]
    clock.forward(16 * MINUTE)
    assert "歇15分钟" not in tries("不是这个密码呀呀", name="999999", address="10.3.0.1")[1]


@pytest.mark.parametrize("mixed", [True, False])
def test_one_address_is_stopped_after_as_many_guesses_whoever_they_are_for(
    with_password, tries, clock, mixed
):
    """Also where guesses for somebody and for nobody are mixed: the sum is what counts."""
    for n in range(FROM_ONE_ADDRESS):
        clock.forward(2 * SECOND)
        name = "020001" if mixed and n % 2 else f"9{n:05}"
        assert "歇15分钟" not in tries("999999", name=name, address="10.9.9.9")[1], n
    for name in ("020001", "777777"):
        assert "歇15分钟" in tries("999999", name=name, address="10.9.9.9")[1]


def test_guesses_for_nobody_leave_no_row_and_are_forgotten(tries, desk, app, clock):
    for n in range(FROM_EVERYWHERE + 40):
        clock.forward(3 * SECOND if n % 25 == 0 else SECOND / 10)
        nobodys_of(app).note("code", f"digest {n}", Knock(f"source {n}", uuid4(), clock()))
    assert nobodys_of(app).everywhere(clock()) == FROM_EVERYWHERE
    assert "歇15分钟" in tries("314159", name="999999")[1]
    assert rows(desk) == []
    clock.forward(16 * MINUTE)
    assert nobodys_of(app).everywhere(clock()) == 0


def nobodys_of(app):
    with app.app_context():
        return nobodys()
