"""Why errands were given up lately, counted by reason."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Engine, select

from bot.cures import trouble_of
from models.outbox import Errand

SHOWN = 5


def given_up_since(reading: Engine, since: datetime) -> dict[str, int]:
    """Reasons the table of troubles knows, the most frequent first."""
    query = select(Errand.reason).where(Errand.state == "given_up", Errand.done_at >= since)
    with reading.connect() as db:
        reasons = [reason for reason in db.execute(query.limit(2000)).scalars() if trouble_of(reason)]
    first = {trouble_of(reason): reason for reason in reversed(reasons)}
    counted = Counter(trouble_of(reason) for reason in reasons)
    return {first[known]: count for known, count in counted.most_common(SHOWN)}
