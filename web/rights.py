"""Who may see which rows of the ledger, and who may do what to them: one table, asked by every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlalchemy.orm import aliased

from models.base import Row
from models.hazards import Hazard
from models.units import Unit

OVERSEERS = ("union", "admin")
OFFICERS = ("officer", *OVERSEERS)
ABOVE_HOSPITALS = ("province", "city")
BELOW = aliased(Unit)


class Seat(StrEnum):
    """Where somebody sits: it decides what they see and what they may do."""

    DEPARTMENT = "department"
    HOSPITAL = "hospital"
    UNION = "union"
    ADMIN = "admin"
    ABOVE = "above"


class Deed(StrEnum):
    """What can be done on the pages, beyond looking."""

    NAME = "name"
    HEAR = "hear"
    HEAR_NAMELESS = "hear_nameless"
    ASK = "ask"
    JOIN = "join"
    SPLIT = "split"
    RESPOND = "respond"
    REDIRECT = "redirect"
    REJECT = "reject"
    CLOSE = "close"
    KNOW = "know"
    CALL = "call"
    CALL_UNION = "call_union"
    PURGE = "purge"


EVERYBODYS_WORK = frozenset(Deed) - {Deed.HEAR_NAMELESS, Deed.CALL_UNION, Deed.PURGE}
OFFICERS_WORK = EVERYBODYS_WORK | {Deed.HEAR_NAMELESS}
OVERSEERS_WORK = EVERYBODYS_WORK | {Deed.CALL_UNION, Deed.PURGE}
MAY: Mapping[Seat, frozenset[Deed]] = {
    Seat.DEPARTMENT: OFFICERS_WORK,
    Seat.HOSPITAL: OFFICERS_WORK,
    Seat.UNION: OVERSEERS_WORK,
    Seat.ADMIN: OVERSEERS_WORK,
    Seat.ABOVE: frozenset(),
}
"""Unions above hospitals only look, and read no names: the deeds are those of the hospital.

A voice is half a name: it stays in the hospital, and that of a nameless report with the safety officers, as promised.
"""


@dataclass(frozen=True)
class Scope:
    """The part of the ledger one person sees, as a condition on hazards, and the seat it is seen from.

    ``path`` is the unit a department's officer looks after; empty for those who see more.
    """

    rows: ColumnElement[bool]
    title: str
    home_id: int | None
    seat: Seat
    path: str = ""

    @property
    def many_hospitals(self) -> bool:
        return self.seat is Seat.ABOVE

    def may(self, deed: Deed) -> bool:
        return deed in MAY[self.seat]

    @property
    def voices(self) -> ColumnElement[bool]:
        """The hazards whose voices this person may listen to."""
        if self.may(Deed.HEAR_NAMELESS):
            return true()
        return Hazard.anonymous.is_(False) if self.may(Deed.HEAR) else false()

    def may_listen(self, row: Row) -> bool:
        """The same, of one hazard."""
        return self.may(Deed.HEAR_NAMELESS if row["anonymous"] else Deed.HEAR)


def scope(person: Row) -> Scope | None:
    """What this person may see; None for those who only report.

    A department's officer sees the department and what lies below it. Whoever belongs to the hospital
    itself, and the union and the admins of it, see the hospital. Unions above see all hospitals below.
    """
    role, kind = person["role"], person["unit_kind"]
    if role not in OFFICERS:
        return None
    if kind in ABOVE_HOSPITALS:
        return _below(person) if role in OVERSEERS else None
    if kind == "unit" or role in OVERSEERS:
        return _hospital(person)
    return _department(person)


def _below(person: Row) -> Scope:
    hospitals = _under(person["path"]).where(BELOW.kind == "unit")
    return Scope(Hazard.unit_id.in_(hospitals), person["unit_name"], None, Seat.ABOVE)


def _hospital(person: Row) -> Scope:
    title = person["unit_name"] if person["unit_kind"] == "unit" else "全院"
    seat = Seat(person["role"]) if person["role"] in OVERSEERS else Seat.HOSPITAL
    return Scope(Hazard.unit_id == person["home_id"], title, person["home_id"], seat)


def _department(person: Row) -> Scope:
    rows = (Hazard.unit_id == person["home_id"]) & Hazard.department_id.in_(_under(person["path"]))
    return Scope(rows, person["unit_name"], person["home_id"], Seat.DEPARTMENT, person["path"])


def _under(path: str) -> Select[int]:
    """The node itself and everything below it; a path always ends with its own number and a slash."""
    below = select(BELOW.id).where(BELOW.path.startswith(path, autoescape=True))
    return below.correlate(None)  # it stands for itself, whatever the question around it joins
