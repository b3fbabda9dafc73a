"""What all pages of the cadres need: whose union this is, the days that count, and typed numbers. No page is made here."""

from collections.abc import Sequence
from datetime import date

from flask import abort, request

from models.base import Row
from models.units import find_unit
from rules.plan.dues import Due, standing_on
from rules.plan.duty import Measure
from rules.refusal import Refused
from web.console.doorkeeper import guest_scope
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.visitors import visitor

NOT_YOURS = "包靠和督导由上级工会来做，在这里只有他们能看。"
LONGEST_ID = 12
KIND_WORDS = {
    "inspection": "督导",
    "provincial-inspection": "督导",
    "care-visit": "走访",
    "heart-talk": "谈心",
}


def my_union() -> Row:
    """The union above hospitals this guest works for; everybody else is turned away."""
    guest = visitor()
    if guest is None or not guest_scope().may(Deed.CADRES):
        abort(403, NOT_YOURS)
    return find_unit(reading(), guest.person["unit_id"])


def my_unit() -> Row:
    """The hospital (or the union above) this guest belongs to."""
    scope, guest = guest_scope(), visitor()
    unit_id = scope.home_id or (guest.person["unit_id"] if guest else abort(401))
    return find_unit(reading(), unit_id)


def everywhere_due(union: Row, today: date) -> Due | None:
    """The window in which a plan asks a union to visit every unit; None where no plan does."""
    plans = this_desk().plans.of(reading(), union)
    duties = (duty for plan in plans for duty in plan.duties if duty.goal.measure is Measure.UNITS)
    windows = (standing_on(duty, today) for duty in duties)
    return next((due for due in windows if due is not None), None)


def window_of(union: Row, today: date) -> tuple[date, date]:
    """The days whose inspections count for going everywhere: those of the plan, else the year so far."""
    due = everywhere_due(union, today)
    return (due.opens, due.closes) if due else (date(today.year, 1, 1), today)


def ids(name: str) -> tuple[int, ...]:
    """The numbers that were ticked, each once."""
    said = request.form.getlist(name)
    return tuple(dict.fromkeys(int(each) for each in said if is_number(each)))


def one_id(name: str) -> int:
    """The number of a list that was chosen; 0 where none was."""
    said = request.form.get(name, "")
    return int(said) if is_number(said) else 0


def is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) <= LONGEST_ID


def number_typed(name: str, what: str, most: int) -> int:
    """A number of a form, from 1."""
    said = request.form.get(name, "").strip()
    if not (said.isascii() and said.isdigit() and len(said) <= 4 and 1 <= int(said) <= most):
        raise Refused(f"{what}？写1到{most}。")
    return int(said)


def day_or_none(name: str) -> date | None:
    """A day of a form; None where nothing readable stands."""
    try:
        return date.fromisoformat(request.form.get(name, "").strip())
    except ValueError:
        return None


def names_of(units: Sequence[Row]) -> dict[int, str]:
    return {unit["id"]: unit["name"] for unit in units}
