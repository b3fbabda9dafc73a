"""The sheet of a union above hospitals: out of counters where they can answer, out of each unit's records where not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from actions.plan.figures import figuring
from actions.plan.figures.figuring import Built
from actions.plan.figures.frames import Asked, frame_of, level_of
from models import people
from models.base import Db, Row
from models.plan import below, counters, facts, past, sheets, taken_in
from models.plan.counters import Coming
from models.units import Units
from rules.plan.cells import OPTIONS, Frame, Told
from rules.plan.document import CellRule
from rules.plan.figure import Figure, added, as_read

COUNTING = ("wards", "outside", "occupational", "listed")
"""Decisions that change what is counted; the counters know only what holds unasked."""
COUNTERS: Mapping[str, str] = {
    "hazards-found": "found",
    "hazards-listed": "listed",
    "hazards-closed": "closed",
}

PEOPLE = ("people-taking-part", "people-at")
NO_LIMIT = 10**9
"""A union's own few cadres do not limit the heads it tells of."""


def build(db: Db, asked: Asked, unit: Row, today: date, zone: tzinfo) -> Built:
    """The sheet of any unit as it would be at this moment."""
    if unit["kind"] not in ("city", "province"):
        return figuring.build_unit(db, asked, unit, today, zone)
    return build_above(db, asked, unit, today, zone)


@dataclass(frozen=True)
class Ground:
    """What a union adds up: the units whose records lie here, their counters for the days, and whether those days are over.

    Counters answer "until today": of days that are over they cannot say who was active in them and later again.
    """

    unit: Row
    units: Units
    frame: Frame
    tallied: Mapping[str, int]
    coming: Coming
    zone: tzinfo
    is_over: bool

    @property
    def days(self) -> tuple[date, date]:
        return self.frame.first, self.frame.last


def build_above(db: Db, asked: Asked, unit: Row, today: date, zone: tzinfo) -> Built:
    """The sheet of a city or province: additive figures and distinct people from its counters."""
    frame = frame_of(db, asked, unit, today)
    before = sheets.sheet_before(db, asked.form.key, unit["id"], asked.due.formal)
    last = as_read(before["cells"]) if before and before["formal"] >= frame.first else {}
    totals = totals_of(db, asked, unit, frame, zone, is_over=frame.last < today)
    since = _people_since(db, asked, unit, frame, before["cut_at"], zone) if before and last else {}
    cells = {
        rule.cell: _figure(totals[rule.cell], last.get(rule.cell), since.get(rule.cell))
        for rule in asked.form.cells
    }
    return Built(frame=frame, cells=cells, trace={}, last=last)


def _figure(total: Figure | None, last: Figure | None, fresh: int | None) -> Figure | None:
    """Of this period: the people who did something since the last sheet; of everything else what came to it."""
    if total is None:
        return None
    if last is None:
        return Figure(total.total, total.total, total.attested, total.capped)
    period = fresh if fresh is not None else max(0, total.total - last.total)
    return Figure(total.total, period, total.attested, total.capped)


def _people_since(
    db: Db, asked: Asked, unit: Row, frame: Frame, cut: datetime, zone: tzinfo
) -> dict[str, int]:
    """People cells alone: whoever did something that was told after the cut, as a hospital counts them."""
    units = below.ids_below(unit["path"])
    fresh: dict[str, int] = {}
    for rule in asked.form.cells:
        if rule.rule not in PEOPLE or frame.level not in rule.whom:
            continue
        kinds = rule.kinds if rule.rule == "people-at" else ()
        days = (frame.first, frame.last)
        named = past.people_who(db, units, days, zone, kinds=kinds, since=cut)
        heads = below.heads_since(db, units, days, kinds, cut)
        over = sum(_over(db, node, n, days, zone, kinds=kinds, since=cut) for node, n in heads.items())
        fresh[rule.cell] = named + sum(heads.values()) - over
    return fresh


def _over(
    db: Db,
    node: int,
    heads: int,
    days: tuple[date, date],
    zone: tzinfo,
    *,
    kinds: Sequence[str],
    since: datetime | None = None,
) -> int:
    """By how many a hospital's heads without names exceed its roll. A union's own few cadres limit nobody."""
    if not below.is_hospital(db, node):
        return 0
    room = people.roll_of(db, node) - past.people_who(db, [node], days, zone, kinds=kinds, since=since)
    return min(heads, max(0, heads - room))


def totals_of(
    db: Db, asked: Asked, unit: Row, frame: Frame, zone: tzinfo, *, is_over: bool = False
) -> dict[str, Figure | None]:
    """The figures of a node for the days of a frame, with what was taken in from other installations."""
    brought = taken_in.taken_in(db, asked.form.key, below.ids_below(unit["path"]), asked.due.formal)
    if is_counted_otherwise(frame):
        here = [node for node in below.counted_below(db, unit["path"]) if node["id"] not in brought]
        return _with_files(_by_records(db, asked, here, frame, zone), brought)
    units = below.ids_below(unit["path"], brought)
    coming = counters.coming(db, units, frame.first, frame.last)
    tallied = counters.tallied(db, unit["id"], frame.first, frame.last, coming)
    for node in brought:  # whoever handed in a file is counted by it, not by what lies here
        for cell, n in counters.tallied(db, node, frame.first, frame.last).items():
            tallied[cell] = tallied.get(cell, 0) - n
    ground = Ground(unit, units, frame, tallied, coming, zone, is_over)
    return _with_files({rule.cell: _total(db, rule, ground) for rule in asked.form.cells}, brought)


