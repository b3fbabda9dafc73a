"""A picture has come: the same file counts once, what was covered stays covered, and what it resembles is named."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actions import likeness, same_eye
from actions.telling import tell_reporter
from models import hazards, look_alikes, outbox, photos
from models.base import Db, Row
from rules.hazard import Status
from rules.likeness import is_blank

SHOT = (*look_alikes.BANDS, "width", "height")


def arrive(db: Db, photo: Row, facts: Mapping[str, Any], now: datetime) -> str:
    """Write what is known of a picture now. Its state then; ``gone`` when the hazard has this very file already.

    ``waiting`` when the same file was covered before: an errand covers this copy, too, and then it is shown.
    Of a nameless one no hash of the sent file is kept, so that it is compared with its own row alone.
    """
    row = hazards.hold_hazard(db, photo["hazard_id"])  # two copies of one file may come at once
    if row["anonymous"]:
        return _arrive_nameless(db, row, photo, facts, now)
    twin = likeness.same_file(db, facts["original_sha256"], photo=photo)
    if twin is not None and twin["hazard_id"] == row["id"] and twin["stage"] == photo["stage"]:
        same_eye.note_resent(db, row, photo, twin, now)
        photos.drop_photo(db, photo["id"])
        return "gone"
    known = {**facts, **_shown_as(db, photo, _covered(db, photo, facts), now)}
    if twin is not None:
        known["copy_of"] = twin["id"]
        _say_once(db, row, twin, now)
    photos.change_photo(db, photo["id"], **known)
    _compare(db, row, {**photo, **known}, now)
    return str(known["state"])


def _compare(db: Db, row: Row, photo: Row, now: datetime) -> None:
    """A picture of the hazard with those of others, one taken after with those before."""
    if photo["stage"] == "after":
        same_eye.look_over(db, row, photo, now)
        return
    alike = likeness.find_by_photo(db, photo, now)
    if alike is not None:
        likeness.name_likeness(db, row["id"], alike, now)


def _arrive_nameless(db: Db, row: Row, photo: Row, facts: Mapping[str, Any], now: datetime) -> str:
    twins = [one for one in photos.photos_of(db, row["id"]) if _is_same_shot(one, photo, facts)]
    if any(twin["stage"] == photo["stage"] for twin in twins):
        photos.drop_photo(db, photo["id"])
        return "gone"
    covered = next((twin for twin in twins if twin["boxes"]), None) or _covered(db, photo, facts)
    known = {**facts, "original_sha256": None, **_shown_as(db, photo, covered, now)}
    photos.change_photo(db, photo["id"], **known)
    same_eye.look_over(db, row, {**photo, **known}, now)
    forget = outbox.errand(f"originals:photo:{photo['id']}", "forget_originals", now=now, hazard_id=row["id"])
    outbox.post(db, forget)
    return str(known["state"])


def _is_same_shot(other: Row, photo: Row, facts: Mapping[str, Any]) -> bool:
    """The same picture of the row, by the copy that is served; one that was covered by what its copy was before."""
    if other["id"] == photo["id"] or other["state"] != "ready" or other["medium"] == "voice":
        return False
    if not other["boxes"]:
        return bool(other["sha256"] == facts["sha256"])
    shot = [other[name] for name in look_alikes.BANDS]
    return not is_blank(shot) and all(other[name] == facts[name] for name in SHOT)


def _covered(db: Db, photo: Row, facts: Mapping[str, Any]) -> Row | None:
    return photo if photo["boxes"] else photos.find_covered(db, facts["original_sha256"])


def _shown_as(db: Db, photo: Row, covered: Row | None, now: datetime) -> dict[str, Any]:
    """The state of what has come, and the boxes it gets; nobody sees it before they are drawn."""
    state = "ready" if photo["state"] == "waiting" else photo["state"]
    known: dict[str, Any] = {"state": state, "stored_at": now, "media_id": "", "picture_url": ""}
    if covered is None or state != "ready":
        return known
    cover = outbox.errand(f"cover:{photo['id']}:{now.timestamp()}", "copy_photo", now=now)
    outbox.post(db, cover | {"hazard_id": photo["hazard_id"], "payload": {"photo": photo["id"]}})
    boxes = {name: covered[name] for name in ("boxes", "redacted_at", "redacted_by_id")}
    return known | boxes | {"state": "waiting"}


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
