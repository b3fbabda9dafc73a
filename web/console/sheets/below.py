"""What the units below a union handed in: the board of one formal day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from actions.plan.book import duties_of_form
from actions.plan.figures.frames import Asked
from actions.plan.standings import is_for
from models.base import Db, Row
from models.people import UNION, Person
from models.plan import beginnings, below, sheets, taken_in
from rules.plan.dues import is_before
from web.console.sheets.found import BEFORE, late_words
from web.desk import this_desk

NOT_YET, RETURNED, WAITS, TAKEN = "not yet", "returned", "waits", "taken"


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
