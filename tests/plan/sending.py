"""A year of a made province with its sheets: all that is handed in, beside what a recount of the same moment says."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from random import Random
from typing import Any

from sqlalchemy import Engine, text

from actions.plan.figures import counting, frames
from actions.plan.figures import sheets as act
from models.base import Db, Row
from models.plan import sheets
from models.units import find_unit
from rules.plan.cells import Frame
from rules.plan.document import Plan
from rules.plan.duty import OnDates
from rules.plan.figure import as_read, printed
from rules.plan.yearday import YearDay
from tests.documents import READ_ONCE
from tests.plan.living import Life
from tests.plan.moves import SHANGHAI
from tests.plan.province import Province, Size, found
from tests.plan.raw_rows import Raw
from tests.plan.recount import SINCE, UNIONS_ONLY, UNTIL, YEAR_ENDS, Count, Sent, figures, last_day

BEGINS, ENDS = "2015-12-28 08:00", "2016-12-31 23:30"
MONTHLY = {
    date(2016, 1, 30): ("2016-01-29 15:40", "2016-01-30 09:10"),
    date(2016, 2, 29): ("2016-02-26 15:52", "2016-02-29 10:05"),
    date(2016, 3, 30): ("2016-03-29 16:20", "2016-03-30 09:15"),
    date(2016, 4, 30): ("2016-04-29 11:00", "2016-04-30 16:00"),
}
"""The four formal days of the phase: when the hospitals hand in, on the working day before, and when the unions do."""
DAYS = MONTHLY | {
    date(2016, 5, 30): ("2016-05-27 16:10", "2016-05-30 09:20"),
    date(2016, 6, 20): ("2016-06-17 17:05", "2016-06-20 10:30"),
    date(2016, 7, 30): ("2016-07-29 15:30", "2016-07-30 08:50"),
    date(2016, 8, 30): ("2016-08-29 23:40", "2016-08-30 09:00"),
    date(2016, 9, 20): ("2016-09-19 07:30", "2016-09-20 11:00"),
    date(2016, 10, 30): ("2016-10-28 16:00", "2016-10-30 20:15"),
    date(2016, 12, 20): ("2016-12-19 16:45", "2016-12-20 10:00"),
    date(2016, 12, 31): ("2016-12-30 15:55", "2016-12-31 16:30"),
}
"""The document asks for no table after the phase; this province goes on with it until the year ends, on days of the
month, on those of its quarterly reports and on the last day of the year, so that the windows tile the year."""
AFTER_THE_PHASE = ("2016-05-01 07:00", "2016-05-01 15:00", "2016-05-01 17:30")
"""The unions and many hospitals correct April's table: of its last day much was told after it had been handed in."""
BETWEEN = 0.2
"""This much of a stretch happens after the hospitals have handed in and before the unions do."""
DAY_AFTER = 0.03
"""More of the year than one day has, so that something happens on it."""


def at(said: str) -> datetime:
    """``2016-02-26 15:52`` in Shanghai."""
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


def plan() -> Plan:
    """查保促."""
    every: Any = READ_ONCE["load_plans"]()
    found: Plan = next(one for one in every if one.code == "chabaocu")
    return found


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
        found: list[tuple[Any, ...]] = []
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
        self._remember({pair.sheet for pair in self.pairs[-len(nodes) :]})

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
        count = Count(raw, node, SINCE, last_day(formal, today))
        cells = count.cells()
        earlier = [day for day in self.sent.setdefault(node, {}) if day < formal]
        wanted = figures(count, cells, self.sent[node][max(earlier)] if earlier else None)
        shown = printed(as_read(row["cells"]), nobody_decided(node))
        self.pairs.append(Pair(node, unit["kind"], formal, row["id"], row["cells"], wanted, shown))
        self.sent[node][formal] = Sent(formal, now, cells)

    def _remember(self, some: Collection[int]) -> None:
        self.bytes |= {sheet: kept for sheet, kept in self.kept(min(some)).items() if sheet in some}

    def kept(self, since: int = 0) -> dict[int, str]:
        """The letters of every sheet that was handed in, from an id on, as they lie in the database."""
        query = (
            "SELECT id, CAST(cells AS TEXT), CAST(trace AS TEXT), CAST(reasons AS TEXT), cut_at FROM sheet"
        )
        with self.engine.connect() as db:
            rows = db.execute(text(f"{query} WHERE cut_at IS NOT NULL AND id >= {since}")).all()
        return {row[0]: json.dumps([str(part) for part in row[1:]]) for row in rows}

    def of(self, node: int) -> list[Pair]:
        """The sheets of a node that stand, the oldest first."""
        return list({pair.formal: pair for pair in self.pairs if pair.node == node}.values())


