"""请假: who stands in for whom, and what that means for what they may do."""

from datetime import date, timedelta

from models import leaves, people
from models.base import Db, Row
from rules.hazard import WrongMoment


def take_leave(db: Db, person_id: int, deputy_id: int, today: date, until: date) -> None:
    """Away from today to ``until``; what was said before is replaced."""
    if person_id == deputy_id:
        raise WrongMoment("代办的得是别人，换个名字。")
    if until < today:
        raise WrongMoment("这个日子过了，写个以后的。")
    leaves.end_leaves(db, person_id, today, today - timedelta(days=1))
    leaves.add_leave(db, person_id, deputy_id, today, until)


def come_back(db: Db, person_id: int, today: date) -> bool:
    """回来了；False when nobody was away."""
    if leaves.leave_of(db, person_id, today) is None:
        return False
    leaves.end_leaves(db, person_id, today, today - timedelta(days=1))
    return True


def acting_for(db: Db, person_id: int, today: date) -> list[Row]:
    """The person, and everybody for whom they stand in today."""
    others = leaves.stands_in_for(db, person_id, today)
    return [people.find_person(db, one) for one in (person_id, *(leave["person_id"] for leave in others))]
