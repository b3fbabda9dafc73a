"""Letting an officer into the pages without a password, and knowing whom the chat can reach."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import insert

from models import conversations
from models.base import Db
from models.logins import LoginLink


def make_link(db: Db, token: str, person_id: int, now: datetime, lasts: timedelta) -> str:
    """Remember a one-time link; only its digest is kept. Returns the token for the address."""
    facts = {"digest": digest(token), "person_id": person_id, "expires_at": now + lasts}
    db.execute(insert(LoginLink), facts)
    return token


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def reachable(db: Db, person_id: int, now: datetime, *, templates: bool) -> bool:
    """Whether WeChat will take a message to this person: in an open window, or by template."""
    return any(
        (templates and row["follows"]) or conversations.window_is_open(row, now)
        for row in conversations.conversations_of(db, person_id)
    )
