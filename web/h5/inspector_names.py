"""Words without names: whoever stands on the roll of the hospital becomes 某某, and so does any telephone number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.base import Db
from models.people import Person

SHORTEST = 2
"""One letter alone is no name anybody would be found by."""
NOBODY, NO_NUMBER = "某某", "（号码）"
_NUMBER = re.compile(r"(?<!\d)1\d{10}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")


@dataclass(frozen=True)
class Veil:
    """Hides the names of a roll, the longest first."""

    names: Sequence[str]

    def __call__(self, words: str) -> str:
        for name in self.names:
            if name in words:
                words = words.replace(name, NOBODY)
        return _NUMBER.sub(NO_NUMBER, words)


def veil_of(db: Db, unit_id: int) -> Veil:
    """For everything that is told of one hospital; also those who left it."""
    query = select(Person.name).where(Person.home_id == unit_id).distinct()
    names = {name for name in db.execute(query).scalars() if len(name) >= SHORTEST}
    return Veil(sorted(names, key=lambda name: (-len(name), name)))
