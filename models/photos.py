"""What people sent along: photos, the cover frames of videos, and voices."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, index_where_known, table_of
from models.hazards import Hazard
from models.prepared import Prepared

REPEAT = "repeat"
"""Why a picture is gone that was sent twice: no list shows it."""

STATES = ("waiting", "ready", "gone", "sealed", "purged")


class Photo(Base):
    """One picture (or voice) of a hazard. ``sha256``, sizes and ``bytes`` are those of the served 1,600 px copy.

    ``band_a`` to ``band_d`` are the four 16-bit quarters of the dHash, each with an index, for look-alikes.
    ``copy_of`` is the picture this one shares its bytes with, ``seconds`` how long a voice lasts.
    ``boxes`` are the covered parts (left, top, right, bottom in parts of the width and height) of a redacted picture.
    """

    __tablename__ = "photo"
    __table_args__ = (
        CheckConstraint(f"state in {STATES}", name="state_is_known"),
        CheckConstraint("stage in ('before', 'after')", name="stage_is_known"),
        CheckConstraint("medium in ('photo', 'cover', 'voice')", name="medium_is_known"),
        # With the id behind it the newest of a band are read first; PostgreSQL would sort the whole band otherwise.
        *(index_where_known("photo", band, "id") for band in ("band_a", "band_b", "band_c", "band_d")),
        *(index_where_known("photo", name) for name in ("original_sha256", "copy_of")),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"), index=True)
    medium: Mapped[str] = mapped_column(default="photo")
    stage: Mapped[str] = mapped_column(default="before")
    state: Mapped[str] = mapped_column(default="waiting")
    media_id: Mapped[str] = mapped_column(default="")
    picture_url: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[datetime]
    stored_at: Mapped[datetime | None]
    original_sha256: Mapped[str | None]
    sha256: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    bytes: Mapped[int | None]
    band_a: Mapped[int | None]
    band_b: Mapped[int | None]
    band_c: Mapped[int | None]
    band_d: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    seconds: Mapped[float | None]
    boxes: Mapped[list[Any]] = mapped_column(JSON, server_default="[]")
    redacted_at: Mapped[datetime | None]
    redacted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(Photo)
OF_HAZARD = TABLE.c.hazard_id == bindparam("hazard")
ALL_OF = Prepared(
    select(TABLE).where(OF_HAZARD, TABLE.c.reason != REPEAT).order_by(TABLE.c.taken_at, TABLE.c.id)
)
SEEN = and_(TABLE.c.medium != "voice", TABLE.c.state != "gone", TABLE.c.state != "purged")
COUNT = Prepared(select(func.count()).where(OF_HAZARD, SEEN))
LAST = Prepared(select(func.max(TABLE.c.taken_at)).where(OF_HAZARD))
BY_ID = Prepared(select(TABLE).where(TABLE.c.id == bindparam("photo_id")))
CHANGE = Prepared(update(TABLE).where(TABLE.c.id == bindparam("photo_id")))
CHANGE_ALL = Prepared(update(TABLE).where(OF_HAZARD))


def photos_of(db: Db, hazard_id: int) -> Sequence[Row]:
    return ALL_OF.all(db, hazard=hazard_id)


def count_photos(db: Db, hazard_id: int) -> int:
    """How many pictures stand by a hazard; voices and purged ones do not count."""
    return int(COUNT.value(db, hazard=hazard_id))


def count_gone(db: Db, hazard_id: int) -> tuple[int, int]:
    """How many pictures of a hazard were lost on the way, and how many are there."""
    pictures = [photo["state"] for photo in photos_of(db, hazard_id) if photo["medium"] != "voice"]
    return pictures.count("gone"), len(pictures) - pictures.count("gone")


VOICES = Prepared(
    select(func.count())
    .select_from(TABLE.join(Hazard, Hazard.id == TABLE.c.hazard_id))
    .where(Hazard.reporter_id == bindparam("reporter"), TABLE.c.medium == "voice")
)


def count_voices_of(db: Db, reporter_id: int) -> int:
    """How many voices one account has sent so far."""
    return int(VOICES.value(db, reporter=reporter_id))


def last_taken(db: Db, hazard_id: int) -> datetime | None:
    """When the newest picture of a hazard was taken."""
    last: datetime | None = LAST.value(db, hazard=hazard_id)
    return last


def find_photo(db: Db, photo_id: int) -> Row | None:
    return BY_ID.first(db, photo_id=photo_id)


def change_photo(db: Db, photo_id: int, **facts: Any) -> None:
    CHANGE.run(db, photo_id=photo_id, **facts)


def seal_with_copies(db: Db, hazard_id: int, reason: str) -> list[int]:
    """Nobody sees these pictures any more, nor their copies beside other hazards. The ids of all of them."""
    root = func.coalesce(Photo.copy_of, Photo.id)
    mine = select(root).where(Photo.hazard_id == hazard_id)
    every = update(TABLE).where(
        or_(Photo.id.in_(mine), Photo.copy_of.in_(mine), Photo.hazard_id == hazard_id)
    )
    still = every.where(Photo.state.in_(["waiting", "ready"])).values(state="sealed", reason=reason)
    return list(db.execute(still.returning(Photo.id)).scalars())


COVERED = Prepared(
    select(TABLE)
    .where(TABLE.c.original_sha256 == bindparam("sha256"), TABLE.c.redacted_at.is_not(None))
    .order_by(TABLE.c.redacted_at.desc(), TABLE.c.id.desc())
    .limit(1)
)


def find_covered(db: Db, original_sha256: str) -> Row | None:
    """The picture of these bytes that was covered last, wherever it stands."""
    return COVERED.first(db, sha256=original_sha256)


def drop_photo(db: Db, photo_id: int) -> None:
    """Forget a picture that stands beside the same hazard already. Its row stays, unseen: SQLite would give the id out again."""
    change_photo(db, photo_id, state="gone", reason=REPEAT, media_id="", picture_url="")


REHOME = Prepared(update(TABLE).where(TABLE.c.hazard_id == bindparam("draft")))


def rehome_photos(db: Db, draft_id: int, hazard_id: int, *, stage: str) -> None:
    """The pictures of a draft stand beside another hazard from now on."""
    REHOME.run(db, draft=draft_id, hazard_id=hazard_id, stage=stage)


def change_photos_of(db: Db, hazard_id: int, **facts: Any) -> None:
    CHANGE_ALL.run(db, hazard=hazard_id, **facts)
