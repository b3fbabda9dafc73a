"""Everything the house remembers, as it stands at one moment, and what changed between two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models import conversations, hazards, history, outbox, people, photos
from models.base import Db, table_of

LEDGER = {"hazard": hazards.TABLE, "photo": photos.TABLE, "history": history.TABLE}
KEPT = LEDGER | {
    "conversation": conversations.TABLE,
    "outbox": outbox.TABLE,
    "person": table_of(people.Person),
}

Rows = Mapping[int, Any]


@dataclass(frozen=True)
class Tables:
    """The rows of the tables by id."""

    rows: Mapping[str, Rows]

    def __getitem__(self, name: str) -> Rows:
        return self.rows[name]

    @property
    def ledger(self) -> list[Rows]:
        return [self.rows[name] for name in LEDGER]

    def hazard_numbered(self, number: int) -> Any:
        return next((row for row in self["hazard"].values() if row.number == number), None)

    def words_of(self, hazard_id: int) -> str:
        """All words that stand by a hazard."""
        row = self["hazard"][hazard_id]
        told = [line.text for line in self["history"].values() if line.hazard_id == hazard_id]
        return "\n".join([row.description, row.reason, *told])

    def all_words(self) -> str:
        told = [f"{row.description}\n{row.reason}" for row in self["hazard"].values()]
        return "\n".join(told + [line.text for line in self["history"].values()])


def read_tables(db: Db) -> Tables:
    read = {name: {row.id: row for row in db.execute(select(table)).all()} for name, table in KEPT.items()}
    return Tables(read)


@dataclass(frozen=True)
class Change:
    """One row that is new (``before`` None) or different now."""

    table: str
    before: Any
    after: Any

    @property
    def columns(self) -> set[str]:
        """Which columns differ."""
        if self.before is None:
            return set(self.after._fields)
        old, new = self.before._mapping, self.after._mapping
        return {name for name in new if old[name] != new[name]}


def changes(before: Tables, after: Tables, *names: str) -> Iterator[Change]:
    """The rows of these tables that came or changed; that none has gone is asserted here."""
    for name in names:
        old, new = before[name], after[name]
        assert old.keys() <= new.keys(), f"rows of {name} are gone"
        for row_id, row in new.items():
            if old.get(row_id) != row:
                yield Change(name, old.get(row_id), row)
