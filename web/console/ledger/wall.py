"""照片墙: the newest hazards as pictures, for those who look rather than read. No names stand on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, request
from sqlalchemy import ColumnElement, case, func, select

from models.base import Db, Row
from models.hazards import Hazard
from models.photos import Photo
from rules.hazard import OFFICIAL, OPEN, Status
from web.console.chips import View
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.ledger.lines import hazard_link
from web.console.ledger.rows import WHOLE_ROW
from web.reading import reading
from web.rights import Scope
from web.words import standing

PAGE = 36
LONGEST_ID = 15
CHIPS = {"all": "最新", "open": "没弄好", "urgent": "急", "done": "弄好了"}

SHOWN = Photo.state == "ready", Photo.medium != "voice"
HAS_PICTURE = select(Photo.id).where(Photo.hazard_id == Hazard.id, Photo.stage == "before", *SHOWN).exists()


@dataclass(frozen=True)
class Tile:
    """One hazard on the wall: its picture, and the one after it was put right, by their ids."""

    link: str
    number: int | None
    title: str
    state: str
    status: str
    urgent: bool
    before: int
    after: int | None


@console.get("/wall")
def wall() -> str:
    """Thirty-six hazards that have a picture, the newest first."""
    show, db, view, scope = request.args.get("show", "all"), reading(), guest_view(), guest_scope()
    show = show if show in CHIPS else "all"
    ids = find_pictured(db, view, scope, show, _before())
    shown = ids[:PAGE]
    return render_template(
        "wall.html",
        tiles=_tiles(db, shown),
        chips=CHIPS,
        show=show,
        scope=scope,
        further=shown[-1] if len(ids) > PAGE else None,
        is_first=_before() is None,
    )


def find_pictured(db: Db, view: View, scope: Scope, show: str, before: int | None) -> Sequence[int]:
    """The ids of a page of hazards with a picture this guest may see, and one more where there are more."""
    query = select(Hazard.id).where(view.visible, scope.pictures, _chip(show), Hazard.number.is_not(None))
    query = query.where(HAS_PICTURE).order_by(Hazard.id.desc()).limit(PAGE + 1)
    return db.execute(query.where(Hazard.id < before) if before else query).scalars().all()


def _chip(show: str) -> ColumnElement[bool]:
    still_open = Hazard.status.in_(sorted(OPEN))
    conditions: Mapping[str, ColumnElement[bool]] = {
        "open": still_open,
        "urgent": still_open & Hazard.urgent,
        "done": Hazard.status == Status.CLOSED,
    }
    return conditions.get(show, Hazard.id.is_not(None))


SHOWN_OF_STAGE = case((Photo.stage == "after", func.max(Photo.id)), else_=func.min(Photo.id))


def _tiles(db: Db, ids: Sequence[int]) -> list[Tile]:
    """The hazards with their first picture before and their last one after; two statements."""
    rows = {row["id"]: row for row in db.execute(WHOLE_ROW.where(Hazard.id.in_(ids))).mappings()}
    first = select(Photo.hazard_id, Photo.stage, SHOWN_OF_STAGE.label("photo"))
    first = first.where(Photo.hazard_id.in_(ids), *SHOWN)
    pictures = {
        (row["hazard_id"], row["stage"]): row["photo"]
        for row in db.execute(first.group_by(Photo.hazard_id, Photo.stage)).mappings()
    }
    return [_tile(rows[each], pictures) for each in ids if (each, "before") in pictures]


def _tile(row: Row, pictures: Mapping[tuple[int, str], int]) -> Tile:
    return Tile(
        link=hazard_link(row),
        number=row["number"],
        title=standing.title_words(row),
        state=OFFICIAL[Status(row["status"])],
        status=row["status"],
        urgent=standing.burns(row),
        before=pictures[row["id"], "before"],
        after=pictures.get((row["id"], "after")),
    )


def _before() -> int | None:
    text = request.args.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else None
