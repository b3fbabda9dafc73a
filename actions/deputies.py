"""请假: who stands in for whom, and what that means for what they may do."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from actions.looking import head_of
from models import leaves, people
from models.base import Db, Row
from rules.hazard import WrongMoment

Away = Mapping[int, int | None]
"""Whoever is away, and the deputy they named; None where that one does not work here any more."""


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


def present(db: Db, persons: Sequence[Row], today: date, *, both: bool = False) -> list[Row]:
    """The same people, with whoever stands in for those who are away; ``both`` names these beside them."""
    if not persons:
        return []
    away = _away(db, persons[0]["home_id"], today)
    found: dict[int, Row] = {}
    for person in persons:
        if person["id"] not in away or both:
            found[person["id"]] = person
        if person["id"] in away:
            deputy = _in_place_of(db, person, away)
            found[deputy["id"]] = deputy
    return list(found.values())


def in_place_of(db: Db, person_id: int, today: date) -> Row:
    """Who hears what is meant for a person today: they themselves, else whoever stands in."""
    person = people.find_person(db, person_id)
    return _in_place_of(db, person, _away(db, person["home_id"], today))


def acting_for(db: Db, person_id: int, today: date) -> list[Row]:
    """The person, and everybody for whom they stand in: named as a deputy, as the deputy's deputy, or as the head."""
    person = people.find_person(db, person_id)
    away = _away(db, person["home_id"], today)
    others = [one for one in away if one != person_id and _stands_in(db, person_id, one, away)]
    return [person, *(people.find_person(db, one) for one in others)]


def _stands_in(db: Db, person_id: int, absent: int, away: Away) -> bool:
    """Whether a person is of the line of somebody absent, or the head to whom it falls when nobody of it is there."""
    line = _line(absent, away)
    if person_id in line:
        return True
    nobody = line[-1] in away
    return nobody and bool(_in_place_of(db, people.find_person(db, absent), away)["id"] == person_id)


def _away(db: Db, home_id: int, today: date) -> Away:
    said = leaves.away_in(db, home_id, today)
    return {leave["person_id"]: leave["deputy_id"] if leave["active"] else None for leave in said}


def _line(person_id: int, away: Away) -> list[int]:
    """A person, their deputy, the deputy's deputy, until somebody is there; the last is away where nobody is."""
    line = [person_id]
    while (deputy := away.get(line[-1])) is not None and deputy not in line:
        line.append(deputy)
    return line


def _in_place_of(db: Db, person: Row, away: Away) -> Row:
    """The first of the line who is there; else of the head of the department, then of the hospital; else the deputy."""
    line = _line(person["id"], away)
    heads = (head_of(db, unit) for unit in (person["unit_id"], person["home_id"]) if line[-1] in away)
    lines = [line, *(_line(head["id"], away) for head in heads if head is not None)]
    there = next((one[-1] for one in lines if one[-1] not in away), line[min(1, len(line) - 1)])
    return person if there == person["id"] else people.find_person(db, there)
