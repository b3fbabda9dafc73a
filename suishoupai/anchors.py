"""The beat that seals the history of every finished day."""

from datetime import date, datetime
from functools import partial

import structlog

from actions import anchoring
from rules.clocks import Clocks
from scheduler import Duty as Beat
from suishoupai.stores import Stores

AT_ONCE = 100  # days: a first look at an old ledger finds years of them, and others want to write

log = structlog.get_logger()


def anchors(stores: Stores, clocks: Clocks) -> Beat:
    """A duty of the scheduler. It looks once a day; several schedulers make one anchor."""
    looked: list[date] = []

    def anchor(now: datetime) -> None:
        day = anchoring.finished_day(now, clocks.zone)
        if [day] == looked:
            return
        with stores.reading.connect() as db:
            seals = anchoring.missing_seals(db, now, clocks.zone)
        for start in range(0, len(seals), AT_ONCE):
            stores.writer.carry(partial(anchoring.seal, seals=seals[start : start + AT_ONCE], now=now))
        if seals:
            # Whoever could rewrite the whole database cannot rewrite this line of the log as well.
            log.info("history sealed", day=seals[-1].day.isoformat(), digest=seals[-1].digest)
        looked[:] = [day]

    return anchor
