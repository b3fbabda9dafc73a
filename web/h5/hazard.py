"""What a reporter sees of one hazard: the pictures with their numbers, the words, where it stands. No names."""

from collections.abc import Sequence

from flask import Response, abort, make_response, render_template, send_file

from bot.links import HAZARD
from models import hazards, photos
from models.base import Row
from web.desk import this_desk
from web.h5.door import h5, opened
from web.h5.standing import hint, joined_to, stands
from web.reading import reading

SIZES = ("320", "1600")


@h5.get("/hazards/<token>")
def hazard(token: str) -> Response:
    """One hazard, for whoever holds the address."""
    row = _row(token)
    db = reading()
    said = {"state": stands(db, row), "hint": hint(row, joined_to(db, row))}
    page = render_template("h5_hazard.html", row=row, pictures=_shown(row), token=token, **said)
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


@h5.get("/hazards/<token>/<int(max=99):number>/<size>")
def picture(token: str, number: int, size: str) -> Response:
    """One of its pictures, by the number it has on the page."""
    shown = _shown(_row(token))
    photo = shown[number - 1] if 0 < number <= len(shown) else None
    path = this_desk().picture(photo["id"], size) if photo and size in SIZES else None
    if photo is None or path is None or photo["state"] != "ready":
        abort(404, "这张照片看不了了。")
    response = send_file(path, mimetype="image/jpeg", conditional=True, etag=f"{photo['sha256']}-{size}")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _shown(row: Row) -> Sequence[Row]:
    """What the chat counts when somebody says 第4张."""
    return [
        p for p in photos.photos_of(reading(), row["id"]) if p["medium"] != "voice" and p["state"] != "gone"
    ]


def _row(token: str) -> Row:
    return hazards.find_hazard(reading(), opened(HAZARD, token))
