"""When and how a paper is sat: the third step, one drawn copy to look at, and the button that publishes."""

from datetime import datetime
from random import Random

from flask import render_template, request, url_for

from actions.quiz import filling, papering
from actions.quiz.examining import recipe_of
from actions.quiz.papering import Wish
from actions.quiz.sitting import Asked, right_in_words
from models.base import Row
from models.quiz.papers import DRAFT
from rules.clocks import day_of
from rules.quiz.drawing import TooFew, draw
from rules.quiz.paper import Purpose, Ranking, Review
from rules.quiz.question import CALLED, POSTS
from rules.refusal import Refused
from web.console.doorkeeper import console, guest_scope
from web.console.papers.found import paper_for, the_bank
from web.console.papers.words import (
    POLICY,
    RANKINGS,
    REVIEWS,
    TRAINING,
    purpose_words,
    recipe_words,
    terms_words,
)
from web.console.trying import Answer, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

LONGEST_NUMBER = 3
MOST_COPIES = 999


@console.get("/papers/<int(max=999999999999):paper_id>/terms")
def paper_terms(paper_id: int) -> str:
    """第三步：when and how."""
    return _page(paper_for(paper_id, Deed.PAPERS))


def _page(row: Row) -> str:
    return render_template(
        "paper/terms.html",
        row=row,
        opens=_field(row["opens_at"]),
        closes=_field(row["closes_at"]),
        reviews=REVIEWS,
        rankings=RANKINGS,
        policy=POLICY,
        training=TRAINING if guest_scope().may(Deed.TRAINING) else "",
        posts=POSTS,
    )


def _field(moment: datetime) -> str:
    """A moment as a field of a form carries it."""
    return f"{moment.astimezone(this_desk().zone):%Y-%m-%dT%H:%M}"


@console.post("/papers/<int(max=999999999999):paper_id>/terms")
def keep_terms(paper_id: int) -> Answer:
    row = paper_for(paper_id, Deed.PAPERS)

    def work() -> str:
        wish, now = _wished(row), this_desk().clock()
        carry(lambda db: papering.set_terms(db, paper_id, wish, now))
        return ""

    return tried(work, lambda: _page(row), url_for("console.paper", paper_id=paper_id))


def _wished(row: Row) -> Wish:
    form, trains = request.form, guest_scope().may(Deed.TRAINING)
    return Wish(
        opens_at=moment_typed("opens_at", "几时开考？"),
        closes_at=moment_typed("closes_at", "几时截止？"),
        minutes=number_typed("minutes", "限时几分钟") if form.get("minutes", "").strip() else None,
        attempts=number_typed("attempts", "能考几次"),
        per_day=number_typed("per_day", "每天几次", "0"),
        resits=number_typed("resits", "超时补考几次", "0"),
        pass_mark=number_typed("pass_mark", "多少分及格"),
        review=Review(form["review"]) if form.get("review") in tuple(Review) else Review.CLOSED,
        ranking=Ranking(form["ranking"]) if form.get("ranking") in tuple(Ranking) else Ranking.OFF,
        posts=tuple(post for post in POSTS if post in form.getlist("posts")),
        is_training="is_training" in form if trains else bool(row["is_training"]),
    )


def moment_typed(name: str, missing: str) -> datetime:
    """A day and a time of day, as they stand on the clock of the house."""
    try:
        there = datetime.strptime(request.form.get(name, "").strip()[:16], "%Y-%m-%dT%H:%M")
    except ValueError:
        raise Refused(f"{missing}选一个日子和时间。") from None
    if not 2000 <= there.year < 9000:
        raise Refused(f"{missing}选一个日子和时间。")
    return there.replace(tzinfo=this_desk().zone)


def number_typed(name: str, what: str, usual: str = "") -> int:
    said = request.form.get(name, "").strip() or usual
    if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER):
        raise Refused(f"{what}？写个数。")
    return int(said)


def draft_page(row: Row) -> str:
    """The three steps of a draft at a glance, and what still keeps it from being published."""
    desk, recipe = this_desk(), recipe_of(row)
    missing = papering.obstacles(reading(), row, the_bank(), now=desk.clock(), clocks=desk.clocks)
    picked = [f"自己选的{len(recipe.fixed)}道"] if recipe.fixed else []
    return render_template(
        "paper/draft.html",
        row=row,
        purpose=purpose_words(row),
        count=recipe.count,
        said=picked or recipe_words(recipe.parts),
        terms=terms_words(row),
        missing=missing,
    )


@console.get("/papers/<int(max=999999999999):paper_id>/preview")
def paper_preview(paper_id: int) -> str:
    """One copy as somebody might get it. Nothing is kept."""
    row = paper_for(paper_id, Deed.PAPERS)
    desk, recipe = this_desk(), recipe_of(row)
    copy = min(max(request.args.get("n", 1, type=int), 1), MOST_COPIES)
    pool = filling.pool_of(reading(), row["unit_id"], the_bank(), desk.clock())
    day = day_of(max(row["opens_at"], desk.clock()), desk.clocks)
    try:
        drawn, short = draw(recipe, pool, day, Random(copy)), ""
    except TooFew as few:
        drawn, short = [], str(few)
    asked = [
        Asked(at, one.question_id, pool[one.question_id], one.order, one.points)
        for at, one in enumerate(drawn, 1)
    ]
    return render_template(
        "paper/preview.html",
        row=row,
        asked=[(one, CALLED[one.question.kind], right_in_words(one)) for one in asked],
        short=short,
        copy=copy,
        letters="ABCDEFGH",
        is_draft=row["state"] == DRAFT,
    )


@console.post("/papers/<int(max=999999999999):paper_id>/publish")
def publish_paper(paper_id: int) -> Answer:
    row = paper_for(paper_id, Deed.PAPERS)
    desk, bank = this_desk(), the_bank()

    def work() -> str:
        bank.forget()
        carry(lambda db: papering.publish(db, paper_id, bank, now=desk.clock(), clocks=desk.clocks))
        if row["purpose"] == Purpose.LIVE:
            return f"{row['title']}发布了。到了现场点“上大屏幕”，大家扫码进来。"
        return f"{row['title']}发布了。职工在公众号回“考试”就看得到。"

    return tried(work, lambda: draft_page(row), url_for("console.paper", paper_id=paper_id))


@console.post("/papers/<int(max=999999999999):paper_id>/throw-away")
def throw_away(paper_id: int) -> Answer:
    row = paper_for(paper_id, Deed.PAPERS)

    def work() -> str:
        carry(lambda db: papering.throw_away(db, paper_id))
        return f"{row['title']}的草稿不要了。"

    return tried(work, lambda: draft_page(row), url_for("console.papers"))
