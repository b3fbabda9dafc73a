"""A hospital in which everything exists, another one beside it, and everybody who might look. No attack is made here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from bot.links import HAZARD, MINE, SHEET
from models.calendar import CalendarDay
from models.letters import Letter
from models.listings import Listing
from models.places import Place
from models.publications import Publication
from tests.quiz.papers import add_paper
from tests.web.asked import question
from tests.web.makers import DAY, HOUR, NOON, TODAY, Make
from tests.web.story import Story, tell
from tests.web.troubles import Troubles, add_troubles
from web.desk import Desk

CHARTS = ("flow", "overdue", "tiers", "categories", "sources", "lenses")


@dataclass(frozen=True)
class Land:
    """The hospital of the story, what hangs on its hazard 150, and who may look."""

    story: Story
    troubles: Troubles
    hazard_id: int
    photo_id: int
    place_id: int
    letter_id: int
    card_id: int
    account_id: int
    draft_id: int
    question_id: int
    paper_id: int

    @property
    def seats(self) -> dict[str, int]:
        """Who looks, by the name of the seat."""
        story = self.story
        return {
            "hospital": story.officer,
            "department": story.ward_officer,
            "union": story.union,
            "above": story.city_union,
        }


def build(make: Make) -> Land:
    """Everything there is, once."""
    story = tell(make)
    troubles = add_troubles(make, story)
    home = story.home
    facts = {"department_id": story.surgery["id"], "status": "assigned", "due_on": TODAY, "level": "major"}
    reporter = make.person("钱芳", story.surgery)
    account = make.conversation(reporter)
    facts |= {"owner_id": story.ward_officer, "person_id": reporter, "reporter_id": account}
    place = make._add(
        Place,
        code="P900",
        name="配电间",
        unit_id=story.surgery["id"],
        home_id=home["id"],
        aliases=["电房"],
        scan_url="http://weixin.qq.com/q/abc",
    )
    hazard = make.hazard(home, 300, "配电间进水", asked_due_on=TODAY + DAY, place_id=place, **facts)
    photo = make.photo(hazard)
    for verb in ("report", "ask", "assign", "progress", "ask_longer", "urge"):
        make.line(hazard, verb, "officer", story.officer, text="说明")
    make._add(Listing, hazard_id=hazard, proposed_on=TODAY, listed_on=TODAY)
    letter = make._add(Letter, **letter_facts(home, hazard))
    card = make._add(Publication, hazard_id=hazard, kind="exposure", drafted_at=NOON)
    put = insert(CalendarDay).values(day=TODAY, is_rest=True, note="x")
    make.writer.carry(lambda db: db.execute(put).rowcount)
    draft = make.hazard(home, None, "", department_id=story.surgery["id"], at=NOON - 5 * HOUR)
    asked = question(make, home["id"])
    paper = make.writer.carry(lambda db: add_paper(db, home, NOON))
    return Land(story, troubles, hazard, photo, place, letter, card, account, draft, asked, paper)


def letter_facts(home: Any, hazard: int) -> dict[str, Any]:
    """A delivered letter with its answer."""
    facts = {"unit_id": home["id"], "hazard_id": hazard, "year": 2016, "seq": 1, "written_at": NOON}
    return facts | {"delivered_at": NOON, "scheme_at": NOON, "scheme_due_on": TODAY}


def addresses(app: Flask, desk: Desk, land: Land, *, number: int = 300) -> Iterator[tuple[str, str]]:
    """Every page, picture and file one can ask for, with what stands there; every chart, paper and chip."""
    there = {
        "number": number, "hazard_id": land.draft_id, "photo_id": land.photo_id, "place_id": land.place_id,
        "person_id": land.story.nurse, "letter_id": land.letter_id, "card_id": land.card_id,
        "account_id": land.account_id, "day": "2016-03-02", "size": "320", "what": "poster", "token": "made-up",
        "code": "made-up",
        "name": "flow", "filename": "house.css", "question_id": land.question_id, "paper_id": land.paper_id,
        "deed_id": 1, "evidence_id": 1,
        "duty": "drills", "row_id": 1,
        "sheet_id": 1, "form": "chabaocu:monthly-table", "formal": "2016-02-29",
        "draw_id": 1, "inspection_id": 1, "finding_id": 1, "care_id": 1, "pass_id": 1,
        "plan": "chabaocu", "report": "phase-report", "cell": "T9",
    }  # fmt: skip
    bind = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.methods and "GET" in rule.methods and not rule.endpoint.startswith("h5."):
            values = {name: there[name] for name in rule.arguments}
            yield rule.endpoint, bind.build(rule.endpoint, values)
    for name in CHARTS:
        yield "console.chart", f"/console/dashboard/{name}.svg"
    for more in (160, 161, 162, 163, 164, 165, 166, 167, 168, 149, 150):
        yield "console.hazard", f"/console/hazards/{more}"
    for query in ("?show=all", "?show=unreached", "?show=mine", "?show=major"):
        yield "console.ledger", f"/console/{query}"
    yield "console.calendar_page", "/console/calendar?year=2016&day=2016-03-02"
    yield from own_pages(desk, land)


def own_pages(desk: Desk, land: Land) -> list[tuple[str, str]]:
    """What the reporter sees by a link."""
    assert desk.links
    one = desk.links.sign(HAZARD, land.hazard_id, NOON)
    all_of_it = desk.links.sign(MINE, land.account_id, NOON)
    return [
        ("h5.hazard", f"/h5/hazards/{one}"),
        ("h5.picture", f"/h5/hazards/{one}/1/320"),
        ("h5.mine", f"/h5/mine/{all_of_it}"),
        ("h5.sheet", f"/h5/sheet/{desk.links.sign(SHEET, 1, NOON)}"),
    ]


def sits(app: Flask, make: Make, person_id: int) -> FlaskClient:
    """A browser in which this person is inside."""
    client = app.test_client()
    client.post(make.link(person_id, f"token-{next(make.ids)}"))
    return client
