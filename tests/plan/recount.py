"""The official table counted again, slowly and by hand: plain Python over raw rows, after the words of the document.

Nothing of the product counts here; whoever changes how a figure is found must be able to read here what it means.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import product
from typing import Any

from tests.plan.raw_rows import SHANGHAI, Act, Raw

SINCE, UNTIL, YEAR_ENDS = date(2015, 12, 28), date(2016, 4, 30), date(2016, 12, 31)
"""The phase, and the last day of the year the document speaks of."""
UNIONS_ONLY = ("T5", "T6", "T7", "T8")
PEOPLE = ("T2", "T4")
AS_IT_COMES = {"wards": "out", "outside": "out", "occupational": "in", "listed": "ever"}


@dataclass(frozen=True)
class Cell:
    """What a cell is made of: records by their marks with the day of each, and heads nobody named."""

    refs: Mapping[Any, date]
    heads: int = 0
    over: int = 0

    @property
    def total(self) -> int:
        return len(self.refs) + self.heads - self.over


@dataclass
class Count:
    """One node on one day: every cell of its sheet."""

    raw: Raw
    node: int
    first: date
    last: date
    options: Mapping[str, str] = field(default_factory=dict)
    known_after: datetime | None = None
    """Only what was known after this moment; for the people of a period."""

    def __post_init__(self) -> None:
        self.kind = self.raw.units[self.node]["kind"]
        self.scope = {self.node} if self.kind == "unit" else self.raw.below(self.node)
        self.cities = {one for one in self.scope if self.raw.units[one]["kind"] == "city"}

    def says(self, name: str) -> str:
        return self.options.get(name, AS_IT_COMES[name])

    def cells(self) -> dict[str, Cell | None]:
        """T1 to T11; None where this kind of node has nothing to say."""
        own = {
            "T1": self.t1(),
            "T2": self.people(trained=False),
            "T3": self.t3(),
            "T4": self.people(trained=True),
        }
        own |= {"T5": self.t5(), "T6": self.t6(), "T7": self.t7(), "T8": self.t8()}
        own |= {"T9": self.t9(), "T10": self.t10(), "T11": self.t11()}
        return {
            cell: None if self.kind == "unit" and cell in UNIONS_ONLY else found
            for cell, found in own.items()
        }

    def _is_in(self, day: date) -> bool:
        return self.first <= day <= self.last

    def _by_union(self, bodies: Iterable[str]) -> bool:
        return "union" in bodies or "above" in bodies or self.says("wards") == "in"

    def _held(self, by: set[int]) -> list[Mapping[str, Any]]:
        """Deeds of these days that somebody of these led or held with others."""
        every = {deed["id"]: deed for unit in by for deed in self.raw.held.get(unit, ())}
        return [deed for deed in every.values() if self._is_in(deed["happened_on"])]

    def t1(self) -> Cell:
        """A hospital that organised anything; of a union's hospitals a branch without a seal is none."""
        acting = {unit for deed in self._held(self.scope) for unit in deed["with"] & self.scope}
        if self.kind != "unit":
            rows = self.raw.units
            acting = {unit for unit in acting if rows[unit]["kind"] == "unit" and rows[unit]["is_legal"]}
        return Cell(dict.fromkeys(acting, self.last))

    def people(self, *, trained: bool) -> Cell:
        """Everybody once, and the heads each hospital told without names as far as its roll has room for them."""
        refs: dict[Any, date] = {}
        heads = over = 0
        for home in self.scope:
            mine = {act.person: act.day for act in self._acts(home, trained=trained)}
            told = sum(deed["attested"] or 0 for deed in self._led(home, trained=trained))
            if self.raw.units[home]["kind"] == "unit":
                over += min(told, max(0, len(mine) + told - self._roll(home)))
            refs, heads = refs | mine, heads + told
        return Cell(refs, heads, over)

    def _acts(self, home: int, *, trained: bool) -> Iterable[Act]:
        is_everybody, cut = self.says("outside") == "in", self.known_after
        for act in self.raw.acts.get(home, ()):
            is_new = self._is_in(act.day) and (cut is None or act.at > cut)
            counts = not trained or (act.taught is not None and self._by_union(act.taught))
            if is_new and counts and (is_everybody or not self.raw.people[act.person]["outside"]):
                yield act

    def _led(self, home: int, *, trained: bool) -> Iterable[Mapping[str, Any]]:
        for deed in self.raw.led.get(home, ()):
            is_new = self.known_after is None or deed["recorded_at"] > self.known_after
            counts = not trained or (deed["kind"] == "training" and self._by_union(deed["bodies"]))
            if is_new and counts and self._is_in(deed["happened_on"]):
                yield deed

    def _roll(self, home: int) -> int:
        outside = self.says("outside") == "in"
        return sum(outside or not row["outside"] for row in self.raw.staff.get(home, ()))

    def t3(self) -> Cell:
        """Trainings a union held or held with others, each once; nothing a province held alone."""
        held = [deed for deed in self._held(self.scope) if deed["kind"] == "training"]
        return Cell({deed["id"]: deed["happened_on"] for deed in held if self._by_union(deed["bodies"])})

    def _classes(self) -> list[Mapping[str, Any]]:
        """Classes for those in charge that a city union led."""
        held = [deed for deed in self._held(self.cities) if deed["kind"] == "leader-class"]
        return [deed for deed in held if deed["unit_id"] in self.cities and self._by_union(deed["bodies"])]

    def t5(self) -> Cell:
        return Cell({deed["id"]: deed["happened_on"] for deed in self._classes()})

    def t6(self) -> Cell:
        """Those in charge who were there; who came for them is none."""
        came = {
            row["person_id"]: deed["happened_on"]
            for deed in self._classes()
            for row in deed["came"]
            if row["is_leader"]
        }
        return Cell(came)

    def t7(self) -> Cell:
        """Hospitals a cadre of a city union looks after on the last day."""
        running = [row for row in self.raw.rows["care"] if row["owner_id"] in self.cities and row["unit_id"]]
        on = [
            row for row in running if row["from_on"] <= self.last and (row["to_on"] or self.last) >= self.last
        ]
        return Cell({row["unit_id"]: row["from_on"] for row in on})

    def t8(self) -> Cell:
        """Two cadres at three hospitals are six."""
        went: dict[Any, date] = {}
        for deed in (deed for city in self.cities for deed in self.raw.led.get(city, ())):
            if self._is_in(deed["happened_on"]):
                own = [
                    c for c in deed["came"] if self.raw.people[c["person_id"]]["home_id"] == deed["unit_id"]
                ]
                pairs = product(
                    (row["unit_id"] for row in self.raw.visits.get(deed["id"], ())), range(len(own))
                )
                went |= {(deed["id"], *pair): deed["happened_on"] for pair in pairs}
        return Cell(went)

    def _hazards(self) -> list[Mapping[str, Any]]:
        kinds = ("accident", "occupational") if self.says("occupational") == "in" else ("accident",)
        every = [row for unit in self.scope for row in self.raw.hazards.get(unit, ())]
        return [row for row in every if row["kind"] in kinds and self._is_in(row["happened_on"])]

    def t9(self) -> Cell:
        return _rows(self._hazards())

    def t10(self) -> Cell:
        """Of these, what an authority has listed by the last day; or what it still lists then."""
        ever = [row for row in self._hazards() if row["id"] in self.raw.lists]
        ever = [row for row in ever if self.raw.lists[row["id"]]["listed_on"] <= self.last]
        if self.says("listed") == "ever":
            return _rows(ever)
        return _rows([row for row in ever if not self._is_off(row)])

    def _is_off(self, row: Mapping[str, Any]) -> bool:
        off = self.raw.lists[row["id"]]["delisted_on"]
        return off is not None and off <= self.last

    def t11(self) -> Cell:
        """Of these, what was verified, dated by that."""
        closed = [row for row in self._hazards() if row["status"] == "closed"]
        return _rows([row for row in closed if row["closed_at"].astimezone(SHANGHAI).date() <= self.last])


