"""Covering faces on a picture: boxes drawn with a finger, or typed; and the look at what lies below, which is noted."""

import threading
from collections.abc import Sequence

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from actions.redacting import family, note_look, write_boxes
from bot.covering import Served, cover_files
from bot.shelf import Shelf
from models.base import Db, Row
from rules.boxes import MOST, Box, read_boxes
from rules.refusal import Refused
from web.console.doing import NOT_YOURS
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.hazard import facts
from web.console.ledger.lines import hazard_link
from web.console.photos import ALONE
from web.desk import this_desk
from web.reading import put_back, reading
from web.rights import Deed
from web.work import carry

FIELDS = ("left", "top", "right", "bottom")
EMPTY_ROWS = 2
GONE = "这张照片看不了了。"
ONE_AT_A_TIME = threading.Lock()
"""Files and rows must tell the same: within one process nobody draws while another one saves."""


@console.get("/photos/<int(max=999999999999):photo_id>/cover")
def cover(photo_id: int) -> str:
    """The picture, what is covered, and the fields."""
    row = _found(photo_id)
    hazard = facts.one(reading(), guest_view(), row["hazard_id"]) or abort(404, GONE)
    shared = len({kin["hazard_id"] for kin in family(reading(), photo_id)}) - 1
    boxes = [[f"{part * 100:g}" for part in box] for box in row["boxes"]]
    return render_template(
        "cover.html",
        row=row,
        hazard=hazard,
        back=hazard_link(hazard),
        boxes=boxes,
        blank=[[""] * len(FIELDS)] * min(EMPTY_ROWS, MOST - len(boxes)),
        shared=shared,
        most=MOST,
    )


@console.post("/photos/<int(max=999999999999):photo_id>/cover")
def keep_boxes(photo_id: int) -> Answer:
    """存下：the served copies are made anew with these boxes. No boxes: as it was."""
    _found(photo_id)
    try:
        boxes = read_boxes(zip(*(request.form.getlist(name) for name in FIELDS), strict=False))
        _make_anew(photo_id, boxes)
        said = f"遮好了，{len(boxes)}处。原图封着。" if boxes else "一处也没遮，照片和原来一样。"
        flash(said, "good")
    except Refused as refused:
        flash(str(refused), "bad")
    return redirect(url_for("console.cover", photo_id=photo_id))


@console.post("/photos/<int(max=999999999999):photo_id>/original")
def original(photo_id: int) -> Response:
    """看原图：what lies below the boxes, once, and a line that it was looked at."""
    row, by_id, part, now = _found(photo_id), guest_view().person_id, guest_scope().part, this_desk().clock()
    path = _shelf().path(photo_id, "bare") or abort(404, "这张没有遮过，看到的就是原图。")
    carry(lambda db: note_look(db, row, by_id=by_id, part=part, now=now))
    response = make_response(path.read_bytes())
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["Cache-Control"] = "no-store"
    return response


def _make_anew(photo_id: int, boxes: Sequence[Box]) -> None:
    """Files first: if we die between, a face is covered that need not be, never the other way round."""
    shelf, by_id, part, now = _shelf(), guest_view().person_id, guest_scope().part, this_desk().clock()
    with ONE_AT_A_TIME:
        put_back()
        row, ids = _found(photo_id), _ready(reading(), photo_id)
        put_back()
        served = _drawn(shelf, ids, boxes)

        def note(db: Db) -> None:
            write_boxes(
                db, row, boxes, sha256=served.sha256, size=served.bytes, by_id=by_id, part=part, now=now
            )

        try:
            carry(note)
        except Refused:
            cover_files(shelf, ids, _found(photo_id)["boxes"])
            raise


def _drawn(shelf: Shelf, ids: Sequence[int], boxes: Sequence[Box]) -> Served:
    try:
        return cover_files(shelf, ids, boxes)
    except FileNotFoundError:
        raise Refused("这张照片不在了，没遮成。") from None


def _ready(db: Db, photo_id: int) -> list[int]:
    """The picture and its copies whose files lie there."""
    return [kin["id"] for kin in family(db, photo_id) if kin["state"] in ("ready", "sealed")]


def _shelf() -> Shelf:
    return this_desk().shelf or abort(404, GONE)


def _found(photo_id: int) -> Row:
    """A picture this guest sees and may cover."""
    row = facts.photo_in(reading(), guest_view(), photo_id)
    if row is None or row["medium"] == "voice":
        abort(404, GONE)
    if not guest_scope().may(Deed.REDACT):
        abort(403, NOT_YOURS)
    return row
