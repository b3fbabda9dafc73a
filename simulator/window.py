"""How long, and how often, the account may still write to somebody who spoke or tapped."""

from datetime import datetime, timedelta
from typing import NamedTuple


class Opening(NamedTuple):
    """What one kind of trigger opens."""

    lasts: timedelta
    messages: int


MESSAGE = Opening(timedelta(hours=48), 5)
TOUCH = Opening(timedelta(minutes=1), 3)  # a menu click, a follow, a scan


class Window(NamedTuple):
    """Open before ``until`` for ``left`` more messages; a new trigger replaces it, nothing adds up."""

    until: datetime | None = None
    left: int = 0

    @classmethod
    def opened(cls, opening: Opening, now: datetime) -> "Window":
        """The window after a trigger at ``now``."""
        return cls(now + opening.lasts, opening.messages)

    def is_open(self, now: datetime) -> bool:
        """Whether its time has not run out; it may still have no message left."""
        return self.until is not None and now < self.until

    def used(self) -> "Window":
        """One message fewer."""
        return self._replace(left=self.left - 1)
