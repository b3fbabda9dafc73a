"""Which deeds the page of a hazard offers: those its standing allows, to a guest who may do them."""

from collections.abc import Sequence

from models.base import Db, Row
from rules.hazard import MOVES, OPEN, Status
from web.console.doorkeeper import guest_scope
from web.console.purging import waits_to_be_purged
from web.rights import Deed
from web.words.standing import unanswered

VERDICTS = {Deed.JOIN: "merge", Deed.REDIRECT: "redirect", Deed.REJECT: "reject", Deed.CLOSE: "close"}


def offered(db: Db, row: Row, photos: Sequence[Row]) -> frozenset[Deed]:
    """The deeds of this moment. A draft is nobody's report yet: nothing can be done to it."""
    if row["number"] is None:
        return frozenset()
    possible = _fitting(row, photos)
    if any(photo["state"] == "sealed" for photo in photos) and guest_scope().may(Deed.PURGE):
        possible |= {Deed.PURGE} if waits_to_be_purged(db, row["id"]) else set()
    return frozenset(deed for deed in possible if guest_scope().may(deed))


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
    }
    verdicts = {deed for deed, verb in VERDICTS.items() if status in MOVES[verb].starts}
    return verdicts | {deed for deed, is_fit in fits.items() if is_fit}
