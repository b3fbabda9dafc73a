"""What an inspector looks at with a pass: five check points, and every table as it was sent and as it is now. Read only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Response, abort

from actions.plan.cadres import check_points
from actions.plan.figures.figuring import Built
from actions.plan.figures.frames import Asked, asked_on
from actions.plan.figures.rolling_up import build
from models.base import Db, Row
from models.plan import sheets
from rules.plan.cells import RULES
from rules.plan.document import Form, Plan
from rules.plan.dues import Due, dues
from rules.plan.figure import Figure, as_read
from rules.plan.inspection import POINTS
from web.desk import this_desk
from web.h5.door import h5
from web.h5.inspector_door import Inspector, inspector_of, shown
from web.reading import reading
from web.words.times import moment_words

UNSEEN = "没有这张表。"
A_YEAR = timedelta(days=365)
HOW = {"system": "系统里报", "offline": "线下报", "import": "从别处导入"}


@dataclass(frozen=True)
class Table:
    """One form for one formal day: how it stands, and the sheet that was handed in."""

    plan: Plan
    form: Form
    due: Due
    sent: Row | None


@h5.get("/inspector/<code>")
def inspector(code: str) -> Response:
    """The first page: what there is to look at."""
    who = inspector_of(code, "首页")
    db, desk = reading(), this_desk()
    plans = desk.plans.of(db, who.unit)
    days = (desk.today() - A_YEAR, desk.today())
    return shown(
        who,
        "inspector/home.html",
        points=POINTS,
        records=check_points.seen_at(db, who.unit, plans, desk.plans.kinds(db, who.unit), days),
        tables=[
            table for plan, form in desk.plans.forms(db, who.unit) for table in _tables(db, who, plan, form)
        ],
        moment=_moment,
        how=HOW,
    )


def _tables(db: Db, who: Inspector, plan: Plan, form: Form) -> list[Table]:
    """Every formal day of a form that has begun, the newest first; not those before the first sheet of all and this year."""
    today = this_desk().today()
    kept = {row["formal"]: row for row in sheets.sheets_of(db, form.key, who.unit["id"]) if _stands(row)}
    found = [
        due
        for duty in plan.duties
        if duty.goal.form == form.key
        for year in (today.year - 1, today.year, today.year + 1)
        for due in dues(duty, year)
        if due.opens <= today
    ]
    since = min([*kept, date(today.year, 1, 1)])
    return [
        Table(plan, form, due, kept.get(due.formal))
        for due in sorted(found, key=lambda due: due.formal, reverse=True)
        if due.formal >= since
    ]


def _stands(row: Row) -> bool:
    return row["state"] in sheets.STANDING


@dataclass(frozen=True)
class Cell:
    """One cell as it was sent and as it would be now; None is not for this unit to fill in, or not sent."""

    code: str
    label: str
    sent: Figure | None
    now: Figure | None
    counts: str

    @property
    def is_other(self) -> bool:
        return self.sent is not None and self.now is not None and self.sent.total != self.now.total


@dataclass(frozen=True)
class Opened:
    """A table that an inspector opened, with what it is made of."""

    who: Inspector
    asked: Asked
    sent: Row | None
    built: Built

    @property
    def cells(self) -> list[Cell]:
        was: Mapping[str, Figure | None] = as_read(self.sent["cells"]) if self.sent else {}
        return [
            Cell(
                rule.cell,
                rule.label,
                was.get(rule.cell),
                self.built.cells.get(rule.cell),
                RULES[rule.rule].counts,
            )
            for rule in self.asked.form.cells
        ]

    def refs(self, cell: str, which: str) -> Sequence[str]:
        """The records a cell was made of when it was sent, or is made of now."""
        trace = self.sent["trace"] if which == "sent" and self.sent else self.built.trace
        return list(trace.get(cell, ()))


def opened(code: str, plan: str, form: str, formal: str, what: str = "") -> Opened:
    """A table by its address; ``what`` is noted beside its name."""
    who = inspector_of(code)
    db, desk = reading(), this_desk()
    found = next((pair for pair in desk.plans.forms(db, who.unit) if pair[1].key == f"{plan}:{form}"), None)
    asked = asked_on(*found, _day(formal)) if found else None
    if asked is None or asked.due.opens > desk.today():
        abort(404, UNSEEN)
    inspector_of(code, f"{asked.form.name} {formal}{what}")
    db = reading()
    rows = [row for row in sheets.sheets_of(db, asked.form.key, who.unit["id"]) if _stands(row)]
    sent = next((row for row in rows if row["formal"] == asked.due.formal), None)
    return Opened(who, asked, sent, build(db, asked, who.unit, desk.today(), desk.zone))


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        abort(404, UNSEEN)


@h5.get("/inspector/<code>/tables/<plan>/<form>/<formal>")
def inspector_table(code: str, plan: str, form: str, formal: str) -> Response:
    """One table: 报时 and 现在 beside each other."""
    table = opened(code, plan, form, formal)
    return shown(
        table.who,
        "inspector/table.html",
        table=table,
        cells=table.cells,
        plan=plan,
        form=form,
        formal=formal,
        history=_history(table),
        moment=_moment,
        how=HOW,
    )


def _history(table: Opened) -> list[Row]:
    """Every sheet of that day, also those that were corrected or returned."""
    rows = sheets.sheets_of(reading(), table.asked.form.key, table.who.unit["id"])
    return [row for row in rows if row["formal"] == table.asked.due.formal and row["cut_at"] is not None]


def _moment(at: object) -> str:
    desk = this_desk()
    return moment_words(at, desk.clock(), desk.zone)  # type: ignore[arg-type]
