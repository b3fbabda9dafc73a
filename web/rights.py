"""Who may see which rows of the ledger, and who may do what to them: one table, asked by every page.

Two lines of rights lie on one row. The officers of the administration own its moves; the union watches, asks, gives
time, refuses a closure, and approves what is published. Where a hospital has no officer the union stands in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import aliased

from models import people
from models.base import Db, Row
from models.hazards import Hazard
from models.listings import Listing
from models.units import Unit
from rules.hazard import MOVES, Part, Status

OVERSEERS = ("union", "admin")
OFFICERS = ("officer", *OVERSEERS)
ABOVE_HOSPITALS = ("province", "city")
BELOW = aliased(Unit)


class Seat(StrEnum):
    """Where somebody sits: it decides what they see and what they may do."""

    DEPARTMENT = "department"
    HOSPITAL = "hospital"
    UNION = "union"
    STAND_IN = "stand_in"
    ADMIN = "admin"
    ABOVE = "above"


class Deed(StrEnum):
    """What can be done on the pages, beyond looking at words."""

    NAME = "name"
    HEAR = "hear"
    HEAR_NAMELESS = "hear_nameless"
    ASK = "ask"
    JOIN = "join"
    SPLIT = "split"
    RESPOND = "respond"
    REDIRECT = "redirect"
    REJECT = "reject"
    CLOSE = "close"
    ASSIGN = "assign"
    SEND_BACK = "send_back"
    EXTEND = "extend"
    REFUSE = "refuse"
    INVITE = "invite"
    FILL_IN = "fill_in"
    LEVEL = "level"
    FACTS = "facts"
    LIST = "list"
    LETTER = "letter"
    PROGRESS = "progress"
    KNOW = "know"
    CALL = "call"
    CALL_UNION = "call_union"
    PURGE = "purge"
    REDACT = "redact"
    PUBLISH = "publish"
    APPROVE = "approve"
    PEOPLE = "people"
    CALENDAR = "calendar"
    EXPORT = "export"
    PHOTOS = "photos"
    PAPERS = "papers"
    STAGE = "stage"
    TRAINING = "training"
    RESULTS = "results"
    SITTERS = "sitters"
    BANK = "bank"
    PICTURED = "pictured"
    PLANS = "plans"
    DUTIES = "duties"
    DEEDS = "deeds"
    SHEETS = "sheets"
    BOARD = "board"
    CADRES = "cadres"
    FINDINGS = "findings"
    PASSES = "passes"


IN_THE_HOUSE = frozenset({Deed.NAME, Deed.HEAR, Deed.RESPOND, Deed.KNOW, Deed.CALL, Deed.EXPORT, Deed.PHOTOS})
"""Whoever looks at the ledger of their own hospital: anybody may run to what burns."""

ON_BOTH_LINES = frozenset(
    {Deed.ASK, Deed.EXTEND, Deed.INVITE, Deed.FILL_IN, Deed.FACTS, Deed.LETTER, Deed.REDACT, Deed.PUBLISH}
)
MOVING = frozenset(
    {
        Deed.JOIN,
        Deed.SPLIT,
        Deed.REDIRECT,
        Deed.REJECT,
        Deed.CLOSE,
        Deed.ASSIGN,
        Deed.SEND_BACK,
        Deed.LEVEL,
        Deed.PROGRESS,
    }
)
WATCHING = frozenset({Deed.SEND_BACK, Deed.REFUSE, Deed.LIST, Deed.APPROVE})
KEEPING_HOUSE = frozenset({Deed.CALL_UNION, Deed.PURGE, Deed.PEOPLE, Deed.CALENDAR})
WORKING_THE_BANK = frozenset({Deed.BANK, Deed.PICTURED})
"""Questions of one's own unit; everybody with a seat reads them. Pictures for them come out of the own ledger."""

