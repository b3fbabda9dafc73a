"""What the Excel file says of each hazard: facts in official words, and no word about who reported."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from models.base import Db, Row
from models.hazards import Hazard
from models.history import HistoryLine
from models.listings import Listing
from models.people import Person
from models.photos import Photo
from models.units import Unit
from reports.ledger_book.line import Line
from rules.hazard import Status, is_overdue
from web.console.ledger.lines import kind_names
from web.console.ledger.official import KINDS, LEVELS, SOURCES, STATUS_NAMES, TIER_NAMES
from web.desk import this_desk

CHUNK = 500
OWNER, CHECKER, HOSPITAL, DEPARTMENT = aliased(Person), aliased(Person), aliased(Unit), aliased(Unit)
SMALL = "320"
LISTED, OFF_LIST, PROPOSED = "挂牌督办", "已摘牌", "报请挂牌"
OVERDUE = "，超期"
SPOKEN = ("progress", "fix")
"""The lines of a history in which the owner tells how far it is."""

WORDS = (
    select(
        Hazard.__table__,
        OWNER.name.label("owner_name"),
        CHECKER.name.label("checker_name"),
        HOSPITAL.name.label("hospital_name"),
        DEPARTMENT.name.label("department_name"),
        Listing.proposed_on,
        Listing.listed_on,
        Listing.delisted_on,
    )
    .join(HOSPITAL, HOSPITAL.id == Hazard.unit_id)
    .outerjoin(DEPARTMENT, DEPARTMENT.id == Hazard.department_id)
    .outerjoin(OWNER, OWNER.id == Hazard.owner_id)
    .outerjoin(CHECKER, CHECKER.id == Hazard.closed_by_id)
    .outerjoin(Listing, Listing.hazard_id == Hazard.id)
)


def export_lines(db: Db, ids: Sequence[int], pictures: ColumnElement[bool] | None) -> Iterator[Line]:
    """One line per hazard, in this order; ``pictures`` are those that may be shown, None for none at all."""
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        found = {row["id"]: row for row in db.execute(WORDS.where(Hazard.id.in_(some))).mappings()}
        said = _progress(db, some)
        shown = _photos(db, some, pictures) if pictures is not None else {}
        for order, hazard_id in enumerate(some, start + 1):
            yield _line(order, found[hazard_id], said.get(hazard_id, ""), shown.get(hazard_id, {}))


def _progress(db: Db, ids: Sequence[int]) -> Mapping[int, str]:
    """The last word of whoever puts it right."""
    told = select(HistoryLine.hazard_id, HistoryLine.text).where(
        HistoryLine.hazard_id.in_(ids), HistoryLine.verb.in_(SPOKEN), HistoryLine.text != ""
    )
    return {row[0]: row[1] for row in db.execute(told.order_by(HistoryLine.id))}


def _photos(db: Db, ids: Sequence[int], pictures: ColumnElement[bool]) -> dict[int, dict[str, int]]:
    """The first picture before and the last one after that can be shown: what was sent back is not the end."""
    query = (
        select(Photo.hazard_id, Photo.stage, _shown())
        .join(Hazard, Hazard.id == Photo.hazard_id)
        .where(pictures, Photo.hazard_id.in_(ids), Photo.state == "ready", Photo.medium != "voice")
    )
    found: dict[int, dict[str, int]] = {}
    for hazard_id, stage, photo_id in db.execute(query.group_by(Photo.hazard_id, Photo.stage)):
        found.setdefault(hazard_id, {})[stage] = photo_id
    return found


def _shown() -> ColumnElement[int]:
    return case((Photo.stage == "after", func.max(Photo.id)), else_=func.min(Photo.id))


def _line(order: int, row: Row, progress: str, photos: Mapping[str, int]) -> Line:
    return Line(
        order=order,
        number=str(row["number"] or ""),
        found_on=row["happened_on"],
        source=SOURCES[row["source"]],
        category=kind_names().get(row["category"]) or str(row["category"]),
        kind=KINDS[row["kind"]],
        level=LEVELS[row["level"]],
        place=row["place_text"],
        description=row["description"] or row["brief"],
        unit=_unit(row),
        owner=row["owner_name"] or "",
        measures=row["measure"],
        funds=row["funds"],
        due_on=row["due_on"],
        contingency=row["contingency"],
        progress=progress,
        fixed_on=_day(row["fixed_at"]),
        closed_on=_day(row["closed_at"]),
        checked_by=row["checker_name"] or "",
        listed=_listed(row),
        tier=TIER_NAMES[row["tier"]],
        status=_status(row),
        before=_small(photos.get("before")),
        after=_small(photos.get("after")),
        remark=row["reason"],
    )


def _unit(row: Row) -> str:
    return " ".join(dict.fromkeys(name for name in (row["hospital_name"], row["department_name"]) if name))


def _status(row: Row) -> str:
    late = is_overdue(Status(row["status"]), row["due_on"], this_desk().today())
    return STATUS_NAMES.get(row["status"], "草稿") + (OVERDUE if late else "")


def _listed(row: Row) -> str:
    if row["delisted_on"]:
        return OFF_LIST
    if row["listed_on"]:
        return LISTED
    return PROPOSED if row["proposed_on"] else ""


def _day(at: datetime | None) -> date | None:
    return at.astimezone(this_desk().zone).date() if at else None


def _small(photo_id: int | None) -> bytes | None:
    path: Path | None = this_desk().picture(photo_id, SMALL) if photo_id else None
    return path.read_bytes() if path and path.is_file() else None
