"""Questions between officer and reporter, both ways, also where nobody may know who the reporter is."""

from datetime import datetime

from sqlalchemy import select

from actions.telling import tell_reporter
from models import hazards, history
from models.base import Db, Row
from models.hazards import Hazard
from models.history import HistoryLine
from rules.clocks import Clocks, not_at_night
from rules.hazard import Part

LONGEST = 200
"""Characters of a question; it must fit into a bubble with something around it."""


def ask(db: Db, row: Row, text: str, now: datetime, clocks: Clocks, *, officer_id: int) -> None:
    """A question to the reporter: pushed to a named one, kept for the receipt of a nameless one."""
    words = text.strip()[:LONGEST]
    history.add_line(db, row["id"], "ask", now, part=Part.OFFICER, person_id=officer_id, text=words)
    tell_reporter(db, row, "ask_reporter", now, due_at=not_at_night(now, clocks), payload={"text": words})


def open_question(db: Db, hazard_id: int) -> str:
    """The last question that was not answered; empty when there is none."""
    asked = ""
    for line in history.history_of(db, hazard_id):
        if line["verb"] == "ask":
            asked = line["text"]
        elif line["verb"] == "answer":
            asked = ""
    return asked


def asked_of(db: Db, account_id: int, person_id: int | None, since: datetime) -> list[Row]:
    """Hazards this account (or its person) reported under a name, and was asked about since and has not answered."""
    theirs = Hazard.reporter_id == account_id
    if person_id is not None:
        theirs |= Hazard.person_id == person_id
    asked = select(HistoryLine.hazard_id).where(HistoryLine.verb == "ask", HistoryLine.at > since)
    query = select(hazards.TABLE).where(theirs, Hazard.anonymous.is_(False), Hazard.id.in_(asked))
    found = db.execute(query.order_by(Hazard.number)).mappings().all()
    return [row for row in found if open_question(db, row["id"])]


def answer(db: Db, row: Row, words: str, now: datetime) -> None:
    """The reporter's answer, without a name in any case: the part says enough."""
    history.add_line(db, row["id"], "answer", now, part=Part.REPORTER, text=words)
