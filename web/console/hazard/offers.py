"""Which deeds the page of a hazard offers: those its standing allows, to a guest who may do them."""

from collections.abc import Mapping, Sequence

from models.base import Db, Row
from rules.hazard import MOVES, OPEN, Part, Status, allowed
from web.console.doorkeeper import guest_scope, guest_view
from web.console.hazard.purging import waits_to_be_purged
from web.rights import PARTS, VERBS, Deed
from web.words.standing import unanswered

VERDICTS = {Deed.JOIN: "merge", Deed.REDIRECT: "redirect", Deed.REJECT: "reject", Deed.CLOSE: "close"}
ALSO: Mapping[Deed, tuple[str, ...]] = {
    Deed.PROGRESS: ("fix", "hand_up"),
    Deed.SEND_BACK: ("reopen",),
    Deed.REFUSE: ("reopen",),
}
"""Moves that go with a deed beside those it is named for."""


def offered(db: Db, row: Row, photos: Sequence[Row]) -> frozenset[Deed]:
    """The deeds of this moment. A draft is nobody's report yet: nothing can be done to it."""
    if row["number"] is None:
        return frozenset()
    possible = _fitting(row, photos)
    if any(photo["state"] == "sealed" for photo in photos) and guest_scope().may(Deed.PURGE):
        possible |= {Deed.PURGE} if waits_to_be_purged(db, row["id"]) else set()
    return frozenset(deed for deed in possible if guest_scope().may(deed))


def moves_now(row: Row) -> frozenset[str]:
    """The moves of the table this guest may make now: by their seat, and as the one who has to put it right."""
    if row["number"] is None:
        return frozenset()
    seat, is_owner = guest_scope().seat, row["owner_id"] == guest_view().person_id
    parts = {*PARTS[seat], *({Part.OWNER} if is_owner else ())}
    possible = allowed(Status(row["status"]), parts)
    return frozenset(verb for verb in possible if _is_mine(verb, is_owner=is_owner))


def _is_mine(verb: str, *, is_owner: bool) -> bool:
    if is_owner and Part.OWNER in MOVES[verb].parts:
        return True
    scope = guest_scope()
    return any(scope.may(deed) and verb in (*VERBS.get(deed, ()), *ALSO.get(deed, ())) for deed in Deed)


def _fitting(row: Row, photos: Sequence[Row]) -> set[Deed]:
    status = Status(row["status"])
    is_open = status in OPEN
    can_be_heard = any(photo["medium"] == "voice" and photo["state"] == "ready" for photo in photos)
    fits = {
        Deed.NAME: not row["anonymous"],
        Deed.HEAR: is_open and can_be_heard and guest_scope().may_listen(row),
        Deed.ASK: is_open,
        Deed.RESPOND: unanswered(row),
        Deed.SPLIT: status is Status.REPORTED and bool(row["pieces"]),
        Deed.PUBLISH: status in (Status.REPORTED, Status.ASSIGNED, Status.FIXED, Status.CLOSED),
        Deed.APPROVE: True,
        Deed.REDACT: True,
    }
    verdicts = {deed for deed, verb in VERDICTS.items() if status in MOVES[verb].starts}
    return verdicts | {deed for deed, is_fit in fits.items() if is_fit}
