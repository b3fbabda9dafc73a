"""Who gets in where: every address of the console, and every part a person can play."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import update

from models.people import Person
from tests.web.makers import make_pages


def sample(rule):
    """An address that fits a rule of the URL map."""
    values = {"number": 112, "hazard_id": 1, "photo_id": 1, "size": "320", "token": "x"}
    values |= {"account_id": 1, "place_id": 1, "what": "poster", "name": "flow", "day": "2016-03-04"}
    values |= {"person_id": 1, "letter_id": 1, "card_id": 1, "paper_id": 1, "question_id": 1, "other_id": 1}
    values |= {"deed_id": 1, "evidence_id": 1}
    values |= {"code": "made-up", "duty": "drills", "row_id": 1}
    values |= {"sheet_id": 1, "form": "chabaocu:monthly-table", "formal": "2016-02-29"}
    values |= {"draw_id": 1, "inspection_id": 1, "finding_id": 1, "care_id": 1, "pass_id": 1}
    values |= {"plan": "chabaocu", "report": "phase-report", "cell": "T9"}
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda found: str(values[found[1]]), rule.rule)


def console_calls(app):
    """Every method and address of the console, as the application itself knows them."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/console")]
    assert len(rules) >= 6
    return [(method, sample(rule)) for rule in rules for method in rule.methods & {"GET", "POST"}]


def test_strangers_read_where_to_come_from(app):
    for method, url in console_calls(app):
        answer = app.test_client().open(url, method=method)
        assert (answer.status_code, "公众号里回“台账”" in answer.text) == (401, True), url


def test_who_only_reports_is_told_where_that_is_done(app, make, sits):
    home = make.unit("市一院")
    nurse = sits(make.person("张敏", make.unit("外科", "department", home)))
    for method, url in console_calls(app):
        answer = nurse.open(url, method=method)
        assert (answer.status_code, "在公众号里发照片就行" in answer.text) == (403, True), url


def test_struck_off_the_roll_is_out_at_once(make, sits, desk):
    li = make.person("李红", make.unit("市一院"), "officer")
    browser = sits(li)
    assert browser.get("/console/").status_code == 200
    desk.writer.carry(lambda db: db.execute(update(Person).values(active=False)).rowcount)
    assert browser.get("/console/").status_code == 401


@dataclass
class Land:
    """Two hospitals below a city, one beside it; hazard 112 lies in a team of the surgery of the first."""

    people: dict[str, int]
    photo: int
    other_photo: int


@pytest.fixture
def land(make):
    province = make.unit("省总", "province")
    city, far = make.unit("市医务工会", "city", province), make.unit("邻市工会", "city", province)
    first, second = make.unit("市一院", "unit", city), make.unit("市二院", "unit", city)
    surgery, clinic = (make.unit(name, "department", first) for name in ("外科", "门诊"))
    team = make.unit("外科一组", "team", surgery)
    who = {
        "team officer": (team, "officer"),
        "surgery officer": (surgery, "officer"),
        "surgery union": (surgery, "union"),
        "clinic officer": (clinic, "officer"),
        "hospital officer": (first, "officer"),
        "hospital union": (first, "union"),
        "hospital admin": (first, "admin"),
        "other hospital": (second, "officer"),
        "other union": (second, "union"),
        "city union": (city, "union"),
        "city officer": (city, "officer"),
        "far city": (far, "union"),
        "province": (province, "union"),
        "nurse": (surgery, "staff"),
    }
    people = {name: make.person(name, unit, role) for name, (unit, role) in who.items()}
    nurse = people["nurse"]
    hazard = make.hazard(first, 112, department_id=team["id"], person_id=nurse)
    other = make.hazard(second, 300, "别家的事")
    return Land(people, make.photo(hazard), make.photo(other))


SEES_WITH_NAME = (
    "team officer",
    "surgery officer",
    "surgery union",
    "hospital officer",
    "hospital union",
    "hospital admin",
)
SEES = ("city union", "province")
SEES_NOT = ("clinic officer", "other hospital", "other union", "far city")
OUTSIDE = ("city officer", "nurse")


@pytest.mark.parametrize("who", SEES_WITH_NAME + SEES + SEES_NOT + OUTSIDE)
def test_a_hazard_is_seen_by_those_it_concerns(land, sits, who):
    browser = sits(land.people[who])
    seen = 403 if who in OUTSIDE else 404 if who in SEES_NOT else 200
    ledger = browser.get("/console/?show=all")
    assert ("楼梯口堆纸箱" in ledger.text) == (seen == 200)
    assert browser.get("/console/hazards/112").status_code == seen
    # Above the hospitals a picture is seen once its hazard is closed or listed.
    pictured = 404 if who in SEES else seen
    assert browser.get(f"/console/photos/{land.photo}/320").status_code == pictured
    named = 200 if who in SEES_WITH_NAME else 403 if who in SEES else seen
    answer = browser.post("/console/hazards/112/name")
    assert (answer.status_code, "外科 nurse" in answer.text) == (named, named == 200)


@pytest.mark.parametrize("who", SEES_WITH_NAME)
def test_the_other_hospital_stays_closed(land, sits, who):
    browser = sits(land.people[who])
    assert "别家的事" not in browser.get("/console/?show=all").text
    assert browser.get("/console/hazards/300").status_code == 404
    assert browser.get(f"/console/photos/{land.other_photo}/320").status_code == 404


def test_without_a_department_only_the_whole_hospital_sees_it(make, sits):
    home = make.unit("市一院")
    ward = make.unit("外科", "department", home)
    make.hazard(home, 112)
    officer, ward_officer = make.person("周兰", home, "officer"), make.person("李红", ward, "officer")
    assert sits(officer).get("/console/hazards/112").status_code == 200
    assert sits(ward_officer).get("/console/hazards/112").status_code == 404


def test_two_hospitals_with_the_same_number_are_asked_apart(make, sits):
    city = make.unit("市医务工会", "city")
    first, second = make.unit("市一院", "unit", city), make.unit("市二院", "unit", city)
    make.hazard(first, 112, "一院的纸箱")
    make.hazard(second, 112, "二院的插座")
    browser = sits(make.person("孙玉梅", city, "union"))
    asked = browser.get("/console/hazards/112").text
    assert "市一院" in asked
    assert "市二院" in asked
    one = browser.get(f"/console/hazards/112?unit={second['code']}").text
    assert "二院的插座" in one
    assert "一院的纸箱" not in one


def test_a_cadre_above_reads_no_name_and_is_offered_none(land, sits):
    page = sits(land.people["city union"]).get("/console/hazards/112").text
    assert "本院职工" in page
    assert "看名字" not in page


def test_every_console_answer_is_for_this_person_alone(land, sits, desk):
    answer = sits(land.people["hospital officer"]).get("/console/")
    assert "private" in answer.headers["Cache-Control"]
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert part in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Strict-Transport-Security" not in answer.headers
    secure = make_pages(desk.__class__(**{**vars(desk), "secure_cookies": True}))
    assert "max-age" in secure.test_client().get("/").headers["Strict-Transport-Security"]


def test_no_page_carries_style_or_script_of_its_own(land, sits, make):
    browser = sits(land.people["hospital officer"])
    for url in ("/", "/console/", "/console/hazards/112", "/login/nothing", "/nowhere"):
        text = browser.get(url).text
        assert " style=" not in text, url
        assert "<script" not in text, url
        assert "http://" not in text.replace("http://localhost", ""), url
