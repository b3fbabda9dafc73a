"""Stealing, planting and keeping a session; guessing who may come in."""

import time
from dataclasses import replace

import pytest
from sqlalchemy import update

from models.people import Person
from tests.web.makers import HOUR, NOON, make_pages
from web import login


@pytest.fixture
def li(make, home):
    return make.person("李红", home, "officer", staff_no="020001")


def cookie_of(browser):
    return browser.get_cookie("ssp").value


def holding(app, cookie):
    browser = app.test_client()
    browser.set_cookie("ssp", cookie)
    return browser


def test_a_copied_cookie_is_worth_nothing_after_going_out(app, sits, li):
    """Whoever copied it at a shared desk does not stay in when its owner leaves."""
    browser = sits(li)
    thief = holding(app, cookie_of(browser))
    assert thief.get("/console/").status_code == 200
    browser.post("/logout")
    assert thief.get("/console/").status_code == 401
    assert sits(li).get("/console/").status_code == 200


def test_going_out_of_one_browser_leaves_the_other_in(sits, li):
    telephone, desk = sits(li), sits(li)
    desk.post("/logout")
    assert telephone.get("/console/").status_code == 200


def test_a_logout_without_a_session_writes_nothing(app, desk):
    assert app.test_client().post("/logout").status_code == 302
    assert app.test_client().post("/logout").status_code == 302


def test_a_planted_session_is_not_the_one_somebody_comes_in_with(app, make, li):
    attacker = app.test_client()
    attacker.get("/login")
    planted = attacker.get_cookie("ssp")
    victim = holding(app, planted.value) if planted else app.test_client()
    victim.post(make.link(li, "abc"))
    assert cookie_of(victim) != (planted.value if planted else "")
    assert attacker.get("/console/").status_code == 401


def test_two_sessions_of_one_person_have_names_of_their_own(sits, li):
    names = set()
    for _ in range(2):
        with sits(li).session_transaction() as session:
            names.add(session["name"])
    assert len(names) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c[:-2] + "AA",
        lambda c: c.split(".")[0],
        lambda c: "." + c,
        lambda c: "eyJfdXNlcl9pZCI6IjEifQ",
        lambda c: c + "." + c,
    ],
    ids=["signature", "unsigned", "squeezed", "own words", "doubled"],
)
def test_a_cookie_that_was_touched_opens_nothing(spoil, app, sits, li):
    good = cookie_of(sits(li))
    assert holding(app, good).get("/console/").status_code == 200
    assert holding(app, spoil(good)).get("/console/").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_houses(desk, make, li):
    app = make_pages(replace(desk, secure_cookies=True))
    answer = app.test_client().post(make.link(li, "abc"), base_url="https://localhost")
    flags = {part.strip().split("=")[0] for part in answer.headers["Set-Cookie"].split(";")[1:]}
    assert {"HttpOnly", "Secure", "SameSite", "Path"} <= flags
    assert "Domain" not in flags
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_a_role_that_was_taken_away_is_gone_with_the_next_click(make, sits, li):
    browser = sits(li)
    make.writer.carry(
        lambda db: db.execute(update(Person).where(Person.id == li).values(role="staff")).rowcount
    )
    assert browser.get("/console/").status_code == 403


def test_a_link_opens_once_whoever_comes_second(app, make, li):
    link = make.link(li, "abc")
    assert app.test_client().post(link).status_code == 302
    assert app.test_client().post(link).status_code == 410
    assert app.test_client().get(link).status_code == 410


def test_an_old_link_opens_nothing(app, make, li):
    assert app.test_client().post(make.link(li, "abc", NOON - HOUR)).status_code == 410


def test_nobody_and_somebody_cost_the_same_hash(app, make, li, monkeypatch):
    """A number nobody has is compared with a hash as well: same work, same words, same status."""
    compared = []

    def check(hashed, word):
        compared.append(hashed.split("$")[0])
        return False

    monkeypatch.setattr(login, "check_password_hash", check)
    said = set()
    for name in ("020001", "999999", ""):
        answer = app.test_client().post("/login", data={"name": name, "word": "错的密码错的密码"})
        said.add((answer.status_code, answer.text.replace(name, "") if name else answer.text))
    assert compared == ["scrypt:32768:8:1"] * 3
    assert len({status for status, _ in said}) == 1


@pytest.mark.slow
def test_the_clock_does_not_tell_who_is_on_the_roll(app, make, li):
    """The hash takes so long that the rest is lost in it."""

    def takes(name):
        begin = time.thread_time()  # what others do on this machine does not count
        app.test_client().post("/login", data={"name": name, "word": "错的密码错的密码"})
        return time.thread_time() - begin

    known, unknown = (sorted(takes(name) for _ in range(5))[2] for name in ("020001", "999999"))
    assert 0.5 < known / unknown < 2


def test_a_password_is_never_in_the_answer(app, li):
    answer = app.test_client().post("/login", data={"name": "020001", "word": "桂花开了真香啊"})
    assert answer.status_code == 401
    assert "桂花" not in answer.text
