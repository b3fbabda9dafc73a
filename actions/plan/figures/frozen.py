"""A sheet that was handed in, as it was then: its own figures, what it left out, and the decisions that held at its cut."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from actions.plan.figures.figuring import Built
from actions.plan.figures.frames import Asked, level_of
from models.base import Db, Row
from models.plan import choices
from rules.plan.cells import OPTIONS, Frame, LeftOut
from rules.plan.document import Form
from rules.plan.figure import as_read

LEFT_OUT = "left out"
"""No cell is called so: under it the trace keeps what each cell looked at and did not count."""


def trace_to_keep(built: Built) -> dict[str, Any]:
    """What a sheet is made of, cell by cell, and what was left out of each and why."""
    kept: dict[str, Any] = {cell: list(refs) for cell, refs in built.trace.items()}
    left = {cell: [[one.ref, one.why] for one in some] for cell, some in built.left_out.items() if some}
    return kept | ({LEFT_OUT: left} if left else {})


def left_out_then(row: Row) -> dict[str, tuple[LeftOut, ...]]:
    """What a sheet that was handed in had left out; nothing of those sent before that was kept."""
    kept = row["trace"].get(LEFT_OUT, {})
    return {cell: tuple(LeftOut(ref, why) for ref, why in some) for cell, some in kept.items()}


def as_handed_in(db: Db, row: Row, asked: Asked, unit: Row, zone: tzinfo) -> Built:
    """Figures, trace and frame of a sheet that was handed in; nothing of today is asked."""
    last_day: date = row["cut_at"].astimezone(zone).date()
    frame = Frame(
        unit_id=unit["id"],
        level=level_of(unit),
        first=asked.form.since.in_year(asked.year),
        last=min(last_day, asked.form.until.in_year(asked.year)),
        options=options_at(db, asked.form, unit["id"], row["cut_at"]),
    )
    return Built(frame=frame, cells=as_read(row["cells"]), trace=row["trace"], left_out=left_out_then(row))


def options_at(db: Db, form: Form, unit_id: int, at: datetime) -> Mapping[str, str]:
    """How a unit counted at a moment: decisions are never changed, so that what held then can still be read."""
    decided = {
        line["name"]: line["value"]
        for line in choices.lines_of(db, unit_id)
        if (line["plan"], line["duty"]) == (form.plan, form.code)
        and line["name"] in OPTIONS
        and line["at"] <= at
    }
    return {**form.defaults, **{name: value for name, value in decided.items() if value}}
