"""What the documents ask of people: who has not heard of a step yet. The outbox remembers who has."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import String, cast, exists, literal, select, union_all
from sqlalchemy.sql import Select

from models.base import Db
from models.outbox import Errand
from models.people import Person


class Call(NamedTuple):
    """A step to be said to everybody who plays a part; ``key`` is how the outbox calls it, without the person."""

    key: str
    role: str


def unheard(db: Db, calls: Sequence[Call]) -> list[tuple[str, int]]:
    """Key and person of everybody for whom nothing was posted under the call's key; one statement for all calls."""
    if not calls:
        return []
    found = db.execute(union_all(*[_unheard(call) for call in calls])).mappings()
    return sorted((row["call"], row["person"]) for row in found)


def _unheard(call: Call) -> Select[str, int]:
    key = literal(f"{call.key}:") + cast(Person.id, String)
    heard = exists().where(Errand.key == key)
    wanted = select(literal(call.key).label("call"), Person.id.label("person"))
    return wanted.where(Person.role == call.role, Person.active, ~heard)
