"""Trainings that count in a sheet and of which nobody said how many came. What to do about them is asked elsewhere."""

from collections.abc import Iterable, Mapping
from datetime import date

from models.base import Db, Row
from models.plan import coverage, deeds
from rules.plan.document import Form
from rules.plan.records import ABOVE, UNION


def session_kinds(form: Form) -> list[str]:
    """The kinds of deeds whose number stands in a form."""
    return sorted({kind for rule in form.cells if rule.rule == "sessions" for kind in rule.kinds})


def without_heads(db: Db, unit_id: int, kinds: Iterable[str], first: date, last: date) -> list[Row]:
    """Those a unit held in these days, oldest first: neither a head-count nor a name."""
    some = [row for row in deeds.deeds_of(db, unit_id, first, last) if _may_lack(row, set(kinds))]
    named = coverage.attended(db, [row["id"] for row in some])
    return [row for row in some if row["id"] not in named]


def _may_lack(row: Mapping[str, object], kinds: set[str]) -> bool:
    bodies = row["bodies"]
    by_union = isinstance(bodies, list) and bool({UNION, ABOVE} & set(bodies))
    return by_union and row["kind"] in kinds and row["attested"] is None
