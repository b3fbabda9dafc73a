"""What one month's notice may say: figures that betray nobody. How it looks is not known here."""

from collections.abc import Sequence
from dataclasses import dataclass

OTHERS = "其他"
FEWEST = 3
"""Rows a place needs to be named: under it colleagues guess who reported."""
MOST_GROUPS = 5

Counts = Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Month:
    """One month of one hospital: ``found`` and ``closed`` in it; ``open`` and ``overdue`` stand at its end.

    ``good`` and ``waiting`` are short sentences without names of people. ``pictures`` are (before, after) of one of
    them as JPEG or PNG.
    """

    hospital: str
    year: int
    month: int
    found: int
    closed: int
    overdue: int
    open: int
    by_kind: Counts = ()
    by_place: Counts = ()
    good: Sequence[str] = ()
    waiting: Sequence[str] = ()
    pictures: tuple[bytes | None, bytes | None] = (None, None)


def kinds(month: Month) -> list[tuple[str, int]]:
    """The most frequent kinds, the rest together."""
    return folded(month.by_kind, fewest=1)


def places(month: Month) -> list[tuple[str, int]]:
    """The most frequent places with enough rows; nothing when all of them together are too few."""
    counts = folded(month.by_place, fewest=FEWEST)
    return counts if any(name != OTHERS for name, _ in counts) else []


def folded(counts: Counts, fewest: int = FEWEST, most: int = MOST_GROUPS) -> list[tuple[str, int]]:
    """The largest groups in order; groups under ``fewest`` rows and those after ``most`` become 其他."""
    ranked = sorted((pair for pair in counts if pair[1] > 0), key=lambda pair: -pair[1])
    named = [pair for pair in ranked if pair[1] >= fewest and pair[0] and pair[0] != OTHERS][:most]
    rest = sum(count for _, count in ranked) - sum(count for _, count in named)
    return [*named, (OTHERS, rest)] if rest else named


def warning(month: Month) -> str:
    """What the person who publishes should read first; empty when nothing needs care."""
    if 0 < month.found < 2 * FEWEST:
        return f"这个月只有{month.found}件，容易猜出是谁报的：发之前看看句子和照片，别让人对上号。"
    small = [name for name, count in month.by_place if 0 < count < FEWEST and name != OTHERS]
    if small:
        return f"有{len(small)}个地方不到{FEWEST}件，已并进“其他”；写句子时也别提它们。"
    return ""
