"""合格证 as its owner sees and keeps it, and as anybody may check it: by its code, without a whole name."""

import re
import threading
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser
from sqlalchemy import select, update
from werkzeug.test import Client

from actions.quiz import certifying, results
from actions.quiz.certifying import code_of, read_code
from bot.links import EXAM, HAZARD, MINE
from models.people import Person
from models.quiz import certificates, papers, sittings
from models.quiz.results import TABLE
from models.units import Unit
from suishoupai.app import links_of, make_desk
from tests.hospital import Hospital
from tests.served import Served
from web.pages import create_pages

TITLE = "2026年全员消防安全考试"


@pytest.fixture
def app(hospital: Hospital) -> Flask:
    return create_pages(make_desk(hospital.product))


@pytest.fixture
def browser_of_anybody(app: Flask) -> Client:
    return app.test_client()


@pytest.fixture
def paper(hospital: Hospital) -> int:
    return a_paper(hospital)


def a_paper(hospital: Hospital, **changed) -> int:
    now = hospital.now
    facts = {"title": TITLE, "state": "published", "opens_at": now - timedelta(days=1), "made_at": now}
    facts |= {"unit_id": hospital.ids["市一院"], "closes_at": now + timedelta(days=7), "attempts": 3}
    return hospital.carry(lambda db: papers.add_paper(db, **facts | changed))


def begins(hospital: Hospital, paper: int, name: str = "张敏") -> int:
    """Somebody sits; the sitting."""
    facts = {"mode": "formal", "paper_id": paper, "person_id": hospital.ids[name], "drawn": []}
    facts |= {"unit_id": hospital.ids["市一院"], "started_at": hospital.now, "ends_at": None}

    def work(db):
        before = sittings.of_paper(db, paper, hospital.ids[name])
        return sittings.add_sitting(db, **facts, attempt=len(before) + 1)

    return hospital.carry(work)


def sat(hospital: Hospital, paper: int, points: int = 92, name: str = "张敏") -> int:
    """Somebody sat and reached so many points of a hundred; the sitting."""
    sitting = begins(hospital, paper, name)
    reached = {"points": points, "total": 100, "share": points * 10, "seconds": 60}

    def work(db):
        sittings.change_sitting(db, sitting, handed_in_at=hospital.now, handed_in_by="person", **reached)
        results.count(db, sitting)

    hospital.carry(work)
    return sitting


def address(hospital: Hospital, sitting: int, what: str = EXAM) -> str:
    token = links_of(hospital.product.settings).sign(what, sitting, hospital.now)
    return f"/h5/exam/{token}/certificate"


def code_on(hospital: Hospital, client: Client, sitting: int) -> str:
    """The code on the page, as it is kept."""
    page = client.get(address(hospital, sitting)).text
    return read_code(re.findall(r"<code>([^<]+)</code>", page)[0])


def kept(hospital: Hospital) -> list[str | None]:
    return hospital.carry(lambda db: list(db.execute(select(TABLE.c.code)).scalars()))


# One's own


def test_who_passed_sees_the_picture_the_code_and_how_to_keep_them(hospital, browser_of_anybody, paper):
    url = address(hospital, sat(hospital, paper))
    answer = browser_of_anybody.get(url)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    for words in ("长按保存", "张敏", TITLE, "92分", "市一院", "2026年3月2日"):
        assert words in answer.text
    picture = browser_of_anybody.get(f"{url}.png")
    assert picture.mimetype == "image/png"
    assert Image.open(BytesIO(picture.data)).size == (1080, 1528)
    assert len(picture.data) <= 200_000


def test_the_code_is_given_once_and_stays(hospital, browser_of_anybody, paper):
    sitting = sat(hospital, paper)
    assert kept(hospital) == [None], "nobody asked for it yet"
    code = code_on(hospital, browser_of_anybody, sitting)
    assert kept(hospital) == [code]
    hospital.forward(hours=2)
    assert code_on(hospital, browser_of_anybody, sitting) == code
    again = sat(hospital, paper, 98)
    assert code_on(hospital, browser_of_anybody, again) == code, "a better sitting keeps the code"
    assert "98分" in browser_of_anybody.get(address(hospital, sitting)).text


