"""给主席看: a draft of the 统计表 for whoever holds its address; they agree, or say what to change. No reporter is named."""

from urllib.parse import unquote_to_bytes

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Answer

from actions.plan.figures import sheets as filling
from bot.links import SHEET
from models.base import Db, Row
from models.people import find_person
from models.plan import sheets
from models.units import find_unit
from rules.plan.checks import Check
from rules.refusal import Refused
from rules.words.plain_text import clean
from rules.workdays import with_hour, with_weekday
from web.console.sheets.found import Found, asked_for, copy_of
from web.console.sheets.paper import basis_words, copy_words
from web.console.sheets.shown import rows_of
from web.desk import this_desk
from web.h5.door import h5
from web.h5.origin import is_from_here
from web.reading import reading
from web.work import carry

LARGEST, LONGEST = 4 * 1024, 200
KEYED = ("web.h5.sheet.sheet_said",)
"""Posts whose address is the key; there is no cookie that somebody else's page could borrow."""
TOO_OLD = "这个链接只管一天，过期了，或者没抄全。请发给你的人再发一次。"
GONE = "没有这期表了。问问发给你的人。"
ELSEWHERE = "要从这张表自己的页面点。打开链接再点一次。"
UNREADABLE = "没认出来，退回去再写一次。"
WHAT_TO_CHANGE = "要改哪儿？写一句。"
STANDS = {sheets.RETURNED: "报出过，上级退回了", sheets.REPLACED: "报出过，后来有更正"}


@h5.record
def _without_cookie(state: BlueprintSetupState) -> None:
    for view in KEYED:
        state.app.extensions["csrf"].exempt(view)


@h5.get("/sheet/<token>")
def sheet(token: str) -> Response:
    """The draft as it is now, or what was handed in."""
    return _page(token)


@h5.post("/sheet/<token>")
def sheet_said(token: str) -> Answer:
    """同意, or 要改 with a line of words."""
    if not is_from_here(request):
        abort(403, ELSEWHERE)
    sheet_id = _opened(token)
    request.max_content_length = LARGEST
    yes, why = _said()
    if not yes and not why:
        return _page(token, WHAT_TO_CHANGE, 422)
    try:
        carry(lambda db: _agree(db, sheet_id, why, yes=yes))
    except Refused as no:
        return _page(token, str(no), 409)
    return redirect(url_for("h5.sheet", token=token), 303)


def address_for(sheet_id: int) -> str:
    """What a cadre passes on; empty where there are no pages outside."""
    desk = this_desk()
    return desk.links.to_sheet(sheet_id, desk.clock()) if desk.links else ""


def _opened(token: str) -> int:
    """The sheet an address was made for."""
    desk = this_desk()
    key = desk.links.read(SHEET, token, desk.clock()) if desk.links else None
    return abort(410, TOO_OLD) if key is None else key


def _said() -> tuple[bool, str]:
    """Whether it is agreed to, and else the words."""
    try:
        unquote_to_bytes(request.get_data()).decode()
    except UnicodeDecodeError:
        abort(400, UNREADABLE)
    yes = request.form.get("yes") == "1"
    return yes, "" if yes else clean(request.form.get("why", "")[:LONGEST]).strip()


def _agree(db: Db, sheet_id: int, why: str, *, yes: bool) -> int:
    """Write it down; the same said twice by the link is one line."""
    if sheets.find_sheet(db, sheet_id) is None:
        abort(404, GONE)
    row, last = sheets.hold_sheet(db, sheet_id), _verdict(db, sheet_id)
    said = ("agree" if yes else "object", None, why)
    if row["state"] != sheets.DRAFT or last is None or (last["verb"], last["by_id"], last["text"]) != said:
        filling.agree(db, sheet_id, this_desk().clock(), None, yes=yes, why=why)
    return sheet_id


def _verdict(db: Db, sheet_id: int) -> Row | None:
    """What was said last about a draft."""
    lines = sheets.lines_of(db, sheet_id)
    return next((line for line in reversed(lines) if line["verb"] in ("agree", "object")), None)


def _page(token: str, trouble: str = "", status: int = 200) -> Response:
    db, zone = reading(), this_desk().zone
    found = _found(db, _opened(token))
    row, copy = found.row, copy_of(db, found)
    page = render_template(
        "h5_sheet.html",
        token=token,
        found=found,
        rows=rows_of(found.asked.form, copy.built),
        figures=copy.built.cells,
        of_all=copy.built.frame.option("print") == "total",
        at=with_hour(copy.at, zone),
        formal=with_weekday(found.asked.due.formal),
        copy=copy_words(row),
        basis=basis_words(copy),
        checks=_checks(found, filling.questions(found.asked, copy.built)) if found.is_draft else [],
        filler=find_person(db, row["filled_by_id"])["name"] if row["filled_by_id"] else "",
        verdict=_verdict(db, row["id"]) if found.is_draft else None,
        stands=STANDS.get(row["state"], "报出了"),
        trouble=trouble,
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _found(db: Db, sheet_id: int) -> Found:
    """The sheet with what it is about; whoever holds the address looks, and hands in nothing."""
    row = sheets.find_sheet(db, sheet_id)
    if row is None:
        abort(404, GONE)
    asked = asked_for(db, row["form"], row["formal"])
    return Found(row, asked, find_unit(db, row["unit_id"]), is_mine=False)


def _checks(found: Found, open_: list[Check]) -> list[tuple[str, str]]:
    """The questions that are still open, and what the cadre wrote to them."""
    return [(check.words, found.row["reasons"].get(check.code, "")) for check in open_]
