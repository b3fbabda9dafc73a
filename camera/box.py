"""The box by its own page's addresses: what people do with their phones, and what comes back."""

import json
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

PATIENCE = 30.0
EVERY = 0.05
SETTLED = 1.5
"""Seconds in which the courier is through with what was just said."""


@dataclass
class Box:
    """The box at one address. A deed returns when its answer is on the screen."""

    address: str

    def restart(self) -> None:
        """Everything forgotten; half past eight again."""
        self._post("restart", {})

    def says(self, phone: str, *sentences: str) -> None:
        """Typed and sent, each after the answer to the one before."""
        for words in sentences:
            self.act(phone, "says", words)

    def shows(self, phone: str, *pictures: str) -> None:
        """So many ready pictures at once."""
        self.act(phone, "shows", list(pictures), sent=len(pictures))

    def act(self, phone: str, deed: str, what: object = "", *, sent: int = 1) -> None:
        """Any deed of a phone, such as speaks, films, locates, scans, follows."""
        before = self._last(phone)
        self._post("act", {"phone": phone, "deed": deed, "what": what})
        self._until(lambda: _is_answered(self.bubbles(phone, before), sent), f"{phone} {deed} {what}")

    def wait_for(self, phone: str, words: str) -> None:
        """Until such words stand on a phone."""
        self._until(lambda: any(words in each["text"] for each in self.bubbles(phone)), f"{phone}: {words}")

    def later(self, **span: float) -> None:
        """The clock goes ahead, when what is under way has arrived; what is due arrives."""
        time.sleep(SETTLED)
        self._post("clock", {"forward": timedelta(**span).total_seconds()})

    def add_phone(self, name: str, title: str) -> None:
        """A phone of somebody nobody knows, who does not follow yet."""
        self._post("phones", {"name": name, "title": title})

    def bubbles(self, phone: str, after: int = 0) -> Sequence[dict[str, Any]]:
        """What one phone shows, oldest first."""
        with urllib.request.urlopen(f"{self.address}/box/events?after=0", timeout=10) as got:  # noqa: S310
            shown = json.load(got)["bubbles"]
        mine = [each for each in shown if each["phone"] == phone and each["n"] > after]
        return sorted(mine, key=lambda each: each["n"])

    def link(self, phone: str, words: str) -> str:
        """The newest link of that name on a phone."""
        for bubble in reversed(self.bubbles(phone)):
            if words in bubble["text"] and 'href="' in bubble["text"]:
                return str(bubble["text"].split('href="')[1].split('"')[0])
        raise LookupError(f"no link {words} on the phone of {phone}")

    def _last(self, phone: str) -> int:
        return max((each["n"] for each in self.bubbles(phone)), default=0)

    def _until(self, is_so: Callable[[], bool], what: str) -> None:
        give_up = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > give_up:
                raise TimeoutError(what)
            time.sleep(EVERY)

    def _post(self, name: str, body: dict[str, object]) -> None:
        headers = {"X-Box": "1", "Content-Type": "application/json"}
        asked = urllib.request.Request(  # noqa: S310 - our own address
            f"{self.address}/box/{name}", json.dumps(body).encode(), headers
        )
        urllib.request.urlopen(asked, timeout=60).close()  # noqa: S310


def _is_answered(bubbles: Sequence[dict[str, Any]], sent: int) -> bool:
    own = sum(bool(each["mine"]) or each["kind"] == "note" for each in bubbles)
    return own >= sent and any(not each["mine"] and each["kind"] != "note" for each in bubbles)
