"""The rows of the ledger page: fifty at a time, with the words and the picture each of them shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select, true, union_all
from sqlalchemy.orm import aliased

from models.base import Db, Row
from models.figures import IS_COUNTED, IS_LISTED, IS_OPEN, closed_between, found_between
from models.hazards import TABLE, Hazard
from models.history import HistoryLine
from models.people import Person
from models.photos import Photo
from models.units import Unit
from web.console.chips import View, chip_condition

PAGE = 50
LONGEST_NUMBER = 9
LOOKED_THROUGH = 60_000
FEW_DAYS = timedelta(days=62)
OWNER, TARGET, HOSPITAL, DEPARTMENT = aliased(Person), aliased(Hazard), aliased(Unit), aliased(Unit)
RESPONDER = aliased(Person)
ALL = true()
KEY: ColumnElement[int] = TABLE.c.id

_HEARD = exists().where(
    HistoryLine.hazard_id == Photo.hazard_id, HistoryLine.verb == "heard", HistoryLine.at >= Photo.taken_at
)
UNHEARD = exists().where(
    Photo.hazard_id == Hazard.id, Photo.medium == "voice", Photo.state == "ready", ~_HEARD
)
"""There is a voice that nobody has put into words since it came."""

WHOLE_ROW = (
    select(
        Hazard.__table__,
        OWNER.name.label("owner_name"),
        RESPONDER.name.label("responder_name"),
        TARGET.number.label("merged_number"),
        HOSPITAL.name.label("hospital_name"),
        HOSPITAL.code.label("hospital_code"),
        DEPARTMENT.name.label("department_name"),
        func.coalesce(DEPARTMENT.path, HOSPITAL.path).label("path"),
        UNHEARD.label("unheard"),
    )
    .join(HOSPITAL, HOSPITAL.id == Hazard.unit_id)
    .outerjoin(DEPARTMENT, DEPARTMENT.id == Hazard.department_id)
    .outerjoin(OWNER, OWNER.id == Hazard.owner_id)
    .outerjoin(RESPONDER, RESPONDER.id == Hazard.responder_id)
    .outerjoin(TARGET, TARGET.id == Hazard.merged_into)
)
"""A hazard with what a page says of it: names, the number it was merged into, whether a voice waits for ears."""

BURNING = and_(Hazard.urgent, IS_OPEN)
PSEUDO = {"open": and_(IS_OPEN, IS_LISTED), "counted": IS_COUNTED}
"""What a figure counts, beside the single statuses."""


Place: TypeAlias = tuple[int, int]
"""Where a row stands in the list: whether it burns, and its id."""


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for. ``before`` is the place where the page before ended: burning, id.

    ``units`` are the departments (for those above: hospitals) looked at; None stands for what has no department.
    ``place`` is part of a place's words, ``spot`` all of them; ``found`` are days, both inclusive, ``closed`` instants.
    """

    show: str = "mine"
    words: str = ""
    status: str = ""
    category: str = ""
    before: Place | None = None
    tier: str = ""
    source: str = ""
    kind: str = ""
    cause: str | None = None
    again: bool = False
    place: str = ""
    spot: str = ""
    units: tuple[int | None, ...] = ()
    hospitals: tuple[int, ...] = ()
    found: tuple[date, date] | None = None
    closed: tuple[datetime, datetime] | None = None


def find_rows(db: Db, view: View, wanted: Wanted) -> tuple[Sequence[Row], Place | None]:
    """One page of rows, what burns first, then the newest; and where the next page begins."""
    exact = _exact(db, view, wanted)
    places = exact or _page(db, view, wanted)
    shown = [hazard_id for _, hazard_id in places[:PAGE]]
    # Only numbers are sorted; what a page shows of a row is read for the rows it shows.
    query = WHOLE_ROW.where(Hazard.id.in_(shown))
    whole = {row["id"]: row for row in db.execute(query).mappings()} if shown else {}
    further = places[PAGE - 1] if len(places) > PAGE else None
    return [whole[each] for each in shown], further if exact or further else _left(db, wanted)


def _exact(db: Db, view: View, wanted: Wanted) -> list[Place]:
    """A number alone means the hazard that has it, if there is one."""
    number = _number(wanted.words)
    if number is None:
        return []
    asked = _asked(view, replace(wanted, words="")).where(Hazard.number == number)
    return [(0, each) for each in db.execute(asked.limit(PAGE)).scalars()]


def _page(db: Db, view: View, wanted: Wanted) -> list[Place]:
    """The places of one page and of the row after it. All rows go by the key alone, others what burns first."""
    asked = _asked(view, wanted)
    if wanted.show == "all":
        asked = asked.where(Hazard.id > floor) if (floor := _floor(db, wanted)) else asked
        older = _older(asked, wanted.before and wanted.before[1])
        return [(0, each) for each in _newest(db, view, older, PAGE + 1, key=_key(wanted))]
    burning, last = wanted.before or (1, None)
    first = _older(asked.where(BURNING), last)
    found = [(1, each) for each in _newest(db, view, first, PAGE + 1)] if burning else []
    if len(found) > PAGE:
        return found
    calm = _older(asked.where(not_(BURNING)), None if burning else last)
    return found + [(0, each) for each in _newest(db, view, calm, PAGE + 1 - len(found))]