def test_a_worse_sitting_afterwards_takes_nothing_away(hospital, browser_of_anybody, paper):
    first, second = sat(hospital, paper), sat(hospital, paper, 30)
    pages = [browser_of_anybody.get(address(hospital, sitting)).text for sitting in (first, second)]
    assert all("92分" in page for page in pages)


def test_eight_that_ask_at_once_get_the_same_code(hospital, paper):
    sitting, start, got = sat(hospital, paper), threading.Barrier(8), []

    def ask(number):
        start.wait()
        got.append(
            hospital.carry(lambda db: certifying.certify(db, sitting, lambda: f"token {number}"))["code"]
        )

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8
    assert set(got) == set(kept(hospital))


def test_a_code_that_another_one_has_is_drawn_again(hospital, paper):
    zhang, li = sat(hospital, paper), sat(hospital, paper, 88, "李红")
    tokens = iter(["same", "same", "same", "other"])
    first, second = (
        hospital.carry(lambda db, one=one: certifying.certify(db, one, lambda: next(tokens)))["code"]
        for one in (zhang, li)
    )
    assert (first, second) == (code_of("same"), code_of("other"))


def test_whoever_comes_second_changes_nothing(hospital, paper):
    sat(hospital, paper)
    zhang = hospital.ids["张敏"]
    given = [
        hospital.carry(lambda db, token=token: certificates.give_code(db, paper, zhang, code_of(token)))
        for token in ("first", "second")
    ]
    assert given == [True, False]
    assert kept(hospital) == [code_of("first")]


def test_no_code_is_given_by_hand_to_who_has_not_passed(hospital, paper):
    sat(hospital, paper, 59)
    given = hospital.carry(
        lambda db: certificates.give_code(db, paper, hospital.ids["张敏"], code_of("bought"))
    )
    assert not given
    assert kept(hospital) == [None]


@pytest.mark.parametrize("ending", ["", ".png"])
def test_who_has_not_passed_or_not_handed_in_has_none(hospital, browser_of_anybody, paper, ending):
    failed, still = sat(hospital, paper, 59), begins(hospital, paper, "李红")
    for sitting in (failed, still, 999):
        answer = browser_of_anybody.get(address(hospital, sitting) + ending)
        assert (answer.status_code, "及格了，这里才有合格证" in answer.text) == (404, True)
    assert kept(hospital) == [None]


def test_it_is_there_though_the_answers_are_not_shown_yet(hospital, browser_of_anybody):
    for review in ("after", "closed", "never"):
        sitting = sat(hospital, a_paper(hospital, review=review))
        assert browser_of_anybody.get(address(hospital, sitting)).status_code == 200


def test_a_contest_is_called_a_contest_and_the_big_screen_gives_none(hospital, browser_of_anybody):
    contest = sat(hospital, a_paper(hospital, purpose="contest"))
    assert "安全知识竞赛合格证" in browser_of_anybody.get(address(hospital, contest)).text
    live = sat(hospital, a_paper(hospital, purpose="live"))
    assert browser_of_anybody.get(address(hospital, live)).status_code == 404


def test_the_address_opens_one_certificate_for_a_day(hospital, browser_of_anybody, paper):
    sitting = sat(hospital, paper)
    url = address(hospital, sitting)
    for what in (HAZARD, MINE):
        assert browser_of_anybody.get(address(hospital, sitting, what)).status_code == 410
    token = url.split("/")[3]
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), token[1:], "x", f"{token}.{token}"):
        assert browser_of_anybody.get(url.replace(token, forged)).status_code == 410
    hospital.forward(days=1, seconds=1)
    for ending in ("", ".png"):
        late = browser_of_anybody.get(url + ending)
        assert (late.status_code, "我的成绩" in late.text) == (410, True)


