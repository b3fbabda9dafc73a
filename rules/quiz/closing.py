"""When people hear that an exam closes: three days before, and on its last day. Days, no I/O."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from rules.workdays import working_day_until

AT = time(8, 30)
STEPS = (("three", 3), ("last", 0))
"""Name of the step, and how many days before the last one."""


@dataclass(frozen=True)
class Step:
    """One word about an exam: from when on it is said, and from when on it is pointless."""

    code: str
    opens: datetime
    closes: datetime


def step_now(opens_at: datetime, closes_at: datetime, now: datetime, zone: tzinfo) -> Step | None:
    """What is to be said now; nothing before the exam opens, and nothing of the first step once the last day came."""
    last = closes_at.astimezone(zone).date()
    days = {code: last - timedelta(days=before) for code, before in STEPS}
    days["three"] = working_day_until(days["three"])
    starts = [(code, max(datetime.combine(day, AT, zone), opens_at)) for code, day in days.items()]
    begun = [(code, start) for code, start in starts if start <= now < closes_at]
    if not begun:
        return None
    code, start = begun[-1]
    until = starts[-1][1] if code != starts[-1][0] else closes_at
    return Step(code, start, min(until, closes_at)) if now < min(until, closes_at) else None
