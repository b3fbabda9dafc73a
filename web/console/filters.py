"""What the address of the ledger page asks for, in values and in words, and addresses that ask for something else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import abort, request, session, url_for
from sqlalchemy import select

from models.base import Db, Row
from models.units import Unit
from web.console import chips
from web.console.chips import View
from web.console.doorkeeper import guest_scope, guest_view
from web.console.ledger.official import CAUSES, KINDS, SOURCES, STANDINGS, TIER_NAMES
from web.console.ledger.rows import LONGEST_NUMBER, Wanted
from web.desk import this_desk
from web.rights import Scope
from web.visitors import visitor

REMEMBERED = "chip"
LONGEST = 50
NOWHERE = "none"
"""As a unit: what has no department, or only the hospital itself."""

NARROWING = ("status", "category", "tier", "source", "kind", "cause")
FREE = ("q", "place", "spot")
DAYS = ("found", "closed")
NO_CAUSE = "none"


@dataclass(frozen=True)
class Asked:
    """What is wanted, and ``kept``: the parts of the address that said so."""

    wanted: Wanted
    kept: Mapping[str, str]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kept)


def branches_of(db: Db, scope: Scope) -> Sequence[Row]:
    """The units this guest can look at one by one: departments, or for those above the hospitals."""
    query = select(Unit.id, Unit.name, Unit.kind, Unit.path, Unit.home_id)
    if scope.many_hospitals:
        below = Unit.path.startswith(_own_path(), autoescape=True)
        return db.execute(query.where(below, Unit.kind == "unit").order_by(Unit.id)).mappings().all()
    inside = query.where(Unit.home_id == scope.home_id, Unit.kind.in_(["department", "team"]))
    if scope.path:
        inside = inside.where(Unit.path.startswith(scope.path, autoescape=True))
    return db.execute(inside.order_by(Unit.path)).mappings().all()


def _own_path() -> str:
    guest = visitor()
    return str(guest.person["path"]) if guest else abort(401)


def view_over(branches: Sequence[Row]) -> View:
    """What this guest sees, and where there are many the hospitals by name."""
    many = guest_scope().many_hospitals
    return replace(guest_view(), hospitals=tuple(branch["id"] for branch in branches) if many else ())


def asked_for(branches: Sequence[Row]) -> Asked:
    """What the address asks for; the last chip is remembered, a search looks through everything."""
    kept = _kept(branches)
    show = request.args.get("show", "")
    if show in offered_chips():
        session[REMEMBERED] = show
    else:
        show = "all" if kept else _usual_chip()
    return Asked(_wanted(show, kept, branches), kept)


def _usual_chip() -> str:
    known, offered = session.get(REMEMBERED, ""), offered_chips()
    return known if known in offered else offered[0]


def offered_chips() -> Sequence[str]:
    """The chips this guest has, the usual one first."""
    return chips.ABOVE if guest_scope().many_hospitals else tuple(chips.CHIPS)


def offered(branches: Sequence[Row]) -> dict[str, dict[str, str]]:
    """What each filter may be set to, with its words."""
    units = {str(branch["id"]): branch["name"] for branch in branches}
    return {
        "status": {**STANDINGS},
        "category": {kind.code: kind.name for kind in this_desk().kinds},
        "tier": {**TIER_NAMES},
        "source": {str(source): name for source, name in SOURCES.items()},
        "kind": {**KINDS},
        "cause": {**CAUSES, NO_CAUSE: "没说原因"},
        "unit": units if guest_scope().many_hospitals else {**units, NOWHERE: "没说科室"},
        "again": {"1": "又犯的"},
    }


def _kept(branches: Sequence[Row]) -> dict[str, str]:
    """The parts of the address that mean something."""
    free = {name: request.args.get(name, "").strip()[:LONGEST] for name in FREE}
    known = {name: request.args.get(name, "") for name in (*NARROWING, "unit", "again")}
    allowed = offered(branches)
    known = {name: told for name, told in known.items() if told in allowed[name]}
    days = {name: request.args.get(name, "") for name in DAYS}
    days = {name: told for name, told in days.items() if days_of(told)}
    return {name: told for name, told in (free | known | days).items() if told}


def _wanted(show: str, kept: Mapping[str, str], branches: Sequence[Row]) -> Wanted:
    facts: dict[str, Any] = {name: kept.get(name, "") for name in NARROWING if name != "cause"}
    cause = kept.get("cause")
    facts["cause"] = "" if cause == NO_CAUSE else cause
    closed = days_of(kept.get("closed", ""))
    return Wanted(
        show,
        words=kept.get("q", ""),
        place=kept.get("place", ""),
        spot=kept.get("spot", ""),
        again="again" in kept,
        found=days_of(kept.get("found", "")),
        closed=(instant(closed[0]), instant(closed[1] + timedelta(days=1))) if closed else None,
        before=_before(),
        **facts,
        **_whose(kept.get("unit", ""), branches),
    )


def _whose(unit: str, branches: Sequence[Row]) -> dict[str, Any]:
    """A department stands for what lies below it, too."""
    if not unit:
        return {}
    if guest_scope().many_hospitals:
        return {"hospitals": (int(unit),)}
    if unit == NOWHERE:
        return {"units": (None, guest_scope().home_id)}
    path = next(branch["path"] for branch in branches if str(branch["id"]) == unit)
    return {"units": tuple(branch["id"] for branch in branches if branch["path"].startswith(path))}


def days_of(told: str) -> tuple[date, date] | None:
    """``2016-03-01_2016-03-31``: the first day and the last one."""
    first, _, last = told.partition("_")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    return days if date(1900, 1, 1) <= days[0] <= days[1] < date(9000, 1, 1) else None


def instant(day: date) -> datetime:
    """When a day begins here."""
    return datetime.combine(day, time(), this_desk().zone)


def address(endpoint: str, kept: Mapping[str, str], **more: str) -> str:
    """The same question put to a page; empty parts are left out."""
    parts = {name: value for name, value in {**kept, **more}.items() if value}
    return "?".join((url_for(endpoint), urlencode(parts))) if parts else url_for(endpoint)


def spoken(asked: Asked, branches: Sequence[Row]) -> list[str]:
    """What the list is narrowed to, in words."""
    names, kept = offered(branches), asked.kept
    said = [f"搜“{kept['q']}”"] if "q" in kept else []
    said += [names[name][kept[name]] for name in (*NARROWING, "unit", "again") if name in kept]
    said += [f"地点“{kept[name]}”" for name in ("place", "spot") if name in kept]
    for name, words in (("found", "发现"), ("closed", "销号")):
        if days := days_of(kept.get(name, "")):
            said.append(f"{days[0]:%Y/%-m/%-d}至{days[1]:%Y/%-m/%-d}{words}")
    return said


def _before() -> tuple[int, int] | None:
    burning, _, last = request.args.get("before", "").partition(".")
    if burning in ("0", "1") and last.isascii() and last.isdigit() and len(last) <= 2 * LONGEST_NUMBER:
        return int(burning), int(last)
    return None
