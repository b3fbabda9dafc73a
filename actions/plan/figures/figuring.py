"""Filling a sheet: every cell of one unit out of its records, and of a union out of the counters of those below it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo

from actions.plan.figures.frames import Asked, frame_of
from models.base import Db, Row
from models.plan import facts, sheets
from rules.plan.cells import RULES, Frame, LeftOut, Told, tell
from rules.plan.document import CellRule
from rules.plan.figure import Figure, as_read, figure
from rules.plan.records import Records


@dataclass(frozen=True)
class Built:
    """A sheet as it would be at this moment: figures, what each is made of, and what was looked at and left out."""

    frame: Frame
    cells: Mapping[str, Figure | None]
    trace: Mapping[str, list[str]]
    left_out: Mapping[str, tuple[LeftOut, ...]] = field(default_factory=dict)
    no_heads: int = 0
    last: Mapping[str, Figure | None] = field(default_factory=dict)


def read_records(db: Db, frame: Frame, zone: tzinfo) -> Records:
    """Everything the sheet of one unit is counted from."""
    outside = frame.option("outside") == "in"
    deeds = facts.deeds_between(db, frame.unit_id, frame.first, frame.last)
    own = facts.acts_between(db, frame.unit_id, frame.first, frame.last, zone, outside=outside)
    return Records(
        hazards=facts.hazards_between(db, frame.unit_id, frame.first, frame.last, zone),
        deeds=deeds,
        acts=own,
        visits=facts.visits_between(db, frame.unit_id, frame.first, frame.last),
        care=facts.care_facts(db, frame.unit_id),
    )


def build_unit(db: Db, asked: Asked, unit: Row, today: date, zone: tzinfo) -> Built:
    """The sheet of one unit, by the rules, out of its records."""
    frame = frame_of(db, asked, unit, today)
    records = read_records(db, frame, zone)
    before = sheets.sheet_before(db, asked.form.key, unit["id"], asked.due.formal)
    told = {rule.cell: told_of(db, rule, records, frame) for rule in asked.form.cells}
    return Built(
        frame=frame,
        cells={
            cell: _figure(db, asked, cell, said, records=records, frame=frame, before=before)
            for cell, said in told.items()
        },
        trace={cell: list(said.counted) for cell, said in told.items() if said},
        left_out={cell: said.left_out for cell, said in told.items() if said},
        no_heads=_without_heads(asked, records, frame),
        last=as_read(before["cells"]) if before and before["formal"] >= frame.first else {},
    )


def told_of(db: Db, rule: CellRule, records: Records, frame: Frame) -> Told | None:
    """A class of leaders is attended by people of other rolls: they are read by the deed, not by the roll."""
    if rule.rule == "leaders-at" and frame.level in rule.whom:
        held = [deed.id for deed in records.deeds if deed.kind in rule.kinds and deed.leads == frame.unit_id]
        records = replace(records, acts=facts.attended_at(db, held))
    return tell(rule, records, frame)


def _figure(
    db: Db, asked: Asked, cell: str, told: Told | None, *, records: Records, frame: Frame, before: Row | None
) -> Figure | None:
    if told is None:
        return None
    if before is None or before["formal"] < frame.first:
        return Figure(told.figure, told.figure, told.attested, told.capped)
    rule = asked.form.rule_of(cell)
    if RULES[rule.rule].of_people:
        return _of_people(db, rule, told, records, frame=frame, before=before)
    days, formal = _days(records), before["formal"]
    return figure(told, before["trace"].get(cell, ()), lambda ref: days.get(ref, frame.last) <= formal)


def _of_people(db: Db, rule: CellRule, told: Told, records: Records, *, frame: Frame, before: Row) -> Figure:
    """People do not add up over the months: of this period is whoever did something that was recorded since the cut."""
    cut: datetime = before["cut_at"]
    fresh = replace(
        records,
        acts=tuple(act for act in records.acts if act.at > cut),
        deeds=tuple(deed for deed in records.deeds if deed.recorded_at > cut),
    )
    now = told_of(db, rule, fresh, frame)
    before_it = tuple(act for act in fresh.acts if act.day <= before["formal"])
    late = told_of(db, rule, replace(fresh, acts=before_it, deeds=()), frame)
    period = now.figure if now else 0
    return Figure(told.figure, period, told.attested, told.capped, late.named if late else 0)


def _days(records: Records) -> dict[str, date]:
    """The day of each record that can be counted."""
    days = {f"hazard:{row.id}": row.found_on for row in records.hazards}
    days |= {f"deed:{deed.id}": deed.happened_on for deed in records.deeds}
    for visit in records.visits:
        for n in range(1, visit.cadres + 1):
            days[f"visit:{visit.deed_id}:{visit.unit_id}:{n}"] = visit.day
    return days


def _without_heads(asked: Asked, records: Records, frame: Frame) -> int:
    """Sessions that count and of which nobody said how many were there."""
    kinds = {kind for rule in asked.form.cells if rule.rule == "sessions" for kind in rule.kinds}
    some = (deed for deed in records.deeds if deed.kind in kinds and deed.leads == frame.unit_id)
    return sum(deed.by_union and deed.attested is None and deed.people == 0 for deed in some)
