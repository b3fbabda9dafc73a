"""The chips above the ledger: which rows each of them shows, and how many there are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal_column, or_, select

from models.base import Db
from models.hazards import Hazard
from models.outbox import Errand
from rules.hazard import OPEN, Status

CHIPS = {"mine": "等我办", "overdue": "超期", "urgent": "急", "unreached": "没送到", "all": "全部"}
COUNTED_ROWS = ("mine", "overdue", "urgent")
ABOVE = ("overdue", "urgent", "all")
"""What is of use to those who look after many hospitals: the single steps are done down there."""

TOLD = ("news", "tell_owner")
"""The errands that tell somebody, by duty, of a hazard."""

REMIND = "remind"
"""The errands that remind of what an official document asks for; they belong to no hazard."""

NOT_CALLED = and_(
    Errand.kind.in_((*TOLD, REMIND)), Errand.state == literal_column("'given_up'"), Errand.seen_at.is_(None)
)
"""What did not reach somebody who should know, and nobody has telephoned since.

The state is spelt out, so that an index of just these rows can be used.
"""


@dataclass(frozen=True)
class View:
    """What one person may see at one moment, and of which hazards they may hear the voices.

    ``shown_before`` is when a draft must have come to be shown.
    """

    rows: ColumnElement[bool]
    voices: ColumnElement[bool]
    person_id: int
    shown_before: datetime
    today: date

    @property
    def visible(self) -> ColumnElement[bool]:
        """Neither what somebody is still writing nor what was dropped before it got a number."""
        old_draft = and_(Hazard.status == Status.DRAFT, Hazard.recorded_at < self.shown_before)
        return and_(self.rows, or_(Hazard.number.is_not(None), old_draft))


def chip_condition(show: str, view: View) -> ColumnElement[bool]:
    """The rows a chip stands for, without the condition of what is visible."""
    if show == "mine":
        asked = Hazard.status.in_([Status.DRAFT, Status.REPORTED, Status.FIXED])
        return or_(asked, and_(Hazard.status == Status.ASSIGNED, Hazard.owner_id == view.person_id))
    if show == "overdue":
        return and_(Hazard.status == Status.ASSIGNED, Hazard.due_on < view.today)
    if show == "urgent":
        return and_(Hazard.urgent, Hazard.status.in_(sorted(OPEN)))
    if show == "unreached":
        return Hazard.id.in_(select(Errand.hazard_id).where(NOT_CALLED))
    return Hazard.id.is_not(None)


def count_chips(db: Db, view: View) -> dict[str, int]:
    """How many rows wait under each chip that counts rows; one statement."""

    def number(show: str) -> ColumnElement[Any]:
        return func.coalesce(func.sum(case((chip_condition(show, view), 1), else_=0)), 0).label(show)

    query = select(*map(number, COUNTED_ROWS)).where(view.visible, Hazard.status.in_(sorted(OPEN)))
    return {show: int(n) for show, n in db.execute(query).mappings().one().items()}
