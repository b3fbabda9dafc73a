"""Who gets in with a 督导通行证: whoever holds a good code. Every page is noted; wrong codes are counted by address."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from flask import Response, abort, current_app, make_response, render_template, request

from actions.logins import Knock
from actions.plan.cadres import passing
from models.base import Row
from models.plan.passes import note_look
from models.units import find_unit
from web.desk import this_desk
from web.nobodys import Nobodys
from web.reading import reading
from web.work import carry

EXTENSION = "wrong-passes"
MOST_WRONG = 30
"""Wrong codes from one address in a quarter of an hour; a code is far too long to be guessed, this only saves work."""
UNKNOWN = "没有这个通行证。链接要整条复制；还不行，请发链接的工会看一下。"
TOO_MANY = "试了太多次，过一刻钟再来。"


@dataclass(frozen=True)
class Inspector:
    """Somebody who looks with a pass: who it was made for, and whose papers they may see."""

    code: str
    row: Row
    unit: Row


def inspector_of(code: str, what: str = "") -> Inspector:
    """The holder of a code; ``what`` is noted as looked at. Turned away politely when it is over."""
    now = this_desk().clock()
    _not_too_often(now)
    held = passing.shown(reading(), code, now)
    if held is None:
        _wrong_codes().note("pass", passing.digest_of(code), _knock(now))
        abort(404, UNKNOWN)
    if not held.is_good:
        abort(make_response(render_template("inspector/over.html"), 410))
    if what:
        carry(lambda db: note_look(db, held.row["id"], what, now))
    return Inspector(code, held.row, find_unit(reading(), held.row["unit_id"]))


def _not_too_often(now: datetime) -> None:
    if _wrong_codes().from_address(_knock(now).source, now) >= MOST_WRONG:
        abort(429, TOO_MANY)


def _wrong_codes() -> Nobodys:
    """Counted apart from logins: whoever plays with links must not lock out those who come in by password."""
    found: Nobodys = current_app.extensions.setdefault(EXTENSION, Nobodys())
    return found


def _knock(now: datetime) -> Knock:
    source = passing.digest_of(f"address:{request.remote_addr}")[:16]
    return Knock(source, uuid4(), now)


def shown(who: Inspector, template: str, **facts: object) -> Response:
    """A page for an inspector: with the watermark, in no cache, in no search machine, and telling nobody its address."""
    desk = this_desk()
    now = desk.clock().astimezone(desk.zone)
    mark = f"{who.row['holder']} {now.year}-{now.month}-{now.day}"
    page = render_template(template, who=who, code=who.code, mark=mark, **facts)
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
