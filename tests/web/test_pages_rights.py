"""Who may do what: every seat, every deed, tried on the pages and read in the ledger afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import insert, select, true, update

from models.conversations import Conversation
from models.hazards import Hazard, find_hazard
from models.history import history_of
from models.listings import Listing
from models.outbox import Errand
from models.people import Person
from rules.hazard import MOVES, Part
from tests.web.makers import HOUR, NOON, TODAY
from tests.web.troubles import REMINDER
from web.rights import MAY, VERBS, Deed, Scope, Seat

TABLE = """
deed          department hospital union stand_in admin above
name          yes        yes      yes   yes      yes   -
hear          yes        yes      yes   yes      yes   -
hear_nameless yes        yes      -     yes      -     -
ask           yes        yes      yes   yes      -     -
join          yes        yes      -     yes      -     -
split         yes        yes      -     yes      -     -
respond       yes        yes      yes   yes      yes   -
redirect      yes        yes      -     yes      -     -
reject        yes        yes      -     yes      -     -
close         yes        yes      -     yes      -     -
assign        yes        yes      -     yes      -     -
send_back     yes        yes      yes   yes      -     -
extend        yes        yes      yes   yes      -     -
refuse        -          -        yes   yes      -     -
invite        yes        yes      yes   yes      -     -
fill_in       yes        yes      yes   yes      -     -
level         yes        yes      -     yes      -     -
facts         yes        yes      yes   yes      -     -
list          -          yes      yes   yes      -     -
letter        yes        yes      yes   yes      -     -
progress      yes        yes      -     yes      -     -
know          yes        yes      yes   yes      yes   -
call          yes        yes      yes   yes      yes   -
call_union    -          -        yes   yes      yes   -
purge         -          -        yes   yes      yes   -
redact        yes        yes      yes   yes      -     -
publish       yes        yes      yes   yes      -     -
approve       -          -        yes   yes      -     -
people        -          -        yes   yes      yes   -
calendar      -          -        yes   yes      yes   -
export        yes        yes      yes   yes      yes   yes
photos        yes        yes      yes   yes      yes   -
papers        -          -        yes   yes      yes   yes
stage         -          -        yes   yes      yes   yes
training      -          -        yes   yes      -     -
results       yes        yes      yes   yes      yes   yes
sitters       yes        yes      yes   yes      yes   -
bank          -          yes      yes   yes      yes   yes
pictured      -          yes      yes   yes      yes   -
deeds         yes        yes      yes   yes      yes   yes
plans         yes        yes      yes   yes      yes   yes
duties        -          -        yes   yes      yes   yes
sheets        -          -        yes   yes      yes   yes
board         -          -        -     -        -     yes
cadres        -          -        -     -        -     yes
findings      yes        yes      yes   yes      yes   yes
passes        -          -        yes   yes      yes   -
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
ALLOWED = {
    (row[0], seat): word == "yes" for row in ROWS[1:] for seat, word in zip(ROWS[0][1:], row[1:], strict=True)
}
SEATS = {
    "department": ("surgery", "officer"),
    "hospital": ("home", "officer"),
    "union": ("home", "union"),
    "stand_in": ("home", "union"),
    "admin": ("home", "admin"),
    "above": ("city", "union"),
}
WITHOUT_A_BUTTON = {
    *("assign", "send_back", "extend", "refuse", "invite", "fill_in", "level", "facts", "list", "letter"),
    *("progress", "publish", "approve", "export", "photos", "people", "calendar", "redact"),
    *("papers", "stage", "training", "results", "sitters", "bank", "pictured", "deeds"),
    *("plans", "duties", "board"),
    *("sheets",),
    *("cadres", "findings", "passes"),
}
"""Deeds that are tried where their pages are, or wait for one."""
OUTSIDERS = {"other department": ("clinic", "officer"), "other hospital": ("second", "union")}


@dataclass(frozen=True)
class Try:
    """One deed as a browser does it, and how one sees that it happened."""

    url: str
    form: dict[str, Any]
    happened: Callable[[Any], bool]


@pytest.fixture
def units(make):
    city = make.unit("市医务工会", "city")
    home, second = make.unit("市一院", "unit", city), make.unit("市二院", "unit", city)
    surgery, clinic = (make.unit(name, "department", home) for name in ("外科", "门诊"))
    return {"city": city, "home": home, "second": second, "surgery": surgery, "clinic": clinic}


@pytest.fixture
def seated(make, units, sits):
    """A browser of somebody who sits there."""

    def one(seat):
        where, role = SEATS[seat]
        if seat == "stand_in":
            nobody = update(Person).where(Person.role == "officer").values(active=False)
            make.writer.carry(lambda db: db.execute(nobody).rowcount)
        return sits(make.person("某人", units[where], role))

    return one


