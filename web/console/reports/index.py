"""文字报告 on the console: which are due, a draft as Word with its figures filled in, and marking one as handed in."""

from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any

from flask import Response, abort, render_template, request, send_file, url_for

from actions.plan.figures import reporting
from actions.plan.figures.reporting import Owed
from actions.plan.figures.telling import tell
from models.base import Row
from models.plan import beginnings
from rules.plan.dues import is_before
from web.console.cadres.found import my_unit
from web.console.days import day_of, span_of
from web.console.doorkeeper import console, guest_scope
from web.console.naming import one_line
from web.console.reports.facts import facts_of
from web.console.trying import Answer, my_id, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words.times import moment_words
from web.work import carry

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_YOURS = "报告由工会来写、来交。"
UNSEEN = "没有这份报告，或者还没到写它的时候。"
WRITERS = {
    reporting.Tale.PHASE: "phase_report",
    reporting.Tale.QUARTER: "quarter_report",
    reporting.Tale.MONTH: "month_summary",
}


@console.get("/reports")
def reports() -> str:
    """Every report of one's plans, the newest first."""
    return _page(_mine())


def _mine() -> Row:
    if not guest_scope().may(Deed.SHEETS):
        abort(403, NOT_YOURS)
    return my_unit()


def _page(unit: Row) -> str:
    db, desk = reading(), this_desk()
    owed = reporting.owed(db, desk.plans.of(db, unit), unit, desk.today())
    began = beginnings.began(db, unit["id"])
    return render_template(
        "report/list.html",
        waiting=[one for one in owed if not one.is_sent],
        sent=[one for one in owed if one.is_sent],
        today=desk.today(),
        day_of=day_of,
        span_of=span_of,
        is_before=lambda one: is_before(one.due, began),
        moment=_moment,
    )


def _owed(unit: Row, plan: str, code: str, formal: str) -> Owed:
    db, desk = reading(), this_desk()
    try:
        day = date.fromisoformat(formal)
    except ValueError:
        abort(404, UNSEEN)
    plans = desk.plans.of(db, unit)
    found = reporting.find(db, plans, unit, plan=plan, code=code, formal=day, today=desk.today())
    return found or abort(404, UNSEEN)


@console.get("/reports/<plan>/<report>/<formal>.docx")
def report_file(plan: str, report: str, formal: str) -> Response:
    """The draft as a Word file: figures filled in, three paragraphs left to a person."""
    unit = _mine()
    one = _owed(unit, plan, report, formal)
    db, desk = reading(), this_desk()
    told = tell(db, one, unit, desk.today(), desk.zone)
    narrative: Any = import_module("reports.narrative")
    content = narrative.as_docx(getattr(narrative, WRITERS[one.tale])(facts_of(db, one, unit, told)))
    name = one_line(f"{unit['name']}{one.name}-{one.due.formal:%Y%m%d}.docx")
    response = send_file(BytesIO(content), mimetype=DOCX, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


@console.post("/reports/<plan>/<report>/<formal>")
def hand_in_report(plan: str, report: str, formal: str) -> Answer:
    """交了: from now on the duty stands as done."""
    unit, desk, by = _mine(), this_desk(), my_id()
    one = _owed(unit, plan, report, formal)
    how, to_whom = request.form.get("how", ""), request.form.get("to_whom", "")

    def work() -> str:
        now = desk.clock()
        carry(lambda db: reporting.hand_in(db, one, unit, how=how, to_whom=to_whom, now=now, by_id=by))
        return f"{one.name}交了，记下了。"

    return tried(work, lambda: _page(unit), url_for("console.reports"))


@console.post("/reports/<plan>/<report>/<formal>/back")
def take_report_back(plan: str, report: str, formal: str) -> Answer:
    """It was marked by mistake."""
    unit, desk, by = _mine(), this_desk(), my_id()
    one, why = _owed(unit, plan, report, formal), request.form.get("words", "")

    def work() -> str:
        now = desk.clock()
        carry(lambda db: reporting.take_back(db, one, unit, why, now=now, by_id=by))
        return "撤了，这份又算没交。"

    return tried(work, lambda: _page(unit), url_for("console.reports"))


def _moment(at: object) -> str:
    desk = this_desk()
    return moment_words(at, desk.clock(), desk.zone)  # type: ignore[arg-type]
