"""What a narrative report is made of: counts, deeds and shares of one period. Nothing is counted and nothing worded here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Figure:
    """One cell of the official table: of the period, and since the plan began. None is not known, 0 is nought.

    ``applies`` is False where the cell is not asked of this unit.
    """

    label: str
    in_period: int | None
    so_far: int | None
    applies: bool = True


@dataclass(frozen=True)
class Deed:
    """Something done on one day. ``people`` is None when nobody counted; ``theme`` is 明责, 扩面, 提质 or nothing."""

    day: date
    what: str
    people: int | None = None
    theme: str = ""


@dataclass(frozen=True)
class Share:
    """So many of so many; ``missing`` are the names of the others. None is not known."""

    done: int | None = None
    whole: int | None = None
    missing: Sequence[str] = ()


@dataclass(frozen=True)
class Hazards:
    """The ledger in the period. ``overdue`` stands at its end; ``by_category`` counts what was found."""

    found: int | None = None
    closed: int | None = None
    overdue: int | None = None
    major: int | None = None
    listed: int | None = None
    by_category: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class Quiz:
    """One exam or contest: who took part of whom it was for, and how many passed."""

    name: str
    turnout: Share
    passed: int | None = None


@dataclass(frozen=True)
class Five:
    """What shows 制度化, 常态化, 全员化 and 长效化; 普遍化 is the share of departments reached.

    ``rules`` laid down or revised, ``weeks`` with a deed, ``staff`` who took part, hazards that ``recurred``.
    """

    rules: int | None = None
    weeks: Share = Share()
    staff: Share = Share()
    recurred: int | None = None


@dataclass(frozen=True)
class Consultation:
    """The consultation day of 16 June: where, in which ``forms``, what was ``shown``, and the four things kept of it."""

    day: date
    place: str = ""
    forms: Sequence[str] = ()
    shown: Sequence[str] = ()
    people: int | None = None
    leaflets: int | None = None
    questions: int | None = None
    photos: int | None = None


@dataclass(frozen=True)
class Task:
    """One duty of the plan: how often it was ``wanted`` and ``done``, and by which ``clause``, such as 二、（五）10."""

    clause: str
    what: str
    wanted: int
    done: int | None


@dataclass(frozen=True)
class Facts:
    """Everything one report may say. None is not known and becomes work for a person; an empty list is nought.

    ``as_of`` is the instant in words; ``basis`` names the document; ``member`` is what ``reached`` counts: 科室 in a
    hospital, 单位 in a city. ``quizzes`` None is not known.
    """

    unit: str
    to: str
    campaign: str
    basis: str
    first: date
    last: date
    as_of: str
    written_on: date
    figures: Mapping[str, Figure] = field(default_factory=dict)
    trainings: Sequence[Deed] | None = None
    drills: Sequence[Deed] | None = None
    meetings: Sequence[Deed] | None = None
    activities: Sequence[Deed] | None = None
    reached: Share = Share()
    member: str = "科室"
    hazards: Hazards = Hazards()
    quizzes: Sequence[Quiz] | None = None
    five: Five = Five()
    tasks: Sequence[Task] = ()
    consultation: Consultation | None = None
    evidence: Sequence[str] = ()
