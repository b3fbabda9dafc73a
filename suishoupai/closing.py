"""The beat that tells whoever has not sat an exam that it closes soon."""

from datetime import datetime, timedelta
from functools import partial

from models.planned import ranges
from models.quiz import closing as exams
from rules.clocks import Clocks, not_at_night
from rules.quiz.closing import step_now
from scheduler import Duty as Beat
from suishoupai.stores import Stores

AHEAD = timedelta(days=14)
"""No row of rest days moves the first word further from the last day."""
PEOPLE_AT_ONCE = 20_000
AGAIN = timedelta(hours=1)


def closing_exams(stores: Stores, clocks: Clocks) -> Beat:
    """A duty of the scheduler; the outbox's keys let everybody hear each step once."""
    told: dict[str, datetime] = {}

    def tell(now: datetime) -> None:
        with stores.reading.connect() as db:
            papers = exams.closing(db, now, now + AHEAD)
            first, last = exams.people_span(db) if papers else (0, 0)
        for paper in papers:
            step = step_now(paper["opens_at"], paper["closes_at"], now, clocks.zone)
            key = f"exam:{paper['id']}:{step.code}:{paper['closes_at'].isoformat()}" if step else ""
            if step is None or (key in told and abs(now - told[key]) < AGAIN):
                continue
            due = not_at_night(now, clocks)
            for start, end in ranges(first, last, PEOPLE_AT_ONCE):
                post = partial(exams.post_to_unsat, paper=paper, key=key, first=start, last=end)
                stores.writer.carry(partial(post, now=now, due_at=due, stale_at=step.closes))
            told[key] = now

    return tell
