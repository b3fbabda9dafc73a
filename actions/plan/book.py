"""The plans in force: what was shipped and what a union loaded, read again only when something was loaded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from models.base import Db, Row
from models.plan import choices, plans
from models.units import find_unit
from plans.official import Plan as Written
from plans.ruled import ruled
from rules.plan.document import Form, Kind, Plan
from rules.plan.dues import Due, dues
from rules.plan.duty import Duty

Owned = tuple[Plan, int | None]
"""A plan, and the unit that loaded it for everybody below (None: shipped, for everybody)."""


@dataclass
class PlanBook:
    """Every plan there is. A loaded one stands instead of the shipped one of the same code."""

    shipped: tuple[Plan, ...] = ()
    _read_for: tuple[object, ...] | None = None
    _owned: tuple[Owned, ...] = ()

    def all(self, db: Db) -> tuple[Owned, ...]:
        """Every plan in force, with whose it is."""
        marks = plans.marks(db)
        if (marks, self.shipped) != self._read_for:
            self._read(plans.live_plans(db) if marks else ())
            self._read_for = (marks, self.shipped)
        return self._owned

    def of(self, db: Db, unit: Row) -> tuple[Plan, ...]:
        """The plans a unit follows: those shipped and those of the unions above it, without what it switched off."""
        switched_off = {
            key[0] for key, value in choices.choices_of(db, unit["id"]).items() if _is_off(key, value)
        }
        mine = (plan for plan, owner in self.all(db) if owner is None or f"/{owner}/" in unit["path"])
        return tuple(plan for plan in mine if plan.code not in switched_off)

    def find(self, db: Db, code: str) -> Plan | None:
        """The plan of this code."""
        return next((plan for plan, _ in self.all(db) if plan.code == code), None)

    def kinds(self, db: Db, unit: Row) -> dict[str, Kind]:
        """The catalogue of deeds of a unit: of all its plans together, the first to name a kind describes it."""
        found: dict[str, Kind] = {}
        for kind in (kind for plan in self.of(db, unit) for kind in plan.kinds):
            found.setdefault(kind.code, kind)
        return found

    def forms(self, db: Db, unit: Row) -> list[tuple[Plan, Form]]:
        """The forms a unit may have to hand in."""
        return [(plan, form) for plan in self.of(db, unit) for form in plan.forms]

    def form(self, db: Db, key: str) -> tuple[Plan, Form] | None:
        """A form by the key its sheets are kept under."""
        code, _, name = key.partition(":")
        plan = self.find(db, code)
        form = plan.form(name) if plan else None
        return (plan, form) if plan and form else None

    def duties(self, db: Db) -> tuple[Duty, ...]:
        """The duties of every plan."""
        return tuple(duty for plan, _ in self.all(db) for duty in plan.duties)

    def _read(self, rows: Iterable[Row]) -> None:
        loaded = {row["code"]: (_loaded(row), row["unit_id"]) for row in rows}
        kept: list[Owned] = [(plan, None) for plan in self.shipped if plan.code not in loaded]
        self._owned = (*kept, *loaded.values())


def _loaded(row: Row) -> Plan:
    """A plan that came in the middle of its year asks for nothing that was due before it came."""
    plan, since = ruled(Written.model_validate(row["body"])), row["loaded_at"].date()
    return replace(plan, duties=tuple(replace(duty, since=since) for duty in plan.duties))


def _is_off(key: choices.Key3, value: str) -> bool:
    return key[1:] == ("", choices.OFF) and bool(value)


def due_around(duty: Duty, formal: date) -> Due | None:
    """The occurrence of a duty on a formal day."""
    found = (due for year in (formal.year, formal.year + 1) for due in dues(duty, year))
    return next((due for due in found if due.formal == formal), None)


def duties_of_form(plan: Plan, form: Form) -> Iterator[Duty]:
    """The duties that ask for a form."""
    return (duty for duty in plan.duties if duty.goal.form == form.key)


def unit_with_home(db: Db, unit_id: int) -> Row:
    """A unit as it stands in the tree."""
    return find_unit(db, unit_id)
