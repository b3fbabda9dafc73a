"""The record of everything that crossed the line between the platform and the account, secrets masked."""

import re
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

KEPT = 5000
MASK = "***"
NAMED = re.compile(
    r"((?:msg_signature|signature|access_token|secret|MsgSignature|session_key)"
    r"(?:[\"']?\s*[=:]\s*[\"']?|><!\[CDATA\[|>))([^&\"'\s<\]]+)"
)


@dataclass(frozen=True)
class Line:
    """One thing that went over the wire; ``in`` goes to the account, ``out`` comes from it."""

    n: int
    time: datetime
    direction: str
    kind: str
    phone: str
    status: str
    seconds: float
    raw: str
    note: str = ""
    bad: bool = False


class Wire:
    """The last few thousand lines."""

    def __init__(self, secrets: Callable[[], Iterable[str]], number: Callable[[], int]) -> None:
        self._secrets, self._number, self._lock = secrets, number, threading.Lock()
        self._lines: deque[Line] = deque(maxlen=KEPT)

    def write(
        self,
        time: datetime,
        direction: str,
        kind: str,
        *,
        phone: str = "",
        status: str = "",
        seconds: float = 0.0,
        raw: str = "",
        note: str = "",
        bad: bool = False,
    ) -> None:
        """Add a line; everything secret in ``raw`` is hidden first."""
        shown = self.mask(raw)
        with self._lock:
            seconds = round(seconds, 3)
            self._lines.append(
                Line(self._number(), time, direction, kind, phone, status, seconds, shown, note, bad)
            )

    def mask(self, text: str) -> str:
        """The text without tokens, secrets and signatures."""
        for secret in self._secrets():
            if len(secret) >= 6:
                text = text.replace(secret, MASK)
        return NAMED.sub(rf"\g<1>{MASK}", text)

    def lines(self, after: int = 0) -> list[Line]:
        """Every line kept, or those numbered above ``after``."""
        with self._lock:
            return [line for line in self._lines if line.n > after]

    def last_delivery(self) -> Line | None:
        """The latest line of a message that went to the account."""
        with self._lock:
            return next((line for line in reversed(self._lines) if line.direction == "in"), None)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._lines.clear()
