"""The account's webhook as seen from outside: one knock, at most ``patience`` seconds, kept-alive connections."""

import time
from dataclasses import dataclass

import urllib3

from .envelope import Letter


@dataclass(frozen=True)
class Answer:
    """What came back; without a status nothing did, and ``trouble`` says why in Chinese."""

    status: int | None
    body: bytes
    seconds: float
    trouble: str = ""

    @property
    def shown(self) -> str:
        """How the wire shows it."""
        return self.trouble if self.status is None else str(self.status)


class Door:
    """Posts letters to one address."""

    def __init__(self, webhook: str, patience: float) -> None:
        self.webhook, self.patience = webhook, patience
        self._pool = urllib3.PoolManager(maxsize=32, retries=False)

    def knock(self, letter: Letter, *, last: bool) -> Answer:
        """Post once; if nobody opens, wait out the patience so that tries stay apart."""
        began = time.monotonic()
        try:
            return self._post(letter, began)
        except urllib3.exceptions.ReadTimeoutError:
            return Answer(None, b"", time.monotonic() - began, f"{self.patience:g}秒没有回答")
        except urllib3.exceptions.ProtocolError:
            return Answer(None, b"", time.monotonic() - began, "连接断了")
        except urllib3.exceptions.HTTPError:
            seconds = time.monotonic() - began
            if not last:
                time.sleep(max(0.0, self.patience - seconds))
            return Answer(None, b"", seconds, "连不上")

    def asks(self, query: str) -> Answer:
        """GET the address with ``query``, as the console does to verify it."""
        began = time.monotonic()
        try:
            got = self._pool.request(
                "GET", f"{self.webhook}?{query}", timeout=self.patience, redirect=False, retries=False
            )
        except urllib3.exceptions.HTTPError:
            return Answer(None, b"", time.monotonic() - began, "连不上")
        return Answer(got.status, got.data, time.monotonic() - began)

    def close(self) -> None:
        """Drop the kept connections."""
        self._pool.clear()

    def _post(self, letter: Letter, began: float) -> Answer:
        joint = "&" if "?" in self.webhook else "?"
        got = self._pool.request(
            "POST",
            self.webhook + joint + letter.query,
            body=letter.body,
            headers=letter.headers,
            timeout=urllib3.Timeout(total=self.patience),
            redirect=False,
            retries=False,
        )
        return Answer(got.status, got.data, time.monotonic() - began)
