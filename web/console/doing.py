"""How a page changes a hazard: found, allowed, carried with the row locked, and the outcome said on its page."""

import re
from collections.abc import Callable, Sequence

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from actions.moving import By, done
from models.base import Db, Row
from rules.hazard import MOVES, OPEN, Part, Status, WrongMoment
from rules.refusal import Refused
from web.console.doorkeeper import guest_scope, guest_view
from web.console.hazard import facts
from web.console.ledger.lines import hazard_link
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

UNSEEN = "台账里没有这一件，或者它不归你看。"
NOT_YOURS = "这里只能看。要办的话，得本院的安全员和工会来。"

FOR_CHAT = re.compile(r"(要改派)?回 ")
"""How a line begins that only makes sense in the chat."""

Work = Callable[[Db, Row], str]
"""Something done to a locked row; returns the sentence to show."""


def found_with(number: int) -> Sequence[Row]:
    """The hazards of this number the guest sees; 404 when there are none."""
    found = facts.with_number(reading(), guest_view(), number, request.args.get("unit", ""))
    return found or abort(404, UNSEEN)


def row_for(number: int, *deeds: Deed, owner_too: bool = False) -> Row:
    """The hazard of this number, for a guest who may do one of these to it, or has to put it right."""
    found = found_with(number)
    is_owner = owner_too and found[0]["owner_id"] == guest_view().person_id
    if not is_owner and not any(guest_scope().may(deed) for deed in deeds):
        abort(403, NOT_YOURS)
    return found[0]


def do(number: int, deed: Deed, work: Work, *or_may: Deed, owner_too: bool = False) -> Response:
    """Do it and show the page again, with what was done on top. What is refused is answered in ``hazard``."""
    row = row_for(number, deed, *or_may, owner_too=owner_too)
    view = guest_view()

    def on_held(db: Db) -> str:
        held = facts.hold(db, view, row["id"])
        if held is None:
            raise WrongMoment(UNSEEN)
        return work(db, held)

    flash(carry(on_held), "good")
    return redirect(hazard_link(row))


def page_words(refused: Refused) -> str:
    """The sentence of a refusal without what one would answer in the chat."""
    lines = str(refused).splitlines()
    return "\n".join(line for line in lines if not FOR_CHAT.match(line)) or str(refused)


def by_me(verb: str, row: Row) -> By:
    """The guest, in the part that fits: who has to put it right acts as that."""
    me, part = guest_view().person_id, guest_scope().part_in(verb)
    is_owner = row["owner_id"] == me and Part.OWNER in MOVES[verb].parts
    return By(Part.OWNER if is_owner else part, me)


def still(db: Db, row: Row, verb: str) -> By:
    """The guest for this move; refused with who was faster where the hazard is not at its stage any more."""
    by = by_me(verb, row)
    if Status(row["status"]) not in MOVES[verb].starts:
        done(db, row, verb, by, this_desk().clock())  # refuses in the words of a lost race
    return by


def while_open(row: Row) -> None:
    """Refuses what is of no use any more once a hazard has ended."""
    if row["status"] not in OPEN:
        raise WrongMoment(f"{row['number']}号已经办完了，这一下没记。")
