"""Who may see and answer a live contest by telephone: whoever holds the address of a sitting, which the chat gave them."""

from urllib.parse import unquote_to_bytes

from flask import abort, request
from flask.blueprints import BlueprintSetupState
from werkzeug.datastructures import MultiDict

from bot.links import LIVE
from rules.quiz.paper import Purpose
from web.console.papers.found import the_bank
from web.console.stage.hall import Hall, halls
from web.desk import this_desk
from web.h5.door import h5
from web.h5.origin import is_from_here
from web.reading import reading

TOO_OLD = "这个链接只管一天，过期了。在公众号里发 现场加大屏幕上的四位数，再进来。"
NO_CONTEST = "没有这一场。在公众号里发 现场加大屏幕上的四位数。"
ELSEWHERE = "要从这一场自己的页面答。在公众号里再点一次进来的链接。"
UNREADABLE = "这一下没认出来。退回去再点一次。"

LARGEST = 4 * 1024
"""Bytes of one answer with everything around it."""
KEYED = ("web.h5.live.live_answer", "web.h5.live.live_name")
"""Posts whose address is the key; there is no cookie that somebody else's page could borrow."""


@h5.record
def _without_cookie(state: BlueprintSetupState) -> None:
    for view in KEYED:
        state.app.extensions["csrf"].exempt(view)


def sitting_of(token: str) -> tuple[int, int, int]:
    """Sitting, paper and person an address was made for."""
    desk = this_desk()
    key = desk.links.read(LIVE, token, desk.clock()) if desk.links else None
    if key is None:
        abort(410, TOO_OLD)
    found = halls().sitter(reading, key)
    return (key, *found) if found else abort(404, NO_CONTEST)


def hall_of(paper_id: int, *, fresh: bool = False) -> Hall:
    """The hall somebody sits in; ``fresh`` where they changed something just now."""
    now = this_desk().clock()
    if fresh:
        hall = halls().fresh(reading(), paper_id, the_bank(), now)
    else:
        hall = halls().of(reading, paper_id, the_bank(), now)
    return hall if hall and hall.paper["purpose"] == Purpose.LIVE else abort(404, NO_CONTEST)


def posted() -> MultiDict[str, str]:
    """A form that was sent: only from our own page, small, and readable."""
    if not is_from_here(request):
        abort(403, ELSEWHERE)
    request.max_content_length = LARGEST
    try:
        unquote_to_bytes(
            request.get_data()
        ).decode()  # the form itself would drop in silence what it cannot read
    except UnicodeDecodeError:
        abort(400, UNREADABLE)
    return request.form
