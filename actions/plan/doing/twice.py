"""Whether a deed looks like one that is recorded already: told twice, it would count twice. What to do is asked elsewhere."""

from actions.plan.cadres import inspecting
from actions.plan.cadres.inspecting import Visit
from actions.plan.doing.deeds import Said, as_said
from models.base import Db, Row
from models.plan import deeds


def told_before(db: Db, unit_id: int, told: Said) -> Row | None:
    """A deed of the same day, about the same and held by the same; the first that was recorded."""
    rows = deeds.deeds_of(db, unit_id, told.happened_on, told.happened_on)
    return next((row for row in rows if is_same(as_said(db, row), told)), None)


def is_same(one: Said, told: Said) -> bool:
    """What both tell is equal; what only one tells is no difference."""
    both = (
        (one.place, told.place),
        (one.title, told.title),
        (one.starts_at, told.starts_at),
        (set(one.departments), set(told.departments)),
    )
    return _core(one) == _core(told) and all(a == b for a, b in both if a and b)


def _core(said: Said) -> tuple[object, ...]:
    return (said.kind, set(said.topics), set(said.bodies), said.department_id)


def visited_before(db: Db, union_id: int, told: Visit) -> Row | None:
    """A visit of that day and kind that went to all these units already, with its ``unit_ids``; the first recorded."""
    rows = inspecting.visits_of(db, union_id, told.day, told.day)
    same = (row for row in rows if row["kind"] == told.kind and set(told.units) <= set(row["unit_ids"]))
    return min(same, key=lambda row: int(row["id"]), default=None)
