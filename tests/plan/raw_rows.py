"""Every row an official table could be counted from, as it stands at one moment, put in order; nothing is counted here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from models.base import Base, Db

SHANGHAI = ZoneInfo("Asia/Shanghai")
READ = {
    "unit": ("id", "parent_id", "kind", "is_legal"),
    "person": ("id", "home_id", "active", "outside"),
    "hazard": (
        *("id", "unit_id", "person_id", "status", "kind"),
        *("happened_on", "recorded_at", "closed_at"),
    ),
    "history": ("hazard_id", "seq", "verb"),
    "listing": ("hazard_id", "listed_on", "delisted_on"),
    "deed": ("id", "unit_id", "kind", "happened_on", "bodies", "attested", "recorded_at", "voided_at"),
    "organiser": ("deed_id", "unit_id"),
    "attendance": ("deed_id", "person_id", "at", "is_leader"),
    "inspection": ("deed_id", "unit_id"),
    "care": ("owner_id", "unit_id", "from_on", "to_on"),
    "sitting": ("person_id", "handed_in_at", "handed_in_by"),
}
"""Which columns of which tables; the figures the product keeps beside its records are none of them."""
WASTED = ("draft", "withdrawn")
CONFIRMS = ("assign", "close", "verify", "fix")
TAKES_BACK = ("reject", "redirect", "merge", "withdraw")

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Act:
    """One thing one person did; ``at`` is when all of it was known. ``taught``: at a training, and who held it."""

    person: int
    day: date
    at: datetime
    taught: tuple[str, ...] | None = None


@dataclass
class Raw:
    """Every row there is at one moment."""

    rows: Mapping[str, Rows]

    @classmethod
    def of(cls, db: Db) -> "Raw":
        return cls({name: _read(db, name, columns) for name, columns in READ.items()})

    @cached_property
    def units(self) -> Mapping[int, Mapping[str, Any]]:
        return {row["id"]: row for row in self.rows["unit"]}

    @cached_property
    def people(self) -> Mapping[int, Mapping[str, Any]]:
        return {row["id"]: row for row in self.rows["person"]}

    @cached_property
    def deeds(self) -> Mapping[int, Mapping[str, Any]]:
        """What stands of the deeds, each with all who organised it and all who were there."""
        found = {row["id"]: {**row, "with": {row["unit_id"]}, "came": []} for row in self.rows["deed"]}
        for row in self.rows["organiser"]:
            found[row["deed_id"]]["with"].add(row["unit_id"])
        for row in self.rows["attendance"]:
            found[row["deed_id"]]["came"].append(row)
        return {key: deed for key, deed in found.items() if deed["voided_at"] is None}

    @cached_property
    def led(self) -> Mapping[int, Rows]:
        """What stands of the deeds, by who led them."""
        return _by("unit_id", self.deeds.values())

    @cached_property
    def held(self) -> Mapping[int, Rows]:
        """The same, by everybody who held them."""
        found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for deed in self.deeds.values():
            for unit in deed["with"]:
                found[unit].append(deed)
        return found

    @cached_property
    def staff(self) -> Mapping[int, Rows]:
        return _by("home_id", (row for row in self.rows["person"] if row["active"]))

    @cached_property
    def visits(self) -> Mapping[int, Rows]:
        """The hospitals inspected, by the deed."""
        return _by("deed_id", self.rows["inspection"])

    @cached_property
    def acts(self) -> Mapping[int, Sequence[Act]]:
        """What the people of each home took part in: reports with a name, deeds, quizzes that were handed in."""
        found: dict[int, list[Act]] = defaultdict(list)
        for act in [*self._reports(), *self._there(), *self._exams()]:
            found[self.people[act.person]["home_id"]].append(act)
        return found

    def _reports(self) -> Iterable[Act]:
        for row in self.rows["hazard"]:
            if row["person_id"] and row["status"] not in WASTED:
                yield Act(row["person_id"], row["happened_on"], row["recorded_at"])

    def _there(self) -> Iterable[Act]:
        for deed in self.deeds.values():
            taught = tuple(deed["bodies"]) if deed["kind"] == "training" else None
            for came in deed["came"]:
                known = max(came["at"], deed["recorded_at"])
                yield Act(came["person_id"], deed["happened_on"], known, taught)

    def _exams(self) -> Iterable[Act]:
        for row in self.rows["sitting"]:
            at = row["handed_in_at"]
            if at and row["handed_in_by"] != "dropped" and row["person_id"]:
                yield Act(row["person_id"], at.astimezone(SHANGHAI).date(), at)

    @cached_property
    def confirmed(self) -> set[int]:
        """Hazards somebody looked at and called one, and nobody took that back: read out of their history."""
        found: set[int] = set()
        for line in sorted(self.rows["history"], key=lambda line: (line["hazard_id"], line["seq"])):
            if line["verb"] in CONFIRMS:
                found.add(line["hazard_id"])
            elif line["verb"] in TAKES_BACK:
                found.discard(line["hazard_id"])
        return found

    @cached_property
    def lists(self) -> Mapping[int, Mapping[str, Any]]:
        return {row["hazard_id"]: row for row in self.rows["listing"] if row["listed_on"]}

    @cached_property
    def off_the_list(self) -> Sequence[int]:
        """Hospitals with something that was listed and is not any more."""
        off = {key for key, row in self.lists.items() if row["delisted_on"]}
        return sorted({row["unit_id"] for row in self.rows["hazard"] if row["id"] in off})

    @cached_property
    def hazards(self) -> Mapping[int, Rows]:
        """By the hospital whose ledger it is."""
        return _by("unit_id", (row for row in self.rows["hazard"] if row["id"] in self.confirmed))

    def below(self, node: int) -> set[int]:
        """The hospitals and city unions at or below a node, by who is whose parent."""
        found, last = {node}, {node}
        while last:
            last = {
                row["id"] for row in self.units.values() if row["parent_id"] in last and row["kind"] != "team"
            }
            found |= last
        return {one for one in found if self.units[one]["kind"] in ("unit", "city")}


def _read(db: Db, name: str, columns: Sequence[str]) -> Rows:
    table = Base.metadata.tables[name]
    rows = db.execute(select(*(table.c[column] for column in columns)))
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _by(name: str, rows: Iterable[Mapping[str, Any]]) -> Mapping[int, Rows]:
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found
