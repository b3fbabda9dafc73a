"""考试: the page of one formal sitting, by the address the chat sent. Works by plain forms; its script only adds to them."""

from collections.abc import Collection
from datetime import datetime

from flask import Response, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answer

from actions.quiz import examining
from actions.quiz.examining import Offer
from actions.quiz.learner import learner
from actions.quiz.sitting import Sitting
from bot.links import QUESTION
from models.base import Db, Row
from web.desk import this_desk
from web.h5.door import h5
from web.h5.exam_door import held, is_late, looked_at, posted, sitting_of, unkept
from web.h5.exam_given import Kept, keep, standing
from web.h5.exam_places import places_of
from web.h5.exam_sheet import END, Sheet, marks_in, milliseconds, place_in, seconds_left
from web.h5.exam_told import outcome_of
from web.reading import reading
from web.work import carry

CERTIFICATES = ("certificate", "certificate.png")
"""Below the address of a sitting: the page of its certificate, and the picture."""


@h5.get("/exam/<token>")
def exam(token: str) -> Response:
    """The question that stands, the last look before handing in, or what came of it."""
    now = this_desk().clock()
    sitting, paper = looked_at(sitting_of(token), now)
    offer = _offer(sitting, paper, now)
    page = _result(sitting, offer, token, now) if sitting.is_over else _sheet(sitting, offer, token, now)
    return unkept(page)


def _offer(sitting: Sitting, paper: Row, now: datetime) -> Offer:
    """The paper by the terms of whoever sits."""
    row = sitting.row
    who = learner(reading(), row["account_id"], row["person_id"], row["unit_id"], row["department_id"])
    return examining.offer_of(reading(), paper, who, now, this_desk().clocks)


def _sheet(sitting: Sitting, offer: Offer, token: str, now: datetime) -> str:
    again = marks_in(request.args.get("again", ""), len(sitting.asked))
    at = place_in(request.args.get("at", ""), sitting)
    has_clock = offer.terms.limit is not None
    sheet = Sheet(sitting, offer.paper, at, again, now, has_clock, this_desk().zone)
    return render_template("h5_exam.html", sheet=sheet, token=token, picture_of=_picture)


def _picture(question_id: int) -> str:
    """Where the picture of a question stands, for a day."""
    desk = this_desk()
    key = desk.links.sign(QUESTION, question_id, desk.clock()) if desk.links else ""
    return url_for("h5.question_picture", token=key) if key else ""


def _result(sitting: Sitting, offer: Offer, token: str, now: datetime) -> str:
    outcome = outcome_of(sitting, offer, now, this_desk().zone)
    too_late = marks_in(request.args.get("late", ""), len(sitting.asked))
    facts = {"too_late": too_late, "certificate": _certificate(token) if sitting.row["passed"] else ""}
    places = places_of(reading(), sitting.row, offer.paper)
    return render_template("h5_exam_told.html", outcome=outcome, places=places, **facts)


def _certificate(token: str) -> str:
    """Where the certificate stands; empty in a house that draws none."""
    here, ours = url_for("h5.exam", token=token), current_app.url_map.bind("")
    for name in CERTIFICATES:
        try:
            ours.match(f"{here}/{name}", method="GET")
        except HTTPException:
            continue
        return f"{here}/{name}"
    return ""


@h5.get("/exam/<token>/state")
def exam_state(token: str) -> Response:
    """Where the sitting stands, for the script: it may have been answered in the chat meanwhile."""
    now = this_desk().clock()
    sitting, _ = looked_at(sitting_of(token), now)
    return _stands(standing(sitting, is_over=sitting.is_over), now)


def _stands(kept: Kept, now: datetime) -> Response:
    """The own answers, the seconds left and our clock; never what is right."""
    given = {str(position): letters for position, letters in kept.given.items()}
    left = 0 if kept.is_over else seconds_left(kept.ends_at, now)
    facts = {
        "given": given,
        "left": left,
        "now": milliseconds(now),
        "saved": kept.saved,
        "over": kept.is_over,
    }
    response = unkept(jsonify(facts))
    response.status_code = 409 if kept.is_over and request.method == "POST" else 200
    return response


@h5.post("/exam/<token>/answers/<int:position>")
def exam_answer(token: str, position: int) -> Answer:
    """One answer, written down; then on to wherever the pressed button leads."""
    (key, form), now = posted(token), this_desk().clock()
    kept = carry(lambda db: keep(db, key, position, form, now))
    if _is_script():
        return _stands(kept, now)
    if kept.is_over:
        return redirect(url_for("h5.exam", token=token, late=position), 303)
    again = marks_in(form.get("again", ""), kept.count)
    if form.get("go") == "again":
        again ^= {position}
    return redirect(_address(token, _next(form.get("go", ""), position, kept.count), again), 303)


def _is_script() -> bool:
    """A script asks for JSON and nothing else; browsers ask for pages."""
    return request.headers.get("Accept", "") == "application/json"


def _next(go: str, position: int, count: int) -> str:
    """The position a button leads to."""
    steps = {"next": position + 1, "back": max(position - 1, 1), "again": position}
    if go == END or steps.get(go, 0) > count:
        return END
    return str(steps[go]) if go in steps else go


def _address(token: str, at: str, again: Collection[int]) -> str:
    marks = ".".join(map(str, sorted(again))) or None
    return url_for("h5.exam", token=token, at=at, again=marks)


@h5.post("/exam/<token>/end")
def exam_end(token: str) -> Answer:
    """交卷, once; what is missing is named first."""
    (key, form), now = posted(token), this_desk().clock()
    is_sure = bool(form.get("sure"))
    is_over = carry(lambda db: _hand_in(db, key, now, is_sure=is_sure))
    if _is_script():
        return unkept(jsonify(over=is_over))
    if is_over:
        return redirect(url_for("h5.exam", token=token), 303)
    return redirect(_address(token, END, marks_in(form.get("again", ""), 999)), 303)


def _hand_in(db: Db, key: int, now: datetime, *, is_sure: bool) -> bool:
    """Whether it is handed in now."""
    sitting = held(db, key)
    if sitting.missing and not (is_sure or sitting.is_over or is_late(sitting, now)):
        return False
    examining.finish(db, key, this_desk().bank, now)
    return True
