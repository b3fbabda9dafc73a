"""The rows of the ledger page: thirty at a time, with the words and the picture each of them shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from models.base import Db, Row
from models.hazards import Hazard
from models.history import HistoryLine
from models.people import Person
from models.photos import Photo
from models.units import Unit
from rules.hazard import OPEN
from web.console.chips import View, chip_condition
from web.words.standing import burns

PAGE = 30
LONGEST_NUMBER = 9
OWNER, TARGET, HOSPITAL, DEPARTMENT = aliased(Person), aliased(Hazard), aliased(Unit), aliased(Unit)
RESPONDER = aliased(Person)

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

BURNING = case((and_(Hazard.urgent, Hazard.status.in_(sorted(OPEN))), 1), else_=0)


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for. ``before`` is the place where the page before ended: burning, id."""

    show: str = "mine"
    words: str = ""
    status: str = ""
    category: str = ""
    before: tuple[int, int] | None = None


def find_rows(db: Db, view: View, wanted: Wanted) -> tuple[Sequence[Row], tuple[int, int] | None]:
    """One page of rows, what burns first, then the newest; and where the next page begins."""
    asked = select(Hazard.id).where(view.visible, chip_condition(wanted.show, view), *_narrowed(wanted))
    # Only numbers are sorted; what a page shows of a row is read for the rows it shows.
    these = _paged(asked, wanted).limit(PAGE + 1).correlate(None)
    rows = db.execute(_paged(WHOLE_ROW.where(Hazard.id.in_(these)), wanted)).mappings().all()
    if len(rows) <= PAGE:
        return rows, None
    last = rows[PAGE - 1]
    return rows[:PAGE], (int(burns(last)), last["id"])


def _paged(query: Select[Any], wanted: Wanted) -> Select[Any]:
    """All rows go by the key alone, so that a long ledger is read along its index."""
    if wanted.show == "all":
        older = query.where(Hazard.id < wanted.before[1]) if wanted.before else query
        return older.order_by(Hazard.id.desc())
    if wanted.before:
        burning, last = wanted.before
        query = query.where(tuple_(BURNING, Hazard.id) < (burning, last))
    return query.order_by(BURNING.desc(), Hazard.id.desc())


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    parts: list[ColumnElement[bool]] = []
    if wanted.status:
        parts.append(Hazard.status == wanted.status)
    if wanted.category:
        parts.append(Hazard.category == wanted.category)
    parts += [_says(word) for word in wanted.words.split()]
    return parts


def _says(word: str) -> ColumnElement[bool]:
    """Number, words or place; a long row of digits cannot be a number."""
    texts = (Hazard.description, Hazard.brief, Hazard.place_text)
    found = [text.contains(word, autoescape=True) for text in texts]
    digits = word.removesuffix("号")
    if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER:
        found.append(Hazard.number == int(digits))
    return or_(*found)


def first_photos(db: Db, hazard_ids: Sequence[int]) -> Mapping[int, Row]:
    """The picture that stands for each hazard: the first one that can be shown, else the first one."""
    query = select(Photo.id, Photo.hazard_id, Photo.state, Photo.medium)
    query = query.where(Photo.hazard_id.in_(hazard_ids)).order_by(Photo.taken_at, Photo.id)
    best: dict[int, Row] = {}
    for photo in db.execute(query).mappings():
        known = best.get(photo["hazard_id"])
        if known is None or _rank(photo) > _rank(known):
            best[photo["hazard_id"]] = photo
    return best


def _rank(photo: Row) -> int:
    return 2 * int(photo["medium"] != "voice") + int(photo["state"] == "ready")
