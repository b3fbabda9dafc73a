"""Who may come into the console at all, and what of the ledger they then see."""

from flask import abort

from web.console.chips import View
from web.desk import this_desk
from web.rights import Scope
from web.visitors import Visitor, visitor


def ask_at_the_door() -> None:
    """Strangers are asked to log in; people who only report are told where that is done."""
    guest = visitor()
    if guest is None:
        abort(401)
    if guest.scope is None:
        abort(403, "台账给安全员和工会看。报隐患不用进这里，在公众号里发照片就行。")


def guest_and_scope() -> tuple[Visitor, Scope]:
    guest = visitor()
    if guest is None or guest.scope is None:
        abort(403)
    return guest, guest.scope


def guest_view() -> View:
    """What this guest sees at this moment."""
    guest, scope = guest_and_scope()
    desk = this_desk()
    return View(scope.rows, guest.id, desk.clock() - desk.show_draft, desk.today())