def _rows(rows: Iterable[Mapping[str, Any]]) -> Cell:
    return Cell({row["id"]: row["happened_on"] for row in rows})


# one sheet after another


@dataclass(frozen=True)
class Sent:
    """What was handed in last: for which day, when, and what each cell was made of.

    What happened up to that day and was told after the sheet went out is late in the next one (上期补录).
    """

    formal: date
    cut: datetime
    cells: Mapping[str, Cell | None]


def last_day(formal: date, today: date) -> date:
    """The last day a sheet takes in: nothing after the phase where it is one of the phase, and nothing to come."""
    return min(today, UNTIL if formal <= UNTIL else YEAR_ENDS)


def figures(
    count: Count, cells: Mapping[str, Cell | None], last: Sent | None
) -> dict[str, dict[str, int] | None]:
    """Both numbers of every cell, as a sheet should keep them; ``last`` is the sheet before."""
    return {cell: _figure(count, cell, found, last) if found else None for cell, found in cells.items()}


def _figure(count: Count, cell: str, now: Cell, last: Sent | None) -> dict[str, int]:
    plain = {
        "total": now.total,
        "period": now.total,
        "attested": now.heads,
        "capped": now.over,
        "late": 0,
        "gone": 0,
    }
    before = last.cells[cell] if last else None
    if last is None or before is None:
        return plain
    if count.kind != "unit":
        return plain | {"period": _of_union(count, cell, now, before, last.cut)}
    if cell in PEOPLE:
        fresh = Count(count.raw, count.node, count.first, count.last, count.options, last.cut)
        period = fresh.people(trained=cell == "T4")
        return plain | {"period": period.total, "late": _late_people(fresh, cell, last.formal, period.total)}
    new = [day for ref, day in now.refs.items() if ref not in before.refs]
    return plain | {
        "period": len(new),
        "late": sum(day <= last.formal for day in new),
        "gone": len(before.refs.keys() - now.refs.keys()),
    }


def _late_people(fresh: Count, cell: str, formal: date, most: int) -> int:
    """Who is new, and something of it was before the last sheet."""
    late = {act.person for act in fresh._acts(fresh.node, trained=cell == "T4") if act.day <= formal}
    return min(len(late), most)


def _of_union(count: Count, cell: str, now: Cell, before: Cell, cut: datetime) -> int:
    """People of whom something was told after the last sheet; of all else what came to it."""
    if cell not in PEOPLE:
        return max(0, now.total - before.total)
    since = Count(count.raw, count.node, count.first, count.last, count.options, cut)
    return since.people(trained=cell == "T4").total
