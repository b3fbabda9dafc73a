"""不计入: the people and departments that 100 % does not ask for, why, and from when to when."""

from datetime import date, timedelta

from flask import abort, render_template, request, url_for

from actions.plan import deciding
from actions.plan.deciding import Decider
from models.base import Db
from models.plan import coverage, excused
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.doorkeeper import console, guest_scope
from web.console.plans.found import me, my_unit, reads
from web.console.plans.people import names_of, person_meant
from web.console.trying import Answer, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

OF_HOSPITALS = "不计入由各单位自己写，这里看不了。"
LONGEST_REASON, LONGEST_ID = 200, 12
FURTHEST = timedelta(days=3 * 366)


@console.get("/excused")
def excused_page() -> str:
    """Who is not counted, and the form for one more."""
    reads()
    _in_a_hospital()
    return _page()


def _in_a_hospital() -> None:
    if guest_scope().many_hospitals:
        abort(404, OF_HOSPITALS)


def _page() -> str:
    db, unit, today = reading(), my_unit(), this_desk().today()
    rows = excused.excused(db, unit["id"])
    holds = [row for row in rows if row["to_on"] is None or row["to_on"] >= today]
    may = guest_scope().may(Deed.DUTIES)
    return render_template(
        "plan/excused.html",
        holds=[row for row in holds if row["from_on"] <= today],
        coming=[row for row in holds if row["from_on"] > today],
        over=[row for row in rows if row not in holds],
        who=names_of(db, [row["set_by_id"] for row in rows]),
        departments=coverage.departments(db, unit["id"]) if may else {},
        today=today,
        may=may,
        longest=LONGEST_REASON,
    )


@console.post("/excused")
def excuse() -> Answer:
    """One more person or department."""
    reads(Deed.DUTIES)
    _in_a_hospital()

    def work() -> str:
        from_on, to_on = _day("from_on"), _day("to_on")
        if from_on is None:
            raise Refused("从哪天起不计入？")
        by = _decider()
        return carry(lambda db: _excuse(db, by, from_on, to_on))

    return tried(work, _page, url_for("console.excused_page"))


def _excuse(db: Db, by: Decider, from_on: date, to_on: date | None) -> str:
    person = person_meant(db, by.unit["id"], request.form.get("person", ""))
    department = request.form.get("department", "")
    if (person is None) == (not department):
        raise Refused("写一个人，或者选一个科室，二选一。")
    if person is not None:
        deciding.leave_out(db, by, from_on, to_on, person_id=person["id"])
        return f"{person['unit_name']}{person['name']}不计入了。"
    known = department.isascii() and department.isdigit() and len(department) <= LONGEST_ID
    deciding.leave_out(db, by, from_on, to_on, department_id=int(department) if known else 0)
    return "这个科室不计入了。"


@console.post("/excused/<int(max=999999999999):row_id>/end")
def count_again(row_id: int) -> Answer:
    """Counted again."""
    reads(Deed.DUTIES)
    _in_a_hospital()

    by = _decider()

    def work() -> str:
        carry(lambda db: deciding.count_again(db, row_id, by))
        return "又算进来了。"

    return tried(work, lambda: "", url_for("console.excused_page"))


def _decider() -> Decider:
    reason = " ".join(clean(request.form.get("reason", "")).split())[:LONGEST_REASON]
    return Decider(my_unit(), me().id, this_desk().clock(), reason)


def _day(name: str) -> date | None:
    typed = request.form.get(name, "").strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Refused("日子写成2016-03-02这样。") from None
    if abs(day - this_desk().today()) > FURTHEST:
        raise Refused("日子离今天太远了，看看年份对不对。")
    return day
