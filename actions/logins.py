"""Letting an officer into the pages: by a link, by six digits, by a password; and knowing whom the chat can reach."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert

from models import conversations, logins
from models.base import Db, Row
from models.logins import LoginLink
from rules.refusal import Refused

DIGITS = 6
CODE_LASTS = timedelta(minutes=5)
MISSES_LAST = timedelta(minutes=15)
MISSES = {"code": 5, "password": 8}
"""So many misses for one person: on the same digits (five of a million), or on the password within ``MISSES_LAST``."""
FROM_ONE_ADDRESS, FROM_EVERYWHERE = 20, 300
"""The same of one address (a hospital may stand behind it), and of all together."""

WRONG = "工号、密码或六位数不对。六位数5分钟内有效，只能用一次。"
TOO_MANY = "试错的次数太多，歇15分钟再来；或者回公众号发“台账”，点链接进。"


@dataclass(frozen=True)
class Knock:
    """Who tries from where: ``source`` is a digest of the address, ``unique`` names this one try."""

    source: str
    unique: UUID
    at: datetime


def make_link(db: Db, token: str, person_id: int, now: datetime, lasts: timedelta) -> str:
    """Remember a one-time link; only its digest is kept. Returns the token for the address."""
    facts = {"digest": digest(token), "person_id": person_id, "expires_at": now + lasts}
    db.execute(insert(LoginLink), facts)
    return token


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_code(db: Db, sign: Callable[[str], str], digits: str, person_id: int, now: datetime) -> None:
    """Remember six digits for this person, once and for five minutes.

    ``sign`` is the keyed digest of the house: a million plain digests are tried in a second.
    """
    logins.keep_code(db, sign(_code(person_id, digits)), person_id, now + CODE_LASTS)


def enter_by_code(
    db: Db, sign: Callable[[str], str], people: Sequence[Row], digits: str, knock: Knock
) -> int | None:
    """Whoever of these the digits are for; None for a miss, which is noted. Refuses those who guess."""
    ids = [person["id"] for person in people]
    ask_leave(db, "code", ids, knock)
    for person_id in ids:
        if found := logins.use_code(db, sign(_code(person_id, digits)), knock.at):
            return found
    note_misses(db, "code", ids, knock)
    _end_guessed(db, ids)
    return None


def _end_guessed(db: Db, ids: Sequence[int]) -> None:
    """After five misses since they were made the digits are worth nothing any more."""
    ends = logins.codes_end(db, ids)
    if ends and logins.misses_for(db, "code", ids, ends - CODE_LASTS + MISSES_LAST) >= MISSES["code"]:
        logins.end_codes(db, ids)


def ask_leave(db: Db, kind: str, person_ids: Sequence[int], knock: Knock) -> None:
    """Refuses another try where too many missed: for these people, from this address, or anywhere."""
    logins.hold_people(db, person_ids)
    too_many = (
        logins.misses_from(db, knock.source, knock.at) >= FROM_ONE_ADDRESS
        or logins.misses_everywhere(db, knock.at) >= FROM_EVERYWHERE
        or (kind == "password" and logins.misses_for(db, kind, person_ids, knock.at) >= MISSES[kind])
    )
    if too_many:
        raise Refused(TOO_MANY)


def note_misses(db: Db, kind: str, person_ids: Sequence[int], knock: Knock) -> None:
    """A wrong guess counts for each person it could have been for; one for nobody is worth nothing to anybody."""
    for at, person_id in enumerate(person_ids):
        unique = UUID(int=knock.unique.int ^ at)
        logins.note_miss(db, kind, knock.source, unique, person_id, knock.at + MISSES_LAST)


def _code(person_id: int, digits: str) -> str:
    return f"desk:{person_id}:{digits}"


def reachable(db: Db, person_id: int, now: datetime, *, templates: bool) -> bool:
    """Whether WeChat will take a message to this person: in an open window, or by template."""
    return any(
        (templates and row["follows"]) or conversations.window_is_open(row, now)
        for row in conversations.conversations_of(db, person_id)
    )
