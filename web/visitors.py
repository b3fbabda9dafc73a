"""Who sits before the page: a person of the roll, looked up anew for each request."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, session
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy.exc import NoResultFound

from models import people
from models.base import Db, Row
from web.reading import reading
from web.rights import Scope, scope

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
    try:
        person = people.find_person(db, person_id)
    except NoResultFound:
        return None
    return person if person["active"] else None


def visitor() -> Visitor | None:
    """Whoever is logged in here."""
    found: Any = current_user._get_current_object()
    return found if isinstance(found, Visitor) else None


def let_in(person: Row) -> None:
    """Begin a fresh session for this person; nothing of an older one is carried over."""
    session.clear()
    session.permanent = True
    login_user(Visitor(person, scope(person)))


def let_out() -> None:
    logout_user()
    session.clear()


def init_visitors(app: Flask) -> None:
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)
    # A telephone changes its address between two rooms: the session must not depend on it.
    manager.session_protection = None
    manager.user_loader(_load)


def _load(user_id: str) -> Visitor | None:
    person = active_person(reading(), int(user_id)) if user_id.isdigit() else None
    return Visitor(person, scope(person)) if person else None
