"""Which class a sentence sounds like, and whether its words hint at something major or urgent."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Literal

from rapidfuzz import fuzz

from rules.kinds import DENIED, ONLY_TALK, OTHER, OTHER_PLAIN, Kind, plain_name
from rules.places.place_words import is_place_only
from rules.words.kind_words import Index, Trigger, Word, index_of

_GRAVE = frozenset({"major", "urgent"})
_TYPO_CUTOFF = 74.0
_SAYS_LITTLE = 1.0  # less than one plain word: 走廊, 机房, 食堂
_BONUS = {"major": 2.0, "sure": 1.2}  # once a class: 氧气 with 抽烟 beats 抽烟 alone


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the words suggest; ``plain`` is for the reporter, the rest for the officer."""

    code: str
    plain: str
    level: Literal["general", "major"]
    urgent: bool
    kind: Literal["accident", "occupational"]
    score: float


_Hit = tuple[int, Word]
"""Where a word begins."""


@lru_cache(maxsize=64)  # one message is asked about several times in its turn
def suggest(text: str, kinds: tuple[Kind, ...]) -> Suggestion:
    """The likeliest class of ``text``, and whether its words hint at a major or an urgent hazard."""
    kinds = kinds if isinstance(kinds, tuple) else tuple(kinds)
    index = index_of(kinds)
    hits = _hits(text, index)
    scores = _scores(hits) or _misspelt(text, index)
    fired = _fired(text, hits) if hits else []
    for what, at in {(trigger.says, trigger.at) for trigger in fired}:
        if what in _BONUS:
            scores[at] = scores.get(at, 0.0) + _BONUS[what]
    said = {trigger.says for trigger in fired}
    urgent = "urgent" in said
    if not scores or (max(scores.values()) < _SAYS_LITTLE and is_place_only(text)):
        return _nothing_fits(index.other, urgent=urgent)
    best = max(sorted(scores), key=scores.__getitem__)
    kind, turned = kinds[best], "other_kind" in said and _turned(fired, best)
    return Suggestion(
        code=kind.code,
        plain=plain_name(text, kind),
        level="major" if "major" in said else "general",
        urgent=urgent,
        kind="occupational" if kind.occupational != turned else "accident",
        score=round(scores[best], 3),
    )


def _turned(fired: list[Trigger], best: int) -> bool:
    return any(trigger.at == best and trigger.says == "other_kind" for trigger in fired)


def _nothing_fits(other: Kind | None, *, urgent: bool) -> Suggestion:
    plain = other.plain if other else OTHER_PLAIN
    return Suggestion(code=OTHER, plain=plain, level="general", urgent=urgent, kind="accident", score=0.0)


def _hits(text: str, index: Index) -> list[_Hit]:
    """Every listed word with its place in the text, from left to right, the longer ones first."""
    known = index.by_start.get
    pairs = map(known, map(add, text, text[1:] + "\n"))  # so that the last character is no pair
    hits: list[_Hit] = []
    for start, (longer, single) in enumerate(zip(pairs, map(known, text), strict=True)):
        for said, word in longer or ():
            if text.startswith(said, start) and not (word.latin and _inside_latin(text, start, word)):
                hits.append((start, word))
        if single:
            hits.append((start, single[0][1]))
    return hits


def _scores(hits: list[_Hit]) -> dict[int, float]:
    """Scores by class; a word inside a longer word of the same class, or said twice, counts once."""
    scores: dict[int, float] = {}
    covered: dict[int, int] = {}
    seen: set[Word] = set()
    for start, word in hits:
        if word in seen:
            continue
        end = start + len(word.text)
        for at, weight in word.shares:
            if covered.get(at, 0) < end:
                scores[at] = scores.get(at, 0.0) + weight
                covered[at] = end
        seen.add(word)
    return scores


def _fired(text: str, hits: list[_Hit]) -> list[Trigger]:
    """The triggers whose words are all said; what is grave must be stated: 没锁 does not state 锁, nor does a drill."""
    said = {word.text for _, word in hits}
    fired = [
        trigger
        for _, word in hits
        for trigger in word.triggers
        if len(trigger.parts) == 1 or _all_said(trigger, said)
    ]
    if _GRAVE.isdisjoint(trigger.says for trigger in fired):
        return fired
    talk = any(word in text for word in ONLY_TALK)
    stated = set() if talk else {word.text for start, word in hits if not text.endswith(DENIED, 0, start)}
    return [trigger for trigger in fired if trigger.says not in _GRAVE or _all_said(trigger, stated)]


def _all_said(trigger: Trigger, said: set[str]) -> bool:
    return not any(map(said.isdisjoint, trigger.parts))


def _inside_latin(text: str, start: int, word: Word) -> bool:
    """CT inside ACTION, or 84 inside 1845, is not the word."""
    end = start + len(word.text)
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return any(char.isascii() and char.isalnum() for char in around)


def _misspelt(text: str, index: Index) -> dict[int, float]:
    """Scores from the one listed word that is a wrong character away, when no word was hit as written."""
    shared = Counter(chain.from_iterable(index.by_char.get(char, ()) for char in set(text)))
    best, likeness = None, _TYPO_CUTOFF
    for (said, word), count in shared.items():
        if count < len(said) - 1:
            continue
        ratio = fuzz.partial_ratio(said, text, score_cutoff=likeness)
        if ratio > likeness:
            best, likeness = word, ratio
    return {at: weight * likeness / 200 for at, weight in best.shares} if best else {}
