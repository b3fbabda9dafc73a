"""A picture has come: the same file counts once, and what it resembles is named."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actions import likeness
from actions.telling import tell_reporter
from models import hazards, outbox, photos
from models.base import Db, Row
from rules.hazard import Status


def arrive(db: Db, photo: Row, facts: Mapping[str, Any], now: datetime) -> str:
    """Write what is known of a picture now. Its state then; ``gone`` when the hazard has this very file already.

    Of a nameless one no hash of the sent file is kept, so that it is compared with nothing.
    """
    row = hazards.hold_hazard(db, photo["hazard_id"])  # two copies of one file may come at once
    if row["anonymous"]:
        return _arrive_nameless(db, photo, facts, now)
    twin = likeness.same_file(db, facts["original_sha256"], photo=photo)
    if twin is not None and twin["hazard_id"] == row["id"] and twin["stage"] == photo["stage"]:
        photos.drop_photo(db, photo["id"])
        return "gone"
    state = "ready" if photo["state"] == "waiting" else photo["state"]
    known = {**facts, "state": state, "stored_at": now, "media_id": "", "picture_url": ""}
    if twin is not None:
        known["copy_of"] = twin["id"]
        _say_once(db, row, twin, now)
    photos.change_photo(db, photo["id"], **known)
    alike = likeness.find_by_photo(db, {**photo, **facts}, now)
    if alike is not None:
        likeness.name_likeness(db, row["id"], alike, now)
    return str(state)


def _arrive_nameless(db: Db, photo: Row, facts: Mapping[str, Any], now: datetime) -> str:
    state = "ready" if photo["state"] == "waiting" else photo["state"]
    known = {**facts, "original_sha256": None, "state": state, "stored_at": now}
    photos.change_photo(db, photo["id"], **known, media_id="", picture_url="")
    forget = outbox.errand(
        f"originals:photo:{photo['id']}", "forget_originals", now=now, hazard_id=photo["hazard_id"]
    )
    outbox.post(db, forget)
    return str(state)


def _say_once(db: Db, row: Row, twin: Row, now: datetime) -> None:
    """The photo of a report comes again without a word: its sender reads where it is, instead of a nudge."""
    if row["status"] != Status.DRAFT or row["description"] or twin["number"] is None:
        return
    outbox.drop_errands(db, row["id"], ["nudge"], now)
    payload = {"number": twin["number"]}
    tell_reporter(db, row, "same_photo", now, once=f"same_photo:{row['id']}", payload=payload)


def is_only_repeats(db: Db, hazard_id: int) -> bool:
    """Whether a draft holds nothing but pictures that stand elsewhere already."""
    pictures = photos.photos_of(db, hazard_id)
    return bool(pictures) and all(picture["copy_of"] for picture in pictures)
