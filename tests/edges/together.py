"""Doing things in the same moment."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def at_once(deeds: Sequence[Callable[[], T]]) -> list[T]:
    """All of them in the same moment, each in a thread of its own."""
    gate = threading.Barrier(len(deeds))

    def do(deed: Callable[[], T]) -> T:
        gate.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as hands:
        return [done.result() for done in [hands.submit(do, deed) for deed in deeds]]
