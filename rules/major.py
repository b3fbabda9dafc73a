"""Which item of the published lists of major hazards words resemble, and what to ask about it. A person always decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules.kinds import DENIED, ONLY_TALK


class Finding(StrEnum):
    """What the answers come to: 像, 不像 or 拿不准. None of them is a decision."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"
    UNSURE = "unsure"


FINDING_NAMES = {Finding.LIKELY: "像", Finding.UNLIKELY: "不像", Finding.UNSURE: "拿不准"}

_SAME_CLASS = 2
"""A hint of the hazard's own class is worth as much as a word of two characters."""


@dataclass(frozen=True)
class Listing:
    """A published list: its name, a short one for chat, its document and date, and what we have not seen of it."""

    name: str
    short: str
    document: str
    date: str
    note: str = ""


@dataclass(frozen=True)
class Step:
    """One yes/no question; None goes on to the next one."""

    text: str
    yes: Finding | None
    no: Finding | None


@dataclass(frozen=True)
class Item:
    """One item of a list. A hint holds alternatives; all must be said, and the last, the fault, not denied."""

    id: str
    listing: Listing
    number: str
    short: str
    told: str
    codes: tuple[str, ...]
    hints: tuple[tuple[tuple[str, ...], ...], ...]
    steps: tuple[Step, ...]
    actions: tuple[str, str]

    @property
    def cited(self) -> str:
        """How a chat line names it: 重大清单第4条; the list alone where its count is not known."""
        return self.listing.short + self.number


@dataclass(frozen=True)
class Question:
    """The next thing to ask about ``item``: the ``at``-th of ``of``, from 1."""

    item: Item
    text: str
    at: int
    of: int


@dataclass(frozen=True)
class Verdict:
    """What the answers suggest about ``item``, for the person who decides."""

    item: Item
    finding: Finding

    @property
    def said(self) -> str:
        """像, 不像 or 拿不准, with the item cited."""
        return f"{FINDING_NAMES[self.finding]}{self.item.cited}：{self.item.short}"


def resembling(words: str, code: str, items: Sequence[Item]) -> Item | None:
    """The likeliest item; of equals one of the hazard's class ``code``, then the first. None when nothing fits."""
    if any(talk in words for talk in ONLY_TALK):
        return None
    scores = [_score(words, code, item) for item in items]
    best = max(scores, default=0)
    return items[scores.index(best)] if best else None


def ask(item: Item, answers: Sequence[bool | None]) -> Question | Verdict:
    """The next question, or what the answers come to; None is 不知道, and leaves it to an expert."""
    for step, answer in zip(item.steps, answers, strict=False):
        if answer is None:
            return Verdict(item, Finding.UNSURE)
        if found := step.yes if answer else step.no:
            return Verdict(item, found)
    if len(answers) >= len(item.steps):
        return Verdict(item, Finding.UNSURE)
    at = len(answers)
    return Question(item, item.steps[at].text, at + 1, len(item.steps))


def _score(words: str, code: str, item: Item) -> int:
    """The characters of the best hint that is said in full."""
    best = max((_said(words, hint) for hint in item.hints), default=0)
    return best + _SAME_CLASS if best and code in item.codes else best


def _said(words: str, hint: Sequence[Sequence[str]]) -> int:
    """The characters said of a hint, the longest alternative of each part; 0 when a part is missing."""
    *things, fault = hint
    found = [max((len(word) for word in part if word in words), default=0) for part in things]
    found.append(max((len(word) for word in fault if _stated(words, word)), default=0))
    return sum(found) if all(found) else 0


def _stated(words: str, word: str) -> bool:
    """没锁 does not state 锁."""
    at = words.find(word)
    while at >= 0:
        if not words.endswith(DENIED, 0, at):
            return True
        at = words.find(word, at + 1)
    return False
