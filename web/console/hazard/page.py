"""The page of one hazard: pictures, words, what the notices did, and the whole history."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from actions.auditing import intact
from actions.chasing import calendar_of
from actions.deciding import LEVELS
from actions.publishing import stands
from actions.questions import open_question
from actions.same_eye import flags_of
from models.base import Row
from models.hazards import Hazard
from models.history import history_of
from models.photos import photos_of
from rules.refusal import Refused
from web.console.days import day_of, furthest
from web.console.doing import UNSEEN, found_with, page_words, row_for
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.hazard import facts, offers, officers
from web.console.hazard.alike import alike
from web.console.hazard.loop import Loop, loop_of
from web.console.hazard.moves import REASONS
from web.console.hazard.verifying import FAULTS
from web.console.ledger import calls
from web.console.ledger.lines import hazard_link, kind_names
from web.console.refilled import refilled
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words import deeds, notices, pictures, standing
from web.words import facts as written
from web.words.times import moment_words
from web.work import carry

OF_HAZARDS = "/console/hazards/"
NOTIFYING = ("assign", "reassign", "hand_up", "send_back", "refuse", "extend", "keep_day", "urge")
"""The deeds after which the owner hears of it; whether that arrived stands behind their line."""


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


@console.errorhandler(Refused)
def say_why(refused: Refused) -> Response | tuple[str, int]:
    """Why not: beside the form as it was sent, on top of the page where there was nothing to type."""
    words, found = page_words(refused), _asked_for()
    page = refilled(_page(found[0]), request.path, request.form, words) if found else None
    if page is not None:
        return page, 422
    flash(words, "bad")
    return redirect(hazard_link(found[0]) if found else url_for("console.ledger"))


def _asked_for() -> Sequence[Row]:
    """The hazards a form was sent to; none where the address is about something else."""
    number = (request.view_args or {}).get("number")
    if number is None or not request.path.startswith(OF_HAZARDS):
        return ()
    return facts.with_number(reading(), guest_view(), number, request.args.get("unit", ""))


def _choice(number: int, found: Sequence[Row]) -> str:
    options = [(row["hospital_name"], standing.title_words(row), hazard_link(row)) for row in found]
    return render_template("choice.html", number=number, options=options)


def _page(row: Row, *, name: str = "") -> str:
    db, desk = reading(), this_desk()
    now = standing.Now(desk.clock(), desk.zone, calendar_of(db))
    photos = photos_of(db, row["id"])
    told = [_notice(errand, now) for errand in calls.notices_of(db, row["id"]) if _was_said(errand, now)]
    circle = loop_of(db, row, offers.moves_now(row))
    return render_template(
        "hazard.html",
        row=row,
        **_said(row, now),
        **_pictures(photos),
        sees_photos=guest_scope().may(Deed.PHOTOS) or row["status"] == "closed" or circle.listed == "已挂牌",
        name=name,
        may=offers.offered(db, row, photos),
        can=circle.can,
        circle=circle,
        alike=alike(db, guest_view(), row),
        flags=flags_of(db, row["id"]),
        question=open_question(db, row["id"]),
        neighbours=facts.neighbours(db, guest_view(), row),
        notices=told,
        history=_history(row, photos, now),
        intact=row["number"] is not None and intact(db, row["id"]),
        moment=lambda at: moment_words(at, now.at, now.zone),
        today=now.today,
        furthest=furthest(),
        day_of=day_of,
        **_choices(circle),
    )


def _said(row: Row, now: standing.Now) -> dict[str, Any]:
    """What the head and the facts of the page say."""
    names = officers.nearest(row, officers.officers_on(reading(), [row["path"]]))
    return {
        "title": standing.title_words(row),
        "state": standing.standing_words(row, names, now),
        "tone": standing.tone(row, now),
        "burns": standing.burns(row),
        "category": kind_names().get(row["category"], row["category"]),
        "reporter": deeds.reporter_words(row),
        "tier": written.tier_words(row["tier"]),
    }


def _pictures(photos: Sequence[Row]) -> dict[str, Any]:
    before, after = _seen(photos, "before"), _seen(photos, "after")
    return {
        "before": before,
        "after": after,
        "pair_ready": all(any(one["state"] == "ready" for one in side) for side in (before, after)),
        "voices": [photo for photo in photos if photo["medium"] == "voice"],
        "grey": pictures.grey_words,
        "why": pictures.why_words,
    }


def _choices(circle: Loop) -> dict[str, Any]:
    """What the forms offer to choose from."""
    return {
        "stands_card": stands,
        "reasons": REASONS,
        "faults": FAULTS,
        "levels": LEVELS,
        "sources": written.SOURCES,
        "kinds_of": written.KINDS,
        "causes": written.CAUSE_WORDS,
        "categories": kind_names() if "set_facts" in circle.can else {},
        "item_words": {item.id: f"{item.cited} {item.short}" for item in circle.items},
    }


def _seen(photos: Sequence[Row], stage: str) -> list[Row]:
    return [photo for photo in photos if photo["stage"] == stage and photo["medium"] != "voice"]


def _was_said(errand: Row, now: standing.Now) -> bool:
    """Not what is still to come, nor what nobody wanted any more."""
    is_open = errand["state"] in ("waiting", "claimed")
    return errand["state"] != "unwanted" and (not is_open or errand["due_at"] <= now.at)


def _notice(errand: Row, now: standing.Now) -> dict[str, Any]:
    said = notices.delivery_words(errand)
    return {
        "who": calls.addressee(errand),
        "what": (notices.TO_REPORTER | notices.TO_THE_HOUSE).get(errand["kind"], ""),
        "when": moment_words(errand["done_at"] or errand["posted_at"], now.at, now.zone),
        "said": said,
        "tone": notices.delivery_tone(errand),
        "reason": notices.reason_words(errand["reason"]) if errand["state"] == "given_up" else "",
        "called": errand["seen_at"] is not None,
    }


@dataclass(frozen=True)
class Past:
    """One line of the history; ``news`` is what became of the notice it caused."""

    at: str
    told: str
    news: str
    tone: str


def _history(row: Row, photos: Sequence[Row], now: standing.Now) -> list[Past]:
    db, count = reading(), len(_seen(photos, "before"))
    told = [errand for errand in calls.notices_of(db, row["id"]) if errand["kind"] == "tell_owner"]
    news = {errand["posted_at"]: errand for errand in told}
    return [_past(line, row, count, now, news.get(line["at"])) for line in history_of(db, row["id"])]


def _past(line: Row, row: Row, count: int, now: standing.Now, errand: Row | None) -> Past:
    told = deeds.deed_words(line, row, count)
    when = moment_words(line["at"], now.at, now.zone)
    if errand is None or line["verb"] not in NOTIFYING:
        return Past(when, told, "", "")
    return Past(when, told, notices.delivery_words(errand), notices.delivery_tone(errand))
