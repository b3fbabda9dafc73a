"""What the address of the ledger page asks for, and addresses that ask for something else."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import request, session, url_for

from rules.hazard import Status
from web.console import chips
from web.console.doorkeeper import guest_scope
from web.console.rows import LONGEST_NUMBER, Wanted

REMEMBERED = "chip"
LONGEST = 50


def asked_for() -> Wanted:
    """What the address asks for; the last chip is remembered, a search looks through everything."""
    words = request.args.get("q", "").strip()[:LONGEST]
    status, category = _known_status(), request.args.get("category", "")[:LONGEST]
    show = request.args.get("show", "")
    if show in offered_chips():
        session[REMEMBERED] = show
    elif words or status or category:
        show = "all"
    else:
        show = _usual_chip()
    return Wanted(show, words, status, category, _before())


def _usual_chip() -> str:
    known, offered = session.get(REMEMBERED, ""), offered_chips()
    return known if known in offered else offered[0]


def offered_chips() -> Sequence[str]:
    """The chips this guest has, the usual one first."""
    return chips.ABOVE if guest_scope().many_hospitals else tuple(chips.CHIPS)


def narrowed(wanted: Wanted, changes: Mapping[str, str]) -> str:
    """The same list with something changed; empty parts are left out."""
    parts = {"show": "all", "q": wanted.words, "status": wanted.status, "category": wanted.category}
    kept = {name: value for name, value in (parts | dict(changes)).items() if value}
    return "?".join((url_for("console.ledger"), urlencode(kept)))


def _known_status() -> str:
    status = request.args.get("status", "")
    return status if status in tuple(Status) else ""


def _before() -> tuple[int, int] | None:
    burning, _, last = request.args.get("before", "").partition(".")
    if burning in ("0", "1") and last.isascii() and last.isdigit() and len(last) <= 2 * LONGEST_NUMBER:
        return int(burning), int(last)
    return None
