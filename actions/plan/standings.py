"""How the duties of a unit stand today: each against the deeds, sheets and signatures it asks for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from actions.plan.book import PlanBook, duties_of_form
from models.base import Db, Row
from models.plan import beginnings, below, choices, coverage, deeds, excused, sheets, signings
from rules.plan.document import Form, Plan
from rules.plan.dues import Due, is_before, standing_on
from rules.plan.duty import Duty, Measure
from rules.plan.standing import NOTHING, Done, Standing, of_all, of_deeds, of_one

A_YEAR = timedelta(days=366)
PAST = timedelta(days=60)
"""What was missed longer ago is in the reports, not on anybody's list."""

ONLINE_EXAM = "online-exam"
"""The kind of deed that a paper somebody sat stands for by itself; its id is the paper's, negative."""


@dataclass(frozen=True)
class Stands:
    """One duty of a unit on a day: when it is due, how it stands, and who has it in hand.

    ``before`` (上线前): not done, and due before the unit began here; it can be made up for and is not late.
    """

    plan: Plan
    duty: Duty
    due: Due
    standing: Standing
    owner_id: int | None
    before: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody should still do it."""
        return self.standing.asks and not self.standing.is_done and not self.before


@dataclass(frozen=True)
class Asking:
    """Whose duties: the unit, what it decided, and what it did around the day, where somebody has read that already."""

    unit: Row
    decided: Mapping[choices.Key3, str]
    done: Sequence[Done] | None = None


def duties_on(db: Db, book: PlanBook, unit: Row, today: date) -> list[Stands]:
    """Every duty of a unit whose window is open (or was last), the nearest day first."""
    around = Due(today, today, False, today - A_YEAR - PAST, today + A_YEAR)  # noqa: FBT003
    asking = Asking(unit, choices.choices_of(db, unit["id"]), done_by(db, unit["id"], around))
    found = [one for plan in book.of(db, unit) for one in of_plan(db, plan, asking, today)]
    found = _since_it_began(db, unit, found, today)
    return sorted(found, key=lambda one: (one.standing.is_done, one.due.formal, one.duty.code))


def _since_it_began(db: Db, unit: Row, found: list[Stands], today: date) -> list[Stands]:
    """What fell due before the unit began here is marked so; nothing is asked where nothing is over."""
    if not any(one.is_open and one.due.formal < today for one in found):
        return found
    began = beginnings.began(db, unit["id"])
    return [replace(one, before=one.is_open and is_before(one.due, began)) for one in found]


def of_plan(db: Db, plan: Plan, asking: Asking, today: date) -> Iterator[Stands]:
    """The duties of one plan as they stand on a day."""
    unit = asking.unit
    signed, decided = signings.signing_of(db, plan.code, unit["id"]), asking.decided
    for duty in plan.duties:
        if is_for(duty, unit) and not decided.get((plan.code, duty.code, choices.OFF)):
            due = moved(standing_on(duty, today), decided.get((plan.code, duty.code, choices.DAY)))
            if due is not None and due.closes >= today - PAST:
                owner = owner_of(decided, signed, plan.code, duty.code)
                yield Stands(plan, duty, due, MEASURES[duty.goal.measure](db, duty, due, asking), owner)


def is_for(duty: Duty, unit: Row) -> bool:
    """Whether a duty binds this kind of unit."""
    return (unit["kind"] if unit["kind"] in ("city", "province") else "unit") in duty.whom


def is_asked(plan: Plan, form: Form, unit: Row) -> bool:
    """Whether this kind of unit hands in this form."""
    return any(is_for(duty, unit) for duty in duties_of_form(plan, form))


def owner_of(decided: Mapping[choices.Key3, str], signed: Row | None, plan: str, duty: str) -> int | None:
    """Who has a duty in hand: whoever was named, else whoever stands in, else nobody yet."""
    if named := decided.get((plan, duty, choices.OWNER)):
        return int(named)
    return signed["stand_in_id"] if signed else None


def moved(due: Due | None, day: str | None) -> Due | None:
    """The unit's own day (内部约定): it may only be earlier than the document's."""
    if due is None or not day:
        return due
    days_before = int(day)
    return Due(due.formal, due.target - timedelta(days=days_before), due.guessed, due.opens, due.closes)


def stand(
    db: Db, duty: Duty, due: Due, unit: Row, decided: Mapping[choices.Key3, str] | None = None
) -> Standing:
    """How one duty of a unit stands in one window."""
    return MEASURES[duty.goal.measure](db, duty, due, Asking(unit, decided or {}))


def _deeds(db: Db, duty: Duty, due: Due, asking: Asking) -> Standing:
    quota = asking.decided.get((duty.plan, duty.code, choices.QUOTA))
    done = asking.done if asking.done is not None else done_by(db, asking.unit["id"], due)
    return of_deeds(duty, due, done, int(quota) if quota else None)


def done_by(db: Db, unit_id: int, due: Due) -> list[Done]:
    """What a unit led or held with others in a window."""
    days = (due.opens, due.closes)
    rows = [*deeds.deeds_of(db, unit_id, *days), *deeds.deeds_beside(db, unit_id, *days)]
    sat = [Done(-paper_id, ONLINE_EXAM, day) for paper_id, day in coverage.papers_sat(db, unit_id, *days)]
    proven = coverage.evidence_by_deed(db, [row["id"] for row in rows])
    attended = coverage.attended(db, [row["id"] for row in rows])
    return sat + [
        Done(
            row["id"],
            row["kind"],
            row["happened_on"],
            frozenset(row["topics"]),
            frozenset(proven.get(row["id"], ()))
            | ({"count"} if row["attested"] or row["id"] in attended else frozenset()),
        )
        for row in rows
    ]


def _people(db: Db, duty: Duty, due: Due, asking: Asking) -> Standing:
    people, departments = excused.excused_on(db, asking.unit["id"], due.closes)
    whole = coverage.staff(db, asking.unit["id"], people, departments)
    reached = coverage.reached(db, asking.unit["id"], duty.goal.kinds, (due.opens, due.closes))
    return of_all(len(whole & reached), max(len(whole), 1), (), "人")


def _departments(db: Db, duty: Duty, due: Due, asking: Asking) -> Standing:
    matrix = matrix_of(db, asking.unit["id"], duty.goal.kinds, due)
    missing = [name for key, name in matrix.departments.items() if key not in matrix.reached]
    whole = len(matrix.departments)
    return of_all(whole - len(missing), max(whole, 1), missing, "个科室", [row["id"] for row in matrix.deeds])


@dataclass(frozen=True)
class Matrix:
    """Departments against deeds: who took part in which; ``excused`` departments are not asked for, with the reason."""

    departments: Mapping[int, str]
    deeds: Sequence[Row]
    there: Mapping[int, frozenset[int]]
    excused: Mapping[str, str]

    @property
    def reached(self) -> set[int]:
        return {key for there in self.there.values() for key in there}


def matrix_of(db: Db, unit_id: int, kinds: Sequence[str], due: Due) -> Matrix:
    """The coverage of a window."""
    days = (due.opens, due.closes)
    every = [*deeds.deeds_of(db, unit_id, *days), *deeds.deeds_beside(db, unit_id, *days)]
    held = sorted(
        (row for row in every if row["kind"] in kinds), key=lambda row: (row["happened_on"], row["id"])
    )
    all_departments = coverage.departments(db, unit_id)
    let_off = coverage.excused_departments(db, unit_id, due.closes)
    return Matrix(
        {key: name for key, name in all_departments.items() if key not in let_off},
        held,
        coverage.departments_there(db, [row["id"] for row in held]),
        {all_departments[key]: why for key, why in let_off.items() if key in all_departments},
    )


def _units(db: Db, duty: Duty, due: Due, asking: Asking) -> Standing:
    """Every unit below was inspected."""
    whole = {row["id"]: row["name"] for row in below.units_below(db, asking.unit["path"])}
    seen = coverage.inspected(db, asking.unit["id"], duty.goal.kinds, (due.opens, due.closes))
    missing = [name for key, name in whole.items() if key not in seen]
    return of_all(len(whole) - len(missing), max(len(whole), 1), missing, "家")


def _sheet(db: Db, duty: Duty, due: Due, asking: Asking) -> Standing:
    every = sheets.sheets_of(db, duty.goal.form, asking.unit["id"])
    sent = any(row["formal"] == due.formal and row["state"] in sheets.STANDING for row in every)
    return of_one(is_done=sent, lack="还没报出")


def _signed(db: Db, duty: Duty, due: Due, asking: Asking) -> Standing:
    return of_one(is_done=signings.signing_of(db, duty.plan, asking.unit["id"]) is not None, lack="还没签收")


def _nothing(db: Db, duty: Duty, due: Due, asking: Asking) -> Standing:
    return NOTHING


Judge = Callable[[Db, Duty, Due, Asking], Standing]
MEASURES: Mapping[Measure, Judge] = {
    Measure.DEEDS: _deeds,
    Measure.PEOPLE: _people,
    Measure.DEPARTMENTS: _departments,
    Measure.UNITS: _units,
    Measure.SHEET: _sheet,
    Measure.SIGNED: _signed,
    Measure.NOTHING: _nothing,
}
