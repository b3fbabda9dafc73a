"""What one person was at, and what they may still come to."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from models.base import Db, Row
from models.plan.deeds import ATTENDANCES
from models.plan.deeds import TABLE as DEEDS

SHOWN = 2


def of_person(db: Db, person_id: int, kinds: Sequence[str], first: date, last: date) -> list[Row]:
    """The deeds of these kinds somebody was at in these days, oldest first."""
    query = select(DEEDS).join(ATTENDANCES, ATTENDANCES.c.deed_id == DEEDS.c.id)
    mine = (ATTENDANCES.c.person_id == person_id, DEEDS.c.kind.in_(kinds), DEEDS.c.voided_at.is_(None))
    rows = db.execute(
        query.where(*mine, DEEDS.c.happened_on.between(first, last)).order_by(DEEDS.c.happened_on)
    )
    return [dict(row) for row in rows.mappings()]


def coming(db: Db, unit_id: int, kinds: Sequence[str], today: date, most: int = SHOWN) -> list[Row]:
    """What a unit has planned of these kinds from today on, soonest first."""
    query = select(DEEDS).where(
        DEEDS.c.unit_id == unit_id,
        DEEDS.c.kind.in_(kinds),
        DEEDS.c.happened_on > today,
        DEEDS.c.voided_at.is_(None),
    )
    rows = db.execute(query.order_by(DEEDS.c.happened_on, DEEDS.c.id).limit(most))
    return [dict(row) for row in rows.mappings()]
