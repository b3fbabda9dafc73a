"""Whether the bank fills a paper, whoever draws and whatever chance says. Drawing itself stands in the rules."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from actions.quiz.bank import Bank
from models.base import Db
from models.units import find_unit
from rules.quiz.drawing import described, fits_of
from rules.quiz.paper import Part, Recipe
from rules.quiz.question import Question

Known = Mapping[int, Question]


def pool_of(db: Db, unit_id: int, bank: Bank, now: datetime) -> Known:
    """The questions that everybody below a unit gets asked: shipped, its own, and those of all above it."""
    path = find_unit(db, unit_id)["path"]
    return bank.live(db, tuple(int(part) for part in path.strip("/").split("/") if part), now)


def shortages(recipe: Recipe, pool: Known, *days: date) -> list[str]:
    """What the bank lacks on one of these days, in sentences; none when every draw comes out whole.

    A part may lose as many questions to the parts before it as both could take.
    """
    if recipe.fixed:
        return _gone(recipe.fixed, pool, days)
    said = {short: None for day in days for short in _short(recipe.parts, pool, day)}
    return list(said)


def _gone(fixed: Sequence[int], pool: Known, days: Sequence[date]) -> list[str]:
    gone = [key for key in fixed if key not in pool or not all(pool[key].holds_on(day) for day in days)]
    return [f"选好的题里有{len(gone)}道停用了，换掉再发"] if gone else []


def _short(parts: Sequence[Part], pool: Known, day: date) -> list[str]:
    said: list[str] = []
    before: list[tuple[set[int], int]] = []
    for part in parts:
        fits = set(fits_of(part, pool, day))
        left = len(fits) - sum(min(count, len(fits & others)) for others, count in before)
        if left < part.count:
            taken = "，前面几行可能先用掉" if left < len(fits) else "道"
            said.append(f"{described(part)}要{part.count}道，题库里有{len(fits)}{taken}")
        before.append((fits, part.count))
    return said


def narrowest_first(parts: Sequence[Part], pool: Known, day: date) -> tuple[Part, ...]:
    """What few questions fit draws before what many fit, so that it finds them still there."""
    return tuple(sorted(parts, key=lambda part: len(fits_of(part, pool, day))))
