"""What is worked out once and shown for a while: a roll of a million, an analysis of five thousand sittings."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import current_app

from web.desk import this_desk

EXTENSION = "papers kept"
MOST = 200

T = TypeVar("T")


@dataclass
class Kept:
    """By key, with when it was worked out. Two who ask at once may both work; nobody waits for another."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _found: dict[object, tuple[datetime, Any]] = field(default_factory=dict)

    def get(self, key: object, since: datetime, now: datetime) -> tuple[datetime, Any] | None:
        with self._lock:
            found = self._found.get(key)
        return found if found is not None and since <= found[0] <= now else None

    def put(self, key: object, at: datetime, value: Any) -> None:
        with self._lock:
            if len(self._found) >= MOST:
                self._found.clear()
            self._found[key] = (at, value)


def kept(key: object, lasting: timedelta, work: Callable[[], T]) -> T:
    """What ``work`` gave not longer ago than ``lasting``, else what it gives now."""
    store: Kept = current_app.extensions.setdefault(EXTENSION, Kept())
    now = this_desk().clock()
    found = store.get(key, now - lasting, now)
    if found is None:
        found = (now, work())
        store.put(key, *found)
    value: T = found[1]
    return value
