"""考试 on the console: the list of papers, and a new one's first step."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for

from actions.quiz import papering
from models.base import Db, Row
from models.quiz import figures
from models.quiz.papers import DRAFT
from models.units import Unit, find_unit
from rules.quiz.paper import Purpose
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.doorkeeper import console, guest_scope
from web.console.filters import branches_of
from web.console.papers.found import NOT_READ, NOT_YOURS, manages, paper_for, papers_seen
from web.console.papers.words import PURPOSES, purpose_words, stands
from web.console.trying import Answer, my_id, own_path, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import ABOVE_HOSPITALS, Deed
from web.work import carry

LONGEST_ID = 12


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    row: Row
    purpose: str
    state: str
    tone: str
    people: int
    is_mine: bool


@console.get("/papers")
def papers() -> str:
    """Every paper one sees: those in hand first, then the newest."""
    scope, db = guest_scope(), reading()
    if not scope.may(Deed.RESULTS):
        abort(403, NOT_READ)
    rows = papers_seen(db)
    sat = figures.people_sat(db, [row["id"] for row in rows]) if rows else {}
    listed = [
        Listed(row, purpose_words(row), *stands(row), sat.get(row["id"], 0), manages(row)) for row in rows
    ]
    return render_template(
        "papers.html",
        drafts=[one for one in listed if one.row["state"] == DRAFT],
        listed=[one for one in listed if one.row["state"] != DRAFT],
        makes=scope.may(Deed.PAPERS),
        many=scope.many_hospitals,
    )


@console.get("/papers/new")
def new_paper() -> str:
    """第一步：what for."""
    if not guest_scope().may(Deed.PAPERS):
        abort(403, NOT_YOURS)
    return what_page(None)


@console.post("/papers/new")
def make_paper() -> Answer:
    """A draft is kept from the first step on: a telephone may ring in between."""
    if not guest_scope().may(Deed.PAPERS):
        abort(403, NOT_YOURS)
    desk, by = this_desk(), my_id()
    made: list[int] = []

    def work() -> str:
        title, purpose, unit_id = _typed()

        def draft(db: Db) -> int:
            return papering.make(db, unit_id, title, purpose, by_id=by, now=desk.clock(), clocks=desk.clocks)

        made.append(carry(draft))
        return ""

    answer = tried(work, lambda: what_page(None), url_for("console.new_paper"))
    return redirect(url_for("console.paper_questions", paper_id=made[0])) if made else answer


@console.get("/papers/<int(max=999999999999):paper_id>/what")
def paper_what(paper_id: int) -> str:
    """The first step of a draft, again."""
    return what_page(paper_for(paper_id, Deed.PAPERS))


@console.post("/papers/<int(max=999999999999):paper_id>/what")
def keep_what(paper_id: int) -> Answer:
    row = paper_for(paper_id, Deed.PAPERS)

    def work() -> str:
        title, purpose, unit_id = _typed()
        carry(lambda db: papering.rename(db, paper_id, title, purpose, unit_id))
        return ""

    return tried(work, lambda: what_page(row), url_for("console.paper_questions", paper_id=paper_id))


def what_page(row: Row | None) -> str:
    return render_template(
        "paper/what.html",
        row=row,
        purposes=PURPOSES,
        units=units_offered(),
        longest=papering.LONGEST_TITLE,
    )


def units_offered() -> Sequence[tuple[int, str]]:
    """For whom a paper may be: everybody one looks after, or a part of them."""
    db, scope = reading(), guest_scope()
    if not scope.many_hospitals:
        home = find_unit(db, scope.home_id or 0)
        inside = [
            (each["id"], f"只给{each['name']}")
            for each in branches_of(db, scope)
            if each["kind"] == "department"
        ]
        return [(home["id"], f"全院（{home['name']}）"), *inside]
    below = Unit.__table__.select().where(Unit.path.startswith(own_path(db)), Unit.kind.in_(ABOVE_HOSPITALS))
    found = db.execute(below.order_by(Unit.path)).mappings().all()
    return [(each["id"], f"{each['name']}下面的所有单位") for each in found]


def _typed() -> tuple[str, Purpose, int]:
    form = request.form
    purpose = form.get("purpose", "")
    if purpose not in tuple(Purpose):
        raise Refused("先选做什么用：考试、竞赛还是现场。")
    unit = form.get("unit", "")
    offered = [unit_id for unit_id, _ in units_offered()]
    known = unit.isascii() and unit.isdigit() and len(unit) <= LONGEST_ID and int(unit) in offered
    if not known:
        raise Refused("给谁考？选一个。")
    return " ".join(clean(form.get("title", "")).split()), Purpose(purpose), int(unit)
