"""Every window of a duty in one year: its days, and how it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.plan import standings
from models.base import Db
from models.plan import choices, sheets
from rules.plan.dues import Due, dues, is_before
from rules.plan.duty import Measure
from rules.plan.standing import Standing, of_deeds, of_one
from web.console.plans.found import Found, done_word, until_words, window_words
from web.console.plans.lines import state_of, state_words
from web.console.plans.strip import edition_of


@dataclass(frozen=True)
class Window:
    """One window of the year: its days, and how it went."""

    due: Due
    until: str
    words: str
    standing: Standing | None
    state: str
    said: str


def windows_of(
    db: Db, found: Found, today: date, own: Mapping[str, str], began: date | None = None
) -> list[Window]:
    """Every window of this year's edition. What is told deed by deed is judged in one go.

    What fell due before the unit ``began`` here is said so.
    """
    year = edition_of(found.plan, today)
    every = [standings.moved(due, own[choices.DAY]) or due for due in dues(found.duty, year)]
    judged = _judged(db, found, every, int(own[choices.QUOTA] or 0) or None) if found.binds else {}
    done = done_word(found.plan, found.duty)
    return [
        _window(due, judged.get(due.formal), today, done, before=due.formal < today and is_before(due, began))
        for due in every
    ]


def _window(due: Due, standing: Standing | None, today: date, done: str, *, before: bool) -> Window:
    begun = standing is not None and due.opens <= today
    return Window(
        due,
        until_words(due, today, done),
        window_words(due),
        standing if begun else None,
        state_of(standing, due, today, before=before) if begun and standing else "",
        state_words(standing, due, today, before=before)
        if begun and standing
        else ("还没开始" if due.opens > today else ""),
    )


def _judged(db: Db, found: Found, every: Sequence[Due], quota: int | None) -> Mapping[date, Standing]:
    duty, unit_id = found.duty, found.unit["id"]
    if not every:
        return {}
    if duty.goal.measure is Measure.SHEET:
        sent = {
            row["formal"]
            for row in sheets.sheets_of(db, duty.goal.form, unit_id)
            if row["state"] in sheets.STANDING
        }
        return {due.formal: of_one(is_done=due.formal in sent, lack="还没报出") for due in every}
    if duty.goal.measure is Measure.DEEDS:
        whole = replace(
            every[-1], opens=min(due.opens for due in every), closes=max(due.closes for due in every)
        )
        done = standings.done_by(db, unit_id, whole)
        return {due.formal: of_deeds(duty, due, done, quota) for due in every}
    return {}