READING_RESULTS = frozenset({Deed.RESULTS, Deed.SITTERS})
"""How a paper went, and who of one's own has not sat yet. Whoever looks from above reads no names."""
MAKING_PAPERS = READING_RESULTS | {Deed.PAPERS, Deed.STAGE}
"""Whoever makes papers also stands before the big screen of a live one."""

READING_PLANS = frozenset({Deed.PLANS, Deed.FINDINGS})
"""What the documents ask for and how it stands; what an inspection asked the hospital to mend."""
RUNNING_PLANS = READING_PLANS | {Deed.DUTIES, Deed.DEEDS, Deed.SHEETS, Deed.PASSES}
"""Owners and days of duties, what was done, and the sheets that are handed in: the union's work."""
LEADING_PLANS = frozenset(
    {Deed.PLANS, Deed.DUTIES, Deed.DEEDS, Deed.SHEETS, Deed.BOARD, Deed.CADRES, Deed.FINDINGS}
)
"""The same for a union above hospitals, which also receives sheets and inspects."""

OFFICERS_WORK = (
    IN_THE_HOUSE | ON_BOTH_LINES | MOVING | READING_RESULTS | READING_PLANS | {Deed.HEAR_NAMELESS, Deed.DEEDS}
)
UNIONS_WORK = (
    IN_THE_HOUSE
    | ON_BOTH_LINES
    | WATCHING
    | KEEPING_HOUSE
    | MAKING_PAPERS
    | WORKING_THE_BANK
    | {Deed.TRAINING}
    | RUNNING_PLANS
)
MAY: Mapping[Seat, frozenset[Deed]] = {
    Seat.DEPARTMENT: OFFICERS_WORK,
    Seat.HOSPITAL: OFFICERS_WORK | WORKING_THE_BANK | {Deed.LIST},
    Seat.UNION: UNIONS_WORK,
    Seat.STAND_IN: UNIONS_WORK | OFFICERS_WORK,
    Seat.ADMIN: IN_THE_HOUSE | KEEPING_HOUSE | MAKING_PAPERS | WORKING_THE_BANK | RUNNING_PLANS,
    Seat.ABOVE: frozenset({Deed.EXPORT, Deed.PAPERS, Deed.STAGE, Deed.RESULTS, Deed.BANK}) | LEADING_PLANS,
}
"""Unions above hospitals only look, and read no names: the deeds are those of the hospital. They see the pictures of
what is closed or stands under supervision (挂牌); the others stay in the house until then.

A voice is half a name: it stays in the hospital, and that of a nameless report with the safety officers, as promised.
Who stands in for them hears it too: otherwise nobody ever would.
"""

PARTS: Mapping[Seat, tuple[Part, ...]] = {
    Seat.DEPARTMENT: (Part.OFFICER,),
    Seat.HOSPITAL: (Part.OFFICER,),
    Seat.UNION: (Part.UNION,),
    Seat.STAND_IN: (Part.UNION, Part.OFFICER),
    Seat.ADMIN: (Part.OFFICER,),
    Seat.ABOVE: (),
}
"""What a seat is to a hazard; who plays two parts has their own first."""

VERBS: Mapping[Deed, tuple[str, ...]] = {
    Deed.JOIN: ("merge",),
    Deed.REDIRECT: ("redirect",),
    Deed.REJECT: ("reject",),
    Deed.CLOSE: ("close",),
    Deed.ASSIGN: ("assign", "reassign"),
    Deed.SEND_BACK: ("send_back",),
    Deed.EXTEND: ("extend", "keep_day"),
    Deed.REFUSE: ("refuse",),
    Deed.INVITE: ("invite",),
    Deed.FILL_IN: ("fill_in",),
    Deed.LEVEL: ("set_level",),
    Deed.FACTS: ("set_facts",),
    Deed.LIST: ("propose", "list", "delist"),
    Deed.LETTER: ("notify",),
    Deed.PROGRESS: ("progress",),
}
"""The moves behind a deed; what is not named here needs no stage of its own."""


