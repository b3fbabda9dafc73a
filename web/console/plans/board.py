"""签收 seen from above: which units of a union have signed for a plan, and which have not, since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.base import Db, Row
from models.plan import beginnings, below, plans, signings
from rules.plan.document import Plan
from web.console.plans.people import union_of
from web.console.plans.strip import edition_of
from web.desk import this_desk


@dataclass(frozen=True)
class BoardRow:
    """One unit below: when it signed, or whom to call."""

    id: int
    name: str
    signed_at: datetime | None
    phone: str
    officers: str


@dataclass(frozen=True)
class Board:
    """Everybody a plan is addressed to below a union. ``days``: so long it has been out."""

    waiting: Sequence[BoardRow]
    signed: Sequence[BoardRow]
    since: date
    days: int

    @property
    def whole(self) -> int:
        return len(self.waiting) + len(self.signed)


def board_of(db: Db, plan: Plan, unit: Row) -> Board:
    """Two questions and one for the telephones, however many units there are."""
    bound = [
        row
        for row in below.counted_below(db, unit["path"])
        if _is_asked(row, plan) and row["id"] != unit["id"]
    ]
    signed = signings.signings_of(db, plan.code)
    late = [row["id"] for row in bound if row["id"] not in signed]
    officers = union_of(db, late)
    rows = [
        _row(row, signed.get(row["id"]), [one for one in officers if one["home_id"] == row["id"]])
        for row in bound
    ]
    since, today = since_of(db, plan), this_desk().today()
    return Board(
        [row for row in rows if row.signed_at is None],
        [row for row in rows if row.signed_at is not None],
        since,
        max((today - since).days, 0),
    )


def since_of(db: Db, plan: Plan) -> date:
    """The day it came: as the plan says (or its edition of this year begins), it was loaded, or the house began."""
    year, founded = edition_of(plan, this_desk().today()), beginnings.founded_at(db)
    issued = (plan.issued_on if year == plan.year else None) or plan.first.in_year(year)
    if founded is not None:
        issued = max(issued, founded.astimezone(this_desk().zone).date())
    loaded = [row["loaded_at"] for row in plans.versions_of(db, plan.code) if row["state"] == plans.LIVE]
    return max(issued, *(at.astimezone(this_desk().zone).date() for at in loaded)) if loaded else issued


def _is_asked(row: Row, plan: Plan) -> bool:
    level = row["kind"] if row["kind"] in ("city", "province") else "unit"
    return level in plan.recipients


def _row(row: Row, signing: Row | None, officers: Sequence[Row]) -> BoardRow:
    phone = next((one["phone"] for one in officers if one["phone"]), row["phone"] or "")
    names = "、".join(one["name"] for one in officers[:2])
    return BoardRow(row["id"], row["name"], signing["signed_at"] if signing else None, phone or "", names)
