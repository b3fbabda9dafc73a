"""履职记录 on the console: what the unit did, those without a head-count first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request, url_for
from sqlalchemy import func, or_, select

from models.base import Db, Row
from models.plan.deeds import ATTENDANCES, ORGANISERS, TABLE
from models.plan.proofs import TABLE as EVIDENCE
from models.units import Unit
from web.console.deeds.found import (
    departments_below,
    kinds_here,
    may_record,
    own_department,
    unit_here,
)
from web.console.deeds.words import GROUPS, bodies_words, day_words, lacks_heads
from web.console.doorkeeper import console, guest_scope
from web.desk import this_desk
from web.reading import reading

YEAR = timedelta(days=366)
MOST, PAGE, LAST_PAGE = 2_000, 50, 40
NO_HEADS, VOID = "no_heads", "void"


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    row: Row
    kind: str
    group: str
    day: str
    by: str
    heads: str
    lacks: bool
    is_led: bool

    @property
    def title(self) -> str:
        return str(self.row["title"]) or self.kind


@dataclass(frozen=True)
class Wanted:
    """What the address asks for: a group, those without a head-count or what was voided; a month as ``2016-03``."""

    show: str
    month: str
    page: int

    def takes(self, one: Listed) -> bool:
        if self.show == VOID:
            return one.row["voided_at"] is not None
        if one.row["voided_at"] is not None or (self.month and not self._is_in_month(one)):
            return False
        if self.show == NO_HEADS:
            return one.lacks
        return self.show in ("", one.group)

    def _is_in_month(self, one: Listed) -> bool:
        return f"{one.row['happened_on']:%Y-%m}" == self.month


@console.get("/deeds")
def deeds() -> str:
    """A year of deeds, by group and month."""
    may_record()
    everything = _everything(reading())
    months = sorted({f"{one.row['happened_on']:%Y-%m}" for one in everything}, reverse=True)
    wanted = _asked_for(months)
    found = [one for one in everything if wanted.takes(one)]
    found.sort(key=lambda one: (one.lacks, one.row["happened_on"], one.row["id"]), reverse=True)
    return render_template(
        "deed/list.html",
        listed=found[PAGE * (wanted.page - 1) : PAGE * wanted.page],
        has_more=len(found) > PAGE * wanted.page,
        counts=_counts(everything, wanted),
        groups=GROUPS,
        months=[(month, f"{month[:4]}年{int(month[5:])}月") for month in months],
        wanted=wanted,
        here=lambda **changes: _address(wanted, **changes),
        unit=unit_here(reading()),
        own=own_department(reading(), guest_scope()),
    )


def _counts(everything: Sequence[Listed], wanted: Wanted) -> Mapping[str, int]:
    """How many each chip would show in this month."""
    shows = ("", NO_HEADS, *GROUPS, VOID)
    return {show: sum(Wanted(show, wanted.month, 1).takes(one) for one in everything) for show in shows}


def _everything(db: Db) -> list[Listed]:
    today, unit = this_desk().today(), unit_here(db)
    kinds = kinds_here(db)
    rows = db.execute(_asked(db, unit, today - YEAR, today + YEAR)).mappings()
    return [_listed(row, kinds, unit, today) for row in rows]


def _asked(db: Db, unit: Row, first: date, last: date) -> Any:
    """The deeds a guest sees of these days, with how many were there and how many proofs there are."""
    beside = select(ORGANISERS.c.deed_id).where(ORGANISERS.c.unit_id == unit["id"])
    own = own_department(db, guest_scope())
    mine = (
        (TABLE.c.unit_id == unit["id"]) & TABLE.c.department_id.in_(departments_below(db, own))
        if own
        else or_(TABLE.c.unit_id == unit["id"], TABLE.c.id.in_(beside))
    )
    there = select(func.count()).where(ATTENDANCES.c.deed_id == TABLE.c.id).scalar_subquery()
    kept = (EVIDENCE.c.deed_id == TABLE.c.id, EVIDENCE.c.state.in_(("waiting", "ready")))
    proofs = select(func.count()).where(*kept).scalar_subquery()
    leader = select(Unit.name).where(Unit.id == TABLE.c.unit_id).scalar_subquery()
    department = select(Unit.name).where(Unit.id == TABLE.c.department_id).scalar_subquery()
    more = (there.label("people"), proofs.label("proofs"), leader.label("leader"))
    query = select(TABLE, *more, department.label("department"))
    days = TABLE.c.happened_on.between(first, last)
    return query.where(mine, days).order_by(TABLE.c.happened_on.desc(), TABLE.c.id.desc()).limit(MOST)


def _listed(row: Any, kinds: Mapping[str, Any], unit: Row, today: date) -> Listed:
    one = kinds.get(row["kind"])
    group = one.group if one else "other"
    is_led = row["unit_id"] == unit["id"]
    by = bodies_words(row["bodies"], row["department"] or "")
    return Listed(
        row=row,
        kind=one.name if one else row["kind"],
        group=group,
        day=day_words(row["happened_on"]),
        by=f"{by}办" if is_led else f"{row['leader']}牵头",
        heads=_heads(row),
        lacks=is_led and lacks_heads(row, group, row["people"], today),
        is_led=is_led,
    )


def _heads(row: Any) -> str:
    """``50人``, with and without a name; nothing where nobody said anything."""
    is_told = row["people"] or row["attested"] is not None
    return f"{row['people'] + (row['attested'] or 0)}人" if is_told else ""


def _asked_for(months: Sequence[str]) -> Wanted:
    show, month = request.args.get("show", ""), request.args.get("month", "")
    page = request.args.get("page", 1, type=int)
    known = show in GROUPS or show in (NO_HEADS, VOID)
    return Wanted(show if known else "", month if month in months else "", min(max(page, 1), LAST_PAGE))


def _address(wanted: Wanted, **changes: str | int) -> str:
    """The list with something changed; what is usual is left out."""
    parts = {"show": wanted.show, "month": wanted.month, "page": 1} | changes
    kept = {name: value for name, value in parts.items() if value not in ("", 1)}
    return "?".join((url_for("console.deeds"), urlencode(kept))) if kept else url_for("console.deeds")
