"""督导意见, the ledger of what inspections asked for: the union above closes or sends back, the hospital answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, render_template, request, url_for

from actions.plan.cadres import faults
from models.base import Db, Row
from models.plan import below, inspections
from rules.plan.inspection import FINDINGS, OFFICIAL, Side, State, allowed
from web.console.cadres.found import day_or_none, my_unit
from web.console.days import day_of, furthest
from web.console.doorkeeper import console, guest_scope
from web.console.trying import Answer, my_id, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words.times import days_left_words
from web.work import carry

UNSEEN = "没有这条督导意见，或者它不归你看。"
TONES = {State.OPEN: "waits", State.ANSWERED: "", State.CLOSED: "done"}


@dataclass(frozen=True)
class Listed:
    """One line of the ledger, and what this guest may do about it now."""

    row: Row
    kind: str
    state: str
    tone: str
    when: str
    can: Sequence[str]


@console.get("/findings")
def findings() -> str:
    """Those of one's own hospital, or of every unit below."""
    return _page()


def _page() -> str:
    if not guest_scope().may(Deed.FINDINGS):
        abort(403, UNSEEN)
    rows = [_listed(row) for row in _seen(reading())]
    return render_template(
        "cadre/findings.html",
        waiting=[one for one in rows if one.row["state"] != State.CLOSED],
        closed=[one for one in rows if one.row["state"] == State.CLOSED],
        late=sum(faults.late(one.row, this_desk().today()) > 0 for one in rows),
        many=guest_scope().many_hospitals,
        day_of=day_of,
        today=this_desk().today(),
        last=furthest(),
    )


def _seen(db: Db) -> Sequence[Row]:
    unit = my_unit()
    if not guest_scope().many_hospitals:
        return inspections.findings_of(db, unit["id"])
    return inspections.findings_below(db, [one["id"] for one in below.units_below(db, unit["path"])])


def _listed(row: Row) -> Listed:
    state, today = State(row["state"]), this_desk().today()
    tone = "late" if faults.late(row, today) else TONES[state]
    when = days_left_words(row["due_on"], today) if state is State.OPEN else ""
    return Listed(
        row, FINDINGS.get(row["kind"], "其他"), OFFICIAL[state], tone, when, allowed(state, _sides(row))
    )


def _sides(row: Row) -> set[Side]:
    """A hospital answers; the union above inspects. Nobody is both: the deeds are those of the seat."""
    scope = guest_scope()
    if scope.may(Deed.CADRES):
        return {Side.INSPECTOR}
    return {Side.UNIT} if scope.home_id == row["unit_id"] else set()


def _found(finding_id: int, side: Side) -> Row:
    """A finding this guest sees, from the side that makes the move."""
    row = next((row for row in _seen(reading()) if row["id"] == finding_id), None)
    if row is None:
        abort(404, UNSEEN)
    if side not in _sides(row) or not guest_scope().may(Deed.FINDINGS):
        abort(403, "这一步归另一边来做。")
    return row


@console.post("/findings/<int(max=999999999999):finding_id>/answer")
def answer_finding(finding_id: int) -> Answer:
    """The hospital says what it did."""
    _found(finding_id, Side.UNIT)
    now, by, words = this_desk().clock(), my_id(), request.form.get("words", "")

    def work() -> str:
        carry(lambda db: faults.answer(db, finding_id, words, now, by_id=by))
        return "回复了，等督导的工会复查。"

    return tried(work, _page, url_for("console.findings"))


@console.post("/findings/<int(max=999999999999):finding_id>/close")
def close_finding(finding_id: int) -> Answer:
    """Looked at again, and done."""
    _found(finding_id, Side.INSPECTOR)
    now, by, note = this_desk().clock(), my_id(), request.form.get("words", "")

    def work() -> str:
        carry(lambda db: faults.close(db, finding_id, now, by_id=by, note=note))
        return "这条办结了。"

    return tried(work, _page, url_for("console.findings"))


@console.post("/findings/<int(max=999999999999):finding_id>/back")
def send_finding_back(finding_id: int) -> Answer:
    """Not yet: back to the hospital, with a reason and perhaps another day."""
    _found(finding_id, Side.INSPECTOR)
    words, due_on = request.form.get("words", ""), day_or_none("due_on")

    def work() -> str:
        now = this_desk().clock()
        carry(lambda db: faults.send_back(db, finding_id, words, due_on=due_on, now=now))
        return "退回去了，单位接着改。"

    return tried(work, _page, url_for("console.findings"))
