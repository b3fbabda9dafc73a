"""The chips above the ledger: which rows each of them shows, and how many there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select

from models.base import Db
from models.figures import IS_LISTED, IS_OPEN, is_overdue
from models.hazards import Hazard
from models.outbox import Errand
from models.people import Person
from rules.hazard import Status

CHIPS = {
    "mine": "等我办",
    "overdue": "超期",
    "urgent": "急",
    "nobodys": "没主的",
    "major": "重大",
    "unreached": "没送到",
    "all": "全部",
}
COUNTED_ROWS = ("mine", "overdue", "urgent", "nobodys", "major")
SELDOM = ("nobodys", "major", "unreached")
"""Shown only while something waits under them."""

ABOVE = ("overdue", "urgent", "major", "all")
"""What is of use to those who look after many hospitals: the single steps are done down there."""

MOST = 999
"""Counting ends here; beyond it a number says no more than its plus sign."""

TOLD = ("news", "tell_owner", "tell_officer", "ask_progress", "ask_block", "ask_decider", "tell_above")
"""The errands that tell somebody, by duty, of a hazard."""

REMIND = "remind"
"""The errands that remind of what an official document asks for; they belong to no hazard."""

NOT_CALLED = and_(
    Errand.kind.in_((*TOLD, REMIND)), Errand.state == literal_column("'given_up'"), Errand.seen_at.is_(None)
)
"""What did not reach somebody who should know, and nobody has telephoned since.

The state is spelt out, so that an index of just these rows can be used.
"""

GONE = select(Person.id).where(Person.active.is_(False)).correlate(None)


@dataclass(frozen=True)
class View:
    """What one person may see at one moment, and of which hazards they may hear the voices.

    ``shown_before`` is when a draft must have come to be shown. ``hospitals`` are named where there are many: their
    rows lie apart in every index, so the newest of all are looked for in each.
    """

    rows: ColumnElement[bool]
    voices: ColumnElement[bool]
    person_id: int
    shown_before: datetime
    today: date
    hospitals: Sequence[int] = ()

    @property
    def visible(self) -> ColumnElement[bool]:
        """Neither what somebody is still writing nor what was dropped before it got a number."""
        old_draft = and_(Hazard.status == Status.DRAFT, Hazard.recorded_at < self.shown_before)
        return and_(self.rows, or_(Hazard.number.is_not(None), old_draft))


def chip_condition(show: str, view: View) -> ColumnElement[bool]:
    """The rows a chip stands for, without the condition of what is visible."""
    if show == "unreached":
        return and_(IS_OPEN, Hazard.id.in_(select(Errand.hazard_id).where(NOT_CALLED)))
    if show not in COUNTED_ROWS:
        return Hazard.id.is_not(None)
    among_open = {
        "mine": _waits_for(view.person_id),
        "overdue": is_overdue(view.today),
        "urgent": Hazard.urgent.is_(True),
        "nobodys": _has_nobody(),
        "major": and_(IS_LISTED, Hazard.level == "major"),
    }
    return and_(IS_OPEN, among_open[show])


def _waits_for(person_id: int) -> ColumnElement[bool]:
    asked = Hazard.status.in_([Status.DRAFT, Status.REPORTED, Status.FIXED])
    return or_(asked, and_(Hazard.status == Status.ASSIGNED, Hazard.owner_id == person_id))


def _has_nobody() -> ColumnElement[bool]:
    """Given to nobody yet, or to somebody who has left."""
    waiting = and_(Hazard.status == Status.REPORTED, Hazard.owner_id.is_(None))
    return or_(waiting, and_(Hazard.status == Status.ASSIGNED, Hazard.owner_id.in_(GONE)))


def count_chips(db: Db, view: View, shows: Iterable[str]) -> Mapping[str, int]:
    """How many rows wait under each of these chips, ``MOST`` + 1 at most; one statement."""
    counted = [show for show in shows if show in COUNTED_ROWS]
    query = select(*(_counted(chip_condition(show, view), view).label(show) for show in counted))
    return dict(db.execute(query).mappings().one())


def _counted(condition: ColumnElement[bool], view: View) -> ColumnElement[int]:
    some = select(Hazard.id).where(view.visible, condition).limit(MOST + 1)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()
