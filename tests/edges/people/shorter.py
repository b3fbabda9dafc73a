"""The shortest dialogue that still breaks a promise: what was played, with as much left out as can be."""

import time
from collections.abc import Callable, Sequence

from tests.edges.people.talk import Deed

Breaks = Callable[[Sequence[Deed]], bool]


def shorten(deeds: Sequence[Deed], breaks: Breaks, *, seconds: float) -> list[Deed]:
    """Leave out halves, quarters … single deeds, as long as it breaks and the time lasts."""
    end, kept = time.monotonic() + seconds, list(deeds)
    size = max(1, len(kept) // 2)
    while size:
        at = 0
        while at < len(kept) and time.monotonic() < end:
            fewer = kept[:at] + kept[at + size :]
            if breaks(fewer):
                kept = fewer
            else:
                at += size
        size //= 2
    return kept
