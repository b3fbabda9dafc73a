"""签到码 on the big screen: a code that changes every half minute, and how many came from which department."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import segno
from flask import Response, abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from sqlalchemy import func, select
from werkzeug.wrappers import Response as Reply

from actions.plan.doing import attending
from bot.wall_codes import in_words
from models.base import Db, Row
from models.plan.deeds import ATTENDANCES
from models.units import Unit
from rules.refusal import Refused
from web.console.deeds.found import called, deed_for, digest_here
from web.console.deeds.words import day_words
from web.console.doorkeeper import console, guest_scope
from web.desk import this_desk
from web.h5.exam_door import unkept
from web.reading import put_back, reading
from web.work import carry

EXTENSION = "deed_codes"
LASTS = 3 * attending.SECONDS
"""Seconds the platform keeps a code: the half minute it stands, the one after, and a little."""
MOST_DEPARTMENTS = 24
KEPT_CODES = 64
QUIET = 2


@dataclass
class Codes:
    """The addresses of the codes this process asked the platform for, by deed and half minute."""

    kept: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Screen:
    """The hall at this moment: the code as a drawing, who came, and what stands in the way of a better code."""

    slot: int
    drawing: str
    people: int
    departments: Sequence[tuple[str, int]]
    trouble: str = ""


@console.get("/deeds/<int(max=999999999999):deed_id>/code")
def deed_code(deed_id: int) -> Response | str:
    """The big page; before it is opened, a button."""
    row, now = deed_for(deed_id, changes=True), this_desk().clock()
    title = called(reading(), row)
    if not attending.is_open(row, now):
        wired = this_desk().create_scene is not None
        return render_template(
            "deed/code_closed.html", row=row, title=title, day=day_words(row["happened_on"]), wired=wired
        )
    screen = _screen(row, now)
    facts = {"row": row, "title": title, "now": _milliseconds(now), "key": str(screen.slot)}
    return unkept(render_template("deed/code.html", **facts, part=_part(row, title, screen)))


@console.post("/deeds/<int(max=999999999999):deed_id>/code")
def open_deed_code(deed_id: int) -> Reply:
    """放码: people may sign in from now on."""
    deed_for(deed_id, changes=True)
    desk = this_desk()
    key, now = desk.draw_token(), desk.clock()

    def work(db: Db) -> bool:
        attending.open_code(db, deed_id, key, now)
        return True

    try:
        carry(work)
    except Refused as refused:
        flash(str(refused), "bad")
        return redirect(url_for("console.deed", deed_id=deed_id), 303)
    return redirect(url_for("console.deed_code", deed_id=deed_id), 303)


@console.post("/deeds/<int(max=999999999999):deed_id>/code/end")
def end_deed_code(deed_id: int) -> Reply:
    """收码: nobody signs in by code any more."""
    deed_for(deed_id, changes=True)
    now = this_desk().clock()

    def work(db: Db) -> bool:
        attending.close_code(db, deed_id, now)
        return True

    carry(work)
    flash("签到码收了。漏签的，按名字添上。", "good")
    return redirect(url_for("console.deed", deed_id=deed_id), 303)


@console.get("/deeds/<int(max=999999999999):deed_id>/code/state")
def deed_code_state(deed_id: int) -> Response:
    """The screen anew, for the script; nothing where nothing changed."""
    row, now = deed_for(deed_id, changes=True), this_desk().clock()
    if not attending.is_open(row, now):
        abort(410, "签到码收了。")
    title = called(reading(), row)
    screen = _screen(row, now)
    part = _part(row, title, screen)
    response = unkept(jsonify(key=str(screen.slot), step=screen.slot, html=part))
    response.headers["X-Now"] = str(_milliseconds(now))
    response.set_etag(hashlib.sha256(part.encode()).hexdigest()[:32])
    response.make_conditional(request)
    return response


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _part(row: Row, title: str, screen: Screen) -> str:
    """What changes on the screen."""
    closes = _milliseconds(attending.ends_at(screen.slot))
    facts = {"row": row, "title": title, "screen": screen, "closes": closes}
    return render_template("deed/code_now.html", **facts, seconds=attending.SECONDS)


def _screen(row: Row, now: datetime) -> Screen:
    slot = attending.slot_at(now)
    departments = _came_from(reading(), row["id"])
    address, trouble = _address(row, slot)
    drawing = segno.make_qr(address, error="m").svg_inline(border=QUIET, omitsize=True)
    people = sum(count for _, count in departments)
    return Screen(slot, drawing, people, departments[:MOST_DEPARTMENTS], trouble)


def _came_from(db: Db, deed_id: int) -> list[tuple[str, int]]:
    """Department (hospital, where several came together) and how many of it; the most first."""
    by_home = guest_scope().many_hospitals
    where = (
        ATTENDANCES.c.home_id
        if by_home
        else func.coalesce(ATTENDANCES.c.department_id, ATTENDANCES.c.home_id)
    )
    query = select(Unit.name, func.count()).join(ATTENDANCES, Unit.id == where)
    counted = query.where(ATTENDANCES.c.deed_id == deed_id).group_by(Unit.id, Unit.name)
    return [(row[0], row[1]) for row in db.execute(counted.order_by(func.count().desc(), Unit.id))]


def _address(row: Row, slot: int) -> tuple[str, str]:
    """What the code must hold, and what stood in the way of one that opens the chat."""
    code, desk = attending.code_of(row, slot, digest_here()), this_desk()
    create = desk.create_scene
    if create is None:
        return _page(code), ""
    kept = _codes().kept
    if (known := kept.get((row["id"], slot))) is not None:
        return known, ""
    put_back()  # no reader holds the database while the platform is asked
    try:
        kept[row["id"], slot] = in_words(lambda scene: create(scene, LASTS))(code)
    except Refused:
        return _page(code), "微信那边这会儿给不了码，先用网页签到，扫了写姓名和工号。"
    while len(kept) > KEPT_CODES:
        kept.pop(next(iter(kept)))
    return kept[row["id"], slot], ""


def _codes() -> Codes:
    found: Codes = current_app.extensions.setdefault(EXTENSION, Codes())
    return found


def _page(code: str) -> str:
    """The page on which people type their name."""
    links = this_desk().links
    base = (links.public_url if links else "") or request.host_url.rstrip("/")
    return base + url_for("h5.attend", token=code)
