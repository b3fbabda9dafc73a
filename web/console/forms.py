"""What was typed into a form: words, days, and whether the page it stood on is out of date."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request

from models import history
from models.base import Db, Row
from rules.hazard import WrongMoment
from rules.refusal import Refused
from web.console.days import day_of, furthest

Form = Mapping[str, str]
"""What was sent: the fields of the page, or those of one row of it."""


def typed(name: str, longest: int, missing: str, form: Form | None = None) -> str:
    """What was typed into a field; refuses an empty one with the sentence that asks for it."""
    words = optional(name, longest, form)
    if not words:
        raise Refused(missing)
    return words


def optional(name: str, longest: int, form: Form | None = None) -> str:
    """The same, where nothing is fine."""
    return (request.form if form is None else form).get(name, "").strip()[:longest].strip()


def day_typed(
    name: str, missing: str, *, first: date, last: date | None = None, form: Form | None = None
) -> date:
    """A day of a date field from ``first`` to ``last``; where none is given it is a deadline, and ends half a year off."""
    day = _day(optional(name, len("2016-02-29-"), form))
    if day is None:
        raise Refused(missing)
    if day < first:
        raise Refused(f"{day_of(day)}太早了，最早写{day_of(first)}。")
    if last is None and day > furthest():
        raise Refused(f"{day_of(day)}太远了，最远写到{day_of(furthest())}。")
    if last is not None and day > last:
        raise Refused(f"{day_of(day)}还没到，最晚写{day_of(last)}。")
    return day


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if len(words) == 10 else None
    except ValueError:
        return None


def as_seen(db: Db, row: Row, *names: str) -> None:
    """Refused when one of these facts is not what the form showed (its hidden ``was_…``) any more."""
    shown = {name: request.form.get(f"was_{name}", plain(row[name])) for name in names}
    stale = [name for name in names if plain(shown[name]) != plain(row[name])]
    if stale:
        last = history.history_of(db, row["id"])[-1:]
        who = (last[0]["person_name"] if last else None) or "别人"
        raise WrongMoment(f"{row['number']}号{who}刚改过，你这次没动它。\n先看看现在怎样，再点。")


def plain(value: Any) -> str:
    """A fact as a hidden field carries it."""
    return "" if value is None else str(value).replace("\r\n", "\n")
