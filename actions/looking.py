"""Who looks at a hazard: the officers of its place; and who leads, and is above an owner."""

from collections.abc import Sequence

from models import people, units
from models.base import Db, Row
from rules.hazard import Tier
from rules.posts import leads


def officers_near(db: Db, department_id: int | None, home_id: int) -> Sequence[Row]:
    """The officers of a department, else those of the hospital."""
    near = people.officers_of(db, department_id) if department_id else []
    return near or people.officers_of(db, home_id)


def officers_for(db: Db, row: Row) -> Sequence[Row]:
    """Who looks at a hazard: the officers of its department, else those of the hospital.

    When it burns: both, and everybody on the duty list. The union where there is nobody else.
    """
    near = people.officers_of(db, row["department_id"]) if row["department_id"] else []
    if near and not row["urgent"]:
        return near
    far = people.officers_of(db, row["unit_id"])
    watch = people.on_duty_in(db, row["unit_id"]) if row["urgent"] else []
    if not (near or far or watch):
        return people.union_of(db, row["unit_id"])
    return list({person["id"]: person for person in (*near, *far, *watch)}.values())


def head_of(db: Db, unit_id: int) -> Row | None:
    """Who leads a unit: whom it names, else whose post says so."""
    unit = units.find_unit(db, unit_id)
    if unit["head_id"]:
        return people.find_person(db, unit["head_id"])
    return next((p for p in people.people_of(db, unit_id) if leads(p["post"])), None)


def tier_of(db: Db, person: Row) -> Tier:
    """At which tier somebody works: the head of the hospital, of a department, or one of a team."""
    head = head_of(db, person["home_id"]) if person["home_id"] else None
    if head is not None and head["id"] == person["id"]:
        return Tier.UNIT
    own = head_of(db, person["unit_id"])
    return Tier.DEPARTMENT if own is not None and own["id"] == person["id"] else Tier.TEAM


def above(db: Db, person: Row) -> Row | None:
    """Who stands above a person: the head of the department, above that one the head of the hospital; above that nobody."""
    if tier_of(db, person) is Tier.UNIT:
        return None
    for unit_id in (person["unit_id"], person["home_id"]):
        head = head_of(db, unit_id) if unit_id else None
        if head is not None and head["id"] != person["id"]:
            return head
    return None
