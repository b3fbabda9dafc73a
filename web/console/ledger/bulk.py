"""派几件: several numbers at once, each with what was done with its like before; told one by one what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from actions import assigning
from models.base import Db, Row
from models.hazards import find_hazard
from rules.hazard import Status
from rules.refusal import Refused
from web.console.days import furthest
from web.console.doing import NOT_YOURS, UNSEEN, page_words, still
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.hazard import facts
from web.console.hazard.assigning import given_words, order_typed
from web.console.hazard.roll import offered_people, person_words
from web.console.ledger.lines import hazard_link
from web.console.ledger.rows import LONGEST_NUMBER
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words import standing
from web.work import carry

MOST = 50


@dataclass(frozen=True)
class Proposed:
    """One row of the page: what it is, and what is proposed."""

    number: int
    link: str
    title: str
    place: str
    owner: str
    due_on: str
    measure: str
    grave: bool


@dataclass(frozen=True)
class Outcome:
    """What became of one number."""

    number: int
    link: str
    told: str
    done: bool = False


@console.route("/assign", methods=["GET", "POST"])
def choose_orders() -> str | Response:
    """The numbers that were ticked, each with its proposal. Nothing is written here."""
    _ask_leave()
    numbers = _numbers(request.values)
    found = [row for number in numbers if (row := _seen(number))]
    waiting = [row for row in found if row["status"] == Status.REPORTED]
    if not waiting:
        flash("勾上几件待核实的再点。" if not found else "勾上的都派过了，没有要派的。", "bad")
        return redirect(url_for("console.ledger"))
    db = reading()
    rows = [_proposed(db, row) for row in waiting]
    return render_template(
        "assign.html",
        rows=rows,
        left_out=len(numbers) - len(waiting),
        people=offered_people(db, waiting[0]["unit_id"]),
        today=this_desk().today(),
        furthest=furthest(),
        all_known=all(row.owner for row in rows),
    )


@console.post("/assign/all")
def give_all() -> str:
    """Each of them in a transaction of its own: one that was taken meanwhile does not hold up the others."""
    _ask_leave()
    outcomes = [_give(number, _of(number)) for number in _numbers(request.form)]
    if not outcomes:
        abort(400)
    return render_template("assigned.html", outcomes=outcomes, given=sum(one.done for one in outcomes))


def _ask_leave() -> None:
    if not guest_scope().may(Deed.ASSIGN):
        abort(403, NOT_YOURS)


def _numbers(form: MultiDict[str, str]) -> list[int]:
    """The numbers named, each once, in their order."""
    said = [word for name in ("number", "numbers", "numbers[]") for word in form.getlist(name)]
    known = [word for word in said if word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER]
    return list(dict.fromkeys(int(word) for word in known))[:MOST]


def _seen(number: int) -> Row | None:
    found = facts.with_number(reading(), guest_view(), number, "")
    return found[0] if found else None


def _proposed(db: Db, row: Row) -> Proposed:
    desk = this_desk()
    proposal = assigning.propose(db, find_hazard(db, row["id"]), desk.kinds, desk.clock(), desk.clocks)
    return Proposed(
        number=row["number"],
        link=hazard_link(row),
        title=standing.title_words(row),
        place=row["place_text"] or row["department_name"] or "",
        owner=person_words(proposal.owner) if proposal.owner else "",
        due_on=proposal.due_on.isoformat(),
        measure=proposal.measure,
        grave=row["level"] == "major",
    )


def _of(number: int) -> Mapping[str, str]:
    """The fields of one row; whoever is to have them all goes before."""
    ending, one_for_all = f"-{number}", request.form.get("owner", "").strip()
    said = {name.removesuffix(ending): words for name, words in request.form.items() if name.endswith(ending)}
    return said | ({"owner": one_for_all} if one_for_all else {})


def _give(number: int, said: Mapping[str, str]) -> Outcome:
    row, view, desk, now = _seen(number), guest_view(), this_desk(), this_desk().clock()
    if row is None:
        return Outcome(number, "", UNSEEN)
    link = hazard_link(row)

    def work(db: Db) -> str:
        held = facts.hold(db, view, row["id"])
        if held is None:
            raise Refused(UNSEEN)
        by = still(db, held, "assign")
        order = order_typed(db, held, said)
        return given_words(db, assigning.assign(db, held, order, desk.kinds, now, desk.clocks, by=by))

    try:
        return Outcome(number, link, carry(work), done=True)
    except Refused as refused:
        return Outcome(number, link, page_words(refused))
