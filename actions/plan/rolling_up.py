"""The sheet of a union above hospitals: out of counters where they can answer, out of each unit's records where not."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo

from actions.plan import figuring
from actions.plan.figuring import Built
from actions.plan.frames import Asked, frame_of
from models.base import Db, Row
from models.plan import below, facts, sheets, taken_in, tallies
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

Tallied = Mapping[str, int]


def build(db: Db, asked: Asked, unit: Row, today: date, zone: tzinfo) -> Built:
    """The sheet of any unit as it would be at this moment."""
    if unit["kind"] not in ("city", "province"):
        return figuring.build_unit(db, asked, unit, today, zone)
    return build_above(db, asked, unit, today, zone)


def build_above(db: Db, asked: Asked, unit: Row, today: date, zone: tzinfo) -> Built:
    """The sheet of a city or province: additive figures and distinct people from its counters."""
    frame = frame_of(db, asked, unit, today)
    before = sheets.sheet_before(db, asked.form.key, unit["id"], asked.due.formal)
    last = as_read(before["cells"]) if before and before["formal"] >= frame.first else {}
    totals = totals_of(db, asked, unit, frame, zone)
    since = totals_since(db, asked, unit, frame, before, zone) if last else {}
    cells = {
        rule.cell: _figure(rule, totals[rule.cell], last.get(rule.cell), since.get(rule.cell))
        for rule in asked.form.cells
    }
    return Built(frame=frame, cells=cells, trace={}, last=last)


def _figure(rule: CellRule, total: Figure | None, last: Figure | None, fresh: Figure | None) -> Figure | None:
    """Of this period: the people who did something since the last sheet; of everything else what came to it."""
    if total is None:
        return None
    if last is None:
        return Figure(total.total, total.total, total.attested, total.capped)
    period = fresh.total if fresh is not None else max(0, total.total - last.total)
    return Figure(total.total, period, total.attested, total.capped)


def totals_since(
    db: Db, asked: Asked, unit: Row, frame: Frame, before: Row | None, zone: tzinfo
) -> dict[str, Figure | None]:
    """People cells alone, counted from the day of the last cut on."""
    if before is None:
        return {}
    cut: date = before["cut_at"].astimezone(zone).date()
    fresh = Frame(frame.unit_id, frame.level, max(frame.first, cut), frame.last, frame.roll, frame.options)
    people = [rule for rule in asked.form.cells if rule.rule in ("people-taking-part", "people-at")]
    if not people:
        return {}
    found = totals_of(db, asked, unit, fresh, zone)
    return {rule.cell: found[rule.cell] for rule in people}


def totals_of(db: Db, asked: Asked, unit: Row, frame: Frame, zone: tzinfo) -> dict[str, Figure | None]:
    """The figures of a node for the days of a frame, with what was taken in from other installations."""
    nodes = below.counted_below(db, unit["path"])
    brought = taken_in.taken_in(db, asked.form.key, [node["id"] for node in nodes], asked.due.formal)
    here = [node for node in nodes if node["id"] not in brought]
    if is_counted_otherwise(frame):
        return _with_files(_by_records(db, asked, here, frame, zone), brought)
    units = [node["id"] for node in here]
    tallied = dict(tallies.tallied(db, unit["id"], frame.first, frame.last, units))
    for node in brought:  # whoever handed in a file is counted by it, not by what lies here
        for cell, n in tallies.tallied(db, node, frame.first, frame.last, []).items():
            tallied[cell] = tallied.get(cell, 0) - n
    own = {
        rule.cell: _total(db, rule, unit, frame, tallied=tallied, units=units) for rule in asked.form.cells
    }
    return _with_files(own, brought)


def _with_files(own: Mapping[str, Figure | None], brought: Mapping[int, Row]) -> dict[str, Figure | None]:
    files = [as_read(row["body"]["cells"]) for row in brought.values()]
    return {
        cell: added([figure, *(one for file in files if (one := file.get(cell)))]) if figure else None
        for cell, figure in own.items()
    }


def is_counted_otherwise(frame: Frame) -> bool:
    """Whether a decision was taken that the counters do not know."""
    return any(frame.option(name) != next(iter(OPTIONS[name][1])) for name in COUNTING)


def _total(
    db: Db, rule: CellRule, unit: Row, frame: Frame, *, tallied: Tallied, units: Sequence[int]
) -> Figure | None:
    if frame.level not in rule.whom:
        return None
    kinds = "+".join(rule.kinds)
    people = {
        "people-taking-part": ("any", "heads"),
        "people-at": (f"at:{kinds}", f"heads:{kinds}:union"),
    }
    if rule.rule in people:
        return _people(db, tallied, units, frame, people[rule.rule])
    if rule.rule in COUNTERS:
        name = COUNTERS[rule.rule]
        return _plain(tallied.get(name, 0) + tallied.get(f"{name}:occupational", 0))
    return _plain(_directly(db, rule, unit, frame, tallied=tallied, units=units))


def _directly(
    db: Db, rule: CellRule, unit: Row, frame: Frame, *, tallied: Tallied, units: Sequence[int]
) -> int:
    """What is so rare, or so short to count, that it needs no counter of its own."""
    path, days = unit["path"], (frame.first, frame.last)
    if rule.rule == "sessions":
        return _sessions(db, rule, unit, frame, tallied)
    if rule.rule == "units-acting":
        return tallies.acting_units(db, units, frame.first)
    if rule.rule == "leaders-at":
        return below.leaders_at(db, path, rule.kinds, *days)
    if rule.rule == "units-in-care":
        return below.units_in_care(db, path, frame.last)
    return below.person_times(db, path, *days)


def _plain(total: int) -> Figure:
    return Figure(total, total)


def _sessions(db: Db, rule: CellRule, unit: Row, frame: Frame, tallied: Tallied) -> int:
    """Everything led below, once; and what somebody outside led together with somebody below."""
    if "unit" not in rule.whom:  # classes for leaders are the cities' own
        return len(below.sessions_of_cities(db, unit["path"], rule.kinds, frame.first, frame.last))
    led = sum(tallied.get(f"held:{kind}:union", 0) for kind in rule.kinds)
    return led + len(below.held_across(db, unit["path"], rule.kinds, frame.first, frame.last))


def _people(db: Db, tallied: Tallied, units: Sequence[int], frame: Frame, names: tuple[str, str]) -> Figure:
    """People by name, and heads without: of each unit no more than stand on its roll."""
    measure, heads = names
    named, attested = tallied.get(measure, 0), tallied.get(heads, 0)
    capped = _over_the_roll(db, units, frame, names) if attested else 0
    return Figure(named + attested - capped, named + attested - capped, attested, capped)


def _over_the_roll(db: Db, units: Sequence[int], frame: Frame, names: tuple[str, str]) -> int:
    measure, heads = names
    told = below.with_heads(db, units, heads, frame.first, frame.last)
    by_unit = tallies.tallied_of(db, sorted(told), frame.first, frame.last)
    over = 0
    for node, count in told.items():
        if below.is_hospital(db, node):
            room = facts.roll_of(db, node) - by_unit[node].get(measure, 0)
            over += min(count, max(0, count - room))
    return over


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
    own = frame_of(db, asked, node, above.last)
    frame = Frame(own.unit_id, own.level, above.first, above.last, own.roll, above.options)
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
