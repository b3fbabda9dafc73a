"""The beat that looks into the official documents and reminds whoever has not heard of a day."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from actions.plan.book import PlanBook
from actions.reminding import Planner
from models import planned
from models.base import Db
from models.planned import Call
from rules.clocks import Clocks
from scheduler import Duty as Beat
from suishoupai.stores import Stores

ROWS_AT_ONCE, FEWEST_UNITS = 12_000, 100
"""So many pairs of unit and step are planned in one unit of work: nobody else waits longer for the writer than that takes."""


def reminders(stores: Stores, clocks: Clocks, book: PlanBook) -> Beat:
    """A duty of the scheduler. A beat with nothing new to say asks only whether the plans are the same.

    All steps of a unit are posted in one commit, so that what one person hears of at once is one message. The first
    commit is one unit's alone: whoever waits for the writer does not wait for what has to be prepared once.
    """
    planner = Planner(book, clocks)

    def remind(now: datetime) -> None:
        with stores.reading.connect() as db:
            calls = planner.calls(db, now)
            first, last = planned.span(db) if calls else (0, 0)
        if not calls:
            return
        for call in calls:
            planned.prepare(call, stores.reading.dialect.name)
        size = max(FEWEST_UNITS, ROWS_AT_ONCE // len(calls))
        for start, end in (
            *planned.ranges(first, min(first, last), 1),
            *planned.ranges(first + 1, last, size),
        ):
            stores.writer.carry(partial(post_all, calls=calls, first=start, last=end, now=now))
        for call in calls:
            planner.note(call, now)

    return remind


def post_all(db: Db, calls: Sequence[Call], first: int, last: int, now: datetime) -> int:
    """Every step to everybody of these units who has not heard of it."""
    return sum(planned.post_between(db, call, first, last, now) for call in calls)
