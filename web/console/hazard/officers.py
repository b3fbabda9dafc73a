"""Who looks after a place: the officers nearest to it, going up the tree to the hospital."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from models.base import Db, Row
from models.people import Person

Officers = Mapping[int, Sequence[str]]
"""The names of the safety officers by the unit they belong to."""


def officers_on(db: Db, paths: Iterable[str]) -> Officers:
    """The officers of every unit on these paths; one statement."""
    units = {unit for path in paths for unit in _ids(path)}
    query = select(Person.unit_id, Person.name).where(
        Person.unit_id.in_(sorted(units)), Person.role == "officer", Person.active
    )
    found: dict[int, list[str]] = {}
    for unit_id, name in db.execute(query.order_by(Person.id)).all():
        found.setdefault(unit_id, []).append(name)
    return found


def nearest(row: Row, officers: Officers) -> Sequence[str]:
    """The officers of the first unit up the tree that has any; none beyond the hospital."""
    for unit_id in reversed(_ids(row["path"])):
        if unit_id in officers:
            return officers[unit_id]
        if unit_id == row["unit_id"]:
            break
    return ()


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.split("/") if part]
