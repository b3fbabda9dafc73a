"""Which questions somebody gets, in which order, and in which order their options stand. Chance is given."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from rules.quiz.paper import Part, Recipe
from rules.quiz.question import LETTERS, Kind, Question


class TooFew(Exception):
    """The bank has fewer questions than a paper asks for; ``str(error)`` says of which sort and how many."""


@dataclass(frozen=True)
class Drawn:
    """One question of a sitting: which, in which order its options stand (``CAB``; empty where there are none)."""

    question_id: int
    order: str
    points: int = 1


Bank = Mapping[int, Question]


def draw(recipe: Recipe, bank: Bank, day: date, chance: Random) -> list[Drawn]:
    """The questions of one sitting. Raises ``TooFew`` when the bank cannot fill the paper."""
    chosen = list(_chosen(recipe, bank, day, chance))
    if recipe.shuffled:
        chance.shuffle(chosen)
    return [
        Drawn(key, _order(bank[key], chance if recipe.shuffled else None), points) for key, points in chosen
    ]


def _chosen(recipe: Recipe, bank: Bank, day: date, chance: Random) -> Iterator[tuple[int, int]]:
    """Ids with their points. A question is drawn once, though several parts would take it."""
    if recipe.fixed:
        yield from ((key, 1) for key in recipe.fixed if key in bank)
        return
    taken: set[int] = set()
    for part in recipe.parts:
        fitting = fits_of(part, bank, day, taken)
        if len(fitting) < part.count:
            raise TooFew(f"{described(part)}要{part.count}道，题库里只有{len(fitting)}道")
        picked = _apart(fitting, part.count, bank, {bank[key].fact for key in taken}, chance)
        taken.update(picked)
        yield from ((key, part.points) for key in picked)


def _apart(fitting: list[int], count: int, bank: Bank, told: set[str], chance: Random) -> list[int]:
    """So many by chance, no two that rest on one fact as long as there are others: one would tell the other's answer."""
    chance.shuffle(fitting)
    first: list[int] = []
    twins: list[int] = []
    for key in fitting:
        fact = bank[key].fact
        (twins if fact and fact in told else first).append(key)
        told.add(fact)
    return (first + twins)[:count]


def fits_of(part: Part, bank: Bank, day: date, taken: Collection[int] = ()) -> list[int]:
    """The questions a part may take, those of ``taken`` left out."""
    return [key for key, question in bank.items() if key not in taken and _fits(part, question, day)]


def _fits(part: Part, question: Question, day: date) -> bool:
    return (
        (not part.kinds or question.kind in part.kinds)
        and (not part.levels or question.level in part.levels)
        and (not part.topics or not set(part.topics).isdisjoint(question.topics))
        and question.holds_on(day)
    )


def described(part: Part) -> str:
    """``消防、燃气的单选``."""
    kinds = "、".join(_CALLED[kind] for kind in part.kinds) or "题"
    return f"{'、'.join(part.topics)}的{kinds}" if part.topics else kinds


def shuffled_order(question: Question, chance: Random) -> str:
    """Its options in an order of chance."""
    return _order(question, chance)


def _order(question: Question, chance: Random | None) -> str:
    if question.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        return ""
    letters = list(LETTERS[: len(question.options)])
    if chance:
        chance.shuffle(letters)
    return "".join(letters)


def spread(keys: Sequence[int], count: int, chance: Random) -> list[int]:
    """So many of the keys, or all there are."""
    return chance.sample(list(keys), min(count, len(keys)))


_CALLED = {Kind.SINGLE: "单选题", Kind.MULTIPLE: "多选题", Kind.JUDGE: "判断题", Kind.FILL: "填空题"}
