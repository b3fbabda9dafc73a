"""所有科室都参加: departments against deeds, who has not taken part, who is not counted, and each kind of drill by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, render_template

from actions.plan import standings
from actions.plan.standings import Matrix, matrix_of
from models.base import Row
from models.plan import choices
from rules.plan.dues import Due, standing_on
from rules.plan.duty import Measure
from rules.plan.spoken.deed_vocabulary import TOPICS
from web.console.doorkeeper import console, guest_scope
from web.console.plans.found import NO_DUTY, Found, hospital_duty, until_words, window_words
from web.console.plans.lines import deed_url
from web.desk import this_desk
from web.reading import reading

SPLIT = ("emergency", "escape")
"""A drill is for what to do, for getting out, or for both (A27)."""


@dataclass(frozen=True)
class Line:
    """One department: where it was, by the order of the deeds."""

    id: int
    name: str
    there: Sequence[bool]

    @property
    def times(self) -> int:
        return sum(self.there)


@dataclass(frozen=True)
class Split:
    """One kind of drill: how often it was held, and how many departments it reached."""

    name: str
    held: int
    reached: int


@console.get("/plans/<code>/<duty>/matrix")
def matrix(code: str, duty: str) -> str:
    """The matrix of the window that is open; prints on A4."""
    found = hospital_duty(code, duty)
    db, today = reading(), this_desk().today()
    if found.duty.goal.measure is not Measure.DEPARTMENTS:
        abort(404, NO_DUTY)
    due = _due_of(found, today)
    held = matrix_of(db, found.unit["id"], found.duty.goal.kinds, due)
    lines = _lines(held)
    return render_template(
        "plan/matrix.html",
        plan=found.plan,
        duty=found.duty,
        unit=found.unit,
        scope=guest_scope(),
        lines=lines,
        missing=[line for line in lines if not line.times],
        heads=held.deeds,
        each=[len(held.there.get(row["id"], frozenset()) & set(held.departments)) for row in held.deeds],
        excused=held.excused,
        splits=splits_of(held),
        topics=lambda row: [TOPICS[topic].name for topic in SPLIT if topic in row["topics"]],
        until=until_words(due, today),
        window=window_words(due),
        deed_url=deed_url(found.duty),
        today=today,
    )


def _due_of(found: Found, today: date) -> Due:
    decided = choices.choices_of(reading(), found.unit["id"])
    due = standings.moved(
        standing_on(found.duty, today), decided.get((found.plan.code, found.duty.code, choices.DAY))
    )
    return due or abort(404, "这一期还没开始，到时候再看。")


def _lines(held: Matrix) -> list[Line]:
    """Those that were nowhere come first."""
    lines = [
        Line(key, name, [key in held.there.get(row["id"], frozenset()) for row in held.deeds])
        for key, name in held.departments.items()
    ]
    return sorted(lines, key=lambda line: bool(line.times))


def splits_of(held: Matrix) -> list[Split]:
    """Where somebody wrote down which kind of drill it was; nothing where nobody did."""
    found = [_split(held, topic, [row for row in held.deeds if topic in row["topics"]]) for topic in SPLIT]
    return found if any(split.held for split in found) else []


def _split(held: Matrix, topic: str, rows: Sequence[Mapping[str, object] | Row]) -> Split:
    reached = {key for row in rows for key in held.there.get(int(str(row["id"])), frozenset())}
    return Split(TOPICS[topic].name, len(rows), len(reached & set(held.departments)))
