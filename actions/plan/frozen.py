"""A sheet that was handed in, as it was then: its own figures, and the decisions that held at its cut."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from actions.plan.figuring import Built
from actions.plan.frames import Asked, level_of
from models.base import Db, Row
from models.plan import choices
from rules.plan.cells import OPTIONS, Frame
from rules.plan.document import Form
from rules.plan.figure import as_read


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
    return Built(frame=frame, cells=as_read(row["cells"]), trace=row["trace"])


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
