"""Which hazards and pictures may resemble a given one. Every question reads few rows, however large the ledger is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Select,
    String,
    and_,
    bindparam,
    cast,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from models import hazards, photos
from models.base import Db, Row
from models.prepared import Prepared
from rules.hazard import OPEN, Status

SHARING_A_BAND = 40
"""So many of the newest pictures with one and the same band are looked at."""

AT_ONE_PLACE, OF_ONE_KIND = 8, 40
LATELY_REPORTED = 200
"""So many of a hospital's newest rows are searched for a place that is not on the register."""

HAZARD, PHOTO = hazards.TABLE, photos.TABLE
BANDS = ("band_a", "band_b", "band_c", "band_d")
NO_BAND = -1

COLUMNS = (
    HAZARD.c.id,
    HAZARD.c.number,
    HAZARD.c.status,
    HAZARD.c.department_id,
    HAZARD.c.category,
    HAZARD.c.description,
    HAZARD.c.brief,
    HAZARD.c.place_text,
    HAZARD.c.owner_id,
    HAZARD.c.reported_at,
    HAZARD.c.closed_at,
)
OTHERS = and_(
    HAZARD.c.id != bindparam("hazard"),
    or_(
        *(HAZARD.c.status == status for status in sorted(OPEN - {Status.DRAFT})),
        and_(HAZARD.c.status == Status.CLOSED.value, HAZARD.c.closed_at > bindparam("since")),
    ),
)


AT_PLACE = Prepared(
    select(*COLUMNS)
    .where(HAZARD.c.place_id == bindparam("place"), OTHERS)
    .order_by(HAZARD.c.number.desc())  # by id PostgreSQL might walk the whole ledger backwards
    .limit(AT_ONE_PLACE)
)
NEWEST = (
    select(HAZARD.c.id)
    .where(HAZARD.c.unit_id == bindparam("unit"), HAZARD.c.number.is_not(None))
    .order_by(HAZARD.c.number.desc())  # numbers have an index of their own
    .limit(literal_column(str(LATELY_REPORTED)))
    .subquery()
)
MAYBE = or_(HAZARD.c.place_text == bindparam("told"), HAZARD.c.category == bindparam("kind"))
LATELY = Prepared(
    select(*COLUMNS)
    .join(NEWEST, NEWEST.c.id == HAZARD.c.id)
    .where(HAZARD.c.place_id.is_(None), HAZARD.c.place_text != "", MAYBE, OTHERS)
    .order_by(HAZARD.c.number.desc())
    .limit(OF_ONE_KIND)
)
STANDING = Prepared(
    select(*COLUMNS)
    .where(HAZARD.c.id == bindparam("other"), HAZARD.c.unit_id == bindparam("unit"))
    .where(OTHERS, HAZARD.c.anonymous.is_(False))
)


def hazards_at(db: Db, place_id: int, *, but: int, since: datetime) -> Sequence[Row]:
    """The newest hazards at a place of the register: open, or closed after ``since``; without ``but`` itself."""
    return AT_PLACE.all(db, place=place_id, hazard=but, since=since)


def hazards_lately(db: Db, row: Row, *, since: datetime) -> Sequence[Row]:
    """A hospital's newest hazards whose place is only told: in the same words, or of the same class as ``row``."""
    asked = {"unit": row["unit_id"], "told": row["place_text"], "kind": row["category"]}
    return LATELY.all(db, **asked, hazard=row["id"], since=since)


def find_standing(db: Db, hazard_id: int, unit_id: int, *, but: int, since: datetime) -> Row | None:
    """A hazard with a name, of this hospital, open or closed after ``since``; None for any other."""
    return STANDING.first(db, other=hazard_id, unit=unit_id, hazard=but, since=since)


FILE = bindparam("file", type_=String)
SEEN = and_(PHOTO.c.state == "ready", PHOTO.c.copy_of.is_(None))
PICTURE = select(
    PHOTO.c.id,
    PHOTO.c.hazard_id,
    *(PHOTO.c[band] for band in BANDS),
    (PHOTO.c.original_sha256 == FILE).label("same_file"),
).where(SEEN)


