"""Coming in by a one-time link from the chat, and going out again. There are no passwords."""

import hashlib
from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from models.base import Db, Row
from models.logins import LoginLink, link_holder, use_link
from web.desk import this_desk
from web.reading import reading
from web.visitors import active_person, let_in, let_out, visitor
from web.work import carry

login = Blueprint("login", __name__)


@login.get("/login/<token>")
def knock(token: str) -> Response | str | tuple[str, int]:
    """Show who would come in. Chats and scanners fetch links ahead, so that looking uses nothing up."""
    digest, guest = digest_of(token), visitor()
    if guest and link_holder(reading(), digest) == guest.id:
        return redirect(target())
    person = _expected(reading(), digest, this_desk().clock())
    if person is None:
        return render_template("used_link.html"), 410
    return render_template("knock.html", person=person, to=target())


@login.post("/login/<token>")
def enter(token: str) -> Response | tuple[str, int]:
    """Use the link up and come in."""
    now, digest = this_desk().clock(), digest_of(token)
    person_id = carry(lambda db: use_link(db, digest, now))
    person = active_person(reading(), person_id) if person_id else None
    if person is None:
        return render_template("used_link.html"), 410
    let_in(person)
    return redirect(target())


@login.post("/logout")
def leave() -> Response:
    let_out()
    return redirect(url_for("door.door"))


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _expected(db: Db, digest: str, now: datetime) -> Row | None:
    """The person a link would let in at this moment."""
    fresh = (LoginLink.digest == digest) & LoginLink.used_at.is_(None) & (LoginLink.expires_at > now)
    person_id = db.execute(select(LoginLink.person_id).where(fresh)).scalar_one_or_none()
    return active_person(db, person_id) if person_id else None


def target() -> str:
    """Where to go afterwards: a page of this house, never an address of another one."""
    wanted = request.args.get("to", "")
    parts = urlsplit(wanted)
    is_local = wanted.startswith("/console/") and not parts.scheme and not parts.netloc
    is_clean = wanted.isprintable() and "\\" not in wanted and "//" not in wanted
    return wanted if is_local and is_clean else url_for("console.ledger")
