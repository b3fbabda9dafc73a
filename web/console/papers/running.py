"""What still happens to a published paper: it closes later, somebody gets other terms, it is withdrawn, its results stand."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import abort, render_template, request, url_for
from sqlalchemy import or_, select

from actions.quiz import papering
from actions.quiz.exempting import Whom, exempt
from models.base import Db, Row
from models.people import Person
from models.quiz import papers
from models.quiz.papers import DRAFT
from models.units import Unit
from rules.quiz.paper import Exemption
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.doorkeeper import console
from web.console.papers.board import nodes_of
from web.console.papers.found import paper_for
from web.console.papers.results import results_page
from web.console.papers.terms import moment_typed, number_typed
from web.console.papers.words import at, other_words, stands
from web.console.trying import Answer, my_id, own_path, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import ABOVE_HOSPITALS, Deed
from web.work import carry

LONGEST_NAME, LONGEST_ID, FEW = 40, 12, 5


@console.post("/papers/<int(max=999999999999):paper_id>/later")
def close_later(paper_id: int) -> Answer:
    row, now = paper_for(paper_id, Deed.PAPERS), this_desk().clock()

    def work() -> str:
        closes_at = moment_typed("closes_at", "延到几时？")
        carry(lambda db: papering.close_later(db, paper_id, closes_at, now))
        return f"延到{at(closes_at)}了。"

    return tried(work, lambda: results_page(row), url_for("console.paper", paper_id=paper_id))


@console.post("/papers/<int(max=999999999999):paper_id>/withdraw")
def withdraw_paper(paper_id: int) -> Answer:
    row, now, by = paper_for(paper_id, Deed.PAPERS), this_desk().clock(), my_id()

    def work() -> str:
        reason = clean(request.form.get("reason", ""))
        carry(lambda db: papering.withdraw(db, paper_id, reason, by_id=by, now=now))
        return f"{row['title']}撤回了，已经交的成绩留着。"

    return tried(work, lambda: results_page(row), url_for("console.paper", paper_id=paper_id))


@console.post("/papers/<int(max=999999999999):paper_id>/freeze")
def freeze_paper(paper_id: int) -> Answer:
    row, now = paper_for(paper_id, Deed.PAPERS), this_desk().clock()

    def work() -> str:
        carry(lambda db: papering.freeze(db, paper_id, now))
        return "成绩定稿了，以后谁也改不了。"

    return tried(work, lambda: results_page(row), url_for("console.paper", paper_id=paper_id))


@console.get("/papers/<int(max=999999999999):paper_id>/others")
def paper_others(paper_id: int) -> str:
    """另行安排：who has other terms, and why."""
    return _page(paper_for(paper_id, Deed.PAPERS))


def _page(row: Row) -> str:
    if row["state"] == DRAFT:
        abort(404, "还没发布，不用另行安排。")
    db = reading()
    others = papers.exemptions_of(db, row["id"])
    names = _names(db, others)
    return render_template(
        "paper/others.html",
        row=row,
        standing=stands(row),
        others=[(names[one["id"]], other_words(one), one, at(one["made_at"])) for one in others],
        units=_units(db),
        longest=papering.LONGEST_REASON,
        is_open=row["withdrawn_at"] is None and row["frozen_at"] is None,
    )


def _names(db: Db, others: Sequence[Row]) -> dict[int, str]:
    """Whom each exemption is for, in words."""
    people = [one["person_id"] for one in others if one["person_id"]]
    units = [one["unit_id"] for one in others if one["unit_id"]]
    named = select(Person.id, Person.name, Unit.name).join(Unit, Unit.id == Person.unit_id)
    who = {key: f"{unit} {name}" for key, name, unit in db.execute(named.where(Person.id.in_(people)))}
    where = dict(db.execute(select(Unit.id, Unit.name).where(Unit.id.in_(units))).all())
    return {one["id"]: who.get(one["person_id"], where.get(one["unit_id"], "")) for one in others}


def _units(db: Db) -> Sequence[tuple[int, str]]:
    """The parts of one's own that may get other terms: departments, or for those above hospitals."""
    path = own_path(db)
    query = select(Unit.id, Unit.name, Unit.kind, Unit.home_id).where(Unit.path == path)
    node = db.execute(query).mappings().one()
    if node["kind"] in ABOVE_HOSPITALS:
        below = Unit.path.startswith(path, autoescape=True)
        return [
            (key, name)
            for key, name in db.execute(select(Unit.id, Unit.name).where(below, Unit.kind == "unit"))
        ]
    return [
        (each["id"], each["name"]) for each in nodes_of(db, node["home_id"], path) if each["kind"] != "unit"
    ]


@console.post("/papers/<int(max=999999999999):paper_id>/others")
def exempt_from(paper_id: int) -> Answer:
    row, now, by = paper_for(paper_id, Deed.PAPERS), this_desk().clock(), my_id()

    def work() -> str:
        whom, called = _whom(reading())
        other, note = _other(), clean(request.form.get("note", ""))
        carry(lambda db: exempt(db, paper_id, whom, other, note, by_id=by, now=now))
        return f"给{called}另行安排好了。"

    return tried(work, lambda: _page(row), url_for("console.paper_others", paper_id=paper_id))


def _whom(db: Db) -> tuple[Whom, str]:
    """One person by name or staff number, or a department."""
    name, unit = clean(request.form.get("who", ""))[:LONGEST_NAME], request.form.get("unit", "")
    if bool(name) == bool(unit):
        raise Refused("给谁？写一个人，或者选一个科室，只填一样。")
    return _person(db, name) if name else _unit(db, unit)


def _person(db: Db, name: str) -> tuple[Whom, str]:
    called = (
        select(Person.id, Person.name, Person.staff_no, Unit.name.label("unit_name"))
        .join(Unit, Unit.id == Person.unit_id)
        .where(or_(Person.name == name, Person.staff_no == name), Person.active)
        .where(Unit.path.startswith(own_path(db), autoescape=True))
    )
    found = db.execute(called.limit(FEW)).mappings().all()
    if not found:
        raise Refused(f"花名册上没找到“{name}”。写全名，或者工号。")
    if len(found) > 1:
        said = "、".join(f"{each['unit_name']}{each['staff_no'] or ''}" for each in found)
        raise Refused(f"有{len(found)}个{name}：{said}。写工号就分得清。")
    return Whom(person_id=found[0]["id"]), found[0]["name"]


def _unit(db: Db, told: str) -> tuple[Whom, str]:
    known = {str(key): name for key, name in _units(db)}
    if told not in known:
        raise Refused("没有这个科室，再选一次。")
    path = db.execute(select(Unit.path).where(Unit.id == int(told))).scalar_one()
    return Whom(unit_id=int(told), path=path), known[told]


def _other() -> Exemption:
    form = request.form
    return Exemption(
        opens_at=_moment("opens_at"),
        closes_at=_moment("closes_at"),
        limit=timedelta(minutes=number_typed("minutes", "限时几分钟"))
        if form.get("minutes", "").strip()
        else None,
        attempts=number_typed("attempts", "能考几次") if form.get("attempts", "").strip() else None,
    )


def _moment(name: str) -> datetime | None:
    return moment_typed(name, "时间没认出来，") if request.form.get(name, "").strip() else None