def test_each_sees_their_own_and_nobody_elses(hospital, browser_of_anybody, paper):
    zhang, li = sat(hospital, paper), sat(hospital, paper, 88, "李红")
    mine, hers = (browser_of_anybody.get(address(hospital, one)).text for one in (zhang, li))
    assert ("张敏" in mine, "李红" in mine) == (True, False)
    assert ("张敏" in hers, "李红" in hers) == (False, True)
    assert code_on(hospital, browser_of_anybody, zhang) != code_on(hospital, browser_of_anybody, li)


def test_the_picture_is_not_sent_twice_and_is_new_when_something_changed(hospital, browser_of_anybody, paper):
    url = address(hospital, sat(hospital, paper)) + ".png"
    tag = browser_of_anybody.get(url).headers["ETag"]
    same = browser_of_anybody.get(url, headers={"If-None-Match": tag})
    assert (same.status_code, same.data) == (304, b"")
    sat(hospital, paper, 98)
    other = browser_of_anybody.get(url, headers={"If-None-Match": tag})
    assert (other.status_code, other.headers["ETag"] != tag) == (200, True)


def test_a_name_is_written_as_it_is_and_never_as_a_tag(hospital, browser_of_anybody, paper):
    sitting = sat(hospital, paper)
    name = '<script>"张"</script>\U0003134f'
    hospital.carry(lambda db: db.execute(update(Person).where(Person.name == "张敏").values(name=name)))
    page = browser_of_anybody.get(address(hospital, sitting)).text
    assert "<script" not in page
    assert "盖章时请工会用笔写上" in page
    assert browser_of_anybody.get(address(hospital, sitting) + ".png").status_code == 200


# Anybody


def test_anybody_may_check_and_learns_no_whole_name(hospital, browser_of_anybody, paper):
    code = code_on(hospital, browser_of_anybody, sat(hospital, paper))
    answer = browser_of_anybody.get(f"/check/{code}")
    assert answer.status_code == 200
    for words in ("是真的", TITLE, "市一院", "张**", "92分", "2026年3月2日"):
        assert words in answer.text
    assert "敏" not in answer.text
    assert "内科二病区" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_code_may_be_typed_carelessly(hospital, browser_of_anybody, paper):
    code = code_on(hospital, browser_of_anybody, sat(hospital, paper))
    for typed in (code.lower(), f"{code[:4]} {code[4:8]} {code[8:]}", f"  {code[:6]}-{code[6:]} "):
        answer = browser_of_anybody.get("/check", query_string={"code": typed})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/check/{code}")
        assert "张**" in browser_of_anybody.get(f"/check/{typed}").text


def test_a_slip_is_told_with_what_was_typed_still_there(browser_of_anybody):
    answer = browser_of_anybody.get("/check", query_string={"code": "0K4M 92qx"})
    assert answer.status_code == 400
    assert "像0的是Q或D" in answer.text
    assert 'value="0K4M 92qx"' in answer.text
    for typed in ("<b>", "%00", "x" * 5000, "𠮷", "..", "-"):
        for answer in (
            browser_of_anybody.get("/check", query_string={"code": typed}),
            browser_of_anybody.get(f"/check/{typed}"),
        ):
            assert answer.status_code in (200, 400, 404)
            assert "<b>" not in answer.text.replace("<b class", "")
            assert len(answer.text) < 5000


def test_a_code_nobody_was_given_says_so(hospital, browser_of_anybody, paper):
    code_on(hospital, browser_of_anybody, sat(hospital, paper))
    answer = browser_of_anybody.get(f"/check/{code_of('made up')}")
    assert (answer.status_code, "没有这个编号" in answer.text) == (404, True)
    for secret in (TITLE, "张", "市一院"):
        assert secret not in answer.text


