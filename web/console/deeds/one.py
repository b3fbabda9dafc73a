"""One deed: what it was, who was there, what proves it, what it counts for, and how it stood before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import render_template
from sqlalchemy import select

from actions.plan.doing import attending, evidence
from models.base import Db, Row
from models.people import Person
from models.plan import deeds, proofs
from models.units import Unit
from web.console.deeds.found import called, deed_for, kind_name, kinds_here, leads, names_of, unit_here
from web.console.deeds.trace import Counts, cells_for, duties_for
from web.console.deeds.words import (
    FACTS,
    WITH_PEOPLE,
    bodies_words,
    day_words,
    heads_words,
    topics_words,
)
from web.console.doorkeeper import console, guest_scope
from web.desk import this_desk
from web.reading import reading
from web.words.times import moment_words

NAMED = 300
"""Names on one page; of the others their departments are told."""


@dataclass(frozen=True)
class Version:
    """How a deed stood before a correction: when, by whom, why, and what was different."""

    at: str
    who: str
    why: str
    was: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class There:
    """Who was there: names by department as far as this guest reads them, and everybody by department."""

    people: int
    late: int
    by_department: Sequence[tuple[str, int, Sequence[Row]]]
    unnamed: int


@console.get("/deeds/<int(max=999999999999):deed_id>")
def deed(deed_id: int) -> str:
    """Its page."""
    return deed_page(deed_for(deed_id))


def deed_page(row: Row) -> str:
    db, desk, scope = reading(), this_desk(), guest_scope()
    unit, there, beside = unit_here(db), deeds.there(db, row["id"]), deeds.held_with(db, row["id"])
    departments = deeds.whole_departments(db, row["id"])
    is_led, names = leads(db, row, scope), names_of(db, _units(row, beside, departments, there))
    of_unit = [one for one in there if one["home_id"] == unit["id"]]
    counted = of_unit if not scope.many_hospitals else there
    kind = kinds_here(db).get(row["kind"])
    return render_template(
        "deed/deed.html",
        row=row,
        title=called(db, row),
        facts=_facts(db, row, names, beside=beside, departments=departments),
        is_led=is_led,
        leader=names.get(row["unit_id"], ""),
        there=_there(there, names, unit["id"], many=scope.many_hospitals, is_led=is_led),
        heads=heads_words(len(there), row["attested"]),
        asks_heads=bool(kind and kind.group in WITH_PEOPLE),
        is_open=attending.is_open(row, desk.clock()),
        proofs=proofs.evidence_of(db, row["id"]),
        whats=evidence.WHATS,
        duties=duties_for(db, desk.plans, unit, row) if row["voided_at"] is None else (),
        cells=_cells(db, unit, row, there=counted, beside=beside),
        versions=_versions(db, row),
        recorded=_who_and_when(db, row["recorded_by_id"], row["recorded_at"]),
        voided=_who_and_when(db, row["voided_by_id"], row["voided_at"]) if row["voided_at"] else "",
    )


def _cells(db: Db, unit: Row, row: Row, *, there: Sequence[Row], beside: Sequence[int]) -> Sequence[Counts]:
    if row["voided_at"] is not None:
        return ()
    desk = this_desk()
    return cells_for(db, desk.plans, unit, row, there=there, today=desk.today(), beside=beside)


def _units(row: Row, beside: Sequence[int], departments: Sequence[int], there: Sequence[Row]) -> list[int]:
    """Every unit the page names."""
    of_people = {one["department_id"] or one["home_id"] for one in there} | {one["home_id"] for one in there}
    named = [row["unit_id"], row["department_id"], *beside, *departments, *of_people]
    return [key for key in dict.fromkeys(named) if key is not None]


def _facts(
    db: Db, row: Row, names: Mapping[int, str], *, beside: Sequence[int], departments: Sequence[int]
) -> list[tuple[str, str]]:
    """The facts in words, line by line; what was not said has none."""
    with_others = "、".join(names[key] for key in beside if key in names)
    zone, start = this_desk().zone, row["starts_at"]
    by = bodies_words(row["bodies"], names.get(row["department_id"] or 0, ""))
    lines = [
        ("什么", kind_name(db, row["kind"])),
        ("哪天", day_words(row["happened_on"]) + (f" {start.astimezone(zone):%H:%M}" if start else "")),
        ("在哪", row["place"]),
        ("讲了什么", topics_words(row["topics"])),
        ("谁办的", by + (f"，和{with_others}一起" if with_others else "")),
        ("整科来的", "、".join(names[key] for key in departments if key in names)),
    ]
    return [(name, said) for name, said in lines if said]


def _there(
    there: Sequence[Row], names: Mapping[int, str], unit_id: int, *, many: bool, is_led: bool
) -> There:
    """Names only of the own people, and above the hospitals of those in charge of them."""
    counts = Counter(_where(one, many=many) for one in there)
    readable = [one for one in there if _may_read(one, unit_id, many=many, is_led=is_led)][:NAMED]
    by_department = [
        (names.get(key, "院本部"), count, [one for one in readable if _where(one, many=many) == key])
        for key, count in counts.most_common()
    ]
    late = sum(one["late"] for one in there)
    return There(len(there), late, by_department, len(there) - len(readable))


def _where(one: Row, *, many: bool) -> int:
    return int(one["home_id"] if many else one["department_id"] or one["home_id"])


def _may_read(one: Row, unit_id: int, *, many: bool, is_led: bool) -> bool:
    if one["home_id"] == unit_id:
        return True
    return bool(one["is_leader"]) if many else is_led


def _versions(db: Db, row: Row) -> list[Version]:
    """The newest correction first; each with what it changed."""
    past = deeds.versions_of(db, row["id"])
    if not past:
        return []
    now: dict[str, Any] = {name: _plain(row.get(name)) for name in FACTS if name in row}
    now |= {"beside": deeds.held_with(db, row["id"]), "departments": deeds.whole_departments(db, row["id"])}
    people = _people(db, [one["by_id"] for one in past])
    found = []
    for one in past:
        was = [
            (FACTS[key], _said(db, key, one["facts"].get(key)))
            for key in FACTS
            if _differs(one["facts"], now, key)
        ]
        found.append(Version(_moment(one["at"]), people.get(one["by_id"], "系统"), one["why"], was))
        now = one["facts"]
    return found


def _differs(then: Mapping[str, Any], now: Mapping[str, Any], key: str) -> bool:
    return bool(_comparable(then.get(key)) != _comparable(now.get(key)))


def _comparable(value: Any) -> Any:
    """Lists whatever their order, and two spellings of one instant as the same."""
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, str) and "T" in value:
        return datetime.fromisoformat(value)
    return value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _said(db: Db, key: str, value: Any) -> str:
    """A fact of an older version in words."""
    if value in (None, "", []):
        return "没写"
    say = SAY.get(key)
    return say(db, value) if say else str(value)


def _unit_names(db: Db, ids: Sequence[int]) -> str:
    return "、".join(names_of(db, ids).values())


def _time_of(db: Db, value: str) -> str:
    return f"{datetime.fromisoformat(value).astimezone(this_desk().zone):%H:%M}"


SAY: Mapping[str, Any] = {
    "kind": kind_name,
    "happened_on": lambda db, value: day_words(date.fromisoformat(value)),
    "starts_at": _time_of,
    "topics": lambda db, value: topics_words(value) or "没写",
    "bodies": lambda db, value: bodies_words(value),
    "department_id": lambda db, value: _unit_names(db, [value]),
    "departments": _unit_names,
    "beside": _unit_names,
    "attested": lambda db, value: f"{value}人",
}


def _people(db: Db, ids: Sequence[int | None]) -> dict[int | None, str]:
    """``外科 李红`` by id."""
    query = select(Person.id, Person.name, Unit.name.label("unit")).join(Unit, Unit.id == Person.unit_id)
    rows = db.execute(query.where(Person.id.in_([key for key in ids if key is not None])))
    return {row.id: f"{row.unit} {row.name}" for row in rows}


def _who_and_when(db: Db, person_id: int | None, at: datetime) -> str:
    return f"{_people(db, [person_id]).get(person_id, '系统')} {_moment(at)}"


def _moment(at: datetime) -> str:
    desk = this_desk()
    return moment_words(at, desk.clock(), desk.zone)
