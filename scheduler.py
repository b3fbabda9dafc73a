"""The clock: a tick that asks what is due; knows no business."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

Duty = Callable[[datetime], None]

SECONDS = 30

log = structlog.get_logger()


class Metronome:
    """Beats every half minute and lets each duty look at the clock."""

    def __init__(self, duties: Sequence[Duty], clock: Callable[[], datetime], zone: tzinfo) -> None:
        self._duties = duties
        self._clock = clock
        self._scheduler = BackgroundScheduler(timezone=zone)
        # A trigger of its own would take the machine's time zone, not the scheduler's.
        trigger = IntervalTrigger(seconds=SECONDS, timezone=zone)
        self._scheduler.add_job(self._beat, trigger, coalesce=True, max_instances=1)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    def _beat(self) -> None:
        self.tick(self._clock())

    def tick(self, now: datetime) -> None:
        """One beat as if it were ``now``; a duty that fails does not stop the others."""
        for duty in self._duties:
            try:
                duty(now)
            except Exception:
                log.exception("duty failed", duty=getattr(duty, "__name__", "duty"))
