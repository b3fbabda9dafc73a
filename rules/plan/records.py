"""What figures are counted from: hazards, deeds, and what people took part in, as plain values."""

from dataclasses import dataclass, field
from datetime import date, datetime

from rules.hazard import Status

UNION, DEPARTMENT, ADMINISTRATION, ABOVE = BODIES = ("union", "department", "administration", "above")
"""Who in the house held a deed; ``above`` is the union over it."""


@dataclass(frozen=True)
class HazardFact:
    """One row of the ledger. ``confirmed``: somebody looked and it is a hazard; ``into`` the number it was merged into."""

    id: int
    number: int | None
    status: str
    found_on: date
    confirmed: bool
    words: str = ""
    kind: str = "accident"
    listed_on: date | None = None
    delisted_on: date | None = None
    closed_on: date | None = None
    into: int | None = None

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED


@dataclass(frozen=True)
class DeedFact:
    """One deed. ``leads`` is the unit that leads it, ``beside`` those that held it, too; ``attested`` heads without names."""

    id: int
    kind: str
    happened_on: date
    recorded_at: datetime
    leads: int
    words: str = ""
    beside: tuple[int, ...] = ()
    bodies: tuple[str, ...] = ()
    attested: int | None = None
    people: int = 0

    @property
    def by_union(self) -> bool:
        return UNION in self.bodies or ABOVE in self.bodies


@dataclass(frozen=True)
class Act:
    """Something one person took part in: ``what`` is report, exam or deed; ``kind`` the deed's, ``by_union`` who held it."""

    person_id: int
    day: date
    at: datetime
    what: str
    source_id: int
    kind: str = ""
    by_union: bool = False
    is_leader: bool = False


@dataclass(frozen=True)
class Visit:
    """One unit in one visit, and how many cadres of the union went."""

    deed_id: int
    unit_id: int
    day: date
    cadres: int
    words: str = ""


@dataclass(frozen=True)
class CareFact:
    """A unit somebody looks after (包靠)."""

    id: int
    unit_id: int
    from_on: date
    to_on: date | None
    words: str = ""


@dataclass(frozen=True)
class Records:
    """Everything a sheet of one unit is counted from."""

    hazards: tuple[HazardFact, ...] = ()
    deeds: tuple[DeedFact, ...] = ()
    acts: tuple[Act, ...] = ()
    visits: tuple[Visit, ...] = ()
    care: tuple[CareFact, ...] = ()
    names: dict[int, str] = field(default_factory=dict)
    """Names of the people and words of the records, where somebody may read them."""


def is_confirmed(status: str, *, was: bool, on_spot: bool = False) -> bool:
    """Whether a row counts as a hazard found: somebody decided so, and nobody took it back.

    ``was``: it counted before, so that what comes back after 销号 still does; ``on_spot``: only its reporter says that it
    is mended already.
    """
    if status in (Status.ASSIGNED, Status.CLOSED):
        return True
    if status == Status.FIXED:
        return was or not on_spot
    return was and status == Status.REPORTED
