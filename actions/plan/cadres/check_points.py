"""What the records of a unit say to each of the five check points of an inspection: counts and what is missing, no names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from actions.plan.cadres.caring import PRIVATE
from actions.plan.standings import is_for
from models.base import Db, Row
from models.hazards import TABLE as HAZARDS
from models.plan.deeds import TABLE as DEEDS
from models.plan.facts import FOUND
from models.plan.proofs import TABLE as EVIDENCE
from rules.hazard import Status, is_overdue
from rules.plan.document import Kind, Plan
from rules.plan.dues import standing_on
from rules.plan.inspection import Point

LASTING = ("duty-statement", "drill-scheme", "reward-fund", "mirror-telescope", "agenda")
"""Papers that are not the scheme itself but keep the work going."""
OF_GROUP = {
    "training": Point.TRAINING,
    "drill": Point.TRAINING,
    "filing": Point.SCHEME,
    "meeting": Point.CARRIERS,
    "publicity": Point.CARRIERS,
    "contest": Point.CARRIERS,
    "day": Point.CARRIERS,
    "other": Point.CARRIERS,
    "check": Point.LOOP,
    "visit": Point.LASTING,
    "inspection": Point.LASTING,
}
A_PAPER = "份"
Days = tuple[date, date]


@dataclass(frozen=True)
class Seen:
    """One thing at a check point: its name, how many there are, and how many pieces of proof. 0 is missing where asked."""

    name: str
    count: int
    proof: int = 0
    is_asked: bool = False
    unit: str = "次"

    @property
    def is_missing(self) -> bool:
        return self.is_asked and not self.count

    @property
    def has_no_file(self) -> bool:
        """A paper that was filed as a deed, and nobody put the paper itself in."""
        return self.unit == A_PAPER and self.count > 0 and not self.proof


def point_of(kind: Kind) -> Point:
    """Where deeds of a kind are looked at."""
    return Point.LASTING if kind.code in LASTING else OF_GROUP.get(kind.group, Point.CARRIERS)


def seen_at(
    db: Db, unit: Row, plans: Sequence[Plan], kinds: Mapping[str, Kind], days: Days
) -> dict[Point, list[Seen]]:
    """Every check point with what there is of a unit in these days; what its plans ask for and nobody did comes first."""
    counted = _counted(db, unit["id"], days)
    asked = asked_kinds(plans, unit, days)
    found: dict[Point, list[Seen]] = {point: [] for point in Point}
    for code, kind in kinds.items():
        if code in PRIVATE:
            continue
        count, proof = counted.get(code, (0, 0))
        if count or code in asked:
            word = A_PAPER if kind.group == "filing" else "次"
            found[point_of(kind)].append(Seen(kind.name, count, proof, code in asked, word))
    found[Point.LOOP].extend(_ledger(db, unit["id"], days))
    return {point: sorted(seen, key=lambda one: not one.is_missing) for point, seen in found.items()}


def asked_kinds(plans: Sequence[Plan], unit: Row, days: Days) -> set[str]:
    """The kinds of deeds that some duty of this unit, with a window in these days, cannot do without."""
    duties = (duty for plan in plans for duty in plan.duties if is_for(duty, unit))
    needed = ((duty, standing_on(duty, days[1])) for duty in duties if len(duty.goal.kinds) == 1)
    return {duty.goal.kinds[0] for duty, due in needed if due is not None and due.closes >= days[0]}


def _counted(db: Db, unit_id: int, days: Days) -> dict[str, tuple[int, int]]:
    """By kind: how many deeds, and how many pieces of proof they have."""
    proof = (
        select(func.count())
        .where(EVIDENCE.c.deed_id == DEEDS.c.id, EVIDENCE.c.state == "ready")
        .correlate(DEEDS)
        .scalar_subquery()
    )
    query = select(DEEDS.c.kind, func.count(), func.sum(proof)).where(
        DEEDS.c.unit_id == unit_id, DEEDS.c.happened_on.between(*days), DEEDS.c.voided_at.is_(None)
    )
    return {row[0]: (int(row[1]), int(row[2] or 0)) for row in db.execute(query.group_by(DEEDS.c.kind))}


def _ledger(db: Db, unit_id: int, days: Days) -> list[Seen]:
    """The loop: found, put right and verified, over the day."""
    query = select(HAZARDS.c.status, HAZARDS.c.tallied, HAZARDS.c.due_on).where(
        HAZARDS.c.unit_id == unit_id, HAZARDS.c.happened_on.between(*days)
    )
    rows = [row for row in db.execute(query) if row.tallied & FOUND]
    closed = sum(row.status == Status.CLOSED for row in rows)
    late = sum(is_overdue(Status(row.status), row.due_on, days[1]) for row in rows)
    return [
        Seen("查出隐患", len(rows), unit="件"),
        Seen("已销号", closed, unit="件"),
        Seen("超期没改完", late, unit="件"),
    ]
