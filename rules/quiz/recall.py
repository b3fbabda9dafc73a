"""When a question comes back to somebody: spaced repetition (FSRS), bent so that a person is ready on a given day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

LEARNING = (timedelta(minutes=10), timedelta(days=1))
RELEARNING = (timedelta(minutes=10), timedelta(days=1))
LONGEST_DAYS = 180
READY = 0.9
"""How sure somebody should be of it on the day."""

SURE_DAYS = 7.0
"""Whoever keeps it so long has left it behind: it is none of the 错题 any more."""

EVE = timedelta(days=3)
"""What would not be remembered on the day comes back once more within these days before it."""

_SCHEDULER = Scheduler(
    desired_retention=READY,
    learning_steps=LEARNING,
    relearning_steps=RELEARNING,
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,
)


@dataclass(frozen=True)
class Memory:
    """What we think somebody keeps of one question. ``stability`` is in days, ``difficulty`` from 1 to 10."""

    due_at: datetime
    seen_at: datetime
    state: int
    step: int | None
    stability: float
    difficulty: float
    lapses: int = 0


def seen(memory: Memory | None, now: datetime, *, right: bool, ready_by: datetime | None = None) -> Memory:
    """What is kept after one more answer; ``ready_by`` is the day on which it should be known."""
    rating = Rating.Good if right else Rating.Again
    card, _ = _SCHEDULER.review_card(_card(memory, now), rating, now)
    assert card.stability is not None
    assert card.difficulty is not None
    lapses = (memory.lapses if memory else 0) + (not right)
    due = _bent(card, now, ready_by)
    return Memory(due, now, int(card.state), card.step, card.stability, card.difficulty, lapses)


def sureness(memory: Memory, at: datetime) -> float:
    """How likely it is known at an instant, from 0 to 1."""
    return float(_SCHEDULER.get_card_retrievability(_card(memory, at), at))


def _bent(card: Card, now: datetime, ready_by: datetime | None) -> datetime:
    """Its own day, unless it would be half forgotten when it counts: then in the last days before, or at once."""
    if ready_by is None or card.due <= ready_by - EVE or now >= ready_by:
        return card.due
    if _SCHEDULER.get_card_retrievability(card, ready_by) >= READY:
        return card.due
    return min(card.due, max(ready_by - EVE, now + LEARNING[0]))


def _card(memory: Memory | None, now: datetime) -> Card:
    if memory is None:
        return Card(card_id=0, due=now)
    return Card(
        card_id=0,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due_at,
        last_review=memory.seen_at,
    )
