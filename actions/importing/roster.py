"""Bringing in the roster: who works where. People missing from a file are never deleted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import RowMapping, bindparam, insert, select, update

from actions.importing.findings import Change, Outcome, Unclear, count_repeated, difference, fold
from actions.importing.people import COLUMNS, OUTSIDE, Entry, read_entry, role_of, same_number
from actions.importing.rows import Row
from actions.importing.tree import Tree, read_tree
from actions.importing.writing import Carry, carry_rows
from models.base import Db
from models.people import Person, count_rolls, forget_rolls

__all__ = ["COLUMNS", "RosterPlan", "plan_roster", "write_roster"]

NAMES = {
    "name": "姓名", "staff_no": "工号", "phone": "手机", "unit": "单位", "post": "岗位", "active": "在岗",
    "outside": "外协", "on_duty": "值班",
}  # fmt: skip
KEPT = ("name", "staff_no", "phone", "unit_id", "post", "role", "active", "outside", "on_duty")

PEOPLE = select(Person.__table__).order_by(Person.id)
ADD = insert(Person)
CHANGE = (
    update(Person).where(Person.id == bindparam("person_id")).values({name: bindparam(name) for name in KEPT})
)
LEAVE = update(Person).where(Person.id == bindparam("person_id")).values(active=False)


@dataclass
class Roll:
    """The kept people of the hospitals in the file, and which of them a line has already been found for."""

    people: list[RowMapping]
    by_number: dict[tuple[int, str], RowMapping] = field(default_factory=dict)
    by_name: dict[tuple[int, str], list[RowMapping]] = field(default_factory=dict)
    found: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for person in self.people:
            self.by_name.setdefault((person["home_id"], person["name"]), []).append(person)
            if person["staff_no"]:
                self.by_number[person["home_id"], fold(person["staff_no"])] = person

    def surely(self, entry: Entry) -> RowMapping | None:
        """Who has this staff number, or else this name and telephone."""
        if entry.staff_no and (person := self.by_number.get((entry.home_id, fold(entry.staff_no)))):
            return person
        named = self.by_name.get((entry.home_id, entry.name), ())
        same = [p for p in named if same_number(entry.phone, p["phone"]) and _may_be(entry, p, set())]
        return same[0] if len(same) == 1 else None

    def with_name(self, entry: Entry) -> RowMapping | None:
        """The one person of this name whose numbers do not speak against it."""
        named = [
            p for p in self.by_name.get((entry.home_id, entry.name), ()) if _may_be(entry, p, self.found)
        ]
        named = [person for person in named if person["unit_id"] == entry.unit_id] or named
        if len(named) > 1:
            raise Unclear(f"花名册里有{len(named)}位“{entry.name}”，分不清是哪一位，请补上工号")
        return named[0] if named else None


def _may_be(entry: Entry, person: RowMapping, found: set[int]) -> bool:
    if person["id"] in found or (entry.staff_no and person["staff_no"]):
        return False
    phones_differ = bool(entry.phone and person["phone"]) and not same_number(entry.phone, person["phone"])
    return not phones_differ or person["unit_id"] == entry.unit_id


@dataclass
class RosterPlan:
    """What the file says, against what is kept. ``leave`` also marks the missing as no longer here."""

    tree: Tree
    leave: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    new: list[dict[str, Any]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    homes: set[int] = field(default_factory=set)

    @property
    def size(self) -> int:
        return len(self.new) + len(self.outcome.changed) + (len(self.gone) if self.leave else 0)


def plan_roster(
    db: Db,
    rows: Iterable[Row],
    tick: Callable[[], None] = lambda: None,
    *,
    leave: bool = False,
    rename: bool = False,
) -> RosterPlan:
    """Compare every row with the kept roster. Reads only. ``rename`` lets a number change to a wholly new name."""
    plan = RosterPlan(read_tree(db), leave)
    entries = _unrepeated(plan, _entries(plan, rows, tick))
    plan.homes = {entry.home_id for entry in entries}
    roll = Roll([person for home in sorted(plan.homes) for person in _people_of(db, home)])
    sure = [(entry, roll.surely(entry)) for entry in entries]
    roll.found = {person["id"] for _, person in sure if person}
    for entry, person in sure:
        try:
            _compare(plan, entry, person or roll.with_name(entry), roll, rename=rename)
        except Unclear as error:
            plan.outcome.refuse(entry.line, str(error))
    _note_missing(plan, roll)
    _note_marks(plan, entries)
    return plan


def write_roster(plan: RosterPlan, carry: Carry, tick: Callable[[int], None] = lambda _: None) -> None:
    """Carry out a plan in works of a few hundred rows."""
    carry(partial(forget_rolls, homes=plan.homes))
    carry_rows(carry, CHANGE, [{"person_id": c.id, **c.values} for c in plan.outcome.changed], tick)
    carry_rows(carry, ADD, plan.new, tick)
    if plan.leave:
        carry_rows(carry, LEAVE, [{"person_id": person_id} for person_id in plan.gone], tick)
    carry(partial(count_rolls, homes=plan.homes))


def _people_of(db: Db, home_id: int) -> Iterable[RowMapping]:
    return db.execute(PEOPLE.where(Person.home_id == home_id)).mappings().all()


def _entries(plan: RosterPlan, rows: Iterable[Row], tick: Callable[[], None]) -> Iterable[Entry]:
    for row in rows:
        tick()
        try:
            yield read_entry(row, plan.tree)
        except Unclear as error:
            plan.outcome.refuse(row.line, str(error))


def _unrepeated(plan: RosterPlan, entries: Iterable[Entry]) -> list[Entry]:
    """The first line of everybody; a second one with the same words is counted, with others refused."""
    seen: dict[tuple[Any, ...], Entry] = {}
    for entry in entries:
        key = _key(entry)
        try:
            if first := seen.setdefault(key, entry):
                _check_repeated(plan, entry, first)
        except Unclear as error:
            plan.outcome.refuse(entry.line, str(error))
    return list(seen.values())


def _key(entry: Entry) -> tuple[Any, ...]:
    if entry.staff_no:
        return entry.home_id, fold(entry.staff_no)
    return entry.home_id, entry.name, entry.phone or entry.unit_id


def _check_repeated(plan: RosterPlan, entry: Entry, first: Entry) -> None:
    if first is entry:
        return
    if not (entry.staff_no or entry.phone):
        raise Unclear(f"和第{first.line}行同名同单位，又都没有工号和手机，分不清是不是两个人，请补上工号")
    what = f"工号“{entry.staff_no}”" if entry.staff_no else f"姓名和手机“{entry.name} {entry.phone}”"
    count_repeated(plan.outcome, what, entry.facts(), (first.line, first.facts()))


def _compare(plan: RosterPlan, entry: Entry, person: RowMapping | None, roll: Roll, *, rename: bool) -> None:
    if person is None:
        plan.new.append(_new(entry))
        plan.outcome.added.append(entry.who + entry.marks)
        return
    roll.found.add(person["id"])
    if not rename and not set(entry.name) & set(person["name"]):
        raise Unclear(
            f"工号“{entry.staff_no}”原来是“{person['name']}”，这里写的是“{entry.name}”，"
            "请核对；确实是同一个人改了名，就加上 --rename"
        )
    values = _values(entry, person)
    if all(person[name] == value for name, value in values.items()):
        plan.outcome.same += 1
        return
    before = dict(person) | {"unit": plan.tree.names[person["unit_id"]]}
    after = values | {"unit": plan.tree.names[entry.unit_id]}
    said = difference(before, after, NAMES) or "换到另一个同名单位"
    plan.outcome.changed.append(Change(person["id"], entry.who, said, values))


def _new(entry: Entry) -> dict[str, Any]:
    post = entry.post or ""
    person = {"name": entry.name, "staff_no": entry.staff_no, "phone": entry.phone, "post": post}
    return person | {
        "unit_id": entry.unit_id,
        "home_id": entry.home_id,
        "role": role_of(post),
        "active": True,
        "outside": bool(entry.outside),
        "on_duty": bool(entry.on_duty),
    }


def _values(entry: Entry, person: RowMapping) -> dict[str, Any]:
    """What the row becomes. A blank number keeps the kept one; a blank post empties it."""
    number = person["staff_no"] if same_number(entry.staff_no, person["staff_no"]) else entry.staff_no
    values = {
        "name": entry.name,
        "staff_no": number or person["staff_no"],
        "phone": entry.phone or person["phone"],
        "unit_id": entry.unit_id,
        "post": person["post"],
        "role": person["role"],
        "active": True,
        "outside": _is_outside(entry, person),
        "on_duty": person["on_duty"] if entry.on_duty is None else entry.on_duty,
    }
    return values if entry.post is None else values | {"post": entry.post, "role": role_of(entry.post)}


def _is_outside(entry: Entry, person: RowMapping) -> bool:
    """What the file says; where it is silent, what is kept, unless only the old post said so."""
    if entry.outside is not None:
        return entry.outside
    only_by_post = OUTSIDE in person["post"] and entry.post is not None
    return bool(person["outside"]) and not only_by_post


def _note_marks(plan: RosterPlan, entries: Iterable[Entry]) -> None:
    """Say how many are 外协 and 值班, and who of other firms has no number to be known by."""
    outside = [entry for entry in entries if entry.outside]
    on_duty = [entry for entry in entries if entry.on_duty]
    counted = (("外协", outside), ("值班", on_duty))
    if said := "、".join(f"{word}{len(found)}人" for word, found in counted if found):
        plan.outcome.notes.append(f"表里有{said}")
    if unknown := [entry.name for entry in outside if not (entry.staff_no or entry.phone)]:
        names = "、".join(unknown[:5])
        plan.outcome.notes.append(f"{len(unknown)}位外协没有手机也没有工号，微信里认不出来：{names}")


def _note_missing(plan: RosterPlan, roll: Roll) -> None:
    missing = [person for person in roll.people if person["active"] and person["id"] not in roll.found]
    plan.gone = [person["id"] for person in missing]
    plan.outcome.missing = [f"{person['name']}（{person['staff_no'] or '没有工号'}）" for person in missing]
