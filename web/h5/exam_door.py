"""Who may see and answer a sitting: whoever holds its address. What is asked and shown stands elsewhere."""

from datetime import datetime
from urllib.parse import unquote_to_bytes

from flask import Response, abort, make_response, request
from flask.blueprints import BlueprintSetupState
from sqlalchemy.exc import NoResultFound
from werkzeug.datastructures import MultiDict

from actions.quiz import examining
from actions.quiz.sitting import Sitting, opened
from bot.links import EXAM
from models.base import Db, Row
from models.quiz import papers
from rules.quiz.paper import Purpose
from web.desk import this_desk
from web.h5.door import h5
from web.h5.origin import is_from_here
from web.headers import POLICY
from web.reading import reading
from web.work import carry

TOO_OLD = "这个链接只管一天，过期了。答过的都在：在公众号里回 考试 接着考。"
ELSEWHERE = "这份卷子要从它自己的页面交。在公众号里回 考试 再进来。"
UNREADABLE = "这一题没认出来。退回去再选一次。"
NO_SITTING = "没有这份卷子。在公众号里回 考试 看有什么。"

LARGEST = 4 * 1024
"""Bytes of one answer with everything around it."""

ANSWERED_BY_SCRIPT = "; ".join(
    f"{name} {value}" for name, value in {**POLICY, "connect-src": "'self'"}.items()
)
KEYED = ("web.h5.exam.exam_answer", "web.h5.exam.exam_end")
"""Posts whose address is the key; there is no cookie that somebody else's page could borrow."""


@h5.record
def _without_cookie(state: BlueprintSetupState) -> None:
    for view in KEYED:
        state.app.extensions["csrf"].exempt(view)


def sitting_of(token: str) -> int:
    """The sitting an address was made for."""
    desk = this_desk()
    key = desk.links.read(EXAM, token, desk.clock()) if desk.links else None
    return abort(410, TOO_OLD) if key is None else key


def posted(token: str) -> tuple[int, MultiDict[str, str]]:
    """The same for what is sent, and its form: only from our own page, small, and readable."""
    if not is_from_here(request):
        abort(403, ELSEWHERE)
    key = sitting_of(token)
    request.max_content_length = LARGEST
    try:
        unquote_to_bytes(
            request.get_data()
        ).decode()  # the form itself would drop in silence what it cannot read
    except UnicodeDecodeError:
        abort(400, UNREADABLE)
    return key, request.form


def paper_of(db: Db, sitting: Sitting) -> Row:
    """The paper of a formal sitting; practice and live contests have no page here."""
    paper = papers.find_paper(db, sitting.row["paper_id"]) if sitting.is_formal else None
    return abort(404, NO_SITTING) if paper is None or paper["purpose"] == Purpose.LIVE else paper


def is_late(sitting: Sitting, now: datetime) -> bool:
    return sitting.row["ends_at"] is not None and now >= sitting.row["ends_at"]


def looked_at(key: int, now: datetime) -> tuple[Sitting, Row]:
    """A sitting as it stands now, and its paper; one whose time is up is handed in first."""
    sitting = opened(reading(), key, this_desk().bank)
    if sitting is None:
        abort(404, NO_SITTING)
    paper = paper_of(reading(), sitting)
    if not sitting.is_over and is_late(sitting, now):
        sitting = carry(lambda db: examining.finish(db, key, this_desk().bank, now)) or sitting
    return sitting, paper


def held(db: Db, key: int) -> Sitting:
    """A sitting locked until the commit."""
    try:
        sitting = opened(db, key, this_desk().bank, hold=True)
    except NoResultFound:
        sitting = None
    if sitting is None:
        abort(404, NO_SITTING)
    paper_of(db, sitting)
    return sitting


def unkept(page: Response | str) -> Response:
    """An answer that stands in no cache, and whose script may send to this house."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = ANSWERED_BY_SCRIPT
    return response
