"""Who may see which rows of the ledger; every question of the pages goes through here."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from models.base import Row
from models.hazards import Hazard
from models.units import Unit

OVERSEERS = ("union", "admin")
OFFICERS = ("officer", *OVERSEERS)
ABOVE_HOSPITALS = ("province", "city")
BELOW = aliased(Unit)


@dataclass(frozen=True)
class Scope:
    """The part of the ledger one person sees, as a condition on hazards."""

    rows: ColumnElement[bool]
    title: str
    home_id: int | None
    many_hospitals: bool = False

    def may_ask_names(self, unit_id: int) -> bool:
        """Names stay in the hospital: the officers and the union there, nobody further up."""
        return not self.many_hospitals and self.home_id == unit_id


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
        title = person["unit_name"] if kind == "unit" else "全院"
        return Scope(Hazard.unit_id == person["home_id"], title, person["home_id"])
    return _department(person)


def _below(person: Row) -> Scope:
    hospitals = _under(person["path"]).where(BELOW.kind == "unit")
    return Scope(Hazard.unit_id.in_(hospitals), person["unit_name"], None, many_hospitals=True)


def _department(person: Row) -> Scope:
    rows = (Hazard.unit_id == person["home_id"]) & Hazard.department_id.in_(_under(person["path"]))
    return Scope(rows, person["unit_name"], person["home_id"])


def _under(path: str) -> Select[int]:
    """The node itself and everything below it; a path always ends with its own number and a slash."""
    below = select(BELOW.id).where(BELOW.path.startswith(path, autoescape=True))
    return below.correlate(None)  # it stands for itself, whatever the question around it joins
