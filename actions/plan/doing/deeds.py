"""Recording what was done (履职记录): one entry, corrections that keep the old version, and who was there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from actions.plan.figures import counting
from models import people, units
from models.base import Db, Row
from models.plan import deeds
from rules.plan.records import BODIES
from rules.refusal import Refused

LONGEST_TITLE, LONGEST_NOTE, MOST_HEADS = 60, 500, 100_000
OLDEST = timedelta(days=400)
A_DAY = timedelta(days=1)
FACTS = (
    "department_id",
    "kind",
    "title",
    "happened_on",
    "starts_at",
    "place",
    "topics",
    "bodies",
    "attested",
    "details",
)
"""What a correction may change; the version before keeps all of it."""


@dataclass(frozen=True)
class Said:
    """What somebody tells about a deed. ``attested`` is a head-count without names, ``departments`` came as a whole."""

    kind: str
    happened_on: date
    title: str = ""
    department_id: int | None = None
    starts_at: datetime | None = None
    place: str = ""
    topics: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ("union",)
    attested: int | None = None
    departments: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


def record(db: Db, unit_id: int, said: Said, now: datetime, by_id: int | None, *, today: date) -> int:
    """A new deed of a unit; its id."""
    check(said, today)
    beside = _beside(db, unit_id, said)
    row = {**_columns(said), "unit_id": unit_id, "recorded_at": now, "recorded_by_id": by_id}
    deed_id = deeds.add_deed(db, beside, said.departments, **row)
    counting.deed_done(db, row, beside)
    return deed_id


def check(said: Said, today: date) -> None:
    """Refused with the sentence that says what cannot be."""
    if said.happened_on > today + timedelta(days=366):
        raise Refused("日子太远了，看看年份对不对。")
    if said.happened_on < today - OLDEST:
        raise Refused("日子太早了，一年多前的不在这里补。看看年份对不对。")
    if said.attested is not None and not 0 <= said.attested <= MOST_HEADS:
        raise Refused(f"人数写0到{MOST_HEADS}之间的数。")
    if not said.bodies or set(said.bodies) - set(BODIES):
        raise Refused("谁办的？工会、科室、医院，至少选一个。")


def correct(
    db: Db, deed_id: int, said: Said, why: str, now: datetime, *, by_id: int | None, today: date
) -> Row:
    """The deed as it really was; how it stood before is kept. The row as it is now."""
    check(said, today)
    row = deeds.hold_deed(db, deed_id)
    if row["voided_at"] is not None:
        raise Refused("这一条已经作废了，改不了；要算数就重新记一条。")
    beside = _beside(db, row["unit_id"], said)
    old_beside = deeds.held_with(db, deed_id)
    kept = {name: _plain(row[name]) for name in FACTS} | {
        "beside": old_beside,
        "departments": deeds.whole_departments(db, deed_id),
    }
    deeds.keep_version(db, deed_id, row["version"], kept, why=why, at=now, by_id=by_id)
    counting.deed_done(db, row, old_beside, sign=-1)
    deeds.change_deed(db, deed_id, version=row["version"] + 1, **_columns(said))
    deeds.set_beside(db, deed_id, beside)
    deeds.set_departments(db, deed_id, said.departments)
    new = deeds.hold_deed(db, deed_id)
    counting.deed_done(db, new, beside)
    _recount(db, row)
    return new


def void(db: Db, deed_id: int, why: str, now: datetime, *, by_id: int | None) -> None:
    """It was recorded by mistake: it stays to be read and counts nowhere."""
    if not why.strip():
        raise Refused("为什么作废？写一句。")
    row = deeds.hold_deed(db, deed_id)
    if row["voided_at"] is not None:
        raise Refused("这一条已经作废了。")
    beside = deeds.held_with(db, deed_id)
    deeds.change_deed(db, deed_id, voided_at=now, voided_by_id=by_id, voided_why=why.strip()[:LONGEST_NOTE])
    counting.deed_done(db, row, beside, sign=-1)
    _recount(db, row)


def _recount(db: Db, row: Row) -> None:
    """The last days of everybody who was there are found out anew."""
    for one in deeds.there(db, row["id"]):
        counting.look_again(db, one["person_id"])


def _columns(said: Said) -> dict[str, Any]:
    return {
        "department_id": said.department_id,
        "kind": said.kind,
        "title": said.title.strip()[:LONGEST_TITLE],
        "happened_on": said.happened_on,
        "starts_at": said.starts_at,
        "place": said.place.strip()[:LONGEST_TITLE],
        "topics": list(dict.fromkeys(said.topics)),
        "bodies": list(dict.fromkeys(said.bodies)),
        "attested": said.attested,
        "details": dict(said.details),
    }


def _beside(db: Db, unit_id: int, said: Said) -> list[int]:
    """The other units; the one that leads is none of them."""
    return [unit for unit in dict.fromkeys(said.beside) if unit != unit_id]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def as_said(db: Db, row: Row) -> Said:
    """A deed as somebody might tell it again, to change one thing of it."""
    return Said(
        kind=row["kind"],
        happened_on=row["happened_on"],
        title=row["title"],
        department_id=row["department_id"],
        starts_at=row["starts_at"],
        place=row["place"],
        topics=tuple(row["topics"]),
        bodies=tuple(row["bodies"]),
        attested=row["attested"],
        departments=tuple(deeds.whole_departments(db, row["id"])),
        beside=tuple(deeds.held_with(db, row["id"])),
        details=row["details"],
    )


def come(
    db: Db, deed_id: int, person_id: int, now: datetime, *, how: str, late: bool = False, leads: bool = False
) -> bool:
    """Somebody was there; False when that was known. Whoever is in charge of a unit counts as such on that day."""
    deed, person = deeds.find_deed(db, deed_id), people.find_person(db, person_id)
    if deed is None or deed["voided_at"] is not None:
        raise Refused("这一条已经作废了，不用签到。")
    if deed["happened_on"] > (now + A_DAY).date():
        raise Refused("还没到那天，到了现场再签。")
    came = deeds.attend(
        db,
        deed_id,
        person_id,
        home_id=person["home_id"],
        department_id=department_of(db, person),
        how=how,
        at=now,
        late=late,
        is_leader=leads or bool(person["leads"]),
    )
    if came:
        counting.was_there(db, person_id, deed)
    return came


def not_there(db: Db, deed_id: int, person_id: int) -> bool:
    """Somebody's name stood there by mistake."""
    gone = deeds.leave_out(db, deed_id, person_id)
    if gone:
        counting.look_again(db, person_id)
    return gone


def department_of(db: Db, person: Row) -> int | None:
    """The department somebody belongs to; of a team the department above it. None for the hospital itself."""
    unit = units.find_unit(db, person["unit_id"])
    if unit["kind"] == "team" and unit["parent_id"] is not None:
        return int(unit["parent_id"])
    return int(unit["id"]) if unit["kind"] == "department" else None
