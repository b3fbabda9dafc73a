"""Coming in: by a one-time link from the chat, or at a desk by staff number with six digits or a password."""

import hashlib
import threading
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.wrappers import Response

from actions import logins
from bot.seals import make_seal
from models.base import Db, Row
from models.logins import (
    LoginLink,
    desk_people,
    link_holder,
    misses_everywhere,
    misses_from,
    set_password,
    use_link,
)
from rules.passwords import check_password
from rules.refusal import Refused
from web.desk import this_desk
from web.nobodys import nobodys
from web.reading import put_back, reading
from web.rights import OFFICERS
from web.visitors import Visitor, Way, active_person, came_by_link, let_in, let_out, visitor
from web.work import carry

LONGEST_NAME, LONGEST_WORD = 40, 200
NOBODYS = "scrypt:32768:8:1$nobody$" + "0" * 128
"""Compared with where a number is nobody's, so that this takes as long as a wrong password."""
FRESH = timedelta(hours=1)
"""So long after coming in by a link one may set a password: a desk left open is not enough."""
HASHING = threading.BoundedSemaphore(2)
"""A hash takes 32 MB and a tenth of a second: a crowd of guessers must not take the memory of the house."""

login = Blueprint("login", __name__)
log = structlog.get_logger()


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
    let_in(person, Way.LINK)
    return redirect(target())


@login.get("/login")
def desk_door() -> Response | str:
    """The door at a desk: a staff number, and six digits from the chat or a password."""
    return redirect(target()) if visitor() else render_template("desk_login.html", to=target(), name="")


@login.post("/login")
def enter_at_desk() -> Response | tuple[str, int]:
    """Come in by what was typed: six digits are digits, whatever is longer is a password."""
    name = request.form.get("name", "").strip()[:LONGEST_NAME]
    word = request.form.get("word", "")[:LONGEST_WORD]
    digits = "".join(word.split())
    is_code = digits.isascii() and digits.isdigit() and len(digits) == logins.DIGITS
    try:
        person_id = _by_code(name, digits) if is_code else _by_password(name, word)
    except Refused as refused:
        return _again(name, str(refused), 429)
    person = active_person(reading(), person_id) if person_id else None
    if person is None:
        return _again(name, logins.WRONG, 401)
    let_in(person, Way.CODE if is_code else Way.WORD)
    return redirect(target())


@login.get("/password")
def password_page() -> str:
    """给电脑设个密码."""
    _officer_here()
    return render_template("password.html", fresh=came_by_link(FRESH))


@login.post("/password")
def keep_password() -> Response:
    """Set, change or drop the password; only in a session that began with a link. Every other session ends."""
    guest = _officer_here()
    if not came_by_link(FRESH):
        abort(403, "改密码要先证明是你：回公众号发“台账”，点链接进来再设。")
    try:
        hashed = None if "drop" in request.form else _hashed(guest)
    except Refused as refused:
        flash(str(refused), "bad")
        return redirect(url_for("login.password_page"))
    carry(lambda db: set_password(db, guest.id, hashed))
    log.info("password dropped" if hashed is None else "password set", person=guest.id)
    if person := active_person(reading(), guest.id):
        let_in(person, Way.LINK)
    flash(
        "密码取消了，电脑上用六位数进。" if hashed is None else "设好了。电脑上用工号和这个密码进。", "good"
    )
    return redirect(url_for("login.password_page"))


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


def _by_code(name: str, digits: str) -> int | None:
    people, sign, tried = _known_as(name), make_seal(this_desk().secret_key).digest, _knock()
    _ask_leave("code", name, people, tried)
    found = carry(lambda db: logins.enter_by_code(db, sign, people, digits, tried))
    if found is None:
        _missed("code", name, people, tried)
    return found


def _by_password(name: str, word: str) -> int | None:
    """The hash is compared between two works: no transaction waits for it."""
    people, tried = _known_as(name), _knock()
    ids = [person["id"] for person in people]
    _ask_leave("password", name, people, tried)
    carry(lambda db: logins.ask_leave(db, "password", ids, tried))
    if found := _whose_password(people, word):
        return found
    carry(lambda db: logins.note_misses(db, "password", ids, tried))
    _missed("password", name, people, tried)
    return None


def _ask_leave(kind: str, name: str, people: Sequence[Row], knock: logins.Knock) -> None:
    """Refuses where too many missed, those who guessed for nobody among them; for somebody more is asked later."""
    db, none, at = reading(), nobodys(), knock.at
    too_many = (
        misses_from(db, knock.source, at) + none.from_address(knock.source, at) >= logins.FROM_ONE_ADDRESS
        or misses_everywhere(db, at) + none.everywhere(at) >= logins.FROM_EVERYWHERE
        or (kind == "password" and not people and none.for_name(_sealed(name), at) >= logins.MISSES[kind])
    )
    if too_many:
        raise Refused(logins.TOO_MANY)


def _missed(kind: str, name: str, people: Sequence[Row], knock: logins.Knock) -> None:
    """A wrong guess for somebody stands in the database already."""
    if not people:
        nobodys().note(kind, _sealed(name), knock)


def _sealed(name: str) -> str:
    return make_seal(this_desk().secret_key).digest(f"name:{name}")


def _known_as(name: str) -> Sequence[Row]:
    return desk_people(reading(), name, OFFICERS) if name else ()


def _whose_password(people: Sequence[Row], word: str) -> int | None:
    put_back()
    with HASHING:
        for person in people:
            if check_password_hash(person["password"] or NOBODYS, word):
                return int(person["id"])
        if not people:
            check_password_hash(NOBODYS, word)
    return None


def _knock() -> logins.Knock:
    desk = this_desk()
    source = make_seal(desk.secret_key).digest(f"address:{request.remote_addr}")[:16]
    return logins.Knock(source, uuid.uuid4(), desk.clock())


def _again(name: str, said: str, status: int) -> tuple[str, int]:
    return render_template("desk_login.html", to=target(), name=name, said=said), status


def _officer_here() -> Visitor:
    guest = visitor() or abort(401)
    return guest if guest.scope else abort(403)


def _hashed(guest: Visitor) -> str:
    person = guest.person
    known = tuple(str(person[name]) for name in ("name", "staff_no", "phone", "unit_name") if person[name])
    form = request.form
    word = check_password(form.get("password", ""), form.get("again", ""), known=known)
    put_back()
    with HASHING:
        return generate_password_hash(word, method="scrypt")


def target() -> str:
    """Where to go afterwards: a page of this house, never an address of another one."""
    wanted = request.args.get("to", "")
    parts = urlsplit(wanted)
    is_local = wanted.startswith("/console/") and not parts.scheme and not parts.netloc
    is_clean = wanted.isprintable() and "\\" not in wanted and "//" not in wanted
    return wanted if is_local and is_clean else url_for("console.ledger")
