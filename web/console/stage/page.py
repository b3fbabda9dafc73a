"""现场 on the console: one opens the lobby, stands before the big screen, and presses on."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from random import SystemRandom
from typing import Any

import segno
from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Reply

from actions.quiz import staging
from bot.wall_codes import in_words
from models.base import Db, Row
from models.quiz import stages
from models.quiz.papers import PUBLISHED
from models.quiz.stages import OVER
from rules.quiz.paper import Purpose
from rules.refusal import Refused
from web.console.doorkeeper import console, guest_scope
from web.console.papers.found import paper_for, the_bank
from web.console.stage.hall import Hall, halls, key_of
from web.console.stage.screen import SECONDS, Screen, button_words, screen_of
from web.console.trying import Answer, my_id, tried
from web.desk import this_desk
from web.h5.exam_door import unkept
from web.reading import put_back, reading
from web.rights import Deed
from web.work import carry

NOT_YOURS = "现场由出卷的人主持：工会和管理员。"
NOT_LIVE = "这份卷子不是现场竞赛。要上大屏幕，出卷时选“现场”。"
USUAL_SECONDS = 20
LONGEST_CODE = timedelta(days=30)
"""The platform keeps a passing code no longer."""
CHANCE = SystemRandom()
SCALE, QUIET = 16, 2


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def draw_digits(count: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(count))


def _paper(paper_id: int) -> Row:
    """A live paper this guest may stand before."""
    if not guest_scope().may(Deed.STAGE):
        abort(403, NOT_YOURS)
    row = paper_for(paper_id, Deed.PAPERS)
    return row if row["purpose"] == Purpose.LIVE else abort(404, NOT_LIVE)


@console.get("/papers/<int(max=999999999999):paper_id>/stage")
def stage(paper_id: int) -> Response | str:
    """The big screen; before there is one, how to set it up."""
    row, now = _paper(paper_id), this_desk().clock()
    hall = halls().fresh(reading(), paper_id, the_bank(), now)
    if hall is None:
        return set_up_page(row)
    shown = screen_of(reading(), hall, row)
    facts = {"row": row, "screen": shown, "now": milliseconds(now), "part": _part(row, shown, now)}
    return unkept(render_template("stage.html", **facts, is_over=hall.phase == OVER))


def set_up_page(row: Row) -> str:
    is_open = row["state"] == PUBLISHED and row["frozen_at"] is None
    facts = {"row": row, "seconds": SECONDS, "usual": USUAL_SECONDS, "is_open": is_open}
    return render_template("stage_set_up.html", **facts, wired=this_desk().create_scene is not None)


@console.post("/papers/<int(max=999999999999):paper_id>/stage")
def open_stage(paper_id: int) -> Answer:
    """Draw the questions and the digits, and ask the platform for the code to scan."""
    row, desk, by = _paper(paper_id), this_desk(), my_id()

    def work() -> str:
        seconds = request.form.get("seconds", "")
        if seconds not in map(str, SECONDS):
            raise Refused("一题给几秒？选一个。")
        facts: dict[str, Any] = {"host_id": by, "clocks": desk.clocks, "now": desk.clock(), "chance": CHANCE}

        def lobby(db: Db) -> Row:
            return staging.open_lobby(db, paper_id, the_bank(), draw_digits, seconds=int(seconds), **facts)

        opened = carry(lobby)
        return _fetch_code(row, opened)

    return tried(work, lambda: set_up_page(row), url_for("console.stage", paper_id=paper_id))


@console.post("/papers/<int(max=999999999999):paper_id>/stage/code")
def fetch_stage_code(paper_id: int) -> Reply:
    """The code to scan, once more: the platform was not there before."""
    row = _paper(paper_id)
    opened = stages.find_stage(reading(), paper_id) or abort(404, "还没开场。")
    if said := _fetch_code(row, opened):
        flash(said, "bad")
    return redirect(url_for("console.stage", paper_id=paper_id), 303)


def _fetch_code(row: Row, opened: Row) -> str:
    """What stood in the way; without a code people send the digits."""
    desk = this_desk()
    create = desk.create_scene
    if create is None or opened["scan_url"] or opened["phase"] == OVER:
        return ""
    lasts = min(max(row["closes_at"] - desk.clock(), staging.LASTS), LONGEST_CODE)
    put_back()  # no reader holds the database while the platform is asked
    try:
        ask = in_words(lambda scene: create(scene, int(lasts.total_seconds())))
        scan_url = ask(f"live-{opened['code']}")
    except Refused as refused:
        return f"{refused}。没有码也能开：大家发“现场{opened['code']}”。"
    carry(lambda db: stages.keep_scan_url(db, row["id"], scan_url))
    halls().fresh(reading(), row["id"], the_bank(), desk.clock())
    return ""


@console.get("/papers/<int(max=999999999999):paper_id>/stage/code.png")
def stage_code(paper_id: int) -> Response:
    """The code on the screen."""
    _paper(paper_id)
    opened = stages.find_stage(reading(), paper_id)
    if opened is None or not opened["scan_url"] or opened["phase"] == OVER:
        abort(404, "这一场没有码。")
    drawn = BytesIO()
    segno.make_qr(opened["scan_url"], error="m").save(drawn, kind="png", scale=SCALE, border=QUIET)
    return Response(drawn.getvalue(), mimetype="image/png")


@console.get("/papers/<int(max=999999999999):paper_id>/stage/state")
def stage_state(paper_id: int) -> Response:
    """The screen anew, for the script; nothing where nothing changed."""
    return _state(_paper(paper_id))


def _state(row: Row) -> Response:
    now = this_desk().clock()
    hall = halls().of(reading, row["id"], the_bank(), now)
    if hall is None:
        abort(404, "还没开场。")
    shown = screen_of(reading(), hall, row)
    part = _part(row, shown, now)
    response = unkept(jsonify(key=shown.key, step=hall.step, html=part))
    response.headers["X-Now"] = str(milliseconds(now))
    response.set_etag(hashlib.sha256(part.encode()).hexdigest()[:32])
    response.make_conditional(request)
    return response


def _part(row: Row, shown: Screen, now: datetime) -> str:
    """What changes on the screen."""
    words = button_words(shown.hall, now)
    facts = {"row": row, "screen": shown, "hall": shown.hall, "words": words}
    if shown.hall.stage["closes_at"]:
        facts |= {"closes": milliseconds(shown.hall.stage["closes_at"])}
    return render_template("stage_now.html", **facts)


@console.post("/papers/<int(max=999999999999):paper_id>/stage/next")
def press_on(paper_id: int) -> Reply:
    """One step on from what this host saw; when another host was faster, nothing."""
    row, seen = _paper(paper_id), request.form.get("seen", "")
    return _moved(row, lambda db, now: _press(db, paper_id, seen, now))


def _press(db: Db, paper_id: int, seen: str, now: datetime) -> bool:
    opened = stages.find_stage(db, paper_id)
    is_as_seen = opened is not None and key_of(opened) == seen
    return bool(opened and is_as_seen and staging.go_on(db, opened, the_bank(), now))


@console.post("/papers/<int(max=999999999999):paper_id>/stage/end")
def end_stage(paper_id: int) -> Reply:
    """收场 before the last question; what was answered counts."""
    return _moved(_paper(paper_id), lambda db, now: _end(db, paper_id, now))


def _end(db: Db, paper_id: int, now: datetime) -> bool:
    opened = stages.find_stage(db, paper_id)
    return opened is not None and staging.end(db, opened, the_bank(), now)


def _moved(row: Row, work: Callable[[Db, datetime], bool]) -> Reply:
    now = this_desk().clock()
    carry(lambda db: work(db, now))
    hall: Hall | None = halls().fresh(reading(), row["id"], the_bank(), now)
    if hall is not None and request.headers.get("Accept", "") == "application/json":
        return _state(row)
    return redirect(url_for("console.stage", paper_id=row["id"]), 303)
