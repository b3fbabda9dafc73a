"""Hostile words in every text a person can send, a form can carry or a roll can bring: on pages, pictures and papers."""

import re
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import String, cast, literal, update

from models.calendar import CalendarDay
from models.conversations import Conversation
from models.hazards import Hazard
from models.history import HistoryLine
from models.letters import Letter
from models.listings import Listing
from models.outbox import Errand
from models.people import Person
from models.photos import Photo
from models.places import Place
from models.publications import Publication
from models.units import Unit
from tests.web.attacks.land import addresses

TEXTS = {
    Hazard: (
        *("description", "plain", "brief", "place_text", "measure", "reason", "funds", "contingency"),
        *("asked_why", "contractor", "major_item", "category"),
    ),
    HistoryLine: ("text",),
    Person: ("name", "phone", "staff_no", "post"),
    Unit: ("name", "phone"),
    Place: ("name",),
    Conversation: ("self_name",),
    Letter: ("why", "received_by", "scheme"),
    Listing: ("authority", "reference", "note"),
    Publication: ("title", "wrong", "right", "reason"),
    CalendarDay: ("note",),
    Errand: ("reason",),
    Photo: ("reason", "media_id", "picture_url"),
}
NAMES = [f"{model.__tablename__}.{name}" for model, names in TEXTS.items() for name in names]
ELSEWHERE = {
    *("person.post", "outbox.reason", "photo.reason", "photo.media_id", "photo.picture_url"),
    *("unit.phone", "listing.note", "publication.reason", "hazard.reason", "hazard.asked_why"),
    *("hazard.plain", "hazard.category", "conversation.self_name", "publication.wrong", "publication.right"),
}
"""What the pages of this land have no reason to show, or show in our own words."""


def hostile(number):
    """Breaks out of a text, of an attribute in either quotes, and out of a template, wherever it is not kept in."""
    return f"<x-{number:02}>'\" onx=1 {{{{7*191}}}}"


class Reader(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text):
        super().__init__()
        self.bad = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            is_link = name in ("href", "src", "action", "formaction", "poster", "data")
            if name.startswith("on") or name in ("style", "srcdoc", "http-equiv"):
                self.bad.append((tag, name))
            if is_link and not re.match(r"(/(?![/\\])|\?|#|tel:)", value or ""):
                self.bad.append((tag, name, value))
        if tag.startswith("x-") or (tag == "script" and "src" not in dict(attrs)):
            self.bad.append(tag)


@pytest.fixture
def poisoned(land, make):
    """Every text of every row is hostile."""

    def work(db):
        numbers = iter(range(1, 99))
        for model, names in TEXTS.items():
            words = {name: hostile(next(numbers)) for name in names}
            if model is Person:  # numbers stand once in a hospital
                words["staff_no"] = literal(words["staff_no"]) + cast(Person.id, String)
            db.execute(update(model.__table__).values(**words))
        db.execute(update(Hazard.__table__).where(Hazard.pieces != []).values(pieces=[hostile(90), "b"]))
        db.execute(update(Place.__table__).values(aliases=[hostile(91)]))
        return 1

    make.writer.carry(work)
    return land


@pytest.mark.parametrize("seat", ["hospital", "department", "union", "above"])
def test_nothing_anybody_wrote_becomes_part_of_a_page(seat, poisoned, app, desk, enters):
    browser, seen = enters(poisoned.seats[seat]), set()
    for endpoint, url in addresses(app, desk, poisoned):
        answer = browser.get(url)
        assert answer.status_code < 500, url
        if answer.mimetype == "text/html":
            text = answer.text
            assert (Reader(text).bad, "<x-" in text, "1337" in text) == ([], False, False), (endpoint, url)
            seen |= {int(found) for found in re.findall(r"&lt;x-(\d\d)&gt;", text)}
    if seat == "union":
        unseen = {name for number, name in enumerate(NAMES, 1) if number not in seen}
        assert unseen <= ELSEWHERE, "a text nobody looks at proves nothing"


def test_a_drawn_figure_has_no_part_that_anybody_wrote(poisoned, app, desk, enters):
    browser, seen = enters(poisoned.story.officer), 0
    for endpoint, url in addresses(app, desk, poisoned):
        if endpoint == "console.chart":
            answer = browser.get(url)
            tags = {each.tag.rpartition("}")[2] for each in ElementTree.fromstring(answer.data).iter()}
            assert not tags & {"script", "foreignObject", "a", "image", "use", "iframe"}, url
            assert not [tag for tag in tags if tag.startswith("x-")], url
            assert "script-src" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
            seen += "&lt;x-" in answer.text
    assert seen, "no chart names a department"


def test_a_letter_is_words_and_nothing_else(poisoned, enters):
    answer = enters(poisoned.story.officer).get(f"/console/hazards/300/letters/{poisoned.letter_id}.docx")
    assert answer.status_code == 200
    with ZipFile(BytesIO(answer.data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    tags = {
        each.tag.rpartition("}")[2] for part in parts.values() for each in ElementTree.fromstring(part).iter()
    }
    assert not [tag for tag in tags if tag.startswith("x-")]
    assert not tags & {"fldSimple", "instrText", "altChunk", "object", "control"}
    assert b"&lt;x-" in parts["word/document.xml"]
    assert not [name for name in parts if b'TargetMode="External"' in parts[name]]


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/c calc'!A0", "=HYPERLINK(1)"]
)
def test_no_cell_of_the_book_is_a_formula(start, land, make, enters):
    """Whatever a text begins with, and whoever wrote it: a name of the roll as much as a description."""

    def work(db):
        for model in (Hazard, Unit, Person, Listing, HistoryLine):
            names = [name for name in TEXTS[model] if name not in ("category", "phone", "staff_no")]
            db.execute(update(model.__table__).values(dict.fromkeys(names, start)))
        return 1

    make.writer.carry(work)
    answer = enters(land.story.officer).get("/console/ledger.xlsx?show=all")
    book, plain = load_workbook(BytesIO(answer.data)), 0
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", cell.coordinate
            assert cell.hyperlink is None
            plain += isinstance(cell.value, str) and cell.value.strip() == start.strip()
    assert plain > 5
    assert b"externalLink" not in answer.data
