"""The beat that looks into the official documents and reminds whoever has not heard of a day."""

from collections.abc import Sequence
from datetime import datetime

from actions import reminding
from rules.clocks import Clocks
from rules.duties import Duty
from scheduler import Duty as Beat
from suishoupai.stores import Stores


def reminders(stores: Stores, clocks: Clocks, duties: Sequence[Duty]) -> Beat:
    """A duty of the scheduler. An idle beat asks one question of the reading side, and none out of season."""

    def remind(now: datetime) -> None:
        with stores.reading.connect() as db:
            is_needed = reminding.is_anybody_unheard(db, duties, now, clocks)
        if is_needed:
            stores.writer.carry(lambda db: reminding.remind(db, duties, now, clocks))

    return remind
