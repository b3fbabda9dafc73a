"""Covering faces: which parts of a picture nobody sees, for it and for every copy of it beside other hazards."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, update

from models import history
from models.base import Db, Row
from models.photos import TABLE, Photo
from rules.boxes import Box
from rules.hazard import Part, WrongMoment

SOMEBODY_WAS_FASTER = "刚有人动过这张照片，你这次没存。看看现在的样子，再遮。"


def family(db: Db, photo_id: int) -> Sequence[Row]:
    """The picture and all that share its bytes, by id. A copy may have been made of a copy."""
    known = {photo_id}
    while True:
        kin = select(TABLE).where(or_(Photo.id.in_(known), Photo.copy_of.in_(known))).order_by(Photo.id)
        rows = db.execute(kin).mappings().all()
        wider = known | {row["id"] for row in rows} | {row["copy_of"] for row in rows if row["copy_of"]}
        if wider == known:
            return rows
        known = wider


def write_boxes(
    db: Db,
    photo: Row,
    boxes: Sequence[Box],
    *,
    sha256: str,
    size: int,
    by_id: int,
    part: Part,
    now: datetime,
) -> None:
    """Note what is covered, and the digest and bytes of the copy served now; a line for each hazard.

    ``photo`` is the row as it was read before the files were made: refuses if somebody was faster.
    """
    held = select(TABLE).where(Photo.id == photo["id"]).with_for_update()
    if db.execute(held).mappings().one()["redacted_at"] != photo["redacted_at"]:
        raise WrongMoment(SOMEBODY_WAS_FASTER)
    rows = family(db, photo["id"])
    facts = {
        "boxes": [list(box) for box in boxes],
        "redacted_at": now if boxes else None,
        "redacted_by_id": by_id if boxes else None,
        "sha256": sha256,
        "bytes": size,
    }
    db.execute(update(TABLE).where(Photo.id.in_([row["id"] for row in rows])).values(**facts))
    for hazard_id in sorted({row["hazard_id"] for row in rows}):
        _note(db, hazard_id, "cover" if boxes else "uncover", part, by_id, now)


def note_look(db: Db, photo: Row, *, by_id: int, part: Part, now: datetime) -> None:
    """Somebody looks at what was covered."""
    _note(db, photo["hazard_id"], "original", part, by_id, now)


def _note(db: Db, hazard_id: int, verb: str, part: Part, by_id: int, now: datetime) -> None:
    history.add_line(db, hazard_id, verb, now, part=part, person_id=by_id)
