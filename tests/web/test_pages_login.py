"""Coming in by a link from the chat: once, in time, and to a page of this house."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from models.logins import LoginLink
from tests.web.makers import MINUTE, NOON, make_pages


@pytest.fixture
def li(make):
    return make.person("李红", make.unit("市一院"), "officer")


def used_at(desk):
    with desk.reading.connect() as db:
        return db.execute(select(LoginLink.used_at)).scalar_one()


def test_looking_at_a_link_does_not_use_it_up(app, make, li, desk):
    link = make.link(li, "abc")
    for _ in range(3):
        assert "李红，你好" in app.test_client().get(link).text
    assert used_at(desk) is None
    assert app.test_client().post(link).headers["Location"] == "/console/"


def test_a_link_lets_in_once(app, make, li):
    link = make.link(li, "abc")
    assert app.test_client().post(link).status_code == 302
    late = app.test_client()
    for answer in (late.post(link), late.get(link)):
        assert (answer.status_code, "再发一次“台账”" in answer.text) == (410, True)
    assert late.get("/console/").status_code == 401


def test_a_late_link_and_a_made_up_one_say_the_same(app, make, li):
    late = make.link(li, "late", expires_at=NOON - MINUTE)
    answers = [app.test_client().post(url) for url in (late, "/login/made-up")]
    assert [a.status_code for a in answers] == [410, 410]
    assert answers[0].text == answers[1].text


def test_whoever_is_in_already_goes_straight_on(app, make, li):
    link = make.link(li, "abc")
    browser = app.test_client()
    browser.post(link)
    assert browser.get(f"{link}?to=/console/hazards/112").headers["Location"] == "/console/hazards/112"


def test_somebody_elses_link_is_not_taken_for_mine(app, make, li):
    home = make.unit("市二院")
    other = make.link(make.person("周兰", home, "officer"), "other")
    browser = app.test_client()
    browser.post(make.link(li, "mine"))
    assert "周兰，你好" in browser.get(other).text
    browser.post(other)
    assert "周兰" in browser.get("/console/").text


@pytest.mark.parametrize(
    ("to", "goes"),
    [
        ("/console/hazards/112", "/console/hazards/112"),
        ("/console/?show=all", "/console/?show=all"),
        ("", "/console/"),
        ("https://evil.example/console/", "/console/"),
        ("//evil.example/console/", "/console/"),
        ("/console//evil.example", "/console/"),
        ("/console/\\evil", "/console/"),
        ("/console/\r\nX: y", "/console/"),
        ("/\\evil.example", "/console/"),
        ("javascript:alert(1)", "/console/"),
    ],
)
def test_only_pages_of_this_house_come_after_the_door(app, make, li, to, goes):
    answer = app.test_client().post(make.link(li, "abc"), query_string={"to": to})
    assert answer.headers["Location"] == goes


def test_the_button_keeps_where_one_wanted_to_go(app, make, li):
    page = app.test_client().get(make.link(li, "abc"), query_string={"to": "/console/hazards/112"}).text
    assert "to=/console/hazards/112" in page


def test_the_cookie_is_for_this_browser_and_a_week_at_most(desk, make, li):
    app = make_pages(replace(desk, secure_cookies=True))
    cookie = app.test_client().post(make.link(li, "abc"), base_url="https://localhost").headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Lax", "Secure", "Expires="):
        assert part in cookie
    assert app.permanent_session_lifetime.total_seconds() == 7 * 24 * 3600


def test_going_out_closes_the_door(make, li, sits):
    browser = sits(li)
    assert browser.post("/logout").status_code == 302
    assert browser.get("/console/").status_code == 401


def test_a_form_from_elsewhere_does_nothing(desk, make, li):
    link = make.link(li, "abc")
    answer = make_pages(desk, csrf=True).test_client().post(link)
    assert (answer.status_code, "刷新一下" in answer.text) == (400, True)
    assert used_at(desk) is None


def test_guessing_links_is_slowed_down(app):
    browser = app.test_client()
    answers = [browser.post(f"/login/guess{n}").status_code for n in range(31)]
    assert answers[:30] == [410] * 30
    assert answers[30] == 429


def test_the_demo_door_offers_its_officers(desk, make, li):
    app = make_pages(replace(desk, is_demo=True, simulator_url="http://127.0.0.1:5001/simulator/"))
    browser = app.test_client()
    door = browser.get("/").text
    assert "盒子里的微信" in door
    assert "李红" in door
    browser.post("/demo/login", data={"person": li})
    assert "李红" in browser.get("/console/").text


@pytest.mark.parametrize("person", ["nurse", "", "0", "x", "9" * 40])
def test_the_demo_lets_nobody_else_in(desk, make, person):
    nurse = make.person("张敏", make.unit("市一院"))
    browser = make_pages(replace(desk, is_demo=True)).test_client()
    said = str(nurse) if person == "nurse" else person
    assert browser.post("/demo/login", data={"person": said}).status_code == 404
    assert browser.get("/console/").status_code == 401


def test_outside_the_demo_there_is_no_such_door(app, li):
    browser = app.test_client()
    assert browser.post("/demo/login", data={"person": li}).status_code == 404
    assert "演示" not in browser.get("/").text
