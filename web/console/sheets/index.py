"""统计表 on the console: the forms of one's unit, this period's on top, and what was handed in before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, redirect, render_template, request, url_for

from actions.plan.figures import sheets as filling
from actions.plan.figures.frames import Asked, asked_on, current, options_of
from actions.plan.figures.rolling_up import build
from actions.plan.standings import is_asked
from models.base import Db, Row
from models.plan import beginnings, sheets
from rules.plan.document import Form, Plan
from rules.workdays import with_weekday
from web.console.doorkeeper import console, guest_scope
from web.console.sheets.found import (
    NOT_ASKED,
    NOT_YOURS,
    Answer,
    day_in,
    form_for,
    late_words,
    left_words,
    my_id,
    own_unit,
    state_of,
)
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words.times import moment_words
from web.work import carry

MOST = 24
"""Earlier sheets shown at once; two years of them."""


@dataclass(frozen=True)
class Period:
    """One sheet of the list: whether in time, and how it stands."""

    row: Row
    state: str
    tone: str
    on_time: str
    when: str


@dataclass(frozen=True)
class Listed:
    """One form: the period that is open, how long still, what is to be looked at, and the earlier ones."""

    form: Form
    asked: Asked
    row: Row | None
    state: str
    tone: str
    left: str
    formal: str
    target: str
    open_questions: int
    sent: Period | None
    earlier: Sequence[Period]


@console.get("/sheets")
def sheets_page() -> str:
    """Every form of one's unit."""
    if not guest_scope().may(Deed.SHEETS):
        abort(403, NOT_YOURS)
    db = reading()
    unit = own_unit(db)
    listed = [
        one
        for plan, form in this_desk().plans.forms(db, unit)
        if is_asked(plan, form, unit) and (one := _listed(db, plan, form, unit))
    ]
    has_board = guest_scope().may(Deed.BOARD)
    boards = _boards(db, unit) if has_board else []
    return render_template("sheet/list.html", listed=listed, unit=unit, has_board=has_board, boards=boards)


def _boards(db: Db, unit: Row) -> list[Asked]:
    """What only those below hand in, each with the day that is next: a province looks at it and fills in nothing."""
    today = this_desk().today()
    others = (pair for pair in this_desk().plans.forms(db, unit) if not is_asked(*pair, unit))
    return [asked for plan, form in others if (asked := current(plan, form, today))]


@console.post("/sheets/open")
def open_sheet() -> Answer:
    """The draft of a period, opened once."""
    if not guest_scope().may(Deed.SHEETS):
        abort(403, NOT_YOURS)
    db, desk, by = reading(), this_desk(), my_id()
    plan, form = form_for(request.form.get("form", ""))
    asked = asked_on(plan, form, day_in(request.form.get("formal", ""))) or abort(404, NOT_ASKED)
    unit = own_unit(db)
    if not is_asked(plan, form, unit):
        abort(404, NOT_ASKED)
    sheet_id = carry(lambda db: filling.draft(db, asked, unit, desk.clock(), by))
    return redirect(url_for("console.sheet", sheet_id=sheet_id))


def _listed(db: Db, plan: Plan, form: Form, unit: Row) -> Listed | None:
    desk = this_desk()
    asked = current(plan, form, desk.today())
    if asked is None:
        return None
    every = sheets.sheets_of(db, form.key, unit["id"])
    now = [row for row in every if row["formal"] == asked.due.formal]
    row = now[-1] if now else None
    state, tone = state_of(row) if row else ("还没打开", "waits")
    inclusive, began = _inclusive(db, form, unit), beginnings.began(db, unit["id"])
    return Listed(
        form=form,
        asked=asked,
        row=row,
        state=state,
        tone=tone,
        left="" if row and row["cut_at"] else left_words(asked.due, began),
        formal=with_weekday(asked.due.formal),
        target=with_weekday(asked.due.target),
        open_questions=_open_questions(db, asked, unit, row),
        sent=_period(row, inclusive=inclusive, began=began) if row and row["cut_at"] else None,
        earlier=[
            _period(one, inclusive=inclusive, began=began)
            for one in reversed(every)
            if row is None or one["id"] != row["id"]
        ][:MOST],
    )


def _open_questions(db: Db, asked: Asked, unit: Row, row: Row | None) -> int:
    """How many checks of a draft nobody answered yet."""
    if row is not None and row["cut_at"] is not None:
        return 0
    desk = this_desk()
    asks = filling.questions(asked, build(db, asked, unit, desk.today(), desk.zone))
    said = row["reasons"] if row else {}
    return sum(not said.get(check.code) for check in asks)


def _inclusive(db: Db, form: Form, unit: Row) -> bool:
    """Whether the formal day itself is in time."""
    return options_of(db, form, unit["id"]).get("before", "in") == "in"


def _period(row: Row, *, inclusive: bool, began: date | None) -> Period:
    desk = this_desk()
    state, tone = state_of(row)
    when = moment_words(row["cut_at"], desk.clock(), desk.zone) if row["cut_at"] else ""
    return Period(row, state, tone, late_words(row, inclusive=inclusive, began=began)[0], when)
