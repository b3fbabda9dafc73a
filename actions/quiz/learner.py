"""Who answers: an account, the person behind it if there is one, and the units whose questions and papers they get."""

from dataclasses import dataclass, field

from models import people, units
from models.base import Db
from rules.posts import fields_of


@dataclass(frozen=True)
class Learner:
    """``units`` are the own department, the hospital and all above it; ``person_id`` is None for a stranger."""

    account_id: int | None
    person_id: int | None
    unit_id: int
    department_id: int | None = None
    units: tuple[int, ...] = field(default_factory=tuple)
    fields: frozenset[str] = frozenset()
    """The fields of work (临床, 后勤 …) as far as the post tells."""


def learner(db: Db, account_id: int | None, person_id: int | None, home_id: int, at: int | None) -> Learner:
    """Everything about whoever answers; ``at`` is the department, if they have one."""
    if person_id is None:
        above = _above(units.find_unit(db, at or home_id)["path"])
        return Learner(account_id, None, home_id, at, above)
    person = people.find_person(db, person_id)
    fields = fields_of(person["post"], outside=person["outside"])
    above = _above(person["path"])
    return Learner(account_id, person_id, person["home_id"], person["unit_id"], above, fields)


def _above(path: str) -> tuple[int, ...]:
    return tuple(int(part) for part in path.strip("/").split("/") if part)
