"""Who may come into the console at all, and what of the ledger they then see."""

from typing import Any

from flask import Blueprint, abort, current_app

from web.console.chips import View
from web.desk import this_desk
from web.rights import Scope
from web.visitors import visitor
from web.words.pictures import small_words


def ask_at_the_door() -> None:
    """Strangers are asked to log in; people who only report are told where that is done."""
    guest = visitor()
    if guest is None:
        abort(401)
    if guest.scope is None:
        abort(403, "台账给安全员和工会看。报隐患不用进这里，在公众号里发照片就行。")


def guest_scope() -> Scope:
    """The part of the ledger this guest sees."""
    guest = visitor()
    return guest.scope if guest and guest.scope else abort(403)


def guest_view() -> View:
    """What this guest sees at this moment."""
    guest, desk = visitor(), this_desk()
    person_id = guest.id if guest else abort(401)
    scope, shown_before = guest_scope(), desk.clock() - desk.clocks.show_draft
    return View(scope.rows, scope.voices, person_id, shown_before, desk.today())


console = Blueprint("console", __name__, url_prefix="/console")
console.before_request(ask_at_the_door)


@console.context_processor
def for_every_page() -> dict[str, Any]:
    """What all pages of the console say: the other page of the bar, and the words of a small grey box."""
    return {"has_places": "console.places" in current_app.view_functions, "pic_words": small_words}
