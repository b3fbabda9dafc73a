"""The page of one hazard: pictures, words, what the notices did, and the whole history."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, make_response, render_template

from actions.questions import open_question
from models.base import Row
from models.hazards import Hazard
from models.history import history_of
from models.photos import photos_of
from web.console import calls, facts, offers, officers
from web.console.alike import alike
from web.console.doing import UNSEEN, found_with, row_for
from web.console.doorkeeper import console, guest_view
from web.console.lines import hazard_link, kind_names
from web.console.moves import REASONS
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words import deeds, notices, pictures, standing
from web.words.times import moment_words
from web.work import carry


@console.get("/hazards/<int(max=999999999):number>")
def hazard(number: int) -> str:
    """One hazard by its number."""
    found = found_with(number)
    return _page(found[0]) if len(found) == 1 else _choice(number, found)


@console.get("/drafts/<int(max=999999999999):hazard_id>")
def draft(hazard_id: int) -> str:
    """Pictures somebody sent without a word, once they are old enough to be shown."""
    row = facts.draft_with(reading(), guest_view(), hazard_id)
    return _page(row) if row else abort(404, UNSEEN)


@console.post("/hazards/<int(max=999999999):number>/name")
def look(number: int) -> Response:
    """Show the reporter's name once, and leave a line that it was looked at."""
    row = row_for(number, Deed.NAME)
    view, now = guest_view(), this_desk().clock()
    this_one = view.visible & (Hazard.id == row["id"])
    name = carry(lambda db: facts.ask_name(db, this_one, view.person_id, now))
    response = make_response(_page(row, name=name or "没留名"))
    response.headers["Cache-Control"] = "no-store"
    return response


def _choice(number: int, found: Sequence[Row]) -> str:
    options = [(row["hospital_name"], standing.title_words(row), hazard_link(row)) for row in found]
    return render_template("choice.html", number=number, options=options)


def _page(row: Row, *, name: str = "") -> str:
    db, desk = reading(), this_desk()
    now = standing.Now(desk.clock(), desk.zone)
    photos = photos_of(db, row["id"])
    names = officers.nearest(row, officers.officers_on(db, [row["path"]]))
    return render_template(
        "hazard.html",
        row=row,
        title=standing.title_words(row),
        state=standing.standing_words(row, names, now),
        tone=standing.tone(row, now),
        burns=standing.burns(row),
        before=_seen(photos, "before"),
        after=_seen(photos, "after"),
        voices=[photo for photo in photos if photo["medium"] == "voice"],
        grey=pictures.grey_words,
        why=pictures.why_words,
        category=kind_names().get(row["category"], row["category"]),
        reporter=deeds.reporter_words(row),
        name=name,
        may=offers.offered(db, row, photos),
        alike=alike(db, guest_view(), row),
        reasons=REASONS,
        question=open_question(db, row["id"]),
        neighbours=facts.neighbours(db, guest_view(), row),
        notices=[_notice(errand, now) for errand in calls.notices_of(db, row["id"])],
        history=_history(row, photos, now),
        moment=lambda at: moment_words(at, now.at, now.zone),
    )


def _seen(photos: Sequence[Row], stage: str) -> list[Row]:
    return [photo for photo in photos if photo["stage"] == stage and photo["medium"] != "voice"]


def _notice(errand: Row, now: standing.Now) -> dict[str, Any]:
    said = notices.delivery_words(errand)
    return {
        "who": calls.addressee(errand),
        "what": notices.TO_REPORTER.get(errand["kind"], ""),
        "when": moment_words(errand["done_at"] or errand["posted_at"], now.at, now.zone),
        "said": said,
        "tone": notices.delivery_tone(errand),
        "reason": notices.reason_words(errand["reason"]) if errand["state"] == "given_up" else "",
        "called": errand["seen_at"] is not None,
    }


def _history(row: Row, photos: Sequence[Row], now: standing.Now) -> list[tuple[str, str]]:
    count = len(_seen(photos, "before"))
    lines = history_of(reading(), row["id"])
    return [(moment_words(x["at"], now.at, now.zone), deeds.deed_words(x, row, count)) for x in lines]
