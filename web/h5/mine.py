"""我报的: everything one account reported, the newest first, without a name."""

from flask import Response, make_response, render_template

from bot.links import MINE
from models import conversations, reported
from web.desk import this_desk
from web.h5.door import h5, opened
from web.h5.standing import stands
from web.reading import reading

MOST = 200


@h5.get("/mine/<token>")
def mine(token: str) -> Response:
    """The list; each row opens its own page."""
    desk, db, account_id = this_desk(), reading(), opened(MINE, token)
    person_id = conversations.find_conversation(db, account_id)["person_id"]
    rows = reported.reported_by(db, account_id, person_id, MOST)
    listed = [(row, stands(db, row), desk.link_to(row["id"])) for row in rows]
    nothing_left = not listed and reported.took_back(db, account_id, person_id)
    page = render_template("h5_mine.html", listed=listed, nothing_left=nothing_left)
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
