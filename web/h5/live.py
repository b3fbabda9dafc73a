"""现场 on a telephone: four large buttons while a question stands on the screen. Works by plain forms, too."""

import hashlib

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from actions.quiz import staging
from actions.quiz.sitting import opened
from actions.quiz.staging import Came
from models.base import Db
from models.quiz import results, stages
from web.console.papers.found import the_bank
from web.console.stage.hall import Hall
from web.desk import this_desk
from web.h5.door import h5
from web.h5.exam_door import unkept
from web.h5.exam_given import answer_in
from web.h5.live_door import NO_CONTEST, hall_of, posted, sitting_of
from web.h5.live_seen import Seen, seen
from web.reading import reading
from web.work import carry

SAID = {
    Came.TWICE: "这题答过了，第一次的算。",
    Came.LATE: "这题时间到了，等下一题。",
    Came.EARLY: "还没出题，等大屏幕。",
}


@h5.get("/live/<token>")
def live(token: str) -> Response:
    """What stands now."""
    sitting_id, paper_id, person_id = sitting_of(token)
    hall, now = hall_of(paper_id), this_desk().clock()
    mine = seen(reading(), hall, sitting_id, person_id, now)
    said = SAID.get(Came(said), "") if (said := request.args.get("came", "")) in tuple(Came) else ""
    facts = {"seen": mine, "token": token, "part": _part(mine, token), "said": said}
    page = render_template("h5_live.html", **facts, title=hall.paper["title"], now=_clock())
    return unkept(page)


def _clock() -> int:
    return int(this_desk().clock().timestamp() * 1000)


def _part(mine: Seen, token: str) -> str:
    """What changes on the page."""
    return render_template("h5_live_now.html", seen=mine, token=token)


@h5.get("/live/<token>/state")
def live_state(token: str) -> Response:
    """The page anew, for the script; nothing where nothing changed."""
    sitting_id, paper_id, person_id = sitting_of(token)
    return _state(hall_of(paper_id), sitting_id, person_id, token)


def _state(hall: Hall, sitting_id: int, person_id: int, token: str, came: Came | None = None) -> Response:
    mine = seen(reading(), hall, sitting_id, person_id, this_desk().clock())
    response = unkept("")
    response.mimetype = "application/json"
    response.headers["X-Now"] = str(_clock())
    response.set_etag(hashlib.sha256(repr(mine).encode()).hexdigest()[:32])
    if came is None and request.if_none_match.contains(response.get_etag()[0] or ""):
        response.status_code = 304
        return response
    said = SAID.get(came, "") if came else ""
    response.set_data(jsonify(key=mine.key, step=hall.step, html=_part(mine, token), said=said).get_data())
    return response


@h5.post("/live/<token>/answers/<int:position>")
def live_answer(token: str, position: int) -> Answer:
    """One answer to the question that stands; the first one counts."""
    form, (sitting_id, paper_id, person_id) = posted(), sitting_of(token)
    came = carry(lambda db: _answer(db, sitting_id, paper_id, position, form))
    if request.headers.get("Accept", "") == "application/json":
        return _state(hall_of(paper_id), sitting_id, person_id, token, came)
    return redirect(url_for("h5.live", token=token, came=None if came is Came.COUNTED else came), 303)


def _answer(db: Db, sitting_id: int, paper_id: int, position: int, form: MultiDict[str, str]) -> Came:
    now, stage = this_desk().clock(), stages.find_stage(db, paper_id)
    sitting = opened(db, sitting_id, the_bank())
    if stage is None or sitting is None:
        abort(404, NO_CONTEST)
    asked = staging.standing(stage, sitting)
    if asked is None or asked.position != position:
        return Came.EARLY if asked is None else Came.LATE
    given = answer_in(form, asked)
    if given is None:
        abort(400, "还没选。退回去选一个。")
    return staging.answer(db, stage, sitting, given, now, position=position)


@h5.post("/live/<token>/name")
def live_name(token: str) -> Answer:
    """Whether the screen may name them, who stand among the first."""
    form, (_, paper_id, person_id) = posted(), sitting_of(token)
    shows = form.get("shows") == "1"
    carry(lambda db: _show_name(db, paper_id, person_id, shows=shows))
    return redirect(url_for("h5.live", token=token), 303)


def _show_name(db: Db, paper_id: int, person_id: int, *, shows: bool) -> bool:
    results.show_name(db, paper_id, person_id, shows=shows)
    return shows
