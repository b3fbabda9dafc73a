"""How a form is answered: done and led on, or refused with everything as it was typed; and who is asking."""

from collections.abc import Callable

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from models.base import Db
from models.units import find_unit
from rules.refusal import Refused
from web.console.doorkeeper import guest_scope, guest_view
from web.console.refilled import refilled
from web.visitors import visitor

Answer = Response | tuple[str, int]


def own_path(db: Db) -> str:
    """The part of the tree this guest looks after."""
    scope, guest = guest_scope(), visitor()
    if scope.path:
        return scope.path
    if scope.home_id is None:
        return str(guest.person["path"]) if guest else abort(401)
    return str(find_unit(db, scope.home_id)["path"])


def my_id() -> int:
    """The person who is asking."""
    return guest_view().person_id


def tried(work: Callable[[], str], page: Callable[[], str], to: str) -> Answer:
    """Do it and go on to ``to`` with what was said; what is refused comes back as it was typed."""
    try:
        said = work()
    except Refused as refused:
        shown = refilled(page(), request.path, request.form, str(refused))
        if shown is not None:
            return shown, 422
        flash(str(refused), "bad")
        return redirect(to)
    if said:
        flash(said, "good")
    return redirect(to)