def _with_files(own: Mapping[str, Figure | None], brought: Mapping[int, Row]) -> dict[str, Figure | None]:
    files = [as_read(row["body"]["cells"]) for row in brought.values()]
    return {
        cell: added([figure, *(one for file in files if (one := file.get(cell)))]) if figure else None
        for cell, figure in own.items()
    }


def is_counted_otherwise(frame: Frame) -> bool:
    """Whether a decision was taken that the counters do not know."""
    return any(frame.option(name) != next(iter(OPTIONS[name][1])) for name in COUNTING)


def _total(db: Db, rule: CellRule, ground: Ground) -> Figure | None:
    if ground.frame.level not in rule.whom:
        return None
    if rule.rule in PEOPLE:
        return _people(db, rule, ground)
    if rule.rule in COUNTERS:
        return _plain(_hazards(db, rule, ground))
    return _plain(_directly(db, rule, ground))


def _hazards(db: Db, rule: CellRule, ground: Ground) -> int:
    if ground.is_over and rule.rule != "hazards-found":
        listed, closed = past.hazards_of(db, ground.units, ground.days, ground.zone)
        return listed if rule.rule == "hazards-listed" else closed
    name = COUNTERS[rule.rule]
    return ground.tallied.get(name, 0) + ground.tallied.get(f"{name}:occupational", 0)


def _directly(db: Db, rule: CellRule, ground: Ground) -> int:
    """What is so rare, or so short to count, that it needs no counter of its own."""
    path, days = ground.unit["path"], ground.days
    if rule.rule == "sessions":
        return _sessions(db, rule, ground)
    if rule.rule == "units-acting":
        return counters.acting_units(db, ground.units, *days)
    if rule.rule == "leaders-at":
        return below.leaders_at(db, path, rule.kinds, *days)
    if rule.rule == "units-in-care":
        return below.units_in_care(db, path, ground.frame.last)
    return below.person_times(db, path, *days)


def _plain(total: int) -> Figure:
    return Figure(total, total)


def _sessions(db: Db, rule: CellRule, ground: Ground) -> int:
    """Everything led below, once; and what somebody outside led together with somebody below."""
    path = ground.unit["path"]
    if "unit" not in rule.whom:  # classes for leaders are the cities' own
        return len(below.sessions_of_cities(db, path, rule.kinds, *ground.days))
    led = sum(ground.tallied.get(f"held:{kind}:union", 0) for kind in rule.kinds)
    return led + len(below.held_across(db, path, rule.kinds, *ground.days))


def _people(db: Db, rule: CellRule, ground: Ground) -> Figure:
    """People by name, and heads without: of each hospital no more than stand on its roll."""
    measure, heads = _names(rule)
    kinds = rule.kinds if rule.rule == "people-at" else ()
    named = (
        past.people_who(db, ground.units, ground.days, ground.zone, kinds=kinds)
        if ground.is_over
        else ground.tallied.get(measure, 0)
    )
    attested = ground.tallied.get(heads, 0)
    capped = _capped(db, ground, (measure, heads), kinds) if attested else 0
    total = named + attested - capped
    return Figure(total, total, attested, capped)


def _capped(db: Db, ground: Ground, names: tuple[str, str], kinds: Sequence[str]) -> int:
    """Heads over the roll, of every hospital that told any; a few questions however many there are."""
    measure, heads = names
    rolls = facts.rolls_of(db, ground.units)
    tallied = counters.tallied_of(db, ground.units, names, *ground.days, ground.coming)
    told = {node: counts[heads] for node, counts in tallied.items() if counts.get(heads) and node in rolls}
    if ground.is_over:
        return sum(_over(db, node, n, ground.days, ground.zone, kinds=kinds) for node, n in told.items())
    rooms = {node: rolls[node] - tallied[node].get(measure, 0) for node in told}
    return sum(min(told[node], max(0, told[node] - room)) for node, room in rooms.items())


def _names(rule: CellRule) -> tuple[str, str]:
    """The counters of a cell of people: those by name, and heads without."""
    kinds = "+".join(rule.kinds)
    return ("any", "heads") if rule.rule == "people-taking-part" else (f"at:{kinds}", f"heads:{kinds}:union")


def _by_records(
    db: Db, asked: Asked, nodes: Sequence[Row], frame: Frame, zone: tzinfo
) -> dict[str, Figure | None]:
    """The same, the long way: the records of each unit by the rules, and every record once."""
    told = [_records_of(db, asked, node, frame, zone) for node in nodes]
    return {
        rule.cell: _together([one[rule.cell] for one in told]) if frame.level in rule.whom else None
        for rule in asked.form.cells
    }


def _records_of(db: Db, asked: Asked, node: Row, above: Frame, zone: tzinfo) -> dict[str, Told | None]:
    outside = above.option("outside") == "in"
    roll = people.roll_of(db, node["id"], outside=outside) if node["kind"] == "unit" else NO_LIMIT
    frame = Frame(node["id"], level_of(node), above.first, above.last, roll, above.options)
    records = figuring.read_records(db, frame, zone)
    found = {rule.cell: figuring.told_of(db, rule, records, frame) for rule in asked.form.cells}
    if node["kind"] != "unit" or not node["is_legal"]:
        found |= {rule.cell: None for rule in asked.form.cells if rule.rule == "units-acting"}
    return found


def _together(told: Sequence[Told | None]) -> Figure:
    some = [one for one in told if one is not None]
    refs = {ref for one in some for ref in one.counted}
    attested, capped = sum(one.attested for one in some), sum(one.capped for one in some)
    total = len(refs) + attested - capped
    return Figure(total, total, attested, capped)
