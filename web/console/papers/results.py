"""One paper on the console: the three steps of a draft, or how it went so far."""

from flask import Response, render_template

from actions.quiz.papering import last_close
from models.base import Row
from models.quiz import papers
from models.quiz.papers import DRAFT, PUBLISHED
from web.console.doorkeeper import console, guest_scope
from web.console.ledger import charts
from web.console.papers.board import board_of
from web.console.papers.found import manages, paper_for, path_of
from web.console.papers.terms import draft_page
from web.console.papers.words import FAIR, at, purpose_words, stands, terms_words
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed

# A picture that stands alone dresses itself, and may do nothing else.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@console.get("/papers/<int(max=999999999999):paper_id>")
def paper(paper_id: int) -> str:
    """A draft to go on with, or the figures."""
    row = paper_for(paper_id)
    return draft_page(row) if row["state"] == DRAFT else results_page(row)


def results_page(row: Row) -> str:
    db, desk = reading(), this_desk()
    others = papers.exemptions_of(db, row["id"])
    is_mine = manages(row)
    return render_template(
        "paper/results.html",
        row=row,
        purpose=purpose_words(row),
        standing=stands(row),
        terms=terms_words(row),
        board=board_of(db, row, path_of(db, row)),
        fair=FAIR,
        gone=(at(row["withdrawn_at"]), row["withdrawn_why"]) if row["withdrawn_at"] else None,
        exempted=len(others),
        is_mine=is_mine,
        can_freeze=is_mine and row["frozen_at"] is None and last_close(db, row) <= desk.clock(),
        frozen=at(row["frozen_at"]) if row["frozen_at"] else "",
        is_open=row["state"] == PUBLISHED and row["frozen_at"] is None,
        sees_names=guest_scope().may(Deed.SITTERS),
        closes=f"{row['closes_at'].astimezone(desk.zone):%Y-%m-%dT%H:%M}",
    )


@console.get("/papers/<int(max=999999999999):paper_id>/points.svg")
def paper_points(paper_id: int) -> Response:
    """How many people have how many points, as a picture."""
    row, db = paper_for(paper_id), reading()
    bins = board_of(db, row, path_of(db, row)).bins
    names = [name.partition("–")[0] for name, _ in bins]
    drawn = charts.standing(names, [("人", [people for _, people in bins])], (charts.GREEN,))
    response = Response(drawn, mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = ALONE
    return response
