"""Finding and naming what looks like the same hazard. Nothing here decides, merges, posts or commits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import hazards, history, look_alikes
from models.base import Db, Row
from rules.hazard import Part, Status
from rules.likeness import (
    CLOSED_LATELY,
    NEAR_WORDS,
    Told,
    distance,
    is_blank,
    is_near,
    is_telling,
    likeness,
    same_spot,
    stands_alone,
)

RESENT = timedelta(hours=24)
"""The same file of the same account so soon after is the same photo sent again."""

NEAREST = 4


@dataclass(frozen=True)
class Alike:
    """The other hazard, as the ledger shows it. ``closed``: it was put right before, this one may be its return."""

    id: int
    number: int
    closed: bool
    brief: str
    place_text: str
    owner_id: int | None
    reported_at: datetime
    closed_at: datetime | None


def find_by_words(db: Db, row: Row, now: datetime) -> Alike | None:
    """The likeliest other hazard at the same place with near words; an open one before a closed. One statement."""
    if not row["description"]:
        return None
    told = Told(row["description"], row["category"])
    others = _at_the_same_place(db, row, now)
    for is_open in (True, False):  # nobody needs to know how near a closed one is where an open one is near
        found = _likeliest(told, [other for other in others if _is_open(other) is is_open])
        if found is not None:
            return _alike(found)
    return None


def _likeliest(told: Told, others: Sequence[Row]) -> Row | None:
    scored = [(likeness(told, Told(other["description"], other["category"])), other) for other in others]
    best, other = max(scored, key=lambda one: one[0], default=(0.0, None))
    return other if best >= NEAR_WORDS else None


def _at_the_same_place(db: Db, row: Row, now: datetime) -> Sequence[Row]:
    since = now - CLOSED_LATELY
    if row["place_id"] is not None:
        return look_alikes.hazards_at(db, row["place_id"], but=row["id"], since=since)
    if not row["place_text"]:
        return []
    return [other for other in look_alikes.hazards_lately(db, row, since=since) if _is_one_place(row, other)]


def _is_one_place(row: Row, other: Row) -> bool:
    """走廊 is another one in every department; a place told with its building is one for all."""
    said, known = row["place_text"], other["place_text"]
    departments = {row["department_id"], other["department_id"]} - {None}
    return same_spot(said, known) and (len(departments) < 2 or (stands_alone(said) and stands_alone(known)))


def find_by_photo(db: Db, photo: Row, now: datetime) -> Alike | None:
    """Another hazard of the same hospital with nearly the same picture; ``photo`` with its bands and file known.

    A nameless hazard is neither asked about nor found: a shared picture could lead to its reporter.
    """
    found = _near_pictures(db, photo)
    mine = hazards.find_hazard(db, photo["hazard_id"]) if found else None
    if mine is None or mine["anonymous"]:
        return None
    asked = {"but": mine["id"], "since": now - CLOSED_LATELY}
    standing = (look_alikes.find_standing(db, other, mine["unit_id"], **asked) for other in found[:NEAREST])
    return next((_alike(other) for other in standing if other), None)


def _near_pictures(db: Db, photo: Row) -> list[int]:
    """The hazards whose pictures are near, nearest and newest first, each once."""
    bands, sha256 = _bands(photo), photo["original_sha256"]
    if sha256 is None or photo["medium"] == "voice":
        return []
    keys = [None if is_blank(bands) or not is_telling(band) else band for band in bands]
    others = look_alikes.photos_sharing(db, keys, sha256)
    near = sorted(
        (distance(bands, _bands(other)), -other["hazard_id"])
        for other in others
        if other["hazard_id"] != photo["hazard_id"] and (other["same_file"] or is_near(bands, _bands(other)))
    )
    return list(dict.fromkeys(-hazard_id for _, hazard_id in near))


def name_likeness(db: Db, hazard_id: int, alike: Alike, now: datetime) -> bool:
    """Say in the ledger whom a hazard resembles; False where that was said, or decided, already."""
    if not look_alikes.name_like(db, hazard_id, alike.id):
        return False
    history.add_line(db, hazard_id, "like", now, part=Part.SYSTEM, text=f"像{alike.number}号")
    return True


SAID: Mapping[str, Callable[[Row], str]] = {
    "other": lambda like: f"和{like['number']}号{'不是一处' if _is_open(like) else '是两回事'}",
    "again": lambda like: f"{like['number']}号又犯了",
}
"""What can be said of two rows that are not joined."""


def say_likeness(
    db: Db, row: Row, said: str, now: datetime, *, part: Part, person_id: int | None = None
) -> str:
    """不是一处、又犯了、另一回事：said once, asked no more. Returns it in words."""
    text = SAID[said](hazards.find_hazard(db, row["like_id"]))
    hazards.change_hazard(db, row["id"], likeness=said)
    by = None if row["anonymous"] else person_id
    history.add_line(db, row["id"], "like", now, part=part, person_id=by, text=text)
    return text


def same_file(db: Db, original_sha256: str, *, photo: Row) -> Row | None:
    """The picture this one repeats: same bytes, same hazard or account, at most a day before.

    Its id, hazard_id, stage and taken_at, and the number and status of its hazard. What was withdrawn does not count.
    """
    return look_alikes.find_same_file(
        db,
        original_sha256,
        photo_id=photo["id"],
        hazard_id=photo["hazard_id"],
        since=photo["taken_at"] - RESENT,
    )


def _bands(photo: Row) -> tuple[int | None, ...]:
    return tuple(photo[name] for name in look_alikes.BANDS)


def _is_open(other: Row) -> bool:
    return bool(other["status"] != Status.CLOSED)


def _alike(other: Row) -> Alike:
    return Alike(
        id=other["id"],
        number=other["number"],
        closed=not _is_open(other),
        brief=other["brief"],
        place_text=other["place_text"],
        owner_id=other["owner_id"],
        reported_at=other["reported_at"],
        closed_at=other["closed_at"],
    )
