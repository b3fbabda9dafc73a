"""Every move of the table from the page of a hazard: at every stage, from every seat; done, or refused in words."""

from datetime import date

import pytest
from sqlalchemy import insert

from models.listings import Listing
from rules.hazard import MOVES, Part, Status
from tests.web.makers import HOUR, NOON
from tests.web.taps import row, says, verbs
from web.rights import MAY, Deed, Seat

SOON = "2016-03-09"
ON_PAGES = {
    "merge": ("merge", {"into": "301"}, {Deed.JOIN}),
    "reject": ("reject", {"words": "现场没有"}, {Deed.REJECT}),
    "redirect": ("redirect", {}, {Deed.REDIRECT}),
    "assign": ("assign", {"owner": "王强", "due_on": SOON}, {Deed.ASSIGN}),
    "reassign": ("reassign", {"owner": "王强", "due_on": SOON}, {Deed.ASSIGN}),
    "hand_up": ("hand_up", {"words": "科里弄不了"}, {Deed.PROGRESS}),
    "fix": ("fix", {"words": "换了新的"}, {Deed.PROGRESS}),
    "send_back": ("send_back", {"usual": "没弄完"}, {Deed.SEND_BACK}),
    "close": ("close", {}, {Deed.CLOSE}),
    "refuse": ("refuse", {"words": "照片看不清"}, {Deed.REFUSE}),
    "reopen": ("reopen", {"words": "又坏了"}, {Deed.SEND_BACK, Deed.REFUSE}),
    "progress": ("progress", {"words": "配件到了"}, {Deed.PROGRESS}),
    "ask_longer": ("ask_longer", {"due_on": SOON, "words": "等配件"}, set()),
    "not_mine": ("not_mine", {"words": "归设备科"}, set()),
    "extend": ("extend", {"due_on": SOON}, {Deed.EXTEND}),
    "keep_day": ("keep_day", {}, {Deed.EXTEND}),
    "fill_in": ("fill_in", {"measure": "清走"}, {Deed.FILL_IN}),
    "set_level": ("level", {"level": "major"}, {Deed.LEVEL}),
    "set_facts": ("facts", {"source": "expert"}, {Deed.FACTS}),
    "invite": ("invite", {}, {Deed.INVITE}),
    "propose": ("propose", {"authority": "区应急管理局", "on": "2016-03-02"}, {Deed.LIST}),
    "list": ("list", {"reference": "应急挂3号", "on": "2016-03-02"}, {Deed.LIST}),
    "delist": ("delist", {"on": "2016-03-02"}, {Deed.LIST}),
    "notify": ("letter", {"words": "要停业改造"}, {Deed.LETTER}),
}
"""The move: its address, what is typed, and the deeds of which one allows it."""

IN_CHAT = {"report", "take_up", "withdraw", "fix_on_spot", "verify"}
"""What only reporters do."""

SEATS = {
    Seat.DEPARTMENT: ("surgery", "officer"),
    Seat.HOSPITAL: ("home", "officer"),
    Seat.UNION: ("home", "union"),
    Seat.ADMIN: ("home", "admin"),
    Seat.ABOVE: ("city", "union"),
}
FILLED = {"measure": "清走纸箱", "funds": "无需资金", "contingency": "派人看住"}


@pytest.fixture
def units(make):
    city = make.unit("市医务工会", "city")
    home = make.unit("市一院", "unit", city)
    surgery, repairs = (make.unit(name, "department", home) for name in ("外科", "后勤科"))
    return {"city": city, "home": home, "surgery": surgery, "repairs": repairs}


@pytest.fixture
def owner(make, units):
    return make.person("王强", units["repairs"])


@pytest.fixture
def stands(make, units, owner, desk):
    """A hazard at a stage, with everything the move needs but the stage."""
    make.person("许峰", units["home"], post="院长")
    nurse = make.person("张敏", units["surgery"])
    talk = make.conversation(nurse)
    make.hazard(units["home"], 301, department_id=units["surgery"]["id"])

    def one(number, status, verb="", **more):
        status = Status(status)
        facts = {"status": status, "department_id": units["surgery"]["id"], "tier": "department"}
        facts |= {"person_id": nurse, "reporter_id": talk, **FILLED}
        if status in (Status.ASSIGNED, Status.FIXED, Status.CLOSED) or verb == "propose":
            facts |= {"owner_id": owner, "due_on": date(2016, 3, 4), "assigned_at": NOON - HOUR}
        facts |= {"fixed_at": NOON - HOUR} if status in (Status.FIXED, Status.CLOSED) else {}
        facts |= {"closed_at": NOON - HOUR} if status is Status.CLOSED else {}
        if verb == "keep_day" and status is Status.ASSIGNED:
            facts |= {"asked_due_on": date(2016, 3, 9)}
        facts |= {"level": "major"} if verb in ("propose", "list", "delist") else {}
        hazard = make.hazard(units["home"], number, **(facts | more))
        make.line(hazard, "report", "reporter", nurse, status=status)
        if verb in ("list", "delist"):
            _listed(make, hazard, "2016-03-01" if verb == "delist" else None)
        return hazard

    return one


