"""The beat that looks into the official documents and reminds whoever has not heard of a day."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from time import perf_counter

from actions.plan.book import PlanBook
from actions.reminding import Planner
from models import planned
from models.base import Db
from models.planned import Call
from rules.clocks import Clocks
from scheduler import Duty as Beat
from suishoupai.stores import Stores

Watch = Callable[[], float]

WAIT = 0.1
"""Seconds for which others may wait for the writer; a unit of work takes in as many units as this machine plans in them."""
STEP = 2
"""So many times more (or fewer) units than the last time, at most."""
FEWEST_UNITS = 100
"""Asking costs its time however few are asked about: with fewer than these nothing would be won, only time lost."""
ROWS_AT_ONCE = 12_000
"""Never more pairs of unit and step than these."""


def reminders(stores: Stores, clocks: Clocks, book: PlanBook, watch: Watch = perf_counter) -> Beat:
    """A duty of the scheduler. A beat with nothing new to say asks only whether the plans are the same.

    All steps of a unit are posted in one commit, so that what one person hears of at once is one message. The first
    commit is one unit's alone; the next ones take in more, until they take as long as others may wait.
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
        start, size, most = first, 1, max(1, ROWS_AT_ONCE // len(calls))
        while start <= last:
            began, end = watch(), min(start + size - 1, last)
            stores.writer.carry(partial(post_all, calls=calls, first=start, last=end, now=now))
            start, size = end + 1, min(paced(size, watch() - began), most)
        for call in calls:
            planner.note(call, now)

    return remind


def paced(size: int, seconds: float) -> int:
    """How many units come next, after so many took so long."""
    return max(FEWEST_UNITS, int(size * max(1 / STEP, WAIT / max(seconds, WAIT / STEP))))


def post_all(db: Db, calls: Sequence[Call], first: int, last: int, now: datetime) -> int:
    """Every step to everybody of these units who has not heard of it."""
    return sum(planned.post_between(db, call, first, last, now) for call in calls)
