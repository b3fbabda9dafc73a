"""Wrong guesses for numbers nobody has, counted like those for somebody, so that no answer tells who exists.

They live in the memory of the one process for a quarter of an hour: a row in the database would need a person.
"""

import threading
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from actions.logins import FROM_EVERYWHERE, MISSES_LAST, Knock

EXTENSION = "nobodys"


@dataclass(frozen=True)
class Miss:
    """One guess. ``name`` is a digest of what was typed, never the words."""

    kind: str
    name: str
    source: str
    until: datetime


class Nobodys:
    """The guesses of the last quarter of an hour; where too many came everybody is refused, so there are never more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._misses: deque[Miss] = deque(maxlen=FROM_EVERYWHERE)

    def note(self, kind: str, name: str, knock: Knock) -> None:
        with self._lock:
            self._misses.append(Miss(kind, name, knock.source, knock.at + MISSES_LAST))

    def for_name(self, name: str, now: datetime) -> int:
        """How many passwords were tried; six digits are not counted by number, they end by themselves."""
        return sum((miss.kind, miss.name) == ("password", name) for miss in self._fresh(now))

    def from_address(self, source: str, now: datetime) -> int:
        return sum(miss.source == source for miss in self._fresh(now))

    def everywhere(self, now: datetime) -> int:
        return len(self._fresh(now))

    def _fresh(self, now: datetime) -> list[Miss]:
        with self._lock:
            return [miss for miss in self._misses if miss.until >= now]


def nobodys() -> Nobodys:
    """The guesses of this application."""
    found: Nobodys = current_app.extensions.setdefault(EXTENSION, Nobodys())
    return found
