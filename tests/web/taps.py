"""What a person taps on the page of a hazard, and what then stands in the ledger."""

import re

from sqlalchemy import select

from models.hazards import find_hazard
from models.history import history_of
from models.outbox import Errand


def says(browser, number, deed, **form):
    """What stands on the page after a tap."""
    page = browser.post(f"/console/hazards/{number}/{deed}", data=form, follow_redirects=True).text
    found = re.search(r'<p class="outcome (\w+)"[^>]*>(.*?)</p>', page, re.S)
    return (found[1], found[2]) if found else (page, "")


def row(desk, hazard_id):
    with desk.reading.connect() as db:
        return dict(find_hazard(db, hazard_id))


def verbs(desk, hazard_id):
    with desk.reading.connect() as db:
        return [(line["verb"], line["person_name"], line["text"]) for line in history_of(db, hazard_id)]


def told(desk):
    """The errands to the reporter."""
    with desk.reading.connect() as db:
        query = select(Errand.kind, Errand.to_id).where(Errand.to_id.is_not(None)).order_by(Errand.id)
        return [tuple(each) for each in db.execute(query)]


def in_the_list(browser, number):
    """A row of the list: what it says, and the word of its button."""
    page = browser.get("/console/?show=all").text
    found = re.search(
        rf'class="what"[^>]*>(?:<a[^>]*>)?<b>{number}</b>.*?class="state \w+">(.*?)</span>.*?class="move[^"]*"[^>]*>(.)</',
        page,
        re.S,
    )
    return found[1], found[2]
