"""Formal sittings of a paper: who may begin, what is answered until the end, and what is counted then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from actions.quiz import results
from actions.quiz.bank import Bank
from actions.quiz.learner import Learner
from actions.quiz.sitting import Asked, Sitting, hand_in, kept, mark, opened, stored
from models.base import Db, Row
from models.once import insert_once
from models.quiz import memories, papers, sittings
from models.quiz.sittings import BY_CLOCK, BY_PERSON, FORMAL
from rules.clocks import Clocks, day_of
from rules.posts import concerns
from rules.quiz.drawing import Drawn, TooFew, draw
from rules.quiz.paper import (
    Exemption,
    Part,
    Purpose,
    Recipe,
    Review,
    Taken,
    Terms,
    ends_at,
    may_begin,
    terms_for,
)
from rules.quiz.question import Kind, Question
from rules.quiz.reading import is_answer
from rules.quiz.recall import seen

AT_ONCE = 200
"""So many run-out sittings are closed in one go."""


@dataclass(frozen=True)
class Offer:
    """One paper as it is for one person: its terms, what they sat before, the sitting they are in the middle of.

    ``bar`` says why they may not begin: ``early``, ``over``, ``spent``, ``today``; empty when they may.
    """

    paper: Row
    terms: Terms
    before: Sequence[Row]
    bar: str

    @property
    def open(self) -> Row | None:
        return next((row for row in self.before if row["handed_in_at"] is None), None)

    @property
    def best(self) -> Row | None:
        done = [row for row in self.before if row["handed_in_at"] is not None]
        return max(done, key=lambda row: (row["share"], -row["id"])) if done else None


def terms_of(paper: Row) -> Terms:
    """A row's terms as a value."""
    return Terms(
        opens_at=paper["opens_at"],
        closes_at=paper["closes_at"],
        limit=_minutes(paper["minutes"]),
        attempts=paper["attempts"],
        per_day=paper["per_day"],
        resits=paper["resits"],
        pass_mark=paper["pass_mark"],
    )


def _minutes(minutes: int | None) -> timedelta | None:
    return timedelta(minutes=minutes) if minutes else None


def recipe_of(paper: Row) -> Recipe:
    """Where a paper's questions come from."""
    parts = tuple(
        Part(
            count=part["count"],
            kinds=tuple(Kind(kind) for kind in part.get("kinds", ())),
            topics=tuple(part.get("topics", ())),
            levels=tuple(part.get("levels", ())),
            points=part.get("points", 1),
        )
        for part in paper["parts"]
    )
    return Recipe(fixed=tuple(paper["fixed"]), parts=parts, shuffled=paper["shuffled"])


def offers(db: Db, who: Learner, now: datetime, clocks: Clocks, *purposes: Purpose) -> list[Offer]:
    """The published papers a person could sit, now or soon; a person with longer terms keeps theirs."""
    assert who.person_id is not None
    rows = papers.offered_to(db, who.units, now - timedelta(days=30))
    fitting = (row for row in rows if row["purpose"] in purposes and _is_for(row, who))
    found = [offer_of(db, row, who, now, clocks) for row in fitting]
    return [offer for offer in found if offer.open or (offer.bar != "over" and offer.terms.attempts)]


def _is_for(paper: Row, who: Learner) -> bool:
    return concerns(paper["posts"], who.fields)


def offer_of(db: Db, paper: Row, who: Learner, now: datetime, clocks: Clocks) -> Offer:
    assert who.person_id is not None
    others = [_exemption(row) for row in papers.exemptions_for(db, paper["id"], who.person_id, who.units)]
    terms = terms_for(terms_of(paper), others)
    before = sittings.of_paper(db, paper["id"], who.person_id)
    return Offer(paper, terms, before, may_begin(terms, _taken(before, terms, now, clocks), now))


def _exemption(row: Row) -> Exemption:
    return Exemption(row["opens_at"], row["closes_at"], _minutes(row["minutes"]), row["attempts"])


