"""Who may come into the console at all, and what of the ledger they then see."""

from flask import Blueprint, abort

from web.console.chips import View
from web.desk import this_desk
from web.rights import Scope
from web.visitors import visitor


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
    return View(guest_scope().rows, person_id, desk.clock() - desk.show_draft, desk.today())


console = Blueprint("console", __name__, url_prefix="/console")
console.before_request(ask_at_the_door)
