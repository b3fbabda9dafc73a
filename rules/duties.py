"""A duty of an official document as data: which day of which months, and the ladder of what is said before."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

FURTHEST = 60
"""Days; no step stands longer before its day."""


class OnRest(StrEnum):
    """What becomes of a day that is a rest day: the working day before it, itself all the same, or nothing."""

    MOVES = "moves"
    STAYS = "stays"
    SKIPS = "skips"


class Anchor(StrEnum):
    """What a day of a step is counted from: the day of the document, or the working day before it."""

    FORMAL = "formal"
    TARGET = "target"


@dataclass(frozen=True)
class Rhythm:
    """Which day of which months; the 30th of February is its last day."""

    day: int
    months: tuple[int, ...]


@dataclass(frozen=True)
class Timing:
    """So many days before a day, at this time."""

    days: int
    at: time
    anchor: Anchor = Anchor.FORMAL
    on_rest: OnRest = OnRest.MOVES


@dataclass(frozen=True)
class Words:
    """What a step says: two fields of the template, and the text of the chat. May hold ``{day}`` and the like."""

    what: str
    lack: str
    chat: str


@dataclass(frozen=True)
class Step:
    """One rung of the ladder: when it is said, until when the thing asked for should be done, and in what words."""

    code: str
    when: Timing
    by: Timing
    words: Words


@dataclass(frozen=True)
class Duty:
    """One duty of a document, with the clause it stands in and the official words."""

    plan: str
    code: str
    clause: str
    quote: str
    role: str
    needs: str
    rhythm: Rhythm
    steps: tuple[Step, ...]
    first_year: int
    last_year: int | None = None
