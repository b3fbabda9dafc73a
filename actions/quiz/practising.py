"""答题: five questions in a spare minute. What was wrong comes back; what nobody has seen yet comes first otherwise."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from actions.quiz.bank import Bank
from actions.quiz.learner import Learner
from actions.quiz.sitting import Asked, Sitting, hand_in, kept, mark, opened, stored
from models.base import Db, Row
from models.quiz import memories, papers, sittings
from models.quiz.sittings import BY_PERSON, DROPPED, EASY, WRONG
from rules.quiz.drawing import Drawn, shuffled_order, spread
from rules.quiz.paper import Purpose
from rules.quiz.question import Kind, Question
from rules.quiz.recall import seen

FIVE = 5
EASY_LONGEST = 40
"""简单 asks what can be read at a glance."""

QUICKEST_FIRST = (Kind.JUDGE, Kind.SINGLE, Kind.MULTIPLE, Kind.FILL)
"""Whoever has only half a minute begins with what takes a glance."""

SLOW = 2
HARDEST_FOR_ALL = 2
SAFETY_DAY = (6, 16)
RESTING = timedelta(days=30)
"""A practice left alone so long is over."""


def begin(
    db: Db,
    who: Learner,
    mode: str,
    bank: Bank,
    *,
    day: date,
    now: datetime,
    chance: Random,
    topic: str = "",
) -> Sitting | None:
    """Five questions for this account; None when there are none of the sort. Another open practice is dropped."""
    live = bank.live(db, who.units, now)
    known = {key: one for key, one in live.items() if not topic or topic in one.topics}
    chosen = _chosen(db, who, mode, known, day=day, now=now, chance=chance)
    if not chosen:
        return None
    drop(db, who, bank, now)
    chosen.sort(key=lambda key: QUICKEST_FIRST.index(known[key].kind))
    drawn = [Drawn(key, shuffled_order(known[key], chance)) for key in chosen]
    sitting_id = sittings.add_sitting(
        db,
        mode=mode,
        account_id=who.account_id,
        person_id=who.person_id,
        unit_id=who.unit_id,
        department_id=who.department_id,
        drawn=stored(drawn),
        started_at=now,
        total=len(drawn),
    )
    return opened(db, sitting_id, bank)


def drop(db: Db, who: Learner, bank: Bank, now: datetime) -> None:
    """What was begun before gives way; what was answered in it counts, and nothing else."""
    assert who.account_id is not None
    for row in sittings.open_of(db, who.account_id, who.person_id):
        if row["paper_id"] is None:
            begun = opened(db, row["id"], bank)
            answered = [asked for asked in begun.asked if asked.given is not None] if begun else []
            facts = {"total": len(answered), "right": sum(bool(asked.right) for asked in answered)}
            sittings.change_sitting(db, row["id"], handed_in_at=now, handed_in_by=DROPPED, **facts)


def _chosen(
    db: Db,
    who: Learner,
    mode: str,
    known: Mapping[int, Question],
    *,
    day: date,
    now: datetime,
    chance: Random,
) -> list[int]:
    assert who.account_id is not None
    if mode == WRONG:
        weak = [row["question_id"] for row in memories.weak_of(db, who.account_id, FIVE * 4)]
        return [key for key in weak if key in known][:FIVE]
    fitting = [key for key, question in known.items() if _fits(question, mode, who.fields, day)]
    ordered = _ordered(fitting, memories.seen_by(db, who.account_id), now, chance)
    return _light(ordered, known)


def _light(ordered: Sequence[int], known: Mapping[int, Question]) -> list[int]:
    """Five of them, not more than two that take longer than a tap; more of those only where there is nothing else."""
    quick = [key for key in ordered if known[key].kind in QUICKEST_FIRST[:2]]
    slow = [key for key in ordered if key not in set(quick)]
    chosen = {*slow[:SLOW], *quick[: FIVE - len(slow[:SLOW])]}
    return [key for key in ordered if key in chosen] or slow[:FIVE]


def _ordered(
    fitting: Sequence[int], before: Sequence[Mapping[str, object]], now: datetime, chance: Random
) -> list[int]:
    """What is due, then what is new, then what was seen longest ago."""
    due_at = {row["question_id"]: row["due_at"] for row in before}
    due = sorted((key for key in fitting if key in due_at and due_at[key] <= now), key=due_at.__getitem__)  # type: ignore[operator,arg-type]
    new = spread([key for key in fitting if key not in due_at], len(fitting), chance)
    later = sorted((key for key in fitting if key in due_at and due_at[key] > now), key=due_at.__getitem__)  # type: ignore[operator,arg-type]
    return [*due, *new, *later]


def _fits(question: Question, mode: str, fields: frozenset[str], day: date) -> bool:
    if not question.holds_on(day) or question.level > HARDEST_FOR_ALL:
        return False
    if question.posts and fields.isdisjoint(question.posts):
        return False
    if mode == EASY:
        return question.kind == Kind.JUDGE and len(question.asks) <= EASY_LONGEST
    return True


def answer(db: Db, sitting: Sitting, asked: Asked, shown: str, *, now: datetime, ready_by: datetime) -> bool:
    """Whether the answer is right. Each question takes one answer; the last one closes the practice."""
    right = mark(asked, shown)
    sittings.add_answer(
        db,
        sitting_id=sitting.id,
        position=asked.position,
        question_id=asked.question_id,
        given=kept(asked, shown),
        right=right,
        answered_at=now,
    )
    remember(db, sitting.row["account_id"], asked.question_id, right=right, now=now, ready_by=ready_by)
    return right


def close(db: Db, sitting: Sitting, now: datetime) -> None:
    """All five are answered."""
    hand_in(db, sitting, now, BY_PERSON)


def remember(
    db: Db, account_id: int, question_id: int, *, right: bool, now: datetime, ready_by: datetime
) -> None:
    """When this question comes back to this account."""
    before = memories.find_memory(db, account_id, question_id)
    memories.keep_memory(db, account_id, question_id, seen(before, now, right=right, ready_by=ready_by))


def ready_by(db: Db, who: Learner, now: datetime) -> datetime:
    """The day to be ready for: the opening of the next exam, else the coming 16 June."""
    exams: list[datetime] = [row["opens_at"] for row in papers.offered_to(db, who.units, now)]
    return min([*(opens for opens in exams if opens > now), _safety_day(now)])


def _safety_day(now: datetime) -> datetime:
    this_year = now.replace(month=SAFETY_DAY[0], day=SAFETY_DAY[1], hour=0, minute=0, second=0, microsecond=0)
    return this_year if this_year > now else this_year.replace(year=now.year + 1)


def unfinished(db: Db, account_id: int, person_id: int | None, bank: Bank, now: datetime) -> Sitting | None:
    """What somebody was in the middle of, from whatever telephone, formal ones first.

    A live contest is none of it: there the screen says which question stands.
    """
    waiting = sittings.open_of(db, account_id, person_id)
    rows = [row for row in waiting if _is_alive(row["started_at"], now, row) and not is_live(db, row)]
    rows.sort(key=lambda row: (row["paper_id"] is None, -row["id"]))
    return opened(db, rows[0]["id"], bank) if rows else None


def is_live(db: Db, row: Row) -> bool:
    """Whether a sitting belongs to the big screen."""
    return row["paper_id"] is not None and papers.find_paper(db, row["paper_id"])["purpose"] == Purpose.LIVE


def _is_alive(started_at: datetime, now: datetime, row: Mapping[str, object]) -> bool:
    return row["paper_id"] is not None or now - started_at < RESTING
