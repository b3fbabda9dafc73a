"""验合格证: anybody may ask whether a code is good, and learns no whole name by it."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from actions.quiz.certifying import Shown, read_code, score_words, spaced, verify
from rules.refusal import Refused
from web.desk import this_desk
from web.reading import reading

LONGEST = 60
UNKNOWN = "没有这个编号的合格证。对一下是不是抄错了；对过还是没有，就不是这里发的。"

check = Blueprint("check", __name__, url_prefix="/check")


@check.get("")
def ask() -> Answer:
    """The form. What was typed leads to the page of the code, or back with what to look at."""
    typed = request.args.get("code", "")[:LONGEST]
    if not typed:
        return _page()
    try:
        return redirect(url_for("check.shown", code=read_code(typed)))
    except Refused as refused:
        return _page(typed, trouble=str(refused), status=400)


@check.get("/<code>")
def shown(code: str) -> Answer:
    """What a code is worth today."""
    try:
        wanted = read_code(code[:LONGEST])
    except Refused as refused:
        return _page(code[:LONGEST], trouble=str(refused), status=400)
    found = verify(reading(), wanted)
    if found is None:
        return _page(spaced(wanted), trouble=UNKNOWN, status=404)
    return _page(found=found)


def _page(typed: str = "", *, trouble: str = "", found: Shown | None = None, status: int = 200) -> Response:
    facts: dict[str, object] = {"typed": typed, "trouble": trouble, "found": found}
    if found is not None:
        facts |= {"code": spaced(found.code), "score": score_words(found.share)}
        facts["day"] = found.best_at.astimezone(this_desk().zone).date()
    response = make_response(render_template("check.html", **facts), status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
