"""The beat that proves the counters of official tables every night and puts right what is off. What it counts is elsewhere."""

from collections import Counter
from datetime import date, datetime
from functools import partial

import structlog

from actions.plan.figures import proving
from actions.plan.figures.proving import Difference
from models import outbox
from models.base import Db
from models.people import count_rolls
from rules.clocks import Clocks
from scheduler import Duty as Beat
from suishoupai.stores import Stores

FROM = 3
"""The hour of our zone from which it is night enough: whoever reports late has gone to bed."""
UNITS_AT_ONCE = 20
AT_ONCE = 200
"""So many figures are put right in one unit of work."""
TURNS = 200
"""So often one node is looked at again; more would be a fault of ours, and the next night comes."""

log = structlog.get_logger()


def proof(stores: Stores, clocks: Clocks) -> Beat:
    """A duty of the scheduler: once a day, by whichever scheduler comes first."""
    done: list[date] = []

    def prove(now: datetime) -> None:
        local = now.astimezone(clocks.zone)
        if local.hour < FROM or [local.date()] == done:
            return
        done[:] = [local.date()]
        if stores.writer.carry(partial(_claim, day=local.date(), now=now)):
            _prove(stores, clocks)

    return prove


def _claim(db: Db, day: date, now: datetime) -> bool:
    """Whether this day's proof is ours; the outbox keeps that it was made."""
    row = outbox.errand(f"prove:{day.isoformat()}", "prove", now=now)
    return outbox.post_once(db, row | {"state": "done", "done_at": now})


def _prove(stores: Stores, clocks: Clocks) -> None:
    """Looking costs no lock; what is off is looked at again and put right node by node."""
    stores.writer.carry(count_rolls)
    with stores.reading.connect() as db:
        chunks = list(proving.chunks(db, UNITS_AT_ONCE))
    off: Counter[str] = Counter()
    for nodes in chunks:
        with stores.reading.connect() as db:
            found = proving.differences(db, clocks.zone, nodes)
        for node in dict.fromkeys(one.node for one in found):
            mine = [one for one in found if one.node == node]
            off.update(_sort(one) for one in _mended(stores, clocks, node, {one.cell for one in mine}))
    if off:
        log.warning(
            "counters were off and are put right", figures=sum(off.values()), **dict(sorted(off.items()))
        )


def _mended(stores: Stores, clocks: Clocks, node: int, cells: set[str]) -> list[Difference]:
    def mend(db: Db) -> list[Difference]:
        found = proving.differences(db, clocks.zone, [node], cells)[:AT_ONCE]
        proving.repair(db, found)
        return found

    mended: list[Difference] = []
    for _ in range(TURNS):
        found = stores.writer.carry(mend)
        mended += found
        if len(found) < AT_ONCE:
            break
    return mended


def _sort(one: Difference) -> str:
    """What the log says of a difference: nobody's name, no unit."""
    return one.cell.partition(":")[0]
