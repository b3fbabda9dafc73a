"""A paper as data: what is asked, when, how often, for how long, and what is enough."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from rules.quiz.question import Kind


class Purpose(StrEnum):
    """考试 (formal, one result a person), 竞赛 (contest, the best sitting counts), 现场 (live, on a big screen)."""

    EXAM = "exam"
    CONTEST = "contest"
    LIVE = "live"


class Review(StrEnum):
    """When a person sees what was right: after each hand-in, once the window is closed, or never."""

    AFTER = "after"
    CLOSED = "closed"
    NEVER = "never"


class Ranking(StrEnum):
    """Nobody is ranked; whoever asks sees their own place and who stands around it; everybody sees the first ten."""

    OFF = "off"
    OWN = "own"
    OPEN = "open"


@dataclass(frozen=True)
class Part:
    """So many questions of this sort. Empty conditions take any; several topics are one or the other."""

    count: int
    kinds: tuple[Kind, ...] = ()
    topics: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    points: int = 1


@dataclass(frozen=True)
class Terms:
    """When and how often somebody may sit. ``limit`` is None for a window without a clock.

    ``attempts`` is how many sittings count in all, ``per_day`` how many a day (0: as many as there are).
    ``resits`` may be taken besides by who ran out of time, without asking anyone.
    """

    opens_at: datetime
    closes_at: datetime
    limit: timedelta | None = None
    attempts: int = 1
    per_day: int = 0
    resits: int = 1
    pass_mark: int = 60
    """Percent of all points."""


@dataclass(frozen=True)
class Exemption:
    """What is different for one person or one unit; None leaves it as it is for everybody."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    limit: timedelta | None = None
    attempts: int | None = None


@dataclass(frozen=True)
class Taken:
    """What somebody has sat already: sittings handed in, how many of them by the clock, how many today."""

    sittings: int = 0
    by_clock: int = 0
    today: int = 0
    passed: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why nobody may sit now; ``said`` is the sentence, ``until`` when it changes, if it does."""

    said: str
    until: datetime | None = None


def terms_for(terms: Terms, exceptions: Sequence[Exemption]) -> Terms:
    """The terms of one person: those of the unit give way to those of the person, who stands last."""
    for other in exceptions:
        known = {name: value for name, value in vars(other).items() if value is not None}
        terms = replace(terms, **known)
    return terms


def may_begin(terms: Terms, taken: Taken, now: datetime) -> str:
    """Why nobody may begin now: ``early``, ``over``, ``spent``, ``today``; empty when one may."""
    if now < terms.opens_at:
        return "early"
    if now >= terms.closes_at:
        return "over"
    if taken.sittings >= terms.attempts + min(taken.by_clock, terms.resits):
        return "spent"
    if terms.per_day and taken.today >= terms.per_day + min(taken.by_clock, terms.resits):
        return "today"
    return ""


def ends_at(terms: Terms, started_at: datetime) -> datetime:
    """When a sitting hands itself in: at the end of its own time or of the window, whichever is first."""
    return min(started_at + terms.limit, terms.closes_at) if terms.limit else terms.closes_at


def needed(total: int, pass_mark: int) -> int:
    """The points that are enough, of so many. 60 % of 7 is 5."""
    return math.ceil(total * pass_mark / 100)


@dataclass(frozen=True)
class Recipe:
    """Where the questions come from: these (by id, in order), or so many of each part."""

    fixed: tuple[int, ...] = ()
    parts: tuple[Part, ...] = field(default_factory=tuple)
    shuffled: bool = True
    """Whether each person gets questions and options in an order of their own."""

    @property
    def count(self) -> int:
        return len(self.fixed) or sum(part.count for part in self.parts)
