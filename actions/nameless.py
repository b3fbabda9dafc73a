"""Reports without a name: what could lead back is closed under its own key, the receipt is the only door."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import update

from models import conversations, hazards, history, outbox, photos
from models.base import Db, Row
from models.outbox import Errand
from rules.hazard import Source

RECEIPT_DIGITS = 8

LEADING_BACK = [
    "nudge",
    "nobody_came",
    "somebody_comes",
    "tell_heard",
    "ask_reporter",
    "tell_standing",
    "photo_gone",
    "same_photo",
    "invite",
]
"""Errands that would ring at the reporter's."""


class Sealing(Protocol):
    """What this module needs of the seal."""

    def close(self, text: str, /) -> str: ...
    def digest(self, text: str, /) -> str: ...


@dataclass(frozen=True)
class Line:
    """The way back to a nameless reporter: which account, which person."""

    account_id: int
    person_id: int | None


def take_name_off(db: Db, hazard_id: int, line: Line, seal: Sealing, now: datetime) -> None:
    """Whatever leads back from the hazard goes under the seal: the row, its history, its errands."""
    closed = seal.close(json.dumps([line.account_id, line.person_id]))
    # A round would narrow down who it was.
    bare = {"reporter_id": None, "person_id": None, "source": Source.STAFF}
    hazards.change_hazard(db, hazard_id, **bare, anonymous=True, seal=closed)
    conversations.change_conversation(db, line.account_id, place_id=None, place_until=None)
    photos.change_photos_of(db, hazard_id, original_sha256=None)  # a hash of the file on somebody's telephone
    forget = outbox.errand(f"originals:{hazard_id}", "forget_originals", now=now, hazard_id=hazard_id)
    outbox.post(db, forget)
    history.take_reporter_off(db, hazard_id)
    outbox.drop_errands(db, hazard_id, LEADING_BACK, now)
    db.execute(update(Errand).where(Errand.hazard_id == hazard_id).values(to_id=None))


def give_name_back(db: Db, hazard_id: int, account_id: int, person_id: int | None) -> None:
    """留名, said of a draft that nobody has seen: it is told with the name after all."""
    named = {"reporter_id": account_id, "person_id": person_id, "anonymous": False, "seal": None}
    hazards.change_hazard(db, hazard_id, **named)


def give_receipt(db: Db, hazard_id: int, digits: str, seal: Sealing) -> str:
    """The receipt as people read it; only its digest is kept."""
    hazards.change_hazard(db, hazard_id, receipt_hash=seal.digest(digits))
    return f"{digits[:4]} {digits[4:]}"


def find_by_receipt(db: Db, digits: str, seal: Sealing) -> Row | None:
    return hazards.find_by_receipt(db, seal.digest(digits))