@cache
def asked_on(formal: date) -> frames.Asked:
    """The table of a formal day: of the phase as the document has it, after it as this province goes on with it."""
    asking = plan() if formal <= UNTIL else _all_year(plan())
    found = frames.asked_on(asking, asking.forms[0], formal)
    assert found is not None
    return found


def _all_year(official: Plan) -> Plan:
    """The same plan, whose table is asked for on all of the days and takes in the whole year."""
    table = replace(official.forms[0], until=YearDay.of(YEAR_ENDS, official.year))
    days = OnDates(tuple(YearDay.of(day, official.year) for day in DAYS))
    duties = (replace(duty, rhythm=days) if duty.goal.form == table.key else duty for duty in official.duties)
    return replace(official, forms=(table,), duties=tuple(duties))


@cache
def nobody_decided(node: int) -> Frame:
    """How a sheet is printed where nobody decided anything."""
    return Frame(node, "", date.min, date.max, options=asked_on(UNTIL).form.defaults)


def live(year: Year) -> Year:
    """From the day of the document to the last of its year; hospitals hand in first, some of them twice, then the unions."""
    since, province = at(BEGINS), year.province
    for formal, (theirs, ours) in DAYS.items():
        share = _share(since, at(ours))
        year.goes_on(since, at(theirs), share * (1 - BETWEEN))
        year.hand_in(hospitals_on(province, formal), formal, at(theirs))
        year.goes_on(at(theirs), at(ours), share * BETWEEN)
        if formal == date(2016, 3, 30):
            again(year, formal, at(ours))
        year.hand_in(province.unions, formal, at(ours))
        since = the_day_after(year) if formal == UNTIL else at(ours)
    year.goes_on(since, at(ENDS), DAY_AFTER / 3)
    return year


def _share(since: datetime, until: datetime) -> float:
    return (until - since) / (at(ENDS) - at(BEGINS))


def the_day_after(year: Year) -> datetime:
    """The phase is over: a second table of April, in which the day itself has no part; when that was."""
    dawn, theirs, ours = map(at, AFTER_THE_PHASE)
    year.goes_on(dawn, theirs, DAY_AFTER)
    hospitals, unions = those_of_the_day_after(year.province)
    with year.engine.begin() as db:
        for node in (*hospitals, *unions):
            act.correct(db, _sheet(db, node, UNTIL)["id"], "补上最后一天", theirs, None)
    year.hand_in(hospitals, UNTIL, theirs)
    year.hand_in(unions, UNTIL, ours)
    return ours


def hospitals_on(province: Province, formal: date) -> Sequence[int]:
    """All of them in the phase and when the year ends, between each on three days of the seven: eight days for everybody,
    and windows that are not the same everywhere."""
    if formal in MONTHLY or formal == YEAR_ENDS:
        return province.hospitals
    nth = list(DAYS).index(formal)
    return [unit for n, unit in enumerate(province.hospitals) if (n + nth) % 7 in (0, 2, 4)]


def those_of_the_day_after(province: Province) -> tuple[Sequence[int], Sequence[int]]:
    return province.hospitals[::6], province.unions


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
    found = sheets.newest_sheet(db, asked_on(formal).form.key, node, formal)
    assert found is not None
    return found
