"""What the units below a union handed in: the board of one formal day, and one cell side by side, 报时 and 现在."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from actions.plan.book import duties_of_form
from actions.plan.frames import Asked, frame_of, level_of
from actions.plan.rolling_up import is_counted_otherwise
from actions.plan.standings import is_for
from models.base import Db, Row
from models.people import UNION, Person
from models.plan import beginnings, below, counters, facts, sheets, taken_in
from rules.plan.document import CellRule
from rules.plan.dues import is_before
from rules.plan.figure import as_read
from web.console.sheets.found import BEFORE, late_words
from web.console.sheets.own import Record, is_own, number_of, records_of
from web.desk import this_desk

NOT_YET, RETURNED, WAITS, TAKEN = "not yet", "returned", "waits", "taken"
COUNTERS = {"hazards-found": "found", "hazards-listed": "listed", "hazards-closed": "closed"}
PEOPLE = {"people-taking-part": ("any", "heads"), "people-at": ("at:{kinds}", "heads:{kinds}:union")}


@dataclass(frozen=True)
class Below:
    """One unit below for one formal day. ``row`` is the sheet that stands, else the newest; ``file`` came from elsewhere."""

    unit: Row
    row: Row | None
    file: Row | None
    state: str
    tone: str
    stage: str
    on_time: str
    callers: Sequence[tuple[str, str]] = ()

    @property
    def is_in(self) -> bool:
        return self.stage in (WAITS, TAKEN)


@dataclass(frozen=True)
class Board:
    """All units below, and how many were expected, came, and came in time."""

    lines: Sequence[Below]
    groups: Mapping[str, Sequence[Below]] = field(default_factory=dict)

    @property
    def expected(self) -> int:
        return len(self.lines)

    @property
    def came(self) -> int:
        return sum(line.is_in for line in self.lines)

    @property
    def on_time(self) -> int:
        return sum(line.is_in and line.on_time == "准时" for line in self.lines)

    @property
    def before(self) -> int:
        """How many that came were due before their unit began here: neither in time nor late."""
        return sum(line.is_in and line.on_time == BEFORE for line in self.lines)


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


def board_of(db: Db, asked: Asked, node: Row, *, inclusive: bool = True) -> Board:
    """The units that report to a node for one formal day, those to be telephoned first; a handful of statements."""
    units = reporting_to(db, asked, node)
    ids = [unit["id"] for unit in units]
    standing = _standing(sheets.sheets_on(db, asked.form.key, asked.due.formal, ids))
    files = _files(db, asked, ids)
    is_over = asked.due.formal < this_desk().today()
    began = beginnings.began_on(db, ids) if is_over and ids else {}
    lines = [
        _line(unit, standing.get(unit["id"]), files.get(unit["id"]), inclusive=inclusive, began=began)
        for unit in units
    ]
    lines = [_as_before(line, asked, began) for line in lines]
    callers = callers_of(db, [line.unit["id"] for line in lines if not line.is_in])
    lines = [
        Below(**{**vars(line), "callers": callers.get(line.unit["id"], _switchboard(line.unit))})
        for line in lines
    ]
    stages = (NOT_YET, RETURNED, WAITS, TAKEN)
    return Board(lines, {stage: [line for line in lines if line.stage == stage] for stage in stages})


def reporting_to(db: Db, asked: Asked, node: Row) -> list[Row]:
    """The units directly below that owe this form."""
    duties = list(duties_of_form(asked.plan, asked.form))
    return [unit for unit in below.children(db, node) if any(is_for(duty, unit) for duty in duties)]


def _standing(rows: Sequence[Row]) -> dict[int, Row]:
    """Of each unit the sheet that counts as handed in, else the newest: a correction begun takes nothing away."""
    found: dict[int, Row] = {}
    for row in rows:
        held = found.get(row["unit_id"])
        if held is None or held["state"] not in sheets.STANDING or row["state"] in sheets.STANDING:
            found[row["unit_id"]] = row
    return found


def _files(db: Db, asked: Asked, ids: Sequence[int]) -> dict[int, Row]:
    files = taken_in.taken_in(db, asked.form.key, ids, asked.due.formal)
    return {unit: row for unit, row in files.items() if row["formal"] == asked.due.formal}


def _as_before(line: Below, asked: Asked, began: Mapping[int, date]) -> Below:
    """A sheet that is not there and was due before the unit began here is missing, and not late."""
    if line.stage == NOT_YET and is_before(asked.due, began.get(line.unit["id"])):
        return replace(line, state=BEFORE if line.row is None else f"{line.state}，{BEFORE}", tone="ended")
    return line


def _line(
    unit: Row, row: Row | None, file: Row | None, *, inclusive: bool, began: Mapping[int, date]
) -> Below:
    if row is not None and row["state"] in sheets.STANDING:
        said = "已报（线下）" if row["how"] == sheets.OFFLINE else "已报（系统内）"
        stage = TAKEN if row["state"] == sheets.ACCEPTED else WAITS
        on_time, _ = late_words(row, inclusive=inclusive, began=began.get(unit["id"]))
        return Below(unit, row, file, said, "done", stage, on_time)
    if file is not None and file["body"]["state"] == "sent":
        return Below(unit, row, file, "已报（另一套系统的文件）", "done", TAKEN, _file_in_time(file))
    if row is not None and row["number"] > 1:
        return Below(unit, row, file, "退回了，在改", "late", RETURNED, "")
    words, tone = ("在填", "waits") if row is not None else ("还没打开", "late")
    return Below(unit, row, file, words if file is None else "来过草稿", tone, NOT_YET, "")


def _file_in_time(file: Row) -> str:
    when = date.fromisoformat(file["body"]["made_at"][:10])
    return "准时" if when <= file["formal"] else "迟了"


def callers_of(db: Db, units: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Whom to telephone in each unit: the people of its union."""
    query = select(Person.home_id, Person.unit_id, Person.name, Person.phone).where(
        Person.active,
        Person.role == UNION,
        Person.home_id.in_(units) | Person.unit_id.in_(units),
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for row in db.execute(query.order_by(Person.id)):
        unit = row.home_id if row.home_id in units else row.unit_id
        found.setdefault(unit, []).append((row.name, row.phone or ""))
    return found


def _switchboard(unit: Row) -> list[tuple[str, str]]:
    return [(unit["name"], unit["phone"])] if unit["phone"] else []


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