def _taken(before: Sequence[Row], terms: Terms, now: datetime, clocks: Clocks) -> Taken:
    done = [row for row in before if row["handed_in_at"] is not None]
    today = [row for row in done if day_of(row["started_at"], clocks) == day_of(now, clocks)]
    by_clock = [row for row in done if row["handed_in_by"] == BY_CLOCK] if terms.limit else []
    passed = any(row["passed"] for row in done)
    return Taken(len(done), len(by_clock), len(today), passed)


def begin(
    db: Db, offer: Offer, who: Learner, bank: Bank, *, day: date, now: datetime, chance: Random
) -> Sitting | None:
    """Begin, or go on with the one that is open; None when the terms do not allow it.

    Raises ``TooFew`` when the bank cannot fill the paper. Two phones that begin at once get the same sitting.
    """
    paper = offer.paper
    if offer.open is None and not offer.bar:
        drawn = _drawn(paper, _pool(db, paper, who, bank, now), who, day, chance)
        facts: dict[str, Any] = {
            "mode": FORMAL,
            "paper_id": paper["id"],
            "attempt": len(offer.before) + 1,
            "account_id": who.account_id,
            "person_id": who.person_id,
            "unit_id": who.unit_id,
            "department_id": who.department_id,
            "drawn": stored(drawn),
            "started_at": now,
            "ends_at": ends_at(offer.terms, now),
        }
        insert_once(db, sittings.Sitting, **facts)
    assert who.person_id is not None
    row = sittings.open_of_paper(db, paper["id"], who.person_id)
    return opened(db, row["id"], bank) if row else None


def _drawn(paper: Row, pool: Mapping[int, Question], who: Learner, day: date, chance: Random) -> list[Drawn]:
    """Rather nothing that is for other posts; but the paper is full."""
    recipe = recipe_of(paper)
    own = {key: one for key, one in pool.items() if concerns(one.posts, who.fields) or key in recipe.fixed}
    try:
        return draw(recipe, own, day, chance)
    except TooFew:
        return draw(recipe, pool, day, chance)


def _pool(db: Db, paper: Row, who: Learner, bank: Bank, now: datetime) -> Any:
    live = bank.live(db, who.units, now)
    return {**live, **bank.these(db, [key for key in paper["fixed"] if key not in live])}


def answer(
    db: Db, sitting: Sitting, asked: Asked, shown: str, *, now: datetime, took_ms: int | None = None
) -> bool:
    """Write an answer, new or instead of the one before.

    False when the time is up or it is no answer to this question: nothing is written then.
    """
    if not is_answer(shown, asked.question.kind, len(asked.options)):
        return False
    if sitting.is_over or (sitting.row["ends_at"] and now >= sitting.row["ends_at"]):
        return False
    sittings.set_answer(
        db,
        sitting.id,
        asked.position,
        question_id=asked.question_id,
        given=kept(asked, shown),
        right=mark(asked, shown),
        answered_at=now,
        took_ms=took_ms,
    )
    return True


def finish(db: Db, sitting_id: int, bank: Bank, now: datetime, by: str = BY_PERSON) -> Sitting | None:
    """Hand a sitting in, once; the clock goes first. None when there is none."""
    sitting = opened(db, sitting_id, bank, hold=True)
    if sitting is None or sitting.is_over:
        return sitting
    is_late = sitting.row["ends_at"] is not None and now >= sitting.row["ends_at"]
    if hand_in(db, sitting, now, BY_CLOCK if is_late else by):
        results.count(db, sitting_id)
        _come_back(db, sitting, now)
    return opened(db, sitting_id, bank)


def _come_back(db: Db, sitting: Sitting, now: datetime) -> None:
    """What was wrong is practised again, where the paper lets people see at once what was."""
    account_id = sitting.row["account_id"]
    if account_id is None or papers.find_paper(db, sitting.row["paper_id"])["review"] != Review.AFTER:
        return
    for asked in sitting.asked:
        if not asked.right:
            before = memories.find_memory(db, account_id, asked.question_id)
            memories.keep_memory(db, account_id, asked.question_id, seen(before, now, right=False))


def finish_late(db: Db, bank: Bank, now: datetime) -> int:
    """Hand in what ran out of time while nobody was there; how many."""
    late = sittings.run_out(db, now, AT_ONCE)
    for sitting_id in late:
        finish(db, sitting_id, bank, now, BY_CLOCK)
    return len(late)
