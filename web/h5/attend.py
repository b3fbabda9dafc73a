"""签到 by a page: where no account is connected the code on the screen leads here, and people type who they are."""

from urllib.parse import unquote_to_bytes

from flask import Response, abort, render_template, request
from flask.blueprints import BlueprintSetupState

from actions.plan.doing import attending
from models import people
from models.base import Db, Row
from models.units import find_unit
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.deeds.found import digest_here
from web.desk import this_desk
from web.h5.door import h5
from web.h5.exam_door import unkept
from web.h5.origin import is_from_here
from web.reading import reading
from web.work import carry

LARGEST, LONGEST = 4 * 1024, 40
KEYED = ("web.h5.attend.attend_in",)
"""Posts whose address is the key; there is no cookie that somebody else's page could borrow."""
ELSEWHERE = "要从签到的那一页点。对着大屏幕再扫一次。"
NOBODY = "姓名和工号对不上花名册。看看工牌再写一次；没有工号就写手机号。"


@h5.record
def _without_cookie(state: BlueprintSetupState) -> None:
    for view in KEYED:
        state.app.extensions["csrf"].exempt(view)


@h5.get("/attend/<token>")
def attend(token: str) -> Response:
    """A code was scanned in time: who are you? Some minutes are given to type it."""
    desk, db = this_desk(), reading()
    try:
        deed = attending.deed_by(db, token, desk.clock(), digest_here())
    except Refused as no:
        return _page(trouble=str(no), status=410)
    return _page(deed=deed, token=attending.pass_for(deed, desk.clock(), digest_here()))


@h5.post("/attend/<token>")
def attend_in(token: str) -> Response:
    """姓名 and 工号: signed in."""
    if not is_from_here(request):
        abort(403, ELSEWHERE)
    request.max_content_length = LARGEST
    name, number = _typed("name"), _typed("number")
    try:
        deed, person, told = carry(lambda db: _signed(db, token, name, number))
    except _Nobody as nobody:
        deed = nobody.deed
        return _page(deed=deed, token=token, typed=(name, number), trouble=NOBODY, status=422)
    except Refused as no:
        return _page(trouble=str(no), status=410)
    return _page(deed=deed, person=person, told=told)


class _Nobody(Refused):
    """Nobody on the roll is called so and has this number."""

    def __init__(self, deed: Row) -> None:
        super().__init__(NOBODY)
        self.deed = deed


def _signed(db: Db, token: str, name: str, number: str) -> tuple[Row, Row, attending.SignedIn]:
    now = this_desk().clock()
    deed = attending.deed_of_pass(db, token, now, digest_here())
    found = people.people_with(db, name, number) if name and number else ()
    if len(found) != 1:
        raise _Nobody(deed)
    return deed, dict(found[0]), attending.sign_in_by_pass(db, deed, token, found[0]["id"])


def _typed(name: str) -> str:
    try:
        unquote_to_bytes(request.get_data()).decode()
    except UnicodeDecodeError:
        abort(400, "没认出来，退回去再写一次。")
    return "".join(clean(request.form.get(name, "")[:LONGEST]).split())


def _page(
    *,
    deed: Row | None = None,
    token: str = "",
    typed: tuple[str, str] = ("", ""),
    trouble: str = "",
    person: Row | None = None,
    told: attending.SignedIn | None = None,
    status: int = 200,
) -> Response:
    facts = {"deed": deed, "token": token, "typed": typed, "trouble": trouble, "person": person, "told": told}
    page = render_template("h5_attend.html", **facts, title=_title(deed) if deed else "签到")
    response = unkept(page)
    response.status_code = status
    return response


def _title(deed: Row) -> str:
    """The title, or what kind of deed it is."""
    if deed["title"]:
        return str(deed["title"])
    db = reading()
    one = this_desk().plans.kinds(db, find_unit(db, deed["unit_id"])).get(deed["kind"])
    return one.name if one else "签到"
