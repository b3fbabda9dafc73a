"""What is drawn and what is typed once: QR tickets of places, and login codes of the mini-program."""

import base64
import hashlib
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .refusal import Refusal
from .tokens import LETTERS

LOGIN_LIFE = timedelta(minutes=5)


@dataclass
class LoginCode:
    """Whose it is, since when, and whether it was used."""

    name: str
    at: datetime
    used: bool = False


class LoginCodes:
    """One use, five minutes."""

    def __init__(self, now: Callable[[], datetime], rng: random.Random) -> None:
        self._now, self._rng, self._lock = now, rng, threading.Lock()
        self._codes: dict[str, LoginCode] = {}

    def new(self, name: str) -> str:
        """A fresh code for this person."""
        code = "0" + "".join(self._rng.choices(LETTERS, k=31))
        with self._lock:
            self._codes[code] = LoginCode(name, self._now())
        return code

    def use(self, code: str) -> str:
        """The person behind the code; refuses with 40029 or 40163."""
        with self._lock:
            found = self._codes.get(code)
            if found is None or self._now() - found.at >= LOGIN_LIFE:
                raise Refusal(40029)
            if found.used:
                raise Refusal(40163)
            found.used = True
            return found.name


class Tickets:
    """QR tickets and the scenes behind them."""

    def __init__(self) -> None:
        self._scenes: dict[str, str] = {}
        self.on_screen = ""
        """The scene of the newest code that does not last: what somebody in front of a screen would scan now."""

    def of(self, scene: str) -> str:
        """The ticket of a scene, the same every time."""
        digest = hashlib.sha512(scene.encode()).digest() + hashlib.sha256(scene.encode()).digest()
        ticket = "gQ" + base64.b64encode(digest[:66]).decode() + "=="
        self._scenes[ticket] = scene
        return ticket

    def scene(self, ticket: str) -> str | None:
        """The scene behind a ticket."""
        return self._scenes.get(ticket)
