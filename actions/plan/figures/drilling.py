"""What stands behind a figure: the references of a trace as rows with words, days and places to look. Judges nothing anew."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from sqlalchemy import func, select

from models.base import Db, Row
from models.hazards import TABLE as HAZARDS
from models.people import Person
from models.plan.deeds import ATTENDANCES
from models.plan.deeds import TABLE as DEEDS
from models.units import TABLE as UNITS
from rules.hazard import OFFICIAL, Status
from rules.plan.cells import LeftOut
from rules.plan.document import Kind
from rules.plan.spoken.deed_vocabulary import TOPICS

MOST = 200
"""Rows nobody reads more of at once; the figure itself counts them all."""
HAZARD, DEED, PERSON, UNIT, VISIT = "hazard", "deed", "person", "unit", "visit"


@dataclass(frozen=True)
class Line:
    """One record behind a figure. ``key`` is what its page is asked for by: a hazard's number, the id of a deed or unit."""

    ref: str
    about: str
    key: int
    words: str
    day: date | None = None
    state: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Outside:
    """Records that were looked at and not counted for one reason."""

    why: str
    many: int
    lines: Sequence[Line]


@dataclass(frozen=True)
class Behind:
    """Everything behind a cell. ``groups`` count people by department, whoever may read their names or not."""

    lines: Sequence[Line]
    many: int
    groups: Sequence[tuple[str, int]]
    outside: Sequence[Outside]

    @property
    def more(self) -> int:
        """How many rows are behind the figure and not among these lines."""
        return self.many - len(self.lines)

    @property
    def missed(self) -> int:
        """How many records were looked at and not counted."""
        return sum(those.many for those in self.outside)


@dataclass(frozen=True)
class Eyes:
    """Whose eyes these are: may they read names; what kinds of deeds are called; until when a record was due before.

    ``before`` is what the sheet before was made of.
    """

    names: bool
    kinds: Mapping[str, Kind]
    until: date | None = None
    before: frozenset[str] = frozenset()


def behind(db: Db, refs: Sequence[str], left_out: Sequence[LeftOut], eyes: Eyes) -> Behind:
    """The rows behind a figure and those it left out; a handful of statements, however many there are."""
    shown = list(refs) if eyes.names else [ref for ref in refs if _kind(ref) != PERSON]
    some = shown[-MOST:]
    by_why = _by_why(left_out)
    looked = [ref for those in by_why.values() for ref in those[:MOST]]
    lines = lines_of(db, [*some, *looked], eyes)
    return Behind(
        lines=_newest_first(lines[ref] for ref in some if ref in lines),
        many=len(refs),
        groups=departments_of(db, refs),
        outside=[
            Outside(why, len(those), [lines[ref] for ref in those[:MOST] if ref in lines])
            for why, those in by_why.items()
        ],
    )


def _newest_first(lines: Iterable[Line]) -> list[Line]:
    """What came last is what people ask about; people stand as they are."""
    return sorted(lines, key=lambda line: -(line.day or date.min).toordinal())


def cut_before(before: Row | None, zone: tzinfo) -> date | None:
    """Until which day a record belonged to the sheet before: its formal day, or its cut where that came later."""
    if before is None:
        return None
    cut: datetime = before["cut_at"]
    formal: date = before["formal"]
    return max(cut.astimezone(zone).date(), formal)


def lines_of(db: Db, refs: Iterable[str], eyes: Eyes) -> dict[str, Line]:
    """Each reference as a row; what is not there any more, or may not be read, is left out."""
    by_kind: dict[str, list[str]] = {}
    for ref in dict.fromkeys(refs):
        by_kind.setdefault(_kind(ref), []).append(ref)
    found = {
        **_hazards(db, by_kind.get(HAZARD, ())),
        **_deeds(db, by_kind.get(DEED, ()), eyes.kinds),
        **_visits(db, by_kind.get(VISIT, ())),
        **_units(db, by_kind.get(UNIT, ())),
        **(_people(db, by_kind.get(PERSON, ())) if eyes.names else {}),
    }
    return {ref: replace(line, is_late=_is_late(line, eyes)) for ref, line in found.items()}


def departments_of(db: Db, refs: Iterable[str]) -> list[tuple[str, int]]:
    """People behind a figure, counted by where they work, the largest first; nobody is named."""
    people = [_id(ref) for ref in refs if _kind(ref) == PERSON]
    if not people:
        return []
    query = select(UNITS.c.name, func.count()).join(Person, Person.unit_id == UNITS.c.id)
    rows = db.execute(query.where(Person.id.in_(people)).group_by(UNITS.c.id, UNITS.c.name))
    return sorted(((row[0], int(row[1])) for row in rows), key=lambda pair: (-pair[1], pair[0]))


