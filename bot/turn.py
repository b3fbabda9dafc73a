"""The words handlers speak: what came in, the scene they play in, and the turn they answer with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random, SystemRandom
from typing import Any

from actions.places import PlaceBook
from actions.plan.book import PlanBook
from actions.quiz.bank import Bank
from models.base import Db
from rules.clocks import Clocks
from rules.kinds import Kind
from rules.major import Item

IDLE = "idle"


@dataclass(frozen=True)
class Inbound:
    """One message or event from WeChat, in our own words. Empty strings where WeChat said nothing."""

    key: str
    """The same for every repeat of the same delivery."""
    openid: str
    kind: str
    """``text``, ``image``, ``voice``, ``location`` …, or ``event.`` with the event's name in lower case."""
    created_at: datetime
    text: str = ""
    media_id: str = ""
    cover_id: str = ""
    picture_url: str = ""
    event_key: str = ""
    status: str = ""
    message_id: str = ""
    latitude: float | None = None
    longitude: float | None = None
    tapped: str = ""
    """The id of the link in a message menu that was tapped instead of typing."""

    @property
    def is_event(self) -> bool:
        return self.kind.startswith("event.")


@dataclass(frozen=True)
class Account:
    """Who speaks: a WeChat account, and the person it is bound to, if any."""

    id: int
    openid: str
    home_id: int
    follows: bool = True
    person_id: int | None = None
    name: str = ""
    role: str = "staff"
    department_id: int | None = None
    department: str = ""
    self_name: str = ""
    place_id: int | None = None
    """The place whose wall code was scanned a short while ago."""
    bind_tries: int = 0
    bind_locked_until: datetime | None = None
    thanked_at: datetime | None = None
    lost_person_id: int | None = None
    """Who this account was bound to until another one took the name."""
    is_ward: bool = False
    """A ward's shared phone: what it reports is the ward's, nobody's own."""
    patrol_source: str = ""
    """On a round: every photo with its sentence is a row of this source."""
    patrol_since: datetime | None = None

    @property
    def is_bound(self) -> bool:
        return self.person_id is not None

    @property
    def is_on_round(self) -> bool:
        return bool(self.patrol_source)

    @property
    def is_officer(self) -> bool:
        return self.role in ("officer", "union", "admin")


@dataclass(frozen=True)
class Seal:
    """Closes and opens what must not be readable in the tables."""

    close: Callable[[str], str]
    open: Callable[[str], str]
    digest: Callable[[str], str]


@dataclass(frozen=True)
class House:
    """What is the same for every turn: telephones, clocks, kinds, and the sources of chance."""

    clocks: Clocks
    kinds: tuple[Kind, ...]
    seal: Seal
    draw_digits: Callable[[int], str]
    draw_token: Callable[[], str]
    places: PlaceBook = field(default_factory=PlaceBook)
    bank: Bank = field(default_factory=Bank)
    plans: PlanBook = field(default_factory=PlanBook)
    chance: Random = field(default_factory=SystemRandom)
    """Shuffles questions and options."""
    public_url: str = ""
    sends_templates: bool = False
    emergency_phone: str = ""
    union_phone: str = ""
    union_name: str = ""
    repair_phone: str = ""
    majors: tuple[Item, ...] = ()
    """The published lists of major hazards."""
    link_to: Callable[[int, datetime], str] = lambda hazard_id, now: ""
    """A page that shows one hazard to its reporter, for a day; empty where there are no pages."""
    link_to_mine: Callable[[int, datetime], str] = lambda account_id, now: ""
    """The same of everything an account reported."""
    link_to_exam: Callable[[int, datetime], str] = lambda sitting_id, now: ""
    """The page of one sitting; empty where there are no pages."""
    link_to_question: Callable[[int, datetime], str] = lambda question_id, now: ""
    """The picture of a question made of a hazard."""
    link_to_live: Callable[[int, datetime], str] = lambda sitting_id, now: ""
    """The same of one sitting of a live contest."""
    link_to_sheet: Callable[[int, datetime], str] = lambda sheet_id, now: ""
    """The page on which a leader looks at a draft of the table."""


@dataclass(frozen=True)
class Choice:
    """What one digit of a reply means: a verb and the ids it is about."""

    verb: str
    ids: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """Everything a handler may look at."""

    db: Db
    inbound: Inbound
    who: Account
    house: House
    now: datetime
    step: str = IDLE
    about: Mapping[str, Any] = field(default_factory=dict)
    found: Mapping[str, Any] = field(default_factory=dict)
    """What the matches of the route found."""

    @property
    def text(self) -> str:
        return self.inbound.text


@dataclass(frozen=True)
class Turn:
    """The answer of a handler: what to say, and where the talk stands then.

    ``say`` empty means silence. ``until`` is how long the step holds. ``stays`` leaves step and about as they
    were; digits belong to the last reply, so that the choices offered before fall, unless the reply ``repeats``
    them (or is silence). ``keeps`` leaves the step and its ``about`` and only offers new choices. ``sealed`` keeps
    ``about`` and choices unreadable in the table. ``notes`` are added to the ``about`` of a talk that ``stays``.
    """

    say: str = ""
    goto: str = IDLE
    about: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[int, Choice] = field(default_factory=dict)
    until: timedelta | None = None
    stays: bool = False
    repeats: bool = False
    keeps: bool = False
    sealed: bool = False
    notes: Mapping[str, Any] = field(default_factory=dict)


def lines(*parts: str) -> str:
    """The lines of a bubble; empty ones are left out."""
    return "\n".join(part for part in parts if part)


SILENCE = Turn(stays=True)
