"""A duty of an official document as data: who, what, how often, until when, with what proof, and the ladder of reminders."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from rules.plan.yearday import YearDay

FURTHEST = 100
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


class To(StrEnum):
    """Who hears a step: whoever has the duty in hand, the leader the unit named, the union above, or each who is missing."""

    OWNER = "owner"
    LEADER = "leader"
    ABOVE = "above"
    MISSING = "missing"


class Measure(StrEnum):
    """What is counted against a duty: deeds, people or departments reached, units visited, a sheet sent, the plan signed for."""

    DEEDS = "deeds"
    PEOPLE = "people"
    DEPARTMENTS = "departments"
    UNITS = "units"
    SHEET = "sheet"
    SIGNED = "signed"
    NOTHING = "nothing"


@dataclass(frozen=True)
class OnDays:
    """The same day of some months; the 30th of February is its last day."""

    day: int
    months: tuple[int, ...]


@dataclass(frozen=True)
class OnDates:
    """Days that stand in the document, in its own year."""

    days: tuple[YearDay, ...]


@dataclass(frozen=True)
class OnNode:
    """A day of the almanac: Spring Festival, Safety Month."""

    node: str


Rhythm = OnDays | OnDates | OnNode


@dataclass(frozen=True)
class Timing:
    """So many days before a day (after it, when negative), at this time."""

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
    """One rung of the ladder: when it is said, until when the thing should be done, in what words, and to whom.

    ``since`` and ``every`` make it come again every so many days from a day of the year on. ``asks`` are details of a
    day that is being prepared (code and name); a step whose details are there is not said.
    """

    code: str
    when: Timing
    by: Timing
    words: Words
    to: To = To.OWNER
    since: YearDay | None = None
    every: int = 0
    asks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Goal:
    """When a duty is done. ``kinds`` are kinds of deeds, of which ``at_least`` must have happened in the window.

    A deed only counts when it covers all ``topics`` and has the ``evidence``. ``form`` is the form of a sheet.
    """

    measure: Measure
    kinds: tuple[str, ...] = ()
    at_least: int = 1
    topics: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    form: str = ""


@dataclass(frozen=True)
class Duty:
    """One duty of a document, with the clauses it stands in and the official words.

    ``whom`` are the kinds of units it binds, ``opens`` where its first window begins, ``phrase`` the words of the
    deadline, ``parts`` what the goal falls apart into when it is shown (five leads, five ones).
    """

    plan: str
    code: str
    clauses: tuple[str, ...]
    article: str
    quote: str
    whom: tuple[str, ...]
    needs: str
    rhythm: Rhythm
    opens: YearDay
    goal: Goal
    steps: tuple[Step, ...]
    base_year: int
    carries_on: bool = True
    last_year: int | None = None
    phrase: str = ""
    once: bool = False
    """Asked for in the document's own year alone, though the rest is followed on."""
    since: date | None = None
    """A plan that came later asks for nothing before this day."""

    @property
    def is_said_early(self) -> bool:
        """Whether a step stands on a day of its own, however long before the duty falls due."""
        return any(step.since is not None for step in self.steps)

    @property
    def clause(self) -> str:
        return self.clauses[0]
