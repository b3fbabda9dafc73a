"""记一次督导 from the phone: which units, who went, how it was looked at; then the five points and findings, unit by unit."""

from collections.abc import Mapping, Sequence

from flask import abort, redirect, render_template, request, url_for

from actions.plan.cadres import caring, check_points, faults, inspecting
from actions.plan.cadres.inspecting import Visit
from models.base import Db, Row
from models.plan import below, deeds, inspections
from models.units import find_unit
from rules.plan.inspection import FINDINGS, METHODS, OFFICIAL, POINTS
from web.console.cadres.draws import drawn_by
from web.console.cadres.found import KIND_WORDS, day_or_none, ids, my_union, names_of, one_id, window_of
from web.console.days import day_of, furthest
from web.console.doorkeeper import console
from web.console.trying import Answer, my_id, tried
from web.desk import this_desk
from web.reading import reading
from web.work import carry

UNSEEN = "没有这条督导记录，或者它不归你看。"


@console.get("/cadres/visits/new")
def new_visit() -> str:
    """What is known already stands there: the units of the newest draw, or of the address."""
    return _form(my_union())


def _form(union: Row) -> str:
    db, today = reading(), this_desk().today()
    drawn = drawn_by(db, union["id"])
    units = below.units_below(db, union["path"])
    asked, kinds = request.args.get("unit", type=int), _kinds(union)
    asked_kind = request.args.get("kind", "")
    return render_template(
        "cadre/new_visit.html",
        union=union,
        kinds=kinds,
        asked_kind=asked_kind if asked_kind in [code for code, *_ in kinds] else kinds[0][0],
        units=units,
        chosen={asked} if asked else set(),
        drawn=drawn,
        asked_draw=request.args.get("draw", type=int),
        drawn_names=[names_of(units).get(unit, "") for unit in drawn["drawn"]] if drawn else [],
        cadres=caring.cadres_of(db, union["id"]),
        me=my_id(),
        methods=METHODS,
        today=today,
    )


def _kinds(union: Row) -> list[tuple[str, str, str]]:
    return [
        (inspecting.kind_of(union), "督导", "看五点、提意见；统计表第8格数人次"),
        (caring.CARE_VISIT, "走访", "包靠的单位去看看；不算督导人次"),
        (caring.HEART_TALK, "谈心", "听听职工的想法；只留本工会看，不往上汇"),
    ]


@console.post("/cadres/visits/new")
def keep_visit() -> Answer:
    """Keep it, and go on to the first unit that was inspected."""
    union, desk, by = my_union(), this_desk(), my_id()
    today = desk.today()
    made: list[int] = []

    def work() -> str:
        visit = _typed()
        made.append(carry(lambda db: inspecting.record(db, union, visit, desk.clock(), by, today=today)))
        return "记下了。"

    answer = tried(work, lambda: _form(union), url_for("console.new_visit"))
    return redirect(url_for("console.visit", deed_id=made[0])) if made else answer


def _typed() -> Visit:
    form = request.form
    draw_id = one_id("draw") or None
    row = next((row for row in _draws() if row["id"] == draw_id), None)
    return Visit(
        kind=form.get("kind", ""),
        day=day_or_none("day") or this_desk().today(),
        units=(*ids("unit"), *(row["drawn"] if row else ())),
        cadres=ids("cadre"),
        title=form.get("title", "").strip()[:60],
        methods=tuple(form.getlist("method")),
        draw_id=draw_id,
    )


def _draws() -> Sequence[Row]:
    return inspections.draws_of(reading(), my_union()["id"])


@console.get("/cadres/visits/<int(max=999999999999):deed_id>")
def visit(deed_id: int) -> str:
    """One visit: who went, and each unit with what is still to be written."""
    union, db = my_union(), reading()
    row = deeds.find_deed(db, deed_id)
    if row is None or row["unit_id"] != union["id"] or row["kind"] not in KIND_WORDS:
        abort(404, UNSEEN)
    names = names_of(below.units_below(db, union["path"]))
    seen = inspections.inspected(db, deed_id)
    found = _found_in(db, [one["id"] for one in seen])
    return render_template(
        "cadre/visit.html",
        row=row,
        kind=KIND_WORDS[row["kind"]],
        went=inspecting.went(db, deed_id),
        seen=seen,
        found=found,
        others=[names.get(unit, "") for unit in row["details"].get(caring.UNITS, ())],
        methods=METHODS,
        points=POINTS,
        day_of=day_of,
    )


def _found_in(db: Db, inspected: Sequence[int]) -> Mapping[int, int]:
    """How many findings each inspection has."""
    return {key: len(faults.findings_in(db, key)) for key in inspected}


@console.get("/cadres/seen/<int(max=999999999999):inspection_id>")
def seen(inspection_id: int) -> str:
    """What was seen in one unit: five points, each with what its records say, and the findings."""
    return _seen_page(_mine(inspection_id))


def _mine(inspection_id: int) -> Row:
    """An inspection of one's own union."""
    union = my_union()
    row = inspecting.find_inspection(reading(), inspection_id)
    if row is None or row["owner_id"] != union["id"] or row["voided_at"] is not None:
        abort(404, UNSEEN)
    return row


def _seen_page(row: Row) -> str:
    db, desk = reading(), this_desk()
    unit = find_unit(db, row["unit_id"])
    days = window_of(my_union(), row["happened_on"])
    records = check_points.seen_at(
        db, unit, desk.plans.of(db, unit), desk.plans.kinds(db, unit), (days[0], min(days[1], desk.today()))
    )
    return render_template(
        "cadre/seen.html",
        row=inspecting.find_inspection(db, row["id"]) or row,
        points=POINTS,
        records=records,
        days=days,
        methods=METHODS,
        kinds=FINDINGS,
        official=OFFICIAL,
        findings=faults.findings_in(db, row["id"]),
        first=row["happened_on"],
        last=furthest(),
        day_of=day_of,
    )


@console.post("/cadres/seen/<int(max=999999999999):inspection_id>")
def keep_points(inspection_id: int) -> Answer:
    """What was seen to each point, and how."""
    row = _mine(inspection_id)

    def work() -> str:
        notes: dict[str, str] = {point: request.form.get(f"point-{point}", "") for point in POINTS}
        methods = request.form.getlist("method")
        carry(lambda db: inspecting.write_points(db, inspection_id, notes, methods))
        return f"{row['unit_name']}的情况存下了。"

    return tried(work, lambda: _seen_page(row), url_for("console.seen", inspection_id=inspection_id))


@console.post("/cadres/seen/<int(max=999999999999):inspection_id>/finding")
def keep_finding(inspection_id: int) -> Answer:
    """One 督导意见."""
    row, desk, by = _mine(inspection_id), this_desk(), my_id()

    def work() -> str:
        fault, opinion = request.form.get("fault", ""), request.form.get("opinion", "")
        due_on = day_or_none("due_on")
        carry(lambda db: faults.find_fault(db, row, fault, opinion, due_on, now=desk.clock(), by_id=by))
        return "意见记下了，单位在“督导意见”里看得到。"

    return tried(work, lambda: _seen_page(row), url_for("console.seen", inspection_id=inspection_id))
