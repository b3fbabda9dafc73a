"""A year of a made province with its sheets: everybody hands in on every formal day, beside what a recount says."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import Engine, text

from actions.plan.figures import counting, frames
from actions.plan.figures import sheets as act
from models.base import Db, Row
from models.units import find_unit
from rules.plan.document import Plan
from rules.plan.figure import as_read, printed
from tests.documents import READ_ONCE
from tests.plan.living import Life
from tests.plan.moves import SHANGHAI
from tests.plan.province import Province, Size, found
from tests.plan.raw_rows import Raw
from tests.plan.recount import SINCE, UNIONS_ONLY, UNTIL, Count, Sent, figures

BEGINS = "2015-12-28 08:00"
DAYS = {
    date(2016, 1, 30): ("2016-01-29 15:40", "2016-01-30 09:10"),
    date(2016, 2, 29): ("2016-02-26 15:52", "2016-02-29 10:05"),
    date(2016, 3, 30): ("2016-03-29 16:20", "2016-03-30 09:15"),
    date(2016, 4, 30): ("2016-04-29 11:00", "2016-04-30 16:00"),
}
"""The four formal days: when the hospitals hand in, on the working day before, and when the unions do."""


def at(said: str) -> datetime:
    """``2016-02-26 15:52`` in Shanghai."""
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


def plan() -> Plan:
    """查保促."""
    return next(one for one in READ_ONCE["load_plans"]() if one.code == "chabaocu")


@dataclass(frozen=True)
class Pair:
    """One sheet: what was handed in, and what a recount of the same moment says."""

    node: int
    kind: str
    formal: date
    sheet: int
    cells: Mapping[str, Any]
    wanted: Mapping[str, Any]
    shown: Mapping[str, str]

    def differing(self, *, but: Sequence[tuple[str, str]] = ()) -> list[tuple[Any, ...]]:
        """Where the two differ: kind of node, its id, cell, part, ours, the recount's; ``but`` are parts left aside."""
        found = []
        for cell, wanted in self.wanted.items():
            got = self.cells[cell]
            if got is None or wanted is None:
                found += [(self.kind, self.node, cell, got, wanted)] if got != wanted else []
                continue
            parts = [part for part in wanted if got[part] != wanted[part] and (cell, part) not in but]
            found += [(self.kind, self.node, cell, part, got[part], wanted[part]) for part in parts]
        return found

    def misprinted(self) -> list[tuple[str, str]]:
        """Cells that are not printed as 累计, or as ／ where this kind of node has nothing to say."""
        is_empty = {cell: self.kind == "unit" and cell in UNIONS_ONLY for cell in self.wanted}
        right = {cell: "／" if is_empty[cell] else str(self.wanted[cell]["total"]) for cell in self.wanted}
        return [(cell, self.shown[cell]) for cell in right if self.shown[cell] != right[cell]]


@dataclass
class Year:
    """A province, and every sheet it handed in; ``bytes`` is what each sheet was when it was handed in."""

    engine: Engine
    province: Province
    life: Life
    pairs: list[Pair] = field(default_factory=list)
    bytes: dict[int, str] = field(default_factory=dict)
    sent: dict[int, dict[date, Sent]] = field(default_factory=dict)

    @classmethod
    def begins(cls, engine: Engine, size: Size, seed: int) -> "Year":
        rng = Random(seed)
        with engine.begin() as db:
            province = found(db, size, rng)
        return cls(engine, province, Life(db, province, rng, size))

    def goes_on(self, since: datetime, until: datetime, share: float) -> None:
        """Time passes, and the clock folds the counters as it does every half minute."""
        with self.engine.begin() as db:
            self.life.db = db
            self.life.goes_on(since, until, share)
            while counting.fold(db, SHANGHAI):
                continue

    def hand_in(self, nodes: Sequence[int], formal: date, now: datetime) -> None:
        """These hand in at one moment, and at that moment everything is counted again."""
        with self.engine.begin() as db:
            raw = Raw.of(db)
            for node in nodes:
                self._one(db, raw, node, formal, now)
        self._remember([pair.sheet for pair in self.pairs[-len(nodes) :]])

    def _one(self, db: Db, raw: Raw, node: int, formal: date, now: datetime) -> None:
        asked, unit, today = asked_on(formal), find_unit(db, node), now.astimezone(SHANGHAI).date()
        row = act.send(
            db,
            act.draft(db, asked, unit, now),
            asked,
            unit,
            how="system",
            now=now,
            by_id=None,
            today=today,
            zone=SHANGHAI,
        )
        count = Count(raw, node, SINCE, min(today, UNTIL))
        shown = printed(as_read(row["cells"]), frames.frame_of(db, asked, unit, today))
        earlier = [day for day in self.sent.setdefault(node, {}) if day < formal]
        wanted = figures(count, self.sent[node][max(earlier)] if earlier else None)
        self.pairs.append(Pair(node, unit["kind"], formal, row["id"], row["cells"], wanted, shown))
        self.sent[node][formal] = Sent(formal, now, count.cells())

    def _remember(self, sheets: Sequence[int]) -> None:
        for sheet, kept in self.kept().items():
            if sheet in sheets:
                self.bytes[sheet] = kept

    def kept(self) -> dict[int, str]:
        """The letters of every sheet that was handed in, as they lie in the database."""
        query = (
            "SELECT id, CAST(cells AS TEXT), CAST(trace AS TEXT), CAST(reasons AS TEXT), cut_at FROM sheet"
        )
        with self.engine.connect() as db:
            rows = db.execute(text(f"{query} WHERE cut_at IS NOT NULL")).all()
        return {row[0]: json.dumps([str(part) for part in row[1:]]) for row in rows}

    def of(self, node: int) -> list[Pair]:
        """The sheets of a node, the oldest first."""
        return [pair for pair in self.pairs if pair.node == node]


def asked_on(formal: date) -> frames.Asked:
    """The table of a formal day."""
    found = frames.asked_on(plan(), plan().forms[0], formal)
    assert found is not None
    return found


def live(year: Year) -> Year:
    """From the day of the document to the last table; hospitals hand in first, some of them twice, then the unions."""
    since, province = at(BEGINS), year.province
    for formal, (theirs, ours) in DAYS.items():
        year.goes_on(since, at(theirs), share=0.8)
        year.hand_in(province.hospitals, formal, at(theirs))
        year.goes_on(at(theirs), at(ours), share=0.2)
        if formal == date(2016, 3, 30):
            again(year, formal, at(ours))
        year.hand_in([*province.cities, province.id], formal, at(ours))
        since = at(ours)
    return year


def again(year: Year, formal: date, now: datetime) -> None:
    """One hospital's sheet is returned, another's is accepted and then corrected: both hand in a second time."""
    returned, corrected = two_that_hand_in_twice(year)
    with year.engine.begin() as db:
        act.give_back(db, _sheet(db, returned, formal)["id"], "培训次数对不上", now, None)
        sheet = _sheet(db, corrected, formal)["id"]
        act.accept(db, sheet, now, None)
        act.correct(db, sheet, "少填一场", now, None)
    year.hand_in([returned, corrected], formal, now)


def two_that_hand_in_twice(year: Year) -> tuple[int, int]:
    return year.province.hospitals[0], year.province.hospitals[-5]


def _sheet(db: Db, node: int, formal: date) -> Row:
    found = act.sheets.newest_sheet(db, asked_on(formal).form.key, node, formal)
    assert found is not None
    return found
