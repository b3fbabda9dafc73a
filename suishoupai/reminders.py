"""The beat that looks into the official documents and reminds whoever has not heard of a day."""

from datetime import datetime
from functools import partial

from actions.plan.book import PlanBook
from actions.reminding import Planner
from models import planned
from rules.clocks import Clocks
from scheduler import Duty as Beat
from suishoupai.stores import Stores

UNITS_AT_ONCE = 2_000
"""So many units are planned in one unit of work: nobody else waits longer for the writer than that takes."""


def reminders(stores: Stores, clocks: Clocks, book: PlanBook) -> Beat:
    """A duty of the scheduler. A beat with nothing new to say asks only whether the plans are the same."""
    planner = Planner(book, clocks)

    def remind(now: datetime) -> None:
        with stores.reading.connect() as db:
            calls = planner.calls(db, now)
            first, last = planned.span(db) if calls else (0, 0)
        for call in calls:
            for start, end in planned.ranges(first, last, UNITS_AT_ONCE):
                post = partial(planned.post_between, call=call, first=start, last=end, now=now)
                stores.writer.carry(post)
            planner.note(call, now)

    return remind
