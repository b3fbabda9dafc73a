"""The access token: fetched by one owner at a time, shared by all processes through the database."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.writer import Writer
from models import tokens

MARGIN = timedelta(minutes=4)
"""Renewed before its end; in its last five minutes the platform accepts the old and the new one."""

FORCED_APART = timedelta(minutes=1)
"""The platform forces a new token twenty times a day and never twice within half a minute."""

Fetch = Callable[[bool], dict[str, Any]]
"""Asks the platform for ``access_token`` and ``expires_in`` (seconds); True forces a new one."""


class TokenShelf:
    """The token of one account."""

    def __init__(self, app_id: str, writer: Writer, fetch: Fetch, clock: Callable[[], datetime]) -> None:
        self._app_id = app_id
        self._writer = writer
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: tuple[str, datetime] | None = None
        self._forced_at: datetime | None = None

    def take(self) -> str:
        """A token that should be good."""
        with self._lock:
            if self._kept is None or not self._is_fresh(self._kept[1]):
                self._kept = self._shared() or self._fetched(force=False)
            return self._kept[0]

    def refused(self, value: str) -> None:
        """The platform did not take this token: use a newer one, or force a new one if there is none."""
        with self._lock:
            if self._kept is None or self._kept[0] != value:
                return
            self._writer.carry(lambda db: tokens.forget_token(db, self._app_id, value))
            self._kept = self._shared() or self._fetched(force=False)
            if self._kept[0] == value and self._may_force():
                self._forced_at = self._clock()
                self._kept = self._fetched(force=True)

    def _may_force(self) -> bool:
        return self._forced_at is None or self._clock() - self._forced_at > FORCED_APART

    def _is_fresh(self, expires_at: datetime) -> bool:
        return self._clock() + MARGIN < expires_at

    def _shared(self) -> tuple[str, datetime] | None:
        row = self._writer.carry(lambda db: tokens.find_token(db, self._app_id))
        return (row["value"], row["expires_at"]) if row and self._is_fresh(row["expires_at"]) else None

    def _fetched(self, *, force: bool) -> tuple[str, datetime]:
        now = self._clock()
        answer = self._fetch(force)
        value, expires = str(answer["access_token"]), now + timedelta(seconds=int(answer["expires_in"]))
        self._writer.carry(lambda db: tokens.keep_token(db, self._app_id, value, expires, now))
        return value, expires