@dataclass(frozen=True)
class Scope:
    """The part of the ledger one person sees, as a condition on hazards, and the seat it is seen from.

    ``path`` is the unit a department's officer looks after; empty for those who see more.
    """

    rows: ColumnElement[bool]
    title: str
    home_id: int | None
    seat: Seat
    path: str = ""

    @property
    def many_hospitals(self) -> bool:
        return self.seat is Seat.ABOVE

    @property
    def part(self) -> Part:
        """What this person is to the hazards they see: an officer, or the union that watches."""
        return next(iter(PARTS[self.seat]), Part.UNION)

    def part_in(self, verb: str) -> Part:
        """The part to play in this move: one's own where it may make it, else the one stood in for."""
        return next((part for part in PARTS[self.seat] if part in MOVES[verb].parts), self.part)

    def may(self, deed: Deed) -> bool:
        return deed in MAY[self.seat]

    @property
    def voices(self) -> ColumnElement[bool]:
        """The hazards whose voices this person may listen to."""
        if self.may(Deed.HEAR_NAMELESS):
            return true()
        return Hazard.anonymous.is_(False) if self.may(Deed.HEAR) else false()

    def may_listen(self, row: Row) -> bool:
        """The same, of one hazard."""
        return self.may(Deed.HEAR_NAMELESS if row["anonymous"] else Deed.HEAR)

    @property
    def pictures(self) -> ColumnElement[bool]:
        """The hazards whose pictures this person may look at."""
        if self.may(Deed.PHOTOS):
            return true()
        stands = Listing.listed_on.is_not(None), Listing.delisted_on.is_(None)
        listed = select(Listing.hazard_id).where(*stands).correlate(None)
        return or_(Hazard.status == Status.CLOSED, Hazard.id.in_(listed))


def scope(person: Row, *, stands_in: bool = False) -> Scope | None:
    """What this person may see; None for those who only report.

    A department's officer sees the department and what lies below it. Whoever belongs to the hospital
    itself, and the union and the admins of it, see the hospital. Unions above see all hospitals below.
    ``stands_in``: there is no officer in the union's hospital (``stands_in_for_officers``).
    """
    role, kind = person["role"], person["unit_kind"]
    if role not in OFFICERS:
        return None
    if kind in ABOVE_HOSPITALS:
        return _below(person) if role in OVERSEERS else None
    if kind == "unit" or role in OVERSEERS:
        return _hospital(person, stands_in=stands_in)
    return _department(person)


def stands_in_for_officers(db: Db, person: Row) -> bool:
    """Whether this is the union of a hospital in which nobody is an officer now."""
    if person["role"] != "union" or person["unit_kind"] in ABOVE_HOSPITALS:
        return False
    return not people.has_officers(db, person["home_id"])


def _below(person: Row) -> Scope:
    hospitals = _under(person["path"]).where(BELOW.kind == "unit")
    return Scope(Hazard.unit_id.in_(hospitals), person["unit_name"], None, Seat.ABOVE)


def _hospital(person: Row, *, stands_in: bool) -> Scope:
    title = person["unit_name"] if person["unit_kind"] == "unit" else "全院"
    seat = Seat(person["role"]) if person["role"] in OVERSEERS else Seat.HOSPITAL
    seat = Seat.STAND_IN if stands_in and seat is Seat.UNION else seat
    return Scope(Hazard.unit_id == person["home_id"], title, person["home_id"], seat)


def _department(person: Row) -> Scope:
    rows = (Hazard.unit_id == person["home_id"]) & Hazard.department_id.in_(_under(person["path"]))
    return Scope(rows, person["unit_name"], person["home_id"], Seat.DEPARTMENT, person["path"])


def _under(path: str) -> Select[int]:
    """The node itself and everything below it; a path always ends with its own number and a slash."""
    below = select(BELOW.id).where(BELOW.path.startswith(path, autoescape=True))
    return below.correlate(None)  # it stands for itself, whatever the question around it joins