def _listed(make, hazard, day):
    from_day = date(2016, 3, 1)
    listed = date.fromisoformat(day) if day else None
    facts = {"hazard_id": hazard, "authority": "区应急管理局", "proposed_on": from_day, "listed_on": listed}
    make.writer.carry(lambda db: db.execute(insert(Listing).values(**facts)).rowcount)


STAGES = [s for s in Status if s not in (Status.DRAFT, Status.MERGED)]


def _told(browser):
    """What the next page will say on top."""
    with browser.session_transaction() as session:
        return session.pop("_flashes", [("nothing", "")])[-1]


def expected(verb, status, seat):
    """Whether the table of rights and the table of moves both say yes."""
    may = bool(ON_PAGES[verb][2] & MAY[seat])
    return may and status in MOVES[verb].starts


def test_every_move_is_made_on_the_pages_or_by_reporters_alone():
    assert set(ON_PAGES) | IN_CHAT == set(MOVES)
    only_reporters = {verb for verb, move in MOVES.items() if move.parts <= {Part.REPORTER, Part.SYSTEM}}
    assert only_reporters == IN_CHAT


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("verb", ON_PAGES)
def test_a_move_is_done_or_refused_in_words_at_every_stage(verb, seat, units, stands, make, sits, desk):
    where, role = SEATS[seat]
    browser = sits(make.person("某人", units[where], role))
    if seat is Seat.UNION:
        make.person("有安全员", units["home"], "officer")
    address, form, _ = ON_PAGES[verb]
    for number, status in enumerate(STAGES, 401):
        hazard = stands(number, status, verb)
        before, lines = row(desk, hazard), len(verbs(desk, hazard))
        answer = browser.post(f"/console/hazards/{number}/{address}", data=form)
        after, told = row(desk, hazard), verbs(desk, hazard)[lines:]
        if expected(verb, status, seat):
            made = [line for line in told if line[0] == verb]
            assert len(made) == 1, (verb, status, seat, _told(browser))
            assert made[0][1] == "某人"
            assert after["status"] == (MOVES[verb].to or before["status"])
        else:
            assert (after, told) == (before, []), (verb, status, seat)
            assert answer.status_code == 403 or _told(browser)[0] == "bad", (verb, status, seat)


@pytest.mark.parametrize("seat", SEATS)
def test_a_page_offers_just_what_would_be_done(seat, units, stands, make, sits):
    """Each form that is shown leads to a move of this stage, and none is missing but the conditional ones."""
    where, role = SEATS[seat]
    browser = sits(make.person("某人", units[where], role))
    if seat is Seat.UNION:
        make.person("有安全员", units["home"], "officer")
    for number, status in enumerate(STAGES, 501):
        stands(number, status)
        page = browser.get(f"/console/hazards/{number}").text
        for verb, (address, _, _) in ON_PAGES.items():
            shown = f'action="/console/hazards/{number}/{address}"' in page
            assert not shown or expected(verb, status, seat), (verb, status, seat)
            if verb in ("assign", "reassign", "fix", "send_back", "close", "refuse", "progress", "extend"):
                assert shown == expected(verb, status, seat), (verb, status, seat)


def test_the_owner_who_sits_in_the_console_does_the_owners_moves(units, stands, make, sits, desk):
    li = make.person("李红", units["surgery"], "officer")
    browser = sits(li)
    for number, (verb, stays) in enumerate(
        (("ask_longer", True), ("not_mine", False), ("progress", True)), 601
    ):
        hazard = stands(number, "assigned", owner_id=li)
        assert f"/{verb}" in browser.get(f"/console/hazards/{number}").text
        address, form, _ = ON_PAGES[verb]
        assert says(browser, number, address, **form)[0] == "good"
        assert (row(desk, hazard)["status"] == "assigned") == stays
        assert verbs(desk, hazard)[-1][:2] == (verb, "李红")


def test_nobody_closes_their_own_work_and_the_page_does_not_offer_it(units, stands, make, sits, desk):
    li = make.person("李红", units["surgery"], "officer")
    hazard = stands(112, "fixed", owner_id=li)
    page = sits(li).get("/console/hazards/112").text
    assert "得换双眼睛看" in page
    assert "看过了，销号" not in page
    assert says(sits(li), 112, "close")[0] == "bad"
    assert row(desk, hazard)["status"] == "fixed"


def test_a_block_that_is_missing_is_named_before_closing(units, stands, make, sits):
    browser = sits(make.person("李红", units["surgery"], "officer"))
    stands(112, "fixed", funds="", contingency="")
    assert "五落实还缺资金、预案，补上才能销号" in browser.get("/console/hazards/112").text
    assert says(browser, 112, "close") == ("bad", "112号五落实还缺资金、预案，补上才能销号。")
    assert says(browser, 112, "fill_in", funds="无需资金", contingency="派人看住")[0] == "good"
    assert says(browser, 112, "close")[0] == "good"


def test_the_usual_blocks_are_agreed_to_with_one_tap(units, stands, make, sits, desk):
    browser = sits(make.person("李红", units["surgery"], "officer"))
    hazard = stands(112, "assigned", defaulted=["funds", "contingency"])
    assert "默认都认" in browser.get("/console/hazards/112").text
    assert says(browser, 112, "fill_in", usual="1") == ("good", "默认的都认了。")
    assert row(desk, hazard)["defaulted"] == []
    assert "默认都认" not in browser.get("/console/hazards/112").text
