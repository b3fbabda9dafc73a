"""A small HTTP client: one thread, keep-alive connections, requests made beforehand. Closed and open loop."""

import gc
import select
import socket
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

SORRY = "我这边出了岔子".encode()
PATIENCE = 15.0


@dataclass
class Measured:
    """What one run saw. ``times`` are seconds, one per answer."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    failures: int = 0

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


class Line:
    """One connection: what it waits for, and since when."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(0)
        self.since = 0.0
        self._heard = b""

    def ask(self, request: bytes, since: float) -> None:
        self.since = since
        self.socket.sendall(request)

    def answer(self) -> bytes | None:
        """The whole answer, None while more is to come."""
        piece = self.socket.recv(65536)
        if not piece:
            raise ConnectionError("the server hung up")
        self._heard += piece
        head, end, body = self._heard.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return None
        heard, self._heard = self._heard, b""
        return heard


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r")[0]) if rest else 0


def is_good(answer: bytes) -> bool:
    """A 200 that says something, and not that we are sorry."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.startswith(b"HTTP/1.1 200") and bool(body) and SORRY not in body


class Crowd:
    """Connections that send one request after the other."""

    def __init__(self, port: int, size: int) -> None:
        self._lines = {line.socket.fileno(): line for line in (Line(port) for _ in range(size))}
        self._idle = deque(self._lines.values())
        self._epoll = select.epoll()
        for number in self._lines:
            self._epoll.register(number, select.EPOLLIN)

    def close(self) -> None:
        self._epoll.close()
        for line in self._lines.values():
            line.socket.close()

    def hurry(self, requests: Iterator[bytes], seconds: float) -> Measured:
        """Closed loop: everybody asks again as soon as an answer came, until the time or the requests run out."""
        seen, start = Measured(), time.perf_counter()
        end = start + seconds
        while True:
            now = time.perf_counter()
            while self._idle and now < end and (request := next(requests, None)):
                self._idle.popleft().ask(request, now)
            if len(self._idle) == len(self._lines):
                break
            self._listen(seen, PATIENCE)
        seen.seconds = time.perf_counter() - start
        return seen

    def keep_pace(self, requests: Sequence[bytes], rate: float) -> Measured:
        """Open loop: so many a second whatever happens; an answer's time counts from when it should have been asked."""
        seen, start, sent = Measured(), time.perf_counter(), 0
        while sent < len(requests) or len(self._idle) < len(self._lines):
            now = time.perf_counter()
            while sent < len(requests) and self._idle and (due := start + sent / rate) <= now:
                self._idle.popleft().ask(requests[sent], due)
                sent += 1
            waits = sent < len(requests) and bool(self._idle)
            self._listen(seen, max(0.0, start + sent / rate - now) if waits else PATIENCE)
        seen.seconds = time.perf_counter() - start
        return seen

    def _listen(self, seen: Measured, timeout: float) -> None:
        heard = self._epoll.poll(timeout)
        if not heard and timeout >= PATIENCE:
            raise TimeoutError("the server does not answer")
        for number, _ in heard:
            line = self._lines[number]
            if (answer := line.answer()) is not None:
                seen.times.append(time.perf_counter() - line.since)
                seen.failures += not is_good(answer)
                self._idle.append(line)


def hurry(port: int, requests: Iterator[bytes], seconds: float, *, connections: int = 32) -> Measured:
    """A closed loop on fresh connections."""
    crowd = Crowd(port, connections)
    gc.disable()
    try:
        return crowd.hurry(requests, seconds)
    finally:
        gc.enable()
        crowd.close()


def keep_pace(port: int, requests: Sequence[bytes], rate: float, *, connections: int = 128) -> Measured:
    """An open loop on fresh connections."""
    crowd = Crowd(port, connections)
    gc.disable()
    try:
        return crowd.keep_pace(requests, rate)
    finally:
        gc.enable()
        crowd.close()
