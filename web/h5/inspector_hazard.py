"""One hazard as an inspector sees it: pictures before and after, the five blocks, what happened and whether nobody changed it."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, send_file
from sqlalchemy import select

from actions.auditing import intact
from models.base import Db, Row
from models.hazards import TABLE as HAZARDS
from models.history import history_of
from models.photos import find_photo, photos_of
from models.units import Unit
from rules.hazard import OFFICIAL, Status
from web.desk import this_desk
from web.h5.door import h5
from web.h5.inspector_door import Inspector, inspector_of, shown
from web.h5.inspector_names import Veil, veil_of
from web.reading import reading
from web.words.blocks import Shown, shown_blocks
from web.words.deeds import deed_words
from web.words.facts import level_words
from web.words.pictures import grey_words
from web.words.times import moment_words

UNSEEN = "没有这一件，或者它不在这家医院的台账里。"
NO_PICTURE = "这张照片看不了了。"
SIZES = ("320", "1600")
HIDDEN = (Status.DRAFT, Status.WITHDRAWN)
RESPONSIBLE = "责任人已定（姓名不显示）"


@h5.get("/inspector/<code>/hazards/<int(max=999999999999):hazard_id>")
def inspector_hazard(code: str, hazard_id: int) -> Response:
    """Read only, and without any name."""
    who = inspector_of(code)
    row = _found(reading(), who, hazard_id)
    who = inspector_of(code, f"台账 {row['number']}号")
    db = reading()
    veil = veil_of(db, who.unit["id"])
    pictures = _seen(db, hazard_id)
    return shown(
        who,
        "inspector/hazard.html",
        row=row,
        words=veil(row["description"] or row["brief"]),
        place=veil(row["place_text"]),
        state=OFFICIAL[Status(row["status"])],
        level=level_words(row["level"]),
        before=[photo for photo in pictures if photo["stage"] == "before"],
        after=[photo for photo in pictures if photo["stage"] == "after"],
        grey=grey_words,
        blocks=_blocks(row, veil),
        history=_told(db, row, veil, sum(photo["stage"] == "before" for photo in pictures)),
        intact=intact(db, hazard_id),
    )


def _found(db: Db, who: Inspector, hazard_id: int) -> Row:
    """A row of this hospital's ledger."""
    query = (
        select(HAZARDS, Unit.name.label("department_name"))
        .join(Unit, Unit.id == HAZARDS.c.department_id, isouter=True)
        .where(HAZARDS.c.id == hazard_id, HAZARDS.c.unit_id == who.unit["id"])
        .where(HAZARDS.c.status.not_in(HIDDEN), HAZARDS.c.number.is_not(None))
    )
    row = db.execute(query).mappings().one_or_none()
    return dict(row) if row else abort(404, UNSEEN)


def _seen(db: Db, hazard_id: int) -> Sequence[Row]:
    """The pictures of the ledger; what was lost on the way is not listed, what is sealed stands there grey."""
    return [one for one in photos_of(db, hazard_id) if one["medium"] != "voice" and one["state"] != "gone"]


def _blocks(row: Row, veil: Veil) -> list[Shown]:
    """五落实; of the one who is responsible only the department."""
    where = row["department_name"] or "本院"
    named = {**row, "owner_name": f"{where}，{RESPONSIBLE}" if row["owner_id"] else ""}
    return [Shown(one.name, one.block, one.state, one.mark, veil(one.words)) for one in shown_blocks(named)]


def _told(db: Db, row: Row, veil: Veil, photos: int) -> list[tuple[str, str]]:
    """Every line of the history, by the part somebody played."""
    desk = this_desk()
    lines: list[dict[str, Any]] = [{**line, "person_name": ""} for line in history_of(db, row["id"])]
    return [
        (moment_words(line["at"], desk.clock(), desk.zone), veil(deed_words(line, row, photos)))
        for line in lines
    ]


@h5.get("/inspector/<code>/photos/<int(max=999999999999):photo_id>/<size>")
def inspector_photo(code: str, photo_id: int, size: str) -> Response:
    """A served copy of a picture, with covered faces covered; nothing that is sealed, waiting or purged."""
    who = inspector_of(code)
    db = reading()
    photo = find_photo(db, photo_id)
    if photo is None or size not in SIZES or photo["medium"] == "voice" or photo["state"] != "ready":
        abort(404, NO_PICTURE)
    _found(db, who, photo["hazard_id"])
    path = this_desk().picture(photo_id, size)
    if path is None or not path.is_file():
        abort(404, NO_PICTURE)
    response = send_file(path, mimetype="image/jpeg", conditional=True, etag=f"{photo['sha256']}-{size}")
    response.headers["Cache-Control"] = "private, no-cache"
    return response
