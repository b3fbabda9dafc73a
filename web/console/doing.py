"""How a page changes a hazard: found, allowed, carried with the row locked, and the outcome said on its page."""

from collections.abc import Callable, Sequence

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from models.base import Db, Row
from rules.hazard import OPEN, WrongMoment
from rules.refusal import Refused
from web.console import facts
from web.console.doorkeeper import guest_scope, guest_view
from web.console.lines import hazard_link
from web.reading import reading
from web.rights import Deed
from web.work import carry

UNSEEN = "台账里没有这一件，或者它不归你看。"
NOT_YOURS = "这里只能看。要办的话，得本院的安全员和工会来。"

Work = Callable[[Db, Row], str]
"""Something done to a locked row; returns the sentence to show."""


def found_with(number: int) -> Sequence[Row]:
    """The hazards of this number the guest sees; 404 when there are none."""
    found = facts.with_number(reading(), guest_view(), number, request.args.get("unit", ""))
    return found or abort(404, UNSEEN)


def row_for(number: int, deed: Deed) -> Row:
    """The hazard of this number, for a guest who may do this to it."""
    found = found_with(number)
    if not guest_scope().may(deed):
        abort(403, NOT_YOURS)
    return found[0]


def do(number: int, deed: Deed, work: Work) -> Response:
    """Do it and show the page again, with what was done or why not on top."""
    row = row_for(number, deed)
    back = redirect(hazard_link(row))
    view = guest_view()

    def on_held(db: Db) -> str:
        held = facts.hold(db, view, row["id"])
        if held is None:
            raise WrongMoment(UNSEEN)
        return work(db, held)

    try:
        flash(carry(on_held), "good")
    except Refused as refused:
        flash(str(refused), "bad")
    return back


def while_open(row: Row) -> None:
    """Refuses what is of no use any more once a hazard has ended."""
    if row["status"] not in OPEN:
        raise WrongMoment(f"{row['number']}号已经办完了，这一下没记。")


def typed(name: str, longest: int, missing: str) -> str:
    """What was typed into a field; refuses an empty one with the sentence that asks for it."""
    words = request.form.get(name, "").strip()[:longest]
    if not words:
        raise Refused(missing)
    return words
