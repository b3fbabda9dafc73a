"""Whose question bank a guest works at, what they may do there, and how a form of it is answered."""

from collections.abc import Callable

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from models.base import Db, Row
from models.quiz.bank_lists import Whose, hospitals_below, is_everywhere
from models.quiz.bank_pages import seen_question
from models.units import find_unit
from rules.refusal import Refused
from web.console.doing import page_words
from web.console.doorkeeper import guest_scope
from web.console.refilled import refilled
from web.reading import reading
from web.rights import Deed
from web.visitors import Visitor, visitor

NOT_YOURS = "题库由院级的安全员、工会和管理员管，你这里能看。"
UNSEEN = "题库里没有这道题，或者它不归你看。"

Answer = Response | tuple[str, int]


def whose() -> Whose:
    """The bank of this guest: of the hospital, or of the unit above hospitals that they belong to."""
    scope, person = guest_scope(), me().person
    above = tuple(int(part) for part in person["path"].strip("/").split("/"))
    drafts = scope.may(Deed.BANK)
    if scope.home_id is None:
        return Whose(person["unit_id"], above, hospitals_below(reading(), person["path"]), drafts)
    return Whose(scope.home_id, above, (scope.home_id,), drafts)


def me() -> Visitor:
    return visitor() or abort(401)


def worker(deed: Deed = Deed.BANK) -> Whose:
    """The same, of a guest who may work at it."""
    if not guest_scope().may(deed):
        abort(403, NOT_YOURS)
    return whose()


def found(question_id: int) -> Row:
    """A version this guest sees."""
    return seen_question(reading(), whose(), question_id) or abort(404, UNSEEN)


def owner_for(row: Row) -> int | None:
    """As whose question this guest may stop it: their own unit's, or nobody's where they keep the whole house."""
    mine = worker()
    if row["unit_id"] is None and keeps_all(reading()):
        return None
    return mine.owner_id


def keeps_all(db: Db) -> bool:
    """Whether shipped questions are this guest's to stop: an admin of everything there is."""
    scope, person = guest_scope(), me().person
    if person["role"] != "admin":
        return False
    path = person["path"] if scope.home_id is None else find_unit(db, scope.home_id)["path"]
    return is_everywhere(db, path)


def answered(work: Callable[[], tuple[str, str]], page: Callable[[], str], back: str) -> Answer:
    """Do it, say what came of it, and go on; what is refused comes back with what was typed."""
    try:
        said, on = work()
    except Refused as refused:
        words = page_words(refused)
        again = refilled(page(), request.path, request.form, words)
        if again is not None:
            return again, 422
        flash(words, "bad")
        return redirect(back)
    flash(said, "good")
    return redirect(on)
