"""Bringing a document in: sent, every mistake listed, looked at with what it changes and whom it binds, and only then in force."""

from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from actions.plan import loading
from actions.plan.signing import asked_of, sign
from models.base import Db
from models.plan import below
from plans.loading import read_plan
from plans.official import Plan as Written
from plans.ruled import ruled
from plans.table_saying import say_goal, say_whom
from rules.plan.document import Plan
from rules.plan.dues import dues
from rules.refusal import Refused
from web.console.doorkeeper import console, guest_scope
from web.console.kept_files import forget, keep, kept
from web.console.ledger.export import XLSX
from web.console.plans.found import book, me, my_unit, reads
from web.console.plans.people import person_meant
from web.console.plans.strip import edition_of
from web.console.trying import Answer, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

LARGEST = 4 * 2**20
TABLES, TEXTS = (".xlsx", ".xlsm"), (".yaml", ".yml")
MOST_MISTAKES = 100
LISTED_UNITS = 12
NOBODY = "启用之前要有人先管着：写“先都归我”，或者写一个人。"


@console.get("/plans/load")
def load_plan() -> str:
    """Where a file is chosen, and the empty table."""
    reads(Deed.DUTIES)
    return _door()


def _door(mistakes: tuple[str, ...] = (), name: str = "") -> str:
    return render_template(
        "plan/load.html",
        mistakes=mistakes[:MOST_MISTAKES],
        more=max(len(mistakes) - MOST_MISTAKES, 0),
        name=name,
    )


@console.post("/plans/load")
def read_plan_file() -> Answer:
    """Read it; what is wrong is listed with its line and its cure. Nothing holds yet."""
    reads(Deed.DUTIES)
    try:
        name, content = _sent()
    except Refused as refused:
        return _door((str(refused),)), 422
    try:
        _read(name, content)
    except ValueError as error:
        return _door(tuple(str(error).splitlines()), name), 422
    token = keep(me().id, name, content, this_desk().clock())
    return redirect(url_for("console.plan_read", token=token))


def _sent() -> tuple[str, bytes]:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refused("先选一个文件。")
    content = file.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(f"文件太大了，最多{LARGEST // 2**20}兆。")
    return " ".join(file.filename.split()), content


def _read(name: str, content: bytes) -> Written:
    """The document by what its file is called; raises ``ValueError`` with every mistake."""
    ending = f".{name.rpartition('.')[2].casefold()}"
    if ending in TABLES:
        table: Any = import_module("plans.table")
        found: Written = table.read_plan_table(name, content)
        return found
    if ending not in TEXTS:
        raise ValueError("不认得这种文件，交 .xlsx 或 .yaml。")
    try:
        return read_plan(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError(f"{name} 不是 UTF-8 编码，另存为 UTF-8 再试。") from None


@console.get("/plans/load/<token>")
def plan_read(token: str) -> str | Response:
    """The look before it holds."""
    reads(Deed.DUTIES)
    try:
        return _look(token)
    except Refused as refused:
        flash(str(refused), "bad")
        return redirect(url_for("console.load_plan"))


def _look(token: str) -> str:
    name, content = kept(me().id, token, this_desk().clock())
    db, unit, today = reading(), my_unit(), this_desk().today()
    look = loading.look_at(db, book(), _read(name, content), unit)
    called = {kind.code: kind.name for kind in look.plan.kinds}
    year = edition_of(look.plan, today)
    bound = [row for row in below.counted_below(db, unit["path"]) if _is_bound(row["kind"], look.plan)]
    return render_template(
        "plan/look.html",
        name=name,
        token=token,
        look=look,
        plan=look.plan,
        unit=unit,
        year=year,
        days=lambda duty: _days([due.formal for due in dues(duty, year)]),
        whom=lambda duty: say_whom(duty.whom),
        goal=lambda duty: say_goal(duty.goal, called),
        units=[row["name"] for row in bound[:LISTED_UNITS]],
        bound=len(bound),
        mine=len(asked_of(look.plan, unit)),
        scope=guest_scope(),
    )


def _is_bound(kind: str, plan: Plan) -> bool:
    return (kind if kind in ("city", "province") else "unit") in plan.recipients


def _days(days: list[date]) -> str:
    return "、".join(f"{day.month}/{day.day}" for day in days) or "今年没有"


@console.post("/plans/load/<token>")
def start_plan(token: str) -> Answer:
    """启用: from now on for my unit and everybody below. Somebody always has it in hand first."""
    reads(Deed.DUTIES)
    desk, unit, by = this_desk(), my_unit(), me().id
    started: list[str] = []

    def work() -> str:
        name, content = kept(by, token, desk.clock())
        written = _read(name, content)
        first = request.form.get("first", "")

        def start(db: Db) -> str:
            stands_in = _stands_in(db, unit["id"], first)
            loading.bring_in(db, book(), written, unit, desk.clock(), by)
            plan = ruled(written)
            if asked_of(plan, unit):
                sign(db, plan, unit, stands_in, desk.clock(), stand_in=True)
            return plan.code

        started.append(carry(start))
        forget(by, token)
        return "启用了。" + ("先都归你，点开一件一件分给人。" if first == "me" else "")

    answer = tried(work, lambda: _look_again(token), url_for("console.plan_read", token=token))
    return redirect(url_for("console.plan", code=started[0])) if started else answer


def _look_again(token: str) -> str:
    """The same look, for a form that was refused; nothing where the file is gone."""
    try:
        return _look(token)
    except Refused:
        return ""


def _stands_in(db: Db, unit_id: int, first: str) -> int:
    """Whoever has every duty nobody was named for."""
    if first == "me":
        return me().id
    person = person_meant(db, unit_id, request.form.get("who", "")) if first == "other" else None
    if person is None:
        raise Refused(NOBODY)
    return int(person["id"])


@console.get("/plans/template.xlsx")
def plan_template() -> Response:
    """The empty table."""
    reads(Deed.DUTIES)
    table: Any = import_module("plans.table")
    content: bytes = table.plan_template()
    response = send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name="方案空表.xlsx")
    response.headers["Cache-Control"] = "no-store"
    return response