def _floor(db: Db, wanted: Wanted) -> int:
    """Where one search through words ends: however long the ledger is, it looks at so many rows at once."""
    if wanted.show != "all" or not (wanted.words or wanted.place):
        return 0
    top = wanted.before[1] if wanted.before else db.execute(select(func.max(Hazard.id))).scalar() or 0
    return max(0, int(top) - LOOKED_THROUGH)


def _left(db: Db, wanted: Wanted) -> Place | None:
    """Where a search goes on that has not seen everything."""
    floor = _floor(db, wanted)
    return (0, floor + 1) if floor else None


def _key(wanted: Wanted) -> ColumnElement[int]:
    """The order of rows. Of a few days long ago it is no use to walk along it: all of them are put in order."""
    days = wanted.closed or wanted.found
    return Hazard.id + 0 if days and days[1] - days[0] < FEW_DAYS else KEY


def _older(asked: Select[int], last: int | None) -> Select[int]:
    return asked.where(Hazard.id < last) if last is not None else asked


def _newest(
    db: Db, view: View, asked: Select[int], most: int, *, key: ColumnElement[int] = KEY
) -> Sequence[int]:
    """The newest of them. Each hospital's are read along its own index, and only so many are put in order."""
    newest = asked.order_by(key.desc()).limit(most)
    if view.hospitals:
        each = (newest.where(Hazard.unit_id == hospital).subquery() for hospital in view.hospitals)
        every = union_all(*(select(one.c.id) for one in each)).subquery()
        newest = select(every.c.id).order_by(every.c.id.desc()).limit(most)
    return db.execute(newest).scalars().all()


def find_all(db: Db, view: View, wanted: Wanted, most: int) -> Sequence[int]:
    """The ids of everything that is wanted, the newest first, as many as ``most``."""
    asked = _asked(view, wanted).order_by(Hazard.id.desc()).limit(most)
    return db.execute(asked).scalars().all()


def _asked(view: View, wanted: Wanted) -> Select[int]:
    return select(Hazard.id).where(view.visible, chip_condition(wanted.show, view), *_narrowed(wanted))


def _narrowed(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.status:
        yield PSEUDO.get(wanted.status, Hazard.status == wanted.status)
    for name in ("category", "tier", "source", "kind"):
        if told := getattr(wanted, name):
            yield getattr(Hazard, name) == told
    if wanted.cause is not None:
        yield Hazard.cause == wanted.cause
    if wanted.again:
        yield Hazard.likeness == "again"
    yield from _where_and_when(wanted)
    yield from (_says(word) for word in wanted.words.split())


def _where_and_when(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.place:
        yield Hazard.place_text.contains(wanted.place, autoescape=True)
    if wanted.spot:
        yield Hazard.place_text == wanted.spot
    if wanted.units:
        yield _in_units(wanted.units)
    if wanted.hospitals:
        yield Hazard.unit_id.in_(wanted.hospitals)
    if wanted.found:
        yield found_between(*wanted.found)
    if wanted.closed:
        yield closed_between(*wanted.closed)


def _in_units(units: Sequence[int | None]) -> ColumnElement[bool]:
    named = Hazard.department_id.in_([unit for unit in units if unit is not None])
    return or_(Hazard.department_id.is_(None), named) if None in units else named


def _says(word: str) -> ColumnElement[bool]:
    """Number, words or place; a long row of digits cannot be a number."""
    texts = (Hazard.description, Hazard.brief, Hazard.place_text)
    found = [text.contains(word, autoescape=True) for text in texts]
    number = _number(word)
    return or_(*found) if number is None else or_(*found, Hazard.number == number)


def _number(word: str) -> int | None:
    digits = word.removesuffix("号")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else None


def first_photos(db: Db, hazard_ids: Sequence[int], pictures: ColumnElement[bool] = ALL) -> Mapping[int, Row]:
    """The picture that stands for each hazard: the first one that can be shown, else the first one.

    ``pictures`` are the hazards whose pictures the asker may look at.
    """
    query = select(Photo.id, Photo.hazard_id, Photo.state, Photo.medium)
    query = query.join(Hazard, Hazard.id == Photo.hazard_id).where(pictures)
    query = query.where(Photo.hazard_id.in_(hazard_ids)).order_by(Photo.taken_at, Photo.id)
    best: dict[int, Row] = {}
    for photo in db.execute(query).mappings():
        known = best.get(photo["hazard_id"])
        if known is None or _rank(photo) > _rank(known):
            best[photo["hazard_id"]] = photo
    return best


def _rank(photo: Row) -> int:
    return 2 * int(photo["medium"] != "voice") + int(photo["state"] == "ready")
