"""One forward-only clock, which two processes may share through a small file. No timers, no business."""

import math
import mmap
import time
from array import array
from datetime import UTC, datetime, timedelta
from pathlib import Path

# Two doubles: the offset from real time in seconds, and the instant a restart goes back to.
BLANK = array("d", [0.0, math.nan]).tobytes()


class Clock:
    """Runs with real time plus an offset which only grows; ``start`` is where it begins and restarts."""

    def __init__(self, start: datetime | None = None) -> None:
        self._cells = memoryview(bytearray(BLANK)).cast("d")
        self._set_start(start)

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.fromtimestamp(time.time() + self._cells[0], UTC)

    def forward(self, by: timedelta) -> None:
        """Jump ahead; a negative step raises ValueError."""
        if by < timedelta(0):
            raise ValueError("this clock only goes forward")
        self._cells[0] += by.total_seconds()

    def to(self, instant: datetime) -> None:
        """Jump ahead to ``instant``; an earlier one raises ValueError."""
        self.forward(instant - self.now())

    def back_to_start(self) -> None:
        """The one way back: to where the clock began (real time if it was given no start)."""
        start = self._cells[1]
        self._cells[0] = 0.0 if math.isnan(start) else start - time.time()

    def _set_start(self, start: datetime | None) -> None:
        if start is None:
            return
        if start.tzinfo is None:
            raise ValueError("the start of a clock must be an aware datetime")
        self._cells[1] = start.timestamp()
        self.back_to_start()


class SharedClock(Clock):
    """The same clock for every process that opens the same file; reading it costs no system call."""

    def __init__(self, path: Path, start: datetime | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.stat().st_size < len(BLANK):
            path.write_bytes(BLANK)
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), len(BLANK))
        self._cells = memoryview(self._map).cast("d")
        self._set_start(start)
