"""Pictures sent by a form: which pages take them, how large they may be, and that they are pictures at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask import Flask, request
from sqlalchemy import insert

from actions.arriving import arrive
from bot.pictures import Developed, NotAPicture, develop
from bot.shelf import Shelf
from models import photos
from models.base import Db, Row
from rules.refusal import Refused
from web.desk import this_desk
from web.visitors import visitor
from web.work import carry

MEGABYTE = 1024 * 1024
MOST, LARGEST, LARGEST_FORM = 3, 15 * MEGABYTE, 32 * MEGABYTE
"""So many pictures, so large each, and the whole form with them."""

TAKING = (
    "console.fix",
    "console.read_questions",
    "console.keep_evidence",
    "console.read_sign_in_list",
    "console.read_plan_file",
)
NO_SHELF = "这台机器没设照片存哪，先在公众号里发照片。"


@dataclass(frozen=True)
class Sent:
    """A picture that was sent: its bytes, and the copies made of it."""

    content: bytes
    copies: Developed

    @property
    def facts(self) -> dict[str, Any]:
        """What the ledger keeps of it."""
        bands = zip(("band_a", "band_b", "band_c", "band_d"), self.copies.bands, strict=True)
        return {
            **dict(bands),
            "original_sha256": sha256(self.content).hexdigest(),
            "sha256": sha256(self.copies.large).hexdigest(),
            "bytes": len(self.copies.large),
            "width": self.copies.width,
            "height": self.copies.height,
        }


def init_uploads(app: Flask) -> None:
    """Make room for pictures on the pages that take them, for those who are inside. Register before all else."""

    @app.before_request
    def make_room() -> None:
        if request.endpoint in TAKING and visitor() is not None:
            request.max_content_length = LARGEST_FORM


def pictures_sent(name: str) -> list[Sent]:
    """The pictures of a form field, decoded and encoded anew. What they were called is nobody's business."""
    files = [file for file in request.files.getlist(name) if file.filename]
    if len(files) > MOST:
        raise Refused(f"一次最多{MOST}张，挑几张再发。")
    return [_picture(file.stream.read(LARGEST + 1), at) for at, file in enumerate(files, 1)]


def _picture(content: bytes, at: int) -> Sent:
    if len(content) > LARGEST:
        raise Refused(f"第{at}张太大了，一张最多{LARGEST // MEGABYTE}兆。")
    try:
        return Sent(content, develop(content))
    except NotAPicture:
        raise Refused(f"第{at}个文件不是能打开的照片，没记。手机拍的原图就行。") from None


def shelf_here() -> Shelf:
    return this_desk().shelf or _no_shelf()


def _no_shelf() -> Shelf:
    raise Refused(NO_SHELF)


def announce(db: Db, hazard_id: int, count: int, now: datetime) -> list[int]:
    """Rows for pictures put right afterwards; they wait for their bytes. Their ids."""
    facts = {"hazard_id": hazard_id, "stage": "after", "taken_at": now}
    add = insert(photos.TABLE).returning(photos.TABLE.c.id)
    return [int(db.execute(add.values(**facts)).scalar_one()) for _ in range(count)]


def put(shelf: Shelf, photo_id: int, sent: Sent) -> None:
    """The bytes of one picture, in the three sizes."""
    for size, content in (
        ("original", sent.content),
        ("1600", sent.copies.large),
        ("320", sent.copies.small),
    ):
        shelf.put(photo_id, size, content)


def arrived(db: Db, ids: Sequence[int], sent: Sequence[Sent], now: datetime) -> None:
    """The rows learn their files."""
    for photo_id, one in zip(ids, sent, strict=True):
        photo = photos.find_photo(db, photo_id)
        if photo is not None and photo["state"] == "waiting":
            arrive(db, photo, one.facts, now)


def sweep(shelf: Shelf, ids: Sequence[int]) -> None:
    """What did not arrive, because the deed was refused or the hazard has this very file, leaves nothing behind."""

    def drop(db: Db) -> list[int]:
        lost = [photo_id for photo_id in ids if _is_lost(photos.find_photo(db, photo_id))]
        for photo_id in lost:
            photos.drop_photo(db, photo_id)
        return lost

    for photo_id in carry(drop) if ids else ():
        shelf.remove(photo_id)


def _is_lost(row: Row | None) -> bool:
    """A picture whose bytes never came; one that waits for its covers has them."""
    if row is None or row["state"] == "gone":
        return True
    return bool(row["state"] == "waiting" and row["original_sha256"] is None)