def difference(then: Sequence[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """What came to a cell since it was handed in, and what went."""
    before, after = set(then), set(now)
    return [ref for ref in now if ref not in before], [ref for ref in then if ref not in after]


def _is_late(line: Line, eyes: Eyes) -> bool:
    """It happened before the last sheet was due and stood in none."""
    if eyes.until is None or line.day is None:
        return False
    return line.day <= eyes.until and line.ref not in eyes.before


def _by_why(left_out: Sequence[LeftOut]) -> dict[str, list[str]]:
    """Most frequent reason first; the ones merged into different numbers are one reason."""
    often = Counter(_reason(one.why) for one in left_out)
    found: dict[str, list[str]] = {why: [] for why, _ in often.most_common()}
    for one in left_out:
        found[_reason(one.why)].append(one.ref)
    return found


def _reason(why: str) -> str:
    return "并入别的号" if why.startswith("并入") else why


def _kind(ref: str) -> str:
    return ref.partition(":")[0]


def _id(ref: str) -> int:
    return int(ref.split(":")[1])


def _hazards(db: Db, refs: Sequence[str]) -> dict[str, Line]:
    if not refs:
        return {}
    columns = ("id", "number", "status", "happened_on", "brief", "description", "urgent")
    query = select(*(HAZARDS.c[name] for name in columns)).where(HAZARDS.c.id.in_(map(_id, refs)))
    rows = {row["id"]: row for row in db.execute(query).mappings()}
    return {ref: _hazard(ref, rows[_id(ref)]) for ref in refs if _id(ref) in rows}


def _hazard(ref: str, row: Row) -> Line:
    state = OFFICIAL[Status(row["status"])] + ("，急" if row["urgent"] else "")
    words = row["brief"] or row["description"] or "只有照片"
    return Line(ref, HAZARD, row["number"] or 0, words, row["happened_on"], state)


def _deeds(db: Db, refs: Sequence[str], kinds: Mapping[str, Kind]) -> dict[str, Line]:
    if not refs:
        return {}
    there = select(func.count()).where(ATTENDANCES.c.deed_id == DEEDS.c.id).scalar_subquery()
    query = select(DEEDS, there.label("people")).where(DEEDS.c.id.in_(map(_id, refs)))
    rows = {row["id"]: row for row in db.execute(query).mappings()}
    return {ref: _deed(ref, rows[_id(ref)], kinds) for ref in refs if _id(ref) in rows}


def _deed(ref: str, row: Row, kinds: Mapping[str, Kind]) -> Line:
    called = kinds[row["kind"]].name if row["kind"] in kinds else "活动"
    about = [topic.name for code, topic in TOPICS.items() if code in row["topics"]]
    words = row["title"] or "、".join([*about, called])
    return Line(ref, DEED, row["id"], words, row["happened_on"], _heads(row["people"], row["attested"]))


def _heads(people: int, attested: int | None) -> str:
    if not people and attested is None:
        return "没填人数"
    parts = ([f"签到{people}人"] if people else []) + ([f"另报{attested}人"] if attested else [])
    return "，".join(parts) or "0人"


def _visits(db: Db, refs: Sequence[str]) -> dict[str, Line]:
    """``visit:deed:unit:n`` is the n-th cadre at one unit."""
    if not refs:
        return {}
    parts = {ref: tuple(map(int, ref.split(":")[1:])) for ref in refs}
    days = dict(
        db.execute(
            select(DEEDS.c.id, DEEDS.c.happened_on).where(DEEDS.c.id.in_({p[0] for p in parts.values()}))
        ).all()
    )
    names = _unit_names(db, {part[1] for part in parts.values()})
    return {
        ref: Line(ref, VISIT, deed, f"{names.get(unit, '一家单位')}，第{n}人", days.get(deed))
        for ref, (deed, unit, n) in parts.items()
    }


def _units(db: Db, refs: Sequence[str]) -> dict[str, Line]:
    names = _unit_names(db, {_id(ref) for ref in refs})
    return {ref: Line(ref, UNIT, _id(ref), names[_id(ref)]) for ref in refs if _id(ref) in names}


def _unit_names(db: Db, units: set[int]) -> dict[int, str]:
    if not units:
        return {}
    return dict(db.execute(select(UNITS.c.id, UNITS.c.name).where(UNITS.c.id.in_(units))).all())


def _people(db: Db, refs: Sequence[str]) -> dict[str, Line]:
    if not refs:
        return {}
    query = select(Person.id, Person.name, UNITS.c.name).join(UNITS, UNITS.c.id == Person.unit_id)
    rows = {row[0]: row for row in db.execute(query.where(Person.id.in_(map(_id, refs))))}
    return {
        ref: Line(ref, PERSON, _id(ref), rows[_id(ref)][1], state=rows[_id(ref)][2])
        for ref in refs
        if _id(ref) in rows
    }
