"""How a question did: how hard it was, whether it told those who know from those who do not, which options nobody took."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

OUTER = 0.27
"""The best and the worst so many of all who sat are compared (Kelley 1939)."""

FEWEST = 10
EASY, HARD = 0.95, 0.3
BLUNT = 0.1


@dataclass(frozen=True)
class Answered:
    """One answer as the analysis needs it: what was given (as written, empty: nothing), and the whole sitting's share."""

    given: str
    right: bool
    share: float


@dataclass(frozen=True)
class Item:
    """``ease`` is the share of right answers (P), ``tells`` the discrimination (D, -1 to 1; None when too few sat)."""

    asked: int
    ease: float
    tells: float | None
    taken: dict[str, int]
    untaken: str

    @property
    def complaint(self) -> str:
        """What its writer should look at, in words; empty when it did well."""
        if self.asked < FEWEST:
            return ""
        if self.tells is not None and self.tells < 0:
            return "会的人反而答错，看看答案标对没有"
        if self.ease < HARD:
            return "太难或有歧义"
        if self.ease > EASY:
            return "太容易"
        if self.tells is not None and self.tells < BLUNT:
            return "会不会都差不多"
        return f"{'、'.join(self.untaken)}没人选" if self.untaken else ""


def item(answers: Sequence[Answered], letters: str) -> Item:
    """The analysis of one question with the options ``letters`` (empty for 判断 and 填空)."""
    asked = len(answers)
    taken = Counter(letter for answer in answers for letter in answer.given if letter in letters)
    ease = sum(answer.right for answer in answers) / asked if asked else 0.0
    untaken = "".join(letter for letter in letters if not taken[letter]) if asked >= FEWEST else ""
    return Item(asked, ease, _tells(answers), dict(taken), untaken)


def _tells(answers: Sequence[Answered]) -> float | None:
    """Right answers among the best minus right answers among the worst."""
    if len(answers) < FEWEST:
        return None
    outer = max(1, round(len(answers) * OUTER))
    ordered = sorted(answers, key=lambda answer: answer.share)
    worst, best = ordered[:outer], ordered[-outer:]
    return sum(answer.right for answer in best) / outer - sum(answer.right for answer in worst) / outer