def _sharing(name: str) -> Select[Any]:
    """Pictures with this very value, newest first.

    Between a value and itself, ordered by it: that way both databases walk one index backwards and stop, where ``=``
    and an order by id alone may tempt PostgreSQL to walk the primary key. The value goes in as text, since psycopg
    gives small and large numbers different types, and every mixture of types would be planned anew.
    """
    column = PHOTO.c[name]
    value = cast(bindparam(name, type_=String), column.type)
    return _few(PICTURE.where(column.between(value, value)).order_by(column.desc(), PHOTO.c.id.desc()))


def _few(query: Select[Any]) -> Select[Any]:
    few = query.limit(literal_column(str(SHARING_A_BAND))).subquery()
    return select(*few.c)


SHARING = Prepared(union_all(*map(_sharing, BANDS), _few(PICTURE.where(PHOTO.c.original_sha256 == FILE))))


def photos_sharing(db: Db, bands: Sequence[int | None], sha256: str) -> Sequence[Row]:
    """Pictures with one of these bands (None is not searched) or of the same file; one may come several times."""
    keys = {name: str(NO_BAND if band is None else band) for name, band in zip(BANDS, bands, strict=True)}
    return SHARING.all(db, file=sha256, **keys)


MINE = select(HAZARD.c.reporter_id).where(HAZARD.c.id == bindparam("hazard")).scalar_subquery()
SAME_FILE = Prepared(
    select(PHOTO.c.id, PHOTO.c.hazard_id, PHOTO.c.stage, PHOTO.c.taken_at, HAZARD.c.number, HAZARD.c.status)
    .join(HAZARD, HAZARD.c.id == PHOTO.c.hazard_id)
    .where(PHOTO.c.original_sha256 == bindparam("sha256"), PHOTO.c.state == "ready")
    .where(or_(PHOTO.c.copy_of.is_(None), PHOTO.c.hazard_id == bindparam("hazard")))
    .where(PHOTO.c.id != bindparam("photo"), PHOTO.c.taken_at > bindparam("since"))
    .where(or_(PHOTO.c.hazard_id == bindparam("hazard"), PHOTO.c.id < bindparam("photo")))
    .where(or_(HAZARD.c.id == bindparam("hazard"), HAZARD.c.reporter_id == MINE))
    .where(HAZARD.c.status != Status.WITHDRAWN.value)
    .order_by((PHOTO.c.hazard_id == bindparam("hazard")).desc())
    .order_by(PHOTO.c.taken_at.desc(), PHOTO.c.id.desc())
    .limit(1)
)


def find_same_file(db: Db, sha256: str, *, photo_id: int, hazard_id: int, since: datetime) -> Row | None:
    """The newest picture with these bytes: another of this hazard, or an earlier one of its reporter's account."""
    return SAME_FILE.first(db, sha256=sha256, photo=photo_id, hazard=hazard_id, since=since)


IS_MINE = PHOTO.c.hazard_id == bindparam("hazard")
IS_OTHERS = and_(
    HAZARD.c.number.is_not(None), HAZARD.c.anonymous.is_(False), HAZARD.c.status != Status.WITHDRAWN.value
)
USED = Prepared(
    select(PHOTO.c.id, PHOTO.c.hazard_id, PHOTO.c.stage, HAZARD.c.number)
    .join(HAZARD, HAZARD.c.id == PHOTO.c.hazard_id)
    .where(PHOTO.c.original_sha256 == bindparam("sha256"), PHOTO.c.state == "ready")
    .where(PHOTO.c.id != bindparam("photo"), HAZARD.c.unit_id == bindparam("unit"))
    .where(or_(IS_MINE, IS_OTHERS))
    .order_by(IS_MINE.desc(), (PHOTO.c.stage == "before").desc(), PHOTO.c.id)
    .limit(1)
)


def find_used(db: Db, sha256: str, row: Row, *, photo_id: int) -> Row | None:
    """A picture of the same bytes that stands in the hospital's ledger: of ``row`` itself, else of another with a name.

    Its id, hazard_id, stage, and the number of its hazard.
    """
    return USED.first(db, sha256=sha256, photo=photo_id, unit=row["unit_id"], hazard=row["id"])


NAME = Prepared(update(HAZARD).where(hazards.THIS, HAZARD.c.like_id.is_(None), HAZARD.c.likeness == ""))


def name_like(db: Db, hazard_id: int, like_id: int) -> bool:
    """Write down whom a hazard resembles; False where that was said, or decided, already."""
    return NAME.run(db, hazard_id=hazard_id, like_id=like_id) > 0
