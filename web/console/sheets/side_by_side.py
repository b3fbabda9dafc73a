"""One cell of every unit below a union side by side: 报时, as it was handed in, and 现在, as the records say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.plan.figures.frames import Asked, frame_of, level_of
from actions.plan.figures.rolling_up import is_counted_otherwise
from models.base import Db, Row
from models.plan import counters, facts
from rules.plan.document import CellRule
from rules.plan.figure import as_read
from web.console.sheets.below import Below, board_of
from web.console.sheets.own import Record, is_own, number_of, records_of
from web.desk import this_desk

COUNTERS = {"hazards-found": "found", "hazards-listed": "listed", "hazards-closed": "closed"}
PEOPLE = {"people-taking-part": ("any", "heads"), "people-at": ("at:{kinds}", "heads:{kinds}:union")}


@dataclass(frozen=True)
class Side:
    """One unit's figure in one cell: as it was handed in, and as it is; None where that is not known here.

    ``record`` is set where it is no unit below but something the union did itself; ``is_filled`` is false for a
    unit that leaves the cell alone.
    """

    unit: Row
    row: Row | None
    then: int | None
    now: int | None
    record: Record | None = None
    is_filled: bool = True

    @property
    def differs(self) -> bool:
        return self.then is not None and self.now is not None and self.then != self.now


def sides_of(db: Db, asked: Asked, node: Row, rule: CellRule) -> list[Side]:
    """One cell of every unit below: what its sheet said, and the counters now; the largest first.

    Where hospitals leave the cell alone, what a city did itself.
    """
    if is_own(rule) and node["kind"] == "city":
        return _own(db, asked, node, rule)
    board = board_of(db, asked, node)
    units = [line.unit for line in board.lines]
    now = _now(db, asked, node, rule, units)
    sides = [
        Side(
            line.unit,
            line.row,
            _then(line, rule.cell),
            now.get(line.unit["id"]),
            is_filled=level_of(line.unit) in rule.whom,
        )
        for line in board.lines
    ]
    sides.sort(key=lambda side: (-(side.now or side.then or 0), side.unit["code"]))
    return [*sides, *_the_rest(node, now)]


def _own(db: Db, asked: Asked, union: Row, rule: CellRule) -> list[Side]:
    frame = frame_of(db, asked, union, this_desk().today())
    records = records_of(db, union, rule, (frame.first, frame.last))
    return [Side(union, None, None, record.number, record=record) for record in records]


def _the_rest(node: Row, now: Mapping[int, int]) -> list[Side]:
    """What a union's own cadres did, so that the column adds up to its cell."""
    rest = now.get(node["id"], 0)
    return [Side(node, None, None, rest, record=Record("本级", "", rest))] if rest else []


def _then(line: Below, cell: str) -> int | None:
    kept = (
        line.row["cells"]
        if line.row is not None and line.is_in
        else line.file["body"]["cells"]
        if line.file
        else {}
    )
    figure = as_read(kept).get(cell)
    return figure.total if figure else None


def _now(db: Db, asked: Asked, node: Row, rule: CellRule, units: Sequence[Row]) -> dict[int, int]:
    """Out of the counters, in one statement for all units; nothing where only a recount can say.

    What the counters of the node hold beyond that stands under the node itself.
    """
    frame = frame_of(db, asked, node, this_desk().today())
    some = {unit["id"]: unit for unit in units if level_of(unit) in rule.whom}
    if is_own(rule):
        return {key: number_of(db, unit, rule, (frame.first, frame.last)) for key, unit in some.items()}
    names = _counters(rule)
    if not names or not some or is_counted_otherwise(frame):
        return {}
    nodes = [*sorted(some), node["id"]]
    coming = counters.coming(db, nodes, frame.first, frame.last)
    tallied = counters.tallied_of(db, nodes, names, frame.first, frame.last, coming)
    sums = {unit: [tallied.get(unit, {}).get(name, 0) for name in names] for unit in nodes}
    whole = sum(sums.pop(node["id"]))
    rest = {node["id"]: whole - sum(map(sum, sums.values()))}
    now = (
        _within_rolls(db, some, sums)
        if rule.rule in PEOPLE
        else {unit: sum(parts) for unit, parts in sums.items()}
    )
    return now | rest


def _within_rolls(db: Db, units: Mapping[int, Row], sums: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Names and heads, no more than stand on the roll; heads below a city are capped unit by unit, so not known here."""
    rolls = facts.rolls_of(db, list(sums))
    return {
        unit: named + min(heads, max(0, rolls.get(unit, 0) - named))
        for unit, (named, heads) in sums.items()
        if units[unit]["kind"] == "unit" or not heads
    }


def _counters(rule: CellRule) -> list[str]:
    """The counters that add up to a cell; none where only a recount can say."""
    if rule.rule in COUNTERS:
        name = COUNTERS[rule.rule]
        return [name, f"{name}:occupational"]
    if rule.rule == "sessions":
        return [f"held:{kind}:union" for kind in rule.kinds]
    return [name.format(kinds="+".join(rule.kinds)) for name in PEOPLE.get(rule.rule, ())]
