"""Which sheets a guest sees and which are theirs to hand in; how a sheet stands, as values. Nothing is drawn here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import abort

from actions.plan.figures.figuring import Built
from actions.plan.figures.frames import Asked, asked_on
from actions.plan.figures.frozen import as_handed_in
from actions.plan.figures.rolling_up import build
from actions.plan.figures.sheets import is_late
from models.base import Db, Row
from models.plan import sheets
from models.units import find_unit
from rules.plan.document import Form, Plan
from rules.plan.dues import Due, is_before
from web.console.doorkeeper import guest_scope
from web.console.sheets.paper import Copy, copy_words
from web.console.trying import Answer, my_id, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.visitors import visitor
from web.words.times import days_left_words

__all__ = ["Answer", "my_id", "tried"]

NOT_YOURS = "统计表由工会来填、来报。"
UNSEEN = "没有这期表，或者它不归你看。"
NOT_ASKED = "方案里没有这期表了。"
BEFORE = "上线前"
STATES = {
    sheets.DRAFT: ("草稿", "waits"),
    sheets.SENT: ("报出了，等上级收", "done"),
    sheets.RETURNED: ("退回了", "late"),
    sheets.ACCEPTED: ("上级收下了", "done"),
    sheets.REPLACED: ("有更正了", "ended"),
}


@dataclass(frozen=True)
class Found:
    """One sheet, whose it is, and what it is about."""

    row: Row
    asked: Asked
    unit: Row
    is_mine: bool

    @property
    def is_draft(self) -> bool:
        return bool(self.row["state"] == sheets.DRAFT)

    @property
    def state(self) -> tuple[str, str]:
        return state_of(self.row)


def state_of(row: Row) -> tuple[str, str]:
    """How a sheet stands in words, and the tone they are said in."""
    words, tone = STATES[row["state"]]
    if row["state"] == sheets.DRAFT:
        return copy_words(row), tone
    if row["state"] == sheets.SENT and row["how"] == sheets.OFFLINE:
        return "线下已报", tone
    return words, tone


def own_unit(db: Db) -> Row:
    """The hospital or union whose sheets this guest fills in."""
    scope, guest = guest_scope(), visitor()
    if scope.home_id is not None:
        return find_unit(db, scope.home_id)
    return find_unit(db, guest.person["unit_id"]) if guest else abort(401)


def may_here(deed: Deed = Deed.SHEETS) -> None:
    """Turned away with a sentence unless this guest fills in sheets (or looks after those below)."""
    if not guest_scope().may(deed):
        abort(403, NOT_YOURS)


def sheet_for(sheet_id: int, *, own: bool = False) -> Found:
    """A sheet of one's own unit, or for a union above, unless ``own``, also of a unit below; one's own hospital's only else."""
    may_here()
    db = reading()
    row, mine = sheets.find_sheet(db, sheet_id), own_unit(db)
    unit = find_unit(db, row["unit_id"]) if row is not None else None
    if row is None or unit is None or not _is_seen(row, unit, mine):
        abort(404, UNSEEN)
    is_mine = row["unit_id"] == mine["id"]
    if own and not is_mine:
        abort(403, "这期是下面单位的，只能看。")
    return Found(row, asked_for(db, row["form"], row["formal"]), unit, is_mine)


def _is_seen(row: Row, unit: Row, mine: Row) -> bool:
    if row["unit_id"] == mine["id"]:
        return True
    return guest_scope().may(Deed.BOARD) and str(unit["path"]).startswith(mine["path"])


def form_for(key: str) -> tuple[Plan, Form]:
    """A form of the plans one's own unit follows."""
    db = reading()
    found = [pair for pair in this_desk().plans.forms(db, own_unit(db)) if pair[1].key == key]
    return found[0] if found else abort(404, NOT_ASKED)


def asked_for(db: Db, key: str, formal: date) -> Asked:
    """What a form is about on a formal day."""
    found = this_desk().plans.form(db, key)
    asked = asked_on(*found, formal) if found else None
    return asked or abort(404, NOT_ASKED)


def day_in(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        abort(404, NOT_ASKED)


def live(db: Db, found: Found) -> Built:
    """The figures as they are at this moment."""
    desk = this_desk()
    return build(db, found.asked, found.unit, desk.today(), desk.zone)


def copy_of(db: Db, found: Found, built: Callable[[], Built] | None = None) -> Copy:
    """A sheet as it would be printed: as it was handed in, else as it is now."""
    desk = this_desk()
    if found.row["cut_at"] is not None:
        then = as_handed_in(db, found.row, found.asked, found.unit, desk.zone)
        return Copy(found.asked, found.unit, found.row, then, desk.clock(), desk.zone)
    now = built() if built else live(db, found)
    return Copy(found.asked, found.unit, found.row, now, desk.clock(), desk.zone)


def late_words(row: Row, *, inclusive: bool, began: date | None = None) -> tuple[str, str]:
    """准时, or 迟了, of a sheet that was handed in; of one due before the unit ``began`` here, that."""
    if row["cut_at"] is None:
        return "", ""
    if not is_late(row, this_desk().zone, inclusive=inclusive):
        return "准时", "done"
    return (BEFORE, "ended") if began is not None and row["formal"] < began else ("迟了", "late")


def left_words(due: Due, began: date | None) -> str:
    """How long still; what was due before the unit ``began`` here is not late."""
    today = this_desk().today()
    return BEFORE if due.formal < today and is_before(due, began) else days_left_words(due.formal, today)
