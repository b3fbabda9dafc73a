"""Forms sent from elsewhere, too large, too deep, or with a method nobody asked for."""

import re
from io import BytesIO

import pytest
from sqlalchemy import func, select

from models.history import HistoryLine
from models.outbox import Errand
from models.people import Person
from tests.web.attacks.land import sits
from tests.web.makers import make_pages
from tests.web.test_pages_doorways import KEYED

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
WRONG = (
    "none",
    "empty",
    "word",
    "of another session",
    "of a stranger",
    "cut",
    "in the address",
    "in a cookie",
)


@pytest.fixture
def guarded(desk, land, make):
    """The pages as they are in earnest, and an officer inside."""
    app = make_pages(desk)
    officer = sits(app, make, land.story.officer)
    other = sits(app, make, land.story.union)
    app.config["WTF_CSRF_ENABLED"] = True
    return app, officer, other


def posts(app, land):
    """Every address that takes a form, but those whose address is the key: no cookie could be borrowed there."""
    values = {
        "number": 300,
        "photo_id": land.photo_id,
        "person_id": land.story.nurse,
        "letter_id": land.letter_id,
        "paper_id": land.paper_id,
        "question_id": land.question_id,
        "hazard_id": land.hazard_id,
        "deed_id": 1,
        "evidence_id": 1,
    }
    values |= {
        "card_id": land.card_id,
        "account_id": land.account_id,
        "day": "2016-03-02",
        "token": "made-up",
        "code": "made-up",
        "duty": "drills",
        "row_id": 1,
        "sheet_id": 1,
        "form": "chabaocu:monthly-table",
        "draw_id": 1,
        "inspection_id": 1,
        "finding_id": 1,
        "care_id": 1,
        "pass_id": 1,
        "plan": "chabaocu",
        "report": "phase-report",
        "formal": "2016-05-10",
    }
    bind = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint not in KEYED:
            yield bind.build(rule.endpoint, {name: values[name] for name in rule.arguments}, method="POST")


def traces(desk):
    """What a deed would leave behind."""
    with desk.reading.connect() as db:
        counted = [
            db.execute(select(func.count()).select_from(model)).scalar() for model in (HistoryLine, Errand)
        ]
        return counted, db.execute(select(Person.role, Person.active, Person.password)).all()


@pytest.mark.parametrize("token", WRONG)
def test_a_form_needs_the_token_of_this_very_session(token, guarded, desk, land):
    app, officer, other = guarded
    mine = TOKEN.search(officer.get("/console/").text)[1]
    theirs = TOKEN.search(other.get("/console/").text)[1]
    strangers = TOKEN.search(app.test_client().get("/login").text)[1]
    forms = {
        "empty": "",
        "word": "x",
        "of another session": theirs,
        "of a stranger": strangers,
        "cut": mine[:-3],
    }
    form = {"csrf_token": forms[token]} if token in forms else {}
    query = {"csrf_token": mine} if token == "in the address" else {}
    if token == "in a cookie":
        officer.set_cookie("csrf_token", mine)
    before, tried = traces(desk), 0
    for url in posts(app, land):
        answer = officer.post(url, data=form, query_string=query)
        assert answer.status_code == 400, url
        tried += 1
    assert tried > 50
    assert traces(desk) == before
    assert officer.get("/console/").status_code == 200, "nor is anybody thrown out"


def test_with_the_right_token_the_same_form_is_taken(guarded):
    _, officer, _ = guarded
    token = TOKEN.search(officer.get("/console/hazards/164").text)[1]
    assert officer.post("/console/hazards/164/respond", data={"csrf_token": token}).status_code == 302


def test_every_form_of_the_pages_carries_its_token(land, guarded):
    _, officer, _ = guarded
    for url in (
        "/console/",
        "/console/hazards/300",
        "/console/hazards/164",
        "/console/places",
        "/password",
        "/login",
    ):
        page = officer.get(url).text
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.S):
            assert TOKEN.search(form), (url, form[:80])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "POST\t"])
def test_no_other_method_does_anything(method, land, app, desk, enters):
    browser, before = enters(land.story.officer), traces(desk)
    for url in ("/console/", "/console/hazards/300", "/console/hazards/300/close", "/login", "/logout"):
        assert browser.open(url, method=method).status_code in (400, 405, 501), url
    assert traces(desk) == before
    assert browser.get("/console/").status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_changes_nothing(method, land, app, desk, enters):
    """No deed is done by following an address: pictures in a chat and scanners fetch them ahead."""
    browser, before = enters(land.story.officer), traces(desk)
    for url in posts(app, land):
        answer = browser.open(url, method=method)
        assert answer.status_code in (200, 302, 401, 403, 404, 405, 410), url
    assert traces(desk) == before
    assert browser.get("/console/").status_code == 200


def test_head_and_options_tell_a_stranger_no_more_than_get(land, app):
    stranger = app.test_client()
    for url in (
        "/console/",
        "/console/hazards/300",
        f"/console/photos/{land.photo_id}/320",
        "/console/people",
    ):
        assert {stranger.open(url, method=method).status_code for method in ("GET", "HEAD", "OPTIONS")} == {
            401
        }


def many_files():
    return {f"f{n}": (BytesIO(b"x"), "a.jpg") for n in range(2_000)}


HUGE = {
    "one field": {"data": {"words": "长" * 300_000}},
    "many fields": {"data": {f"f{n}": "x" for n in range(20_000)}},
    "many files": {"data": many_files},
    "no end": {"data": b"words=" + b"a" * 70_000, "content_type": "application/x-www-form-urlencoded"},
    "broken parts": {
        "data": b"--x\r\nContent-Disposition: form-data; name=",
        "content_type": "multipart/form-data; boundary=x",
    },
    "json": {"data": b'{"a":' * 5_000, "content_type": "application/json"},
}


@pytest.mark.parametrize("form", HUGE)
def test_a_form_nobody_would_fill_in_is_turned_away(form, land, desk, enters):
    browser, before = enters(land.story.officer), traces(desk)
    for url in ("/console/hazards/300/ask", "/login", "/console/calls"):
        facts = {name: made() if callable(made) else made for name, made in HUGE[form].items()}
        answer = browser.post(url, **facts)
        assert answer.status_code in (302, 400, 401, 413, 422), url
    assert traces(desk)[1] == before[1]
    assert traces(desk)[0][1] == before[0][1]


def test_what_is_announced_too_long_is_not_read(land, enters):
    class Endless:
        def read(self, _=-1):
            raise AssertionError("nobody reads this")

        readline = read

        def tell(self):
            return 0

        def seek(self, *_):
            return 0

        def close(self):
            pass

    told = {"CONTENT_LENGTH": "1000000000", "wsgi.input": Endless()}
    kind = "application/x-www-form-urlencoded"
    answer = enters(land.story.officer).post("/login", environ_overrides=told, content_type=kind)
    assert answer.status_code == 413
