"""包靠: who of a union looks after which unit, when somebody was there last, and where nobody was for too long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from models.base import Db, Row
from models.people import Person
from models.plan import below, care
from models.plan.deeds import TABLE as DEEDS
from models.plan.inspections import TABLE as INSPECTIONS
from rules.refusal import Refused

USUAL_DAYS = 30
"""The document says 经常性; so many days without a visit are called long unless somebody asks for others."""
CARE_VISIT, HEART_TALK = "care-visit", "heart-talk"
PRIVATE = (HEART_TALK,)
"""What was told in such a talk stays with the union that held it: no list or report of anybody else names it."""
UNITS = "units"
"""Where a visit that is no inspection keeps the units it went to."""
OLDEST = timedelta(days=400)


@dataclass(frozen=True)
class Cared:
    """One unit below a union: who looks after it today, and the last day anybody of the union was there."""

    unit: Row
    care: tuple[Row, ...]
    last: date | None

    def days(self, today: date) -> int | None:
        """Days since the last visit; None when there was none."""
        return (today - self.last).days if self.last else None


def cadres_of(db: Db, union_id: int) -> Sequence[Row]:
    """The people of a union, in the order of their names."""
    query = select(Person.id, Person.name, Person.post).where(Person.home_id == union_id, Person.active)
    return [dict(row) for row in db.execute(query.order_by(Person.name, Person.id)).mappings()]


def cared_for(db: Db, union: Row, today: date) -> list[Cared]:
    """Every unit below, in the order of the tree."""
    units = below.units_below(db, union["path"])
    running = care.running(care.care_of(db, union["id"]), today)
    seen = last_visits(db, union["id"], today)
    return [
        Cared(unit, tuple(row for row in running if row["unit_id"] == unit["id"]), seen.get(unit["id"]))
        for unit in units
    ]


def neglected(cared: Sequence[Cared], today: date, days: int = USUAL_DAYS) -> list[Cared]:
    """Where nobody was for so many days or longer, the longest first; where nobody ever was comes before."""
    long = [one for one in cared if one.last is None or (today - one.last).days >= days]
    return sorted(long, key=lambda one: (one.last or date.min, one.unit["path"]))


def last_visits(db: Db, union_id: int, today: date) -> Mapping[int, date]:
    """The last day each unit was visited, of whatever kind the visit was."""
    mine = (DEEDS.c.unit_id == union_id, DEEDS.c.voided_at.is_(None), DEEDS.c.happened_on <= today)
    inspected = select(INSPECTIONS.c.unit_id, func.max(DEEDS.c.happened_on)).join(
        DEEDS, DEEDS.c.id == INSPECTIONS.c.deed_id
    )
    found = {row[0]: row[1] for row in db.execute(inspected.where(*mine).group_by(INSPECTIONS.c.unit_id))}
    walked = select(DEEDS.c.happened_on, DEEDS.c.details).where(
        *mine, DEEDS.c.kind.in_((CARE_VISIT, HEART_TALK))
    )
    for row in db.execute(walked):
        for unit in (row.details or {}).get(UNITS, ()):
            found[unit] = max(found.get(unit, row.happened_on), row.happened_on)
    return found


def look_after(
    db: Db, union: Row, cadre_id: int, unit_id: int, *, from_on: date, now: datetime, by_id: int, today: date
) -> int:
    """A cadre of the union looks after a unit below it from a day on; the id of the assignment."""
    if cadre_id not in {row["id"] for row in cadres_of(db, union["id"])}:
        raise Refused("谁去包靠？从本工会的干部里选一个。")
    if unit_id not in {row["id"] for row in below.units_below(db, union["path"])}:
        raise Refused("包靠哪家？选一家本工会下面的单位。")
    if not today - OLDEST <= from_on <= today + OLDEST:
        raise Refused("从哪天起？看看年份对不对。")
    running = care.running(care.care_of(db, union["id"]), max(from_on, today))
    if any((row["cadre_id"], row["unit_id"]) == (cadre_id, unit_id) for row in running):
        raise Refused("这位干部已经包靠这家了。")
    return care.look_after(
        db,
        owner_id=union["id"],
        cadre_id=cadre_id,
        unit_id=unit_id,
        from_on=from_on,
        set_at=now,
        set_by_id=by_id,
    )


def end(db: Db, union_id: int, care_id: int, day: date) -> None:
    """The last day somebody looks after a unit; one that has not begun yet ends on the day it would begin."""
    row = next((row for row in care.care_of(db, union_id) if row["id"] == care_id), None)
    if row is None or not care.end_care(db, care_id, union_id, max(day, row["from_on"])):
        raise Refused("这条包靠已经结束了。")