@pytest.fixture
def tries(make, units):
    """Every deed, each on what it needs."""
    home, surgery = units["home"], units["surgery"]
    nurse = make.person("张敏", surgery)
    talk = make.conversation(nurse)
    numbers = iter(range(201, 300))

    def hazard(words="楼梯口堆纸箱", **facts):
        usual = {"department_id": surgery["id"], "reporter_id": talk, "person_id": nurse}
        number = next(numbers)
        return number, make.hazard(home, number, words, **(usual | facts))

    def stands(hazard_id, name, value):
        def look(db):
            return (
                db.execute(select(getattr(Hazard, name)).where(Hazard.id == hazard_id)).scalar_one() == value
            )

        return look

    def told(hazard_id, verb):
        return lambda db: verb in [line["verb"] for line in history_of(db, hazard_id)]

    def on(number, deed, form, happened):
        return Try(f"/console/hazards/{number}/{deed}", form, happened)

    found = {}
    number, row = hazard()
    found[Deed.NAME] = on(number, "name", {}, told(row, "look"))
    number, row = hazard("")
    make.photo(row, medium="voice")
    found[Deed.HEAR] = on(number, "heard", {"words": "楼梯口堆纸箱"}, told(row, "heard"))
    number, row = hazard("", anonymous=True, reporter_id=None, person_id=None)
    make.photo(row, medium="voice")
    found[Deed.HEAR_NAMELESS] = on(number, "heard", {"words": "楼梯口堆纸箱"}, told(row, "heard"))
    number, row = hazard()
    found[Deed.ASK] = on(number, "ask", {"words": "东边西边？"}, told(row, "ask"))
    (first, _), (number, row) = hazard(), hazard()
    found[Deed.JOIN] = on(number, "merge", {"into": str(first)}, stands(row, "status", "merged"))
    number, row = hazard("灯坏了，插座松", pieces=["灯坏了", "插座松"])
    found[Deed.SPLIT] = on(number, "split", {}, stands(row, "pieces", []))
    number, row = hazard(urgent=True)
    found[Deed.RESPOND] = on(number, "respond", {}, told(row, "respond"))
    number, row = hazard()
    found[Deed.REDIRECT] = on(number, "redirect", {}, stands(row, "status", "redirected"))
    number, row = hazard()
    found[Deed.REJECT] = on(number, "reject", {"words": "现场没有"}, stands(row, "status", "rejected"))
    number, row = hazard()
    found[Deed.CLOSE] = on(number, "close", {}, stands(row, "status", "closed"))
    number, row = hazard(status="withdrawn")
    make.photo(row, state="sealed")
    purge = make.notice(row, None, "waiting", kind="purge_photos", due_at=NOON + 20 * HOUR)
    found[Deed.PURGE] = on(number, "purge", {}, _errand(purge, "due_at", NOON))
    _, row = hazard()
    call = make.notice(row, make.person("李红", surgery, "officer"))
    found[Deed.CALL] = Try("/console/calls", {"errand": [str(call)]}, _errand(call, "seen_at", NOON))
    union = make.notice(None, make.person("陈静", home, "union"), kind="remind", payload=REMINDER)
    found[Deed.CALL_UNION] = Try("/console/calls", {"errand": [str(union)]}, _errand(union, "seen_at", NOON))
    said = {"self_name": "保洁 王桂英", "self_unit_id": surgery["id"], "self_said_at": NOON}
    stranger = make.conversation(**said)
    found[Deed.KNOW] = Try(f"/console/strangers/{stranger}", {"person": "new"}, _is_known(stranger))
    return found


def _errand(errand_id, name, value):
    return lambda db: (
        db.execute(select(getattr(Errand, name)).where(Errand.id == errand_id)).scalar_one() == value
    )


def _is_known(account_id):
    def look(db):
        found = db.execute(select(Conversation.person_id).where(Conversation.id == account_id)).scalar_one()
        return found is not None

    return look


def after(desk, attempt):
    with desk.reading.connect() as db:
        return attempt.happened(db)


def scope_of(seat):
    return Scope(true(), "", 1, Seat(seat))


@pytest.mark.parametrize("seat", SEATS)
def test_whoever_may_do_it_plays_the_part_the_rules_ask_for(seat):
    """Two lines of rights: the officers own the moves, the union refuses a closure; a stand-in plays both."""
    here = scope_of(seat)
    for deed, verbs in VERBS.items():
        for verb in verbs if here.may(deed) else ():
            assert here.part_in(verb) in MOVES[verb].parts, (deed, verb)
    expected = {"union": Part.UNION, "stand_in": Part.UNION, "above": Part.UNION}
    assert here.part is expected.get(seat, Part.OFFICER)


