"""督导通行证 of a hospital: made for a named inspector for three days, ended early, and the log of what was looked at."""

from flask import Response, abort, make_response, render_template, request, url_for

from actions.plan.cadres import passing
from models.base import Row
from models.plan import passes as kept
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.cadres.found import my_unit
from web.console.doorkeeper import console, guest_scope
from web.console.refilled import refilled
from web.console.trying import Answer, my_id, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words.times import moment_words
from web.work import carry

NOT_YOURS = "通行证由本院工会发。"
UNSEEN = "没有这张通行证。"


@console.get("/passes")
def passes() -> str:
    """Every pass, the newest first."""
    return _page(_mine())


def _mine() -> Row:
    if not guest_scope().may(Deed.PASSES):
        abort(403, NOT_YOURS)
    return my_unit()


def _page(unit: Row, *, link: str = "", holder: str = "") -> str:
    now = this_desk().clock()
    rows = [(row, passing.is_good(row, now)) for row in kept.passes_of(reading(), unit["id"])]
    return render_template(
        "cadre/passes.html", unit=unit, rows=rows, link=link, holder=holder, moment=_moment
    )


@console.post("/passes")
def make_pass() -> Response | tuple[str, int]:
    """Make one. Its address is shown on this one page and nowhere again."""
    unit, desk, by = _mine(), this_desk(), my_id()
    holder, code = clean(request.form.get("holder", "")), desk.draw_token()
    try:
        carry(lambda db: passing.make(db, unit["id"], holder, code, now=desk.clock(), by_id=by))
    except Refused as refused:
        page = refilled(_page(unit), request.path, request.form, str(refused))
        return page or abort(422, str(refused)), 422
    link = url_for("h5.inspector", code=code, _external=desk.links is None or not desk.links.public_url)
    root = desk.links.public_url if desk.links and desk.links.public_url else ""
    response = make_response(_page(unit, link=f"{root}{link}", holder=" ".join(holder.split())))
    response.headers["Cache-Control"] = "no-store"
    return response


@console.get("/passes/<int(max=999999999999):pass_id>")
def pass_log(pass_id: int) -> str:
    """What was opened with a pass, and when."""
    unit = _mine()
    row = _found(unit, pass_id)
    looks = kept.looks_of(reading(), pass_id)
    return render_template(
        "cadre/pass_log.html",
        row=row,
        looks=looks[::-1],
        is_good=passing.is_good(row, this_desk().clock()),
        moment=_moment,
    )


def _found(unit: Row, pass_id: int) -> Row:
    rows = kept.passes_of(reading(), unit["id"])
    return next((row for row in rows if row["id"] == pass_id), None) or abort(404, UNSEEN)


@console.post("/passes/<int(max=999999999999):pass_id>/end")
def end_pass(pass_id: int) -> Answer:
    """Nobody gets in with it from now on."""
    unit, now = _mine(), this_desk().clock()
    _found(unit, pass_id)

    def work() -> str:
        carry(lambda db: passing.end(db, pass_id, unit["id"], now))
        return "这张通行证结束了，链接打不开了。"

    return tried(work, lambda: _page(unit), url_for("console.passes"))


def _moment(at: object) -> str:
    desk = this_desk()
    return moment_words(at, desk.clock(), desk.zone)  # type: ignore[arg-type]
