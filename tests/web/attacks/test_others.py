"""What belongs to somebody else: other hospitals, other departments, other people's links, by the numbers one can count up."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import inspect, select, text, update

from bot.links import HAZARD, MINE, Links
from models.base import Base
from models.hazards import Hazard
from models.letters import Letter
from models.listings import Listing
from models.people import Person
from models.publications import Publication
from tests.quiz.papers import add_paper
from tests.web.asked import question
from tests.web.attacks.land import addresses, letter_facts
from tests.web.makers import DAY, HOUR, NOON, TODAY

MARK = "邻院独有"
"""Stands in every text of the other hospital, and nowhere else."""


@pytest.fixture
def other(make, land):
    """The hospital next door: a hazard with everything, a person, a place, a draft, a stranger, an errand."""
    city = {"id": 1, "path": "/1/", "home_id": None}
    home = make.unit(f"{MARK}二院", "unit", city)
    ward = make.unit(f"{MARK}科", "department", home)
    person = make.person(f"{MARK}赵", ward, phone="13999990000", staff_no="777001")
    reporter = make.conversation(person)
    facts = {"department_id": ward["id"], "person_id": person, "reporter_id": reporter, "owner_id": person}
    facts |= {"status": "assigned", "due_on": TODAY, "asked_due_on": TODAY + DAY, "place_text": MARK}
    facts |= {
        "reason": MARK,
        "measure": MARK,
        "funds": MARK,
        "contingency": MARK,
        "level": "major",
        "urgent": True,
    }
    place = make.place(f"{MARK}处", ward)
    hazard = make.hazard(home, 777, MARK, place_id=place, **facts)
    found = {"home": home, "ward": ward, "person_id": person, "hazard": hazard, "place_id": place}
    found |= {"photo_id": make.photo(hazard), "voice": make.photo(hazard, medium="voice")}
    make.line(hazard, "ask", "officer", person, text=MARK)
    found["letter_id"] = make._add(Letter, why=MARK, scheme=MARK, **letter_facts(home, hazard))
    card = {"title": MARK, "wrong": MARK, "right": MARK, "drafted_at": NOON, "kind": "exposure"}
    found["card_id"] = make._add(Publication, hazard_id=hazard, **card)
    make._add(Listing, hazard_id=hazard, proposed_on=TODAY, authority=MARK)
    draft = {"department_id": ward["id"], "place_text": MARK, "at": NOON - 9 * HOUR}
    found["hazard_id"] = make.hazard(home, None, "", **draft)
    said = {"self_name": MARK, "self_unit_id": ward["id"], "self_said_at": NOON}
    found["account_id"] = make.conversation(**said)
    found["paper_id"] = make.writer.carry(lambda db: add_paper(db, home, NOON, title=MARK))
    found["question_id"] = question(make, home["id"], asks=MARK, options=[MARK, "x"])
    found["errand"] = make.notice(hazard, person)
    return found


def everything(desk):
    """Every row of the ledger, to see that nothing has moved; who may come in counts apart."""
    with desk.reading.connect() as db:
        tables = set(inspect(db).get_table_names()) & {t.name for t in Base.metadata.sorted_tables} - {
            "login_link"
        }
        return {name: sorted(map(str, db.execute(text(f"select * from {name}")))) for name in sorted(tables)}


def read(answer):
    """The words of an answer, those inside a book as well."""
    if answer.mimetype.endswith("sheet"):
        with ZipFile(BytesIO(answer.data)) as archive:
            return "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml"))
    return answer.data.decode("utf-8", "replace")


def urls(app, method, values):
    bind = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.arguments & values.keys():
            names = {"size": "320", "what": "poster", "day": "2016-03-04"} | values
            if rule.arguments <= names.keys():
                yield (
                    rule.endpoint,
                    bind.build(rule.endpoint, {n: names[n] for n in rule.arguments}, method=method),
                )


SEATS = ["hospital", "department", "union"]


@pytest.mark.parametrize("seat", SEATS)
def test_counting_up_numbers_shows_nothing_of_the_hospital_next_door(seat, land, other, app, desk, enters):
    """By number, by id, by unit, in every list and file, with every filter that names what is theirs."""
    browser, walked = enters(land.seats[seat]), 0
    values = {
        name: other[name]
        for name in ("photo_id", "place_id", "person_id", "letter_id", "card_id", "paper_id", "question_id")
    }
    values |= {"number": 777, "hazard_id": other["hazard_id"], "account_id": other["account_id"]}
    for endpoint, url in urls(app, "GET", values):
        answer = browser.get(url)
        assert answer.status_code in (403, 404), endpoint
        assert MARK not in read(answer)
        walked += 1
    assert walked >= 8
    queries = [{}, {"show": "all"}, {"unit": other["home"]["id"]}, {"unit": other["ward"]["id"]}, {"q": MARK}]
    queries += [{"place": MARK, "show": "all"}, {"spot": MARK}, {"q": "777"}, {"unit": other["home"]["code"]}]
    for query in queries:
        for _, url in addresses(app, desk, land):
            if url.startswith("/console/") and "/photos/" not in url and url.count("/") == 2:
                answer = browser.get(url.partition("?")[0], query_string=query)
                shown = read(answer).replace(f'value="{MARK}"', "").replace(f"“{MARK}”", "")
                assert "777</b>" not in shown, (url, query)
                assert f"{MARK}科" not in shown, (url, query)
                assert f"{MARK}赵" not in shown, (url, query)
                assert "13999990000" not in shown, (url, query)


@pytest.mark.parametrize("seat", SEATS)
def test_nothing_is_done_to_the_hospital_next_door(seat, land, other, app, desk, enters):
    """Every form, with the numbers of the other house in its address and in its fields."""
    browser = enters(land.seats[seat])
    form = {"words": "x", "owner": other["person_id"], "due_on": "2016-03-05", "into": "777", "person": "new"}
    form |= {
        "errand": [other["errand"]],
        "place": [other["place_id"]],
        "role": "admin",
        "unit": other["ward"]["id"],
    }
    form |= {
        "title": "x",
        "wrong": "x",
        "received_by": "x",
        "scheme": "x",
        "authority": "x",
        "note": "x",
        "on": "2016-03-02",
    }
    form |= {
        "number": ["777"],
        "owner-777": other["person_id"],
        "due_on-777": "2016-03-05",
        "kind": "exposure",
        "level": "general",
    }
    values = {name: other[name] for name in ("photo_id", "person_id", "letter_id", "card_id", "account_id")}
    values |= {name: other[name] for name in ("question_id", "hazard_id")}
    before = everything(desk)
    for endpoint, url in urls(app, "POST", values | {"number": 777}):
        if endpoint != "console.say_day":
            assert browser.post(url, data=form).status_code in (302, 403, 404), endpoint
    for url in ("/console/calls", "/console/assign/all", "/console/assign", "/console/places/codes"):
        assert browser.post(url, data=form).status_code in (200, 302, 400, 403, 409), url
    assert everything(desk) == before


@pytest.mark.parametrize("seat", SEATS)
def test_a_paper_is_not_reached_through_a_hazard_of_ones_own(seat, land, other, app, desk, enters):
    """Number 300 is ours, the letter and the card are theirs: read, delivered, answered, approved, drawn."""
    browser, before = enters(land.seats[seat]), everything(desk)
    base = "/console/hazards/300"
    for url in (f"{base}/letters/{other['letter_id']}.docx", f"{base}/cards/{other['card_id']}.png"):
        assert browser.get(url).status_code == 404, url
    form = {"received_by": "x", "scheme": MARK, "words": "x"}
    deeds = (f"{base}/letters/{other['letter_id']}/{deed}" for deed in ("delivered", "scheme"))
    cards = (f"{base}/cards/{other['card_id']}/{deed}" for deed in ("approve", "refuse", "posted"))
    for url in (*deeds, *cards):
        answer = browser.post(url, data=form, follow_redirects=True)
        assert MARK not in answer.text
        assert "和记下的一样" not in answer.text, "not even whether one guessed its words"
    assert everything(desk) == before


def test_nobody_next_door_becomes_an_owner(land, other, desk, enters):
    browser = enters(land.story.officer)
    told = {"due_on": "2016-03-05", "measure": "x"}
    for owner in (other["person_id"], "777001", f"{MARK}赵", "13999990000"):
        browser.post("/console/hazards/164/assign", data=told | {"owner": owner})
        browser.post(
            "/console/assign/all", data={"number": "164", "owner-164": owner, "due_on-164": "2016-03-05"}
        )
    with desk.reading.connect() as db:
        owner = db.execute(select(Hazard.owner_id).where(Hazard.number == 164)).scalar_one()
    assert owner is None


@pytest.fixture
def own(desk, land):
    """Signs addresses as the house does, or as somebody would like to."""
    assert desk.links
    return desk.links


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token.rpartition(".")[0],
        lambda token: token.replace(token[1], "x", 1),
        lambda token: token + "A",
        lambda token: "." + token,
        lambda token: "W10." + token.rpartition(".")[2],
        lambda token: "",
    ],
    ids=[
        "last letter",
        "no signature",
        "other number",
        "longer",
        "squeezed",
        "empty list",
        "nothing",
    ],
)
def test_a_reporters_link_holds_no_other_writing(spoil, own, app, land):
    stranger, token = app.test_client(), own.sign(HAZARD, land.hazard_id, NOON)
    assert stranger.get(f"/h5/hazards/{token}").status_code == 200
    for end in ("", "/1/320"):
        assert stranger.get(f"/h5/hazards/{spoil(token)}{end}").status_code in (404, 410)


def test_a_reporters_link_is_for_one_thing_for_one_day(own, app, land):
    stranger = app.test_client()
    mine = own.sign(MINE, land.account_id, NOON)
    old = own.sign(HAZARD, land.hazard_id, NOON - DAY)
    forged = Links("guessed", "").sign(HAZARD, land.hazard_id, NOON)
    for token in (mine, old, forged):
        assert stranger.get(f"/h5/hazards/{token}").status_code == 410
    assert stranger.get(f"/h5/mine/{own.sign(HAZARD, land.hazard_id, NOON)}").status_code == 410
    for more in ("/0/320", "/2/320", "/99/320", "/1/original", "/1/bare", "/1/voice", "/1/..%2f320"):
        token = own.sign(HAZARD, land.hazard_id, NOON)
        assert stranger.get(f"/h5/hazards/{token}{more}").status_code in (404, 308), more


@pytest.mark.parametrize("seat", [None, "hospital", "department", "union", "above"])
def test_a_reporters_page_names_nobody_whoever_opens_it(seat, own, app, land, enters):
    browser = enters(land.seats[seat]) if seat else app.test_client()
    for url in (
        f"/h5/hazards/{own.sign(HAZARD, land.hazard_id, NOON)}",
        f"/h5/mine/{own.sign(MINE, land.account_id, NOON)}",
    ):
        answer = browser.get(url)
        assert answer.status_code == 200
        for name in ("钱芳", "周兰", "李红", "王强", "张敏"):
            assert name not in answer.text, url
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", ["staff"])
def test_an_owner_who_only_reports_has_no_way_into_the_pages(role, land, make, app, desk, enters):
    """Being the one who puts it right opens no page: that is done in the chat."""
    owner = make.person("外协小赵", land.story.repairs, role)
    mine = update(Hazard).where(Hazard.id == land.hazard_id).values(owner_id=owner)
    make.writer.carry(lambda db: db.execute(mine).rowcount)
    browser, before = enters(owner), everything(desk)
    values = {"number": 300, "photo_id": land.photo_id, "letter_id": land.letter_id, "card_id": land.card_id}
    for method in ("GET", "POST"):
        for endpoint, url in urls(app, method, values):
            if endpoint.startswith("console."):
                assert (
                    browser.open(
                        url, method=method, data={"words": "x"} if method == "POST" else None
                    ).status_code
                    == 403
                )
    assert everything(desk) == before


def test_whoever_looks_from_above_reads_no_name_telephone_or_stranger(land, app, desk, enters, make):
    """Names of reporters and owners, telephones, letters, cards and voices stay in the hospital."""
    telephones = update(Person).where(Person.id == land.story.nurse).values(phone="13911112222")
    make.writer.carry(lambda db: db.execute(telephones).rowcount)
    browser = enters(land.story.city_union)
    for endpoint, url in addresses(app, desk, land):
        if endpoint.startswith("console."):
            text_ = read(browser.get(url))
            for kept in ("钱芳", "13911112222", "13905330078", "保洁 王桂英", "scrypt:"):
                assert kept not in text_, (url, kept)
