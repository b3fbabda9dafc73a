"""Before and after by the same eye: what can be seen of a picture taken after, named in the history and never decided."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from models import history, look_alikes, photos
from models.base import Db, Row
from rules.hazard import Part
from rules.likeness import Bands, Sight, compare_scenes

ALIKE, REUSED, NOT_ALIKE = "seen_alike", "reused", "not_alike"
"""The verbs of what was seen. A line's facts say of which picture, and in ``flag`` what a card may say of it."""

SEEN = {
    Sight.UNCHANGED: (ALIKE, "整改后这张和整改前的几乎一样，请细看", "前后几乎一样"),
    Sight.ALIKE: (ALIKE, "整改后这张像同一处", ""),
    Sight.OTHER: (NOT_ALIKE, "整改后这张看着不像同一处，请看一眼", "不像同一处"),
}
OLD = "照片是旧的"


def look_over(db: Db, row: Row, photo: Row, now: datetime) -> None:
    """Note what can be seen of one picture taken after; ``photo`` with its file and bands known. Once for each."""
    if photo["stage"] != "after" or photo["medium"] == "voice":
        return
    others = [one for one in photos.photos_of(db, row["id"]) if one["id"] != photo["id"]]
    befores = [one for one in others if one["stage"] == "before" and one["medium"] != "voice"]
    used = _used_before(db, row, photo, others)
    if used:
        _note(db, row, photo, (REUSED, *used), now)
        return
    if befores and photo["taken_at"] < min(one["taken_at"] for one in befores):
        _note(db, row, photo, (REUSED, "整改后这张拍得比整改前的还早", OLD), now)
    sight = compare_scenes(_bands(photo), [_bands(one) for one in befores])
    if sight in SEEN:
        _note(db, row, photo, SEEN[sight], now)


def look_over_all(db: Db, row: Row, now: datetime) -> None:
    """The same for every picture taken after that has come; for those that found their hazard later."""
    for photo in photos.photos_of(db, row["id"]):
        if photo["stored_at"] is not None:
            look_over(db, row, photo, now)


def note_resent(db: Db, row: Row, photo: Row, twin: Row, now: datetime) -> None:
    """A file that was handed in, sent back, and comes once more."""
    if photo["stage"] == "after" and _was_sent_back_since(db, row["id"], twin["taken_at"]):
        _note(db, row, {**photo, "id": twin["id"]}, (REUSED, "退回后又发来同一张照片", OLD), now)


def _used_before(db: Db, row: Row, photo: Row, others: Sequence[Row]) -> tuple[str, str] | None:
    """Where this very file stood already, in words; of a nameless one only the row itself is searched."""
    if row["anonymous"]:
        twin = next((one for one in others if one["sha256"] and one["sha256"] == photo["sha256"]), None)
    else:
        twin = look_alikes.find_used(db, photo["original_sha256"], row, photo_id=photo["id"])
    if twin is None:
        return None
    if twin["hazard_id"] != row["id"]:
        return f"整改后这张和{twin['number']}号的照片是同一个文件", f"和{twin['number']}号是同一张"
    if twin["stage"] == "before":
        return "整改后这张和整改前的是同一个文件", OLD
    return "整改后这张以前交过", OLD


def _was_sent_back_since(db: Db, hazard_id: int, at: datetime) -> bool:
    return any(line["verb"] in BACK and line["at"] >= at for line in history.history_of(db, hazard_id))


def _note(db: Db, row: Row, photo: Mapping[str, Any], seen: tuple[str, str, str], now: datetime) -> None:
    verb, text, flag = seen
    told = {"photo": photo["id"], "flag": flag}
    lines = history.history_of(db, row["id"])
    if not any(line["verb"] == verb and line["text"] == text and line["facts"] == told for line in lines):
        history.add_line(db, row["id"], verb, now, part=Part.SYSTEM, text=text, facts=told)


def _bands(photo: Row) -> Bands:
    return tuple(photo[name] for name in look_alikes.BANDS)


BACK = frozenset({"send_back", "refuse", "reopen"})
"""After these the work begins anew, and with it what is seen of its pictures."""


def flags_of(db: Db, hazard_id: int) -> list[str]:
    """What an officer should know of the pictures handed in last, each in at most twelve characters; [] if nothing."""
    shown = {one["id"] for one in photos.photos_of(db, hazard_id) if one["state"] in ("waiting", "ready")}
    lines = _since_the_last_return(history.history_of(db, hazard_id))
    seen = [line for line in lines if line["verb"] in (ALIKE, REUSED, NOT_ALIKE)]
    seen = [line for line in seen if line["facts"].get("photo") in shown]
    if any(line["verb"] == ALIKE for line in seen):  # one picture of the right place is enough
        seen = [line for line in seen if line["verb"] != NOT_ALIKE]
    return list(dict.fromkeys(line["facts"]["flag"] for line in seen if line["facts"].get("flag")))


def _since_the_last_return(lines: Sequence[Mapping[Any, Any]]) -> Sequence[Mapping[Any, Any]]:
    starts = [at for at, line in enumerate(lines) if line["verb"] in BACK]
    return lines[starts[-1] :] if starts else lines
