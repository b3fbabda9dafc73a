"""A sign-in list against the roll: who is found, who is ambiguous, who is unknown; and bringing the found ones in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from actions.importing.rows import Column
from actions.plan.doing import attending
from actions.plan.doing.deeds import as_said, correct
from models.base import Db, Row
from models.people import Person
from models.plan import deeds
from models.units import Unit
from rules.refusal import Refused
from rules.words.plain_text import clean

NAME, NUMBER, DEPARTMENT = "姓名", "工号", "科室"
COLUMNS = (
    Column(NAME, ("名字", "职工姓名", "参加人员", "签到人")),
    Column(NUMBER, ("职工号", "员工号", "人员编号", "手机号", "电话"), needed=False),
    Column(DEPARTMENT, ("部门", "单位", "所在科室", "病区"), needed=False),
)
AT_ONCE = 400
LISTS = "counted_lists"
"""Among the details of a deed: the lists whose unknown people were counted as heads, so that none counts twice."""


@dataclass(frozen=True)
class Signed:
    """One line of a list, as it is written."""

    line: int
    name: str
    number: str = ""
    department: str = ""


class Fate(StrEnum):
    """What becomes of a line."""

    UNKNOWN = "unknown"
    SEVERAL = "several"
    FOUND = "found"
    THERE = "there"
    TWICE = "twice"


@dataclass(frozen=True)
class Matched:
    """A line, whom it means if anybody, and what to know about it."""

    signed: Signed
    fate: Fate
    person_id: int | None = None
    note: str = ""


def match(db: Db, unit: Row, deed_id: int, lines: Sequence[Signed]) -> list[Matched]:
    """Whom each line means among the people at or below a unit. Staff number first, then name, then department."""
    known = _named(db, unit["path"], {_bare(line.name) for line in lines})
    came = {row["person_id"] for row in deeds.there(db, deed_id)}
    seen: set[int] = set()
    found: list[Matched] = []
    for line in lines:
        one = _meant(line, known.get(_bare(line.name), ()))
        if one.person_id is not None:
            one = _once(one, one.person_id, came, seen)
        found.append(one)
    return found


def _once(one: Matched, person_id: int, came: set[int], seen: set[int]) -> Matched:
    if person_id in seen:
        return replace(one, fate=Fate.TWICE, note="表里写了两次，算一次")
    seen.add(person_id)
    return replace(one, fate=Fate.THERE, note="已经签过") if person_id in came else one


def _named(db: Db, path: str, names: set[str]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    wanted = sorted(names)
    query = (
        select(Person.id, Person.name, Person.staff_no, Person.phone, Unit.name.label("unit_name"))
        .join(Unit, Unit.id == Person.unit_id)
        .where(Unit.path.startswith(path, autoescape=True), Person.active)
        .order_by(Person.id)
    )
    for at in range(0, len(wanted), AT_ONCE):
        some = query.where(Person.name.in_(wanted[at : at + AT_ONCE]))
        for row in db.execute(some).mappings():
            found[row["name"]].append(dict(row))
    return found


def _meant(line: Signed, named: Sequence[Row]) -> Matched:
    """A number decides; without one the name, and among namesakes the department."""
    if not named:
        return Matched(line, Fate.UNKNOWN, note="花名册上没有这个名字")
    number = line.number.strip()
    if number:
        same = [one for one in named if _same(number, one["staff_no"]) or _same(number, one["phone"])]
        if same:
            return _found(line, same[0])
        return Matched(line, Fate.UNKNOWN, note=f"有叫{_bare(line.name)}的，工号对不上")
    here = [one for one in named if _is_in(one["unit_name"], line.department)] or list(named)
    if len(here) == 1:
        return _found(line, here[0])
    where = "、".join(dict.fromkeys(one["unit_name"] for one in here[:4]))
    return Matched(line, Fate.SEVERAL, note=f"有{len(here)}位：{where}。写上工号")


def _same(told: str, known: str | None) -> bool:
    """A number as the roll has it; Excel drops the noughts it begins with."""
    return bool(known) and told.lstrip("0") == (known or "").lstrip("0")


def _found(line: Signed, person: Row) -> Matched:
    """The department is told where the list said another one, or none."""
    told = _is_in(person["unit_name"], line.department)
    return Matched(line, Fate.FOUND, person["id"], "" if told else person["unit_name"])


def _is_in(unit: str, said: str) -> bool:
    words = _bare(said)
    return bool(words) and (words in unit or unit in words)


def _bare(words: str) -> str:
    return "".join(clean(words).split())


def bring_in(
    db: Db,
    deed_id: int,
    matched: Sequence[Matched],
    *,
    now: datetime,
    by_id: int | None,
    heads: str,
    today: date,
) -> tuple[int, int]:
    """Everybody found was there; how many are new, and how many of the others were counted as heads.

    ``heads`` is a mark of the list (its digest) where the others are to be counted, empty where they are not.
    """
    found = [one.person_id for one in matched if one.fate is Fate.FOUND and one.person_id is not None]
    new = attending.add(db, deed_id, found, now, how="import")
    others = unnamed(matched)
    if not (heads and others):
        return new, 0
    said = as_said(db, deeds.hold_deed(db, deed_id))
    before = list(said.details.get(LISTS, ()))
    if heads in before:
        raise Refused("这张表里花名册上没有的人，前面已经按人数算过一次了。")
    more = replace(
        said,
        attested=(said.attested or 0) + others,
        details={**said.details, LISTS: [*before, heads]},
    )
    why = f"签到表里{others}人花名册上对不上，按人数算"
    correct(db, deed_id, more, why, now, by_id=by_id, today=today)
    return new, others


def unnamed(matched: Sequence[Matched]) -> int:
    """How many of a list nobody on the roll stands for."""
    return sum(one.fate in (Fate.UNKNOWN, Fate.SEVERAL) for one in matched)
