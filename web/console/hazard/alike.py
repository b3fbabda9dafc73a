"""The hazard that another one resembles: shown beside it, for a person to say what it is."""

from dataclasses import dataclass

from models.base import Db, Row
from rules.hazard import OPEN, Status
from web.console.chips import View
from web.console.hazard import facts, officers
from web.console.ledger import rows
from web.console.ledger.lines import hazard_link
from web.desk import this_desk
from web.words import standing

JOINABLE = (Status.REPORTED, Status.ASSIGNED, Status.FIXED)


@dataclass(frozen=True)
class Alike:
    """The other one as the box shows it. ``asks``: ``join``, ``again``, or nothing where that was said before."""

    number: int
    link: str
    title: str
    place: str
    state: str
    month: str
    photo: Row | None
    own_photo: Row | None
    asks: str


def alike(db: Db, view: View, row: Row) -> Alike | None:
    """The other one, if this viewer may see it and there is still something to say or to know."""
    if row["like_id"] is None or row["status"] not in OPEN:
        return None
    other = _end_of(db, view, row["like_id"])
    if other is None or other["id"] == row["id"] or (asks := _asks(row, other)) is None:
        return None
    return _shown(db, row, other, asks)


def _end_of(db: Db, view: View, hazard_id: int) -> Row | None:
    """Where the other one stands now: the row it was joined to, if it was."""
    other = facts.one(db, view, hazard_id)
    return facts.one(db, view, other["merged_into"]) if other and other["merged_into"] else other


def _asks(row: Row, other: Row) -> str | None:
    if row["likeness"]:
        return "" if row["likeness"] == "again" else None
    if other["status"] == Status.CLOSED:
        return "again"
    is_open = row["status"] == Status.REPORTED and other["status"] in JOINABLE
    return "join" if is_open else None


def _shown(db: Db, row: Row, other: Row, asks: str) -> Alike:
    desk = this_desk()
    photos = rows.first_photos(db, [row["id"], other["id"]])
    names = officers.nearest(other, officers.officers_on(db, [other["path"]]))
    came = (other["reported_at"] or other["recorded_at"]).astimezone(desk.zone)
    return Alike(
        number=other["number"],
        link=hazard_link(other),
        title=standing.title_words(other),
        place=other["place_text"],
        state=standing.standing_words(other, names, standing.Now(desk.clock(), desk.zone)),
        month=f"{came.month}" if came.year == desk.today().year else f"{came.year}年{came.month}",
        photo=photos.get(other["id"]),
        own_photo=photos.get(row["id"]),
        asks=asks,
    )
