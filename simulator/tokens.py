"""Access tokens: two separate pools, two hours of life, and the rules of replacing them."""

import random
import string
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .refusal import Refusal

LIFE = timedelta(hours=2)
OVERLAP = timedelta(minutes=5)
FORCED_A_DAY = 20
FORCED_APART = timedelta(seconds=30)
LETTERS = string.ascii_letters + string.digits + "_-"


@dataclass(frozen=True)
class Token:
    """One token and the instant it dies."""

    text: str
    until: datetime


class Tokens:
    """Every token ever given out, and which still open the door."""

    def __init__(self, now: Callable[[], datetime], rng: random.Random) -> None:
        self._now, self._rng, self._lock = now, rng, threading.Lock()
        self._known: dict[str, Token] = {}
        self._good: set[str] = set()
        self._plain: Token | None = None
        self._stable: Token | None = None
        self._forced: list[datetime] = []

    def fetch(self) -> Token:
        """The /token way: a new one each time, which ends the one before."""
        with self._lock:
            self._end(self._plain)
            self._plain = self._new()
            return self._plain

    def fetch_stable(self, *, force: bool) -> Token:
        """The /stable_token way: the same until shortly before its end, unless forced."""
        with self._lock:
            if force:
                self._count_forced()
                self._end(self._stable)
            elif self._stable and self._stable.text in self._good and self._left(self._stable) > OVERLAP:
                return self._stable
            self._stable = self._new()
            return self._stable

    def check(self, text: str | None) -> None:
        """Raise the refusal that the platform would give for this token."""
        if not text:
            raise Refusal(41001)
        with self._lock:
            token = self._known.get(text)
        if token is None:
            raise Refusal(40014 if len(text) < 64 else 40001)
        if self._left(token) <= timedelta(0):
            raise Refusal(42001)
        if text not in self._good:
            raise Refusal(40001)

    def revoke_all(self) -> None:
        """Somebody else fetched a token: none of ours is the latest any more."""
        with self._lock:
            self._good.clear()
            self._plain = self._stable = None

    def secrets(self) -> list[str]:
        """All token texts, so that logs can hide them."""
        with self._lock:
            return list(self._known)

    def seconds_left(self, token: Token) -> int:
        """What the answer calls expires_in."""
        return max(0, round(self._left(token).total_seconds()))

    def _left(self, token: Token) -> timedelta:
        return token.until - self._now()

    def _new(self) -> Token:
        text = "9" + "".join(self._rng.choices(LETTERS, k=135))
        token = Token(text, self._now() + LIFE)
        self._known[text] = token
        self._good.add(text)
        return token

    def _end(self, token: Token | None) -> None:
        if token:
            self._good.discard(token.text)

    def _count_forced(self) -> None:
        now = self._now()
        today = [at for at in self._forced if now - at < timedelta(days=1)]
        if len(today) >= FORCED_A_DAY:
            raise Refusal(45009)
        if today and now - today[-1] < FORCED_APART:
            raise Refusal(45011)
        self._forced = [*today, now]
