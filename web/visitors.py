"""Who sits before the page: a person of the roll, looked up anew for each request, as long as the session holds."""

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import Flask, session
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import select

from models import people
from models.base import Db, Row
from models.logins import LoginLink
from models.once import insert_once
from web.desk import this_desk
from web.reading import reading
from web.rights import Scope, scope, stands_in_for_officers
from web.work import carry

IDLE, LONGEST = timedelta(hours=8), timedelta(days=7)
"""A session ends after so long without a click, and after so long whatever happens."""
NOTED = timedelta(minutes=5)
"""How exactly the last click is remembered: not every click needs a new cookie."""
CAME, SEEN, WAY, MARK, NAME = "came", "seen", "way", "mark", "name"
ENDED = "ended."
"""What stands before the name of a session whose owner went out: a copy of its cookie opens nothing any more."""

ROLE_NAMES = {"officer": "安全员", "union": "工会", "admin": "管理员", "staff": "职工"}


@dataclass(frozen=True)
class Visitor:
    """A logged-in person, as Flask-Login wants to see one."""

    person: Row
    scope: Scope | None
    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def id(self) -> int:
        return int(self.person["id"])

    @property
    def role_name(self) -> str:
        return ROLE_NAMES[self.person["role"]]

    def get_id(self) -> str:
        return str(self.id)


def active_person(db: Db, person_id: int) -> Row | None:
    """The person, unless struck off the roll."""
    person = people.at_the_door(db, person_id)
    return person if person is not None and person["active"] else None


def visitor() -> Visitor | None:
    """Whoever is logged in here."""
    found: Any = current_user._get_current_object()
    return found if isinstance(found, Visitor) else None


class Way(StrEnum):
    """How somebody came in."""

    LINK = "link"
    WORD = "word"
    CODE = "code"


def let_in(person: Row, way: Way) -> None:
    """Begin a fresh session for this person; nothing of an older one is carried over.

    On a desk that others use the session ends with the browser; a telephone's browser keeps it.
    """
    session.clear()
    session.permanent = way is Way.LINK
    now = int(this_desk().clock().timestamp())
    session.update({CAME: now, SEEN: now, WAY: str(way), MARK: _mark(person), NAME: uuid.uuid4().hex})
    login_user(_visitor(person))


def let_out() -> None:
    """End this session, in every copy of its cookie."""
    guest = visitor()
    if guest is not None and session.get(NAME):
        facts = {"digest": _ended_as(), "person_id": guest.id, "expires_at": _moment(CAME) + LONGEST}
        carry(lambda db: insert_once(db, LoginLink, **facts))
    logout_user()
    session.clear()


def came_by_link(within: timedelta) -> bool:
    """Whether this session began with a link from the chat, not longer ago than ``within``."""
    return session.get(WAY) == Way.LINK and this_desk().clock() - _moment(CAME) <= within


def init_visitors(app: Flask) -> None:
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)
    # A telephone changes its address between two rooms: the session must not depend on it.
    manager.session_protection = None
    manager.user_loader(_load)


def _load(user_id: str) -> Visitor | None:
    person = active_person(reading(), int(user_id)) if user_id.isdigit() and _still_holds() else None
    if person is None or not hmac.compare_digest(str(session.get(MARK, "")), _mark(person)) or _was_ended():
        return None
    _note_click()
    return _visitor(person)


def _visitor(person: Row) -> Visitor:
    return Visitor(person, scope(person, stands_in=stands_in_for_officers(reading(), person)))


def _mark(person: Row) -> str:
    """Changes with the password, so that a new one ends every older session. Tells nothing about it."""
    key = this_desk().secret_key.encode()
    return hmac.new(key, f"{person['id']}:{person['password'] or ''}".encode(), hashlib.sha256).hexdigest()[
        :24
    ]


def _still_holds() -> bool:
    now = this_desk().clock()
    return now - _moment(SEEN) <= IDLE and now - _moment(CAME) <= LONGEST


def _ended_as() -> str:
    return f"{ENDED}{session.get(NAME, '')}"


def _was_ended() -> bool:
    """Whether somebody went out of this session already; what has no name is from before there were any."""
    query = select(LoginLink.digest).where(LoginLink.digest == _ended_as())
    return reading().execute(query).first() is not None


def _note_click() -> None:
    if this_desk().clock() - _moment(SEEN) > NOTED:
        session[SEEN] = int(this_desk().clock().timestamp())


def _moment(name: str) -> datetime:
    """A moment of this session; long ago where it does not say."""
    said = session.get(name)
    return datetime.fromtimestamp(said if isinstance(said, int) else 0, UTC)