def test_a_changed_sign_never_shows_somebody_elses(hospital, browser_of_anybody, paper):
    code = code_on(hospital, browser_of_anybody, sat(hospital, paper))
    for place in range(0, 13, 3):
        changed = code[:place] + ("3" if code[place] == "2" else "2") + code[place + 1 :]
        assert browser_of_anybody.get(f"/check/{changed}").status_code == 400


@pytest.mark.parametrize("door", ["/check/", "/check?code="])
def test_guessing_is_slowed_down(app, door):
    browser = app.test_client()
    answers = [browser.get(door + code_of(str(guess))).status_code for guess in range(31)]
    assert 429 not in answers[:30]
    assert answers[30] == 429


def test_frozen_results_say_that_they_stand(hospital, browser_of_anybody, paper):
    code = code_on(hospital, browser_of_anybody, sat(hospital, paper))
    assert "不会再变" not in browser_of_anybody.get(f"/check/{code}").text
    hospital.carry(lambda db: papers.change_paper(db, paper, frozen_at=hospital.now))
    page = browser_of_anybody.get(f"/check/{code}").text
    assert "不会再变" in page
    assert "是真的" in page


def test_a_withdrawn_paper_makes_its_certificates_worth_nothing(hospital, browser_of_anybody, paper):
    given, asked_late = sat(hospital, paper), sat(hospital, paper, 88, "李红")
    code = code_on(hospital, browser_of_anybody, given)
    hospital.carry(lambda db: papers.change_paper(db, paper, state="withdrawn"))
    page = browser_of_anybody.get(f"/check/{code}").text
    assert "不作数了" in page
    assert "是真的" not in page
    for sitting in (given, asked_late):
        for ending in ("", ".png"):
            answer = browser_of_anybody.get(address(hospital, sitting) + ending)
            assert (answer.status_code, "撤回了" in answer.text) == (410, True)
    assert sorted(map(str, kept(hospital))) == sorted([code, "None"])


def test_whoever_made_the_paper_issues_the_certificate(hospital, browser_of_anybody, monkeypatch):
    drawn = []
    monkeypatch.setattr("web.h5.certificate.certificate", lambda facts: drawn.append(facts) or b"png")
    facts = {"code": "C", "name": "市医务工会", "kind": "city"}
    city = hospital.carry(lambda db: hospital.add(db, Unit, **facts))
    for unit in (hospital.ids["市一院"], city):
        browser_of_anybody.get(address(hospital, sat(hospital, a_paper(hospital, unit_id=unit))) + ".png")
    assert [one.issuer for one in drawn] == ["市一院工会委员会", "市医务工会"]
    assert [one.hospital for one in drawn] == ["市一院", "市一院"]
    assert drawn[0].check_url == f"http://127.0.0.1:1/check/{read_code(drawn[0].code)}"


# In a real browser

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_kept_and_checked_in_a_browser(hospital, app, browser: Browser, paper, width):
    url = address(hospital, sat(hospital, paper))
    touch = width < 1000
    context = browser.new_context(viewport={"width": width, "height": 800}, has_touch=touch, is_mobile=touch)
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text))
    with Served(app) as served:
        page.goto(served.url + url)
        page.wait_for_function("document.images[0].naturalWidth === 1080")
        assert page.evaluate(TOO_WIDE) == 0
        assert page.is_visible("text=长按保存") == touch
        assert page.is_visible("text=存到电脑") != touch
        code = page.inner_text("code")
        page.goto(served.url + "/check")
        page.fill("#code", "0" + code[1:])
        page.keyboard.press("Enter")
        assert "编号里没有数字0" in page.inner_text("[role=alert]")
        page.fill("#code", code.lower())
        page.keyboard.press("Enter")
        page.wait_for_selector(".found")
        assert "张**" in page.inner_text(".found")
        assert page.evaluate(TOO_WIDE) == 0
    context.close()
    assert [said for said in complaints if "400" not in said] == []
