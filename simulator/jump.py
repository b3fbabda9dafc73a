"""Jumps of the clock, and what was sent because of them."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .bubble import Bubble
from .clock import Clock

SHORTEST_STRIDE = timedelta(hours=1)
MOST_STRIDES = 48
PUSHED = {"custom", "template", "subscribe"}


@dataclass
class Push:
    """A message the account sent of its own accord."""

    at: datetime
    phone: str
    how: str
    text: str


@dataclass
class Jump:
    """From when to when, with the pushes in between and since."""

    n: int
    before: datetime
    after: datetime
    pushes: list[Push] = field(default_factory=list)


class Travel:
    """Moves the clock in strides and remembers every jump."""

    def __init__(
        self, clock: Clock, number: Callable[[], int], on_jump: Callable[[datetime], None] | None
    ) -> None:
        self._clock, self._number, self._on_jump = clock, number, on_jump
        self._one_at_a_time = threading.Lock()
        self.jumps: list[Jump] = []

    def go(self, by: timedelta) -> Jump:
        """Jump, touching ground at every stride: there ``on_jump`` is called with the instant."""
        with self._one_at_a_time:
            before = self._clock.now()
            jump = Jump(self._number(), before, before + by)
            self.jumps.append(jump)
            for stop in strides(before, jump.after):
                self._touch(stop)
            return jump

    def noticed(self, name: str, bubble: Bubble) -> None:
        """A bubble was shown on a phone; a push is counted to the latest jump."""
        if bubble.how in PUSHED and self.jumps:
            push = Push(bubble.at, name, bubble.how, bubble.plain or bubble.title)
            self.jumps[-1].pushes.append(push)

    def _touch(self, stop: datetime) -> None:
        if stop > self._clock.now():
            self._clock.to(stop)
        if self._on_jump:
            self._on_jump(stop)


def strides(before: datetime, after: datetime) -> list[datetime]:
    """The instants at which a jump touches ground, the last being ``after``."""
    step = max(SHORTEST_STRIDE, (after - before) / MOST_STRIDES)
    stops = []
    at = before + step
    while at < after:
        stops.append(at)
        at += step
    return [*stops, after]