def test_the_union_stands_in_only_while_there_is_no_officer(units, make, sits, desk):
    """As soon as somebody is named an officer, the union watches again: within the same session."""
    first, second = (make.hazard(units["home"], n, department_id=units["surgery"]["id"]) for n in (201, 202))
    browser = sits(make.person("陈静", units["home"], "union"))
    make.person("赵刚", units["second"], "officer")
    assert browser.post("/console/hazards/201/close").status_code == 302
    make.person("李红", units["surgery"], "officer")
    assert browser.post("/console/hazards/202/close").status_code == 403
    with desk.reading.connect() as db:
        assert [find_hazard(db, each)["status"] for each in (first, second)] == ["closed", "reported"]


@pytest.mark.parametrize(
    ("facts", "listed", "shown"),
    [
        ({"status": "assigned"}, False, False),
        ({"status": "assigned"}, True, True),
        ({"status": "closed", "closed_at": NOON}, False, True),
    ],
)
def test_above_the_hospitals_pictures_come_with_the_closure_or_the_listing(
    facts, listed, shown, units, make, seated
):
    """A union above looks at figures and words; a picture of what is not closed stays in the house."""
    owner = make.person("王强", units["surgery"])
    hazard = make.hazard(units["home"], 201, owner_id=owner, due_on=TODAY, **facts)
    photo = make.photo(hazard)
    if listed:
        on = {"hazard_id": hazard, "proposed_on": TODAY, "listed_on": TODAY}
        make.writer.carry(lambda db: db.execute(insert(Listing).values(**on)).rowcount)
    answer = seated("above").get(f"/console/photos/{photo}/320")
    assert answer.status_code == (200 if shown else 404)
    assert answer.data.startswith(b"\xff\xd8") == shown
    assert seated("union").get(f"/console/photos/{photo}/320").mimetype == "image/jpeg"


def test_the_table_speaks_of_every_seat_and_every_deed():
    assert set(ALLOWED) == {(deed.value, seat.value) for deed in Deed for seat in Seat}
    assert {(d.value, s.value) for s in Seat for d in MAY[s]} == {
        pair for pair, may in ALLOWED.items() if may
    }


@pytest.mark.parametrize("seat", SEATS)
def test_each_seat_does_what_it_may_and_nothing_else(seat, tries, seated, desk):
    browser = seated(seat)
    assert set(tries) == set(Deed) - WITHOUT_A_BUTTON
    for deed, attempt in tries.items():
        answer = browser.post(attempt.url, data=attempt.form)
        assert after(desk, attempt) == ALLOWED[deed.value, seat], (deed, answer.status_code)
        assert answer.status_code in ((200, 302) if ALLOWED[deed.value, seat] else (302, 403)), deed


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_does_not_see_it_can_do_nothing_to_it(who, units, tries, make, sits, desk):
    where, role = OUTSIDERS[who]
    browser = sits(make.person("某人", units[where], role))
    for deed, attempt in tries.items():
        answer = browser.post(attempt.url, data=attempt.form)
        assert answer.status_code in (302, 404), deed
        assert not after(desk, attempt), deed


@pytest.mark.parametrize("seat", SEATS)
def test_a_page_offers_no_button_that_would_be_refused(seat, tries, seated):
    browser = seated(seat)
    for deed, attempt in tries.items():
        if not attempt.url.startswith("/console/hazards/"):
            continue
        page, _, verb = attempt.url.rpartition("/")
        offered = f'action="{page}/{verb}"' in browser.get(page).text
        assert offered == ALLOWED[deed.value, seat], deed


WHO_HEARS = """
            department  hospital  union  stand_in  admin  above
named       200         200       200    200       200    404
nameless    200         200       404    200       404    404
"""
HEARD = [line.split() for line in WHO_HEARS.strip().splitlines()]


@pytest.mark.parametrize("seat", SEATS)
def test_a_voice_is_half_a_name(seat, units, make, seated):
    """It stays in the hospital; that of a nameless report was promised to the safety officers alone."""
    make.person("李红", units["surgery"], "officer")
    browser = seated(seat)
    for number, (kind, *codes) in enumerate(HEARD[1:], 301):
        expected = dict(zip(HEARD[0], codes, strict=True))[seat]
        facts = {"department_id": units["surgery"]["id"], "anonymous": kind == "nameless"}
        voice = make.photo(make.hazard(units["home"], number, "", **facts), medium="voice")
        (make.folder / f"{voice}.mp3").write_bytes(b"ID3" + bytes(90))
        assert browser.get(f"/console/photos/{voice}/voice").status_code == int(expected), kind
        page = browser.get(f"/console/hazards/{number}").text
        assert ("<audio" in page) == (expected == "200"), kind
