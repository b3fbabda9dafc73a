"""我报的: everything one account reported, the newest first, without a name."""

from flask import Response, make_response, render_template

from bot.links import MINE
from models import conversations, hazards
from web.desk import this_desk
from web.h5.door import h5, opened
from web.reading import reading
from web.words.everyday import state_words

MOST = 200


@h5.get("/mine/<token>")
def mine(token: str) -> Response:
    """The list; each row opens its own page."""
    desk, account_id = this_desk(), opened(MINE, token)
    account = conversations.find_conversation(reading(), account_id)
    rows = hazards.reported_by(reading(), account_id, account["person_id"], MOST)
    listed = [(row, state_words(row), desk.link_to(row["id"])) for row in rows]
    response = make_response(render_template("h5_mine.html", listed=listed))
    response.headers["Cache-Control"] = "no-store"
    return response
