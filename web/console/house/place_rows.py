"""The questions of the page of places: which ones a guest looks after, and what is still open there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select

from models.base import Db, Row
from models.hazards import Hazard
from models.places import DEPARTMENT, WITH_NAMES, Place
from models.units import Unit
from rules.hazard import OPEN
from web.console.chips import View
from web.rights import Scope, Seat

PAGE = 30
SHOWS = {"all": "全部", "open": "有没办完的", "bare": "还没有码"}


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    words: str = ""
    show: str = "all"
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One page of places. ``open_here`` counts what is not done yet, by place."""

    places: Sequence[Row]
    open_here: Mapping[int, int]
    total: int
    has_more: bool


def places_in(person: Row, scope: Scope) -> ColumnElement[bool]:
    """The places of the part of the house this person sees: the department's, the hospital's, or all below."""
    below = select(Unit.id).where(Unit.path.startswith(person["path"], autoescape=True))
    if scope.many_hospitals:
        return Place.home_id.in_(below.where(Unit.kind == "unit"))
    if scope.seat is Seat.DEPARTMENT:
        return Place.unit_id.in_(below)
    return Place.home_id.in_([scope.home_id])


def find_places(db: Db, mine: ColumnElement[bool], view: View, wanted: Wanted) -> Found:
    """A page of the list, by code."""
    query = WITH_NAMES.where(mine, *_narrowed(wanted, view))
    rows = db.execute(query.limit(PAGE + 1).offset(PAGE * (wanted.page - 1))).mappings().all()
    places = rows[:PAGE]
    return Found(places, _open_at(db, view, [p["id"] for p in places]), _count(db, query), len(rows) > PAGE)


def chosen_places(db: Db, mine: ColumnElement[bool], ids: Sequence[int]) -> Sequence[Row]:
    """These places, as far as they are the guest's."""
    return db.execute(WITH_NAMES.where(mine, Place.id.in_(ids))).mappings().all()


def bare_places(db: Db, mine: ColumnElement[bool]) -> Sequence[Row]:
    """The places nobody has asked a code for."""
    return db.execute(WITH_NAMES.where(mine, Place.scan_url == "")).mappings().all()


def _count(db: Db, query: Select[tuple[object, ...]]) -> int:
    inner = query.with_only_columns(Place.id).order_by(None).subquery()
    return int(db.execute(select(func.count()).select_from(inner)).scalar_one())


def _narrowed(wanted: Wanted, view: View) -> list[ColumnElement[bool]]:
    parts = [_says(word) for word in wanted.words.split()]
    if wanted.show == "bare":
        parts.append(Place.scan_url == "")
    if wanted.show == "open":
        parts.append(Place.id.in_(select(Hazard.place_id).where(_still_open(view))))
    return parts


def _says(word: str) -> ColumnElement[bool]:
    """Name, code, department or a usual word; usual words lie in JSON, which may spell 五 as an escape."""
    texts = (Place.name, Place.code, DEPARTMENT.name)
    usual = cast(Place.aliases, String)
    spelled = {word, json.dumps(word)[1:-1]}
    return or_(
        *(text.icontains(word, autoescape=True) for text in texts),
        *(usual.icontains(each, autoescape=True) for each in sorted(spelled)),
    )


def _still_open(view: View) -> ColumnElement[bool]:
    return view.visible & Hazard.status.in_(sorted(OPEN)) & Hazard.place_id.is_not(None)


def _open_at(db: Db, view: View, ids: Sequence[int]) -> Mapping[int, int]:
    query = select(Hazard.place_id, func.count().label("open")).where(_still_open(view))
    rows = db.execute(query.where(Hazard.place_id.in_(ids)).group_by(Hazard.place_id)).mappings()
    return {row["place_id"]: row["open"] for row in rows}
