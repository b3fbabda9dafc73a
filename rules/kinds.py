"""Which class a sentence sounds like, in official and in everyday words; the word lists themselves are data."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Literal

from rapidfuzz import fuzz

from rules.place_words import is_place_only
from rules.usual import NOTHING_USUAL, Cause, Usual

OTHER = "OTHER"
OTHER_PLAIN = "别的隐患"
OTHER_MENU = 9

# About drills, signs and courses a word like 锁闭 is only quoted.
ONLY_TALK = ("演练", "演习", "标识", "宣传", "培训", "海报", "标语", "展板", "贴纸", "讲座")
DENIED = ("没有", "没", "未", "不", "无", "别", "防", "没上", "未上", "没被", "没给")
_GRAVE = frozenset({"major", "urgent"})

_TYPO_CUTOFF = 74.0
_TYPO_LENGTH = 4  # in three characters one wrong leaves too little: 今天天气 is no 天然气
_WEAK_SHARE = 0.35
_SAYS_LITTLE = 1.0  # less than one plain word: 走廊, 机房, 食堂
_BONUS = {"major": 2.0, "sure": 1.2}  # once a class: 氧气 with 抽烟 beats 抽烟 alone


@dataclass(frozen=True, eq=False)  # by identity: a tuple of kinds is a cache key on every message
class Kind:
    """One class of hazards: its official name, its everyday name, and the words people use for it."""

    code: str
    name: str
    plain: str
    plain_when: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    major: tuple[tuple[str, ...], ...]
    urgent: tuple[tuple[str, ...], ...]
    occupational: bool
    menu: int
    weak: tuple[str, ...] = ()
    usual: Usual = NOTHING_USUAL
    cause: Cause = Cause.UNSTABLE
    cause_when: tuple[tuple[str, Cause], ...] = ()
    sure: tuple[tuple[str, ...], ...] = ()
    other_kind: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the words suggest; ``plain`` is for the reporter, the rest for the officer."""

    code: str
    plain: str
    level: Literal["general", "major"]
    urgent: bool
    kind: Literal["accident", "occupational"]
    score: float


_Says = Literal["sure", "major", "urgent", "other_kind"]


@dataclass(frozen=True, slots=True, eq=False)
class _Trigger:
    """Words that together speak for class ``at``, raise its level, make it urgent, or turn its kind."""

    at: int
    parts: tuple[frozenset[str], ...]
    says: _Says


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    """One listed word: the classes it speaks for, and the triggers that begin with it."""

    text: str
    latin: bool
    shares: tuple[tuple[int, float], ...]
    triggers: tuple[_Trigger, ...]


_Groups = dict[str, tuple[tuple[str, _Word], ...]]
"""Words under a key, as they are written and what they say."""


@dataclass(frozen=True)
class _Index:
    """All words by their first two characters, and the long ones by every character."""

    by_start: _Groups
    by_char: _Groups
    other: Kind | None


_Hit = tuple[int, _Word]
"""Where a word begins."""


@lru_cache(maxsize=64)  # one message is asked about several times in its turn
def suggest(text: str, kinds: tuple[Kind, ...]) -> Suggestion:
    """The likeliest class of ``text``, and whether its words hint at a major or an urgent hazard."""
    kinds = kinds if isinstance(kinds, tuple) else tuple(kinds)
    index = _index(kinds)
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


def by_menu(digit: int, kinds: Sequence[Kind]) -> Kind | None:
    """The likeliest class behind a choice of the nine everyday groups: the first one listed, for 9 the open one."""
    wanted = [kind for kind in kinds if kind.menu == digit]
    return min(wanted, key=lambda kind: digit == OTHER_MENU and kind.code != OTHER, default=None)


def plain_name(text: str, kind: Kind) -> str:
    """The everyday label for ``text`` within ``kind``: the first exact one that fits, else the general one."""
    for word, label in kind.plain_when:  # a loop: a generator would cost a microsecond on every message
        if word in text:
            return label
    return kind.plain


def cause_of(text: str, kind: Kind) -> Cause:
    """Which of the three causes ``text`` tells of within ``kind``: the first exact one, else the usual one."""
    return next((cause for word, cause in kind.cause_when if word in text), kind.cause)


def _turned(fired: list[_Trigger], best: int) -> bool:
    return any(trigger.at == best and trigger.says == "other_kind" for trigger in fired)


def _nothing_fits(other: Kind | None, *, urgent: bool) -> Suggestion:
    plain = other.plain if other else OTHER_PLAIN
    return Suggestion(code=OTHER, plain=plain, level="general", urgent=urgent, kind="accident", score=0.0)


@lru_cache(maxsize=8)
def _index(kinds: tuple[Kind, ...]) -> _Index:
    triggers = _triggers_by_word(
        [trigger for at, kind in enumerate(kinds) for trigger in _triggers(at, kind)]
    )
    shares: dict[str, list[tuple[int, float]]] = {word: [] for word in triggers}
    for at, kind in enumerate(kinds):
        for word in kind.words:
            shares.setdefault(word, []).append((at, _weight(word)))
        for word in kind.weak:
            shares.setdefault(word, []).append((at, _weight(word) * _WEAK_SHARE))
    known = [
        _Word(word, word.isascii(), tuple(found), tuple(triggers.get(word, ())))
        for word, found in shares.items()
    ]
    long = [word for word in known if word.shares and len(word.text) >= _TYPO_LENGTH]
    return _Index(
        by_start=_grouped((word.text[:2], word) for word in known),
        by_char=_grouped((char, word) for word in long if not word.latin for char in set(word.text)),
        other=next((kind for kind in kinds if kind.code == OTHER), None),
    )


def _triggers_by_word(triggers: list[_Trigger]) -> dict[str, list[_Trigger]]:
    """Every word of a trigger; each trigger stands under its rarest part only, to be looked at least often."""
    told = Counter(word for trigger in triggers for part in trigger.parts for word in part)
    by_word: dict[str, list[_Trigger]] = {word: [] for word in told}
    for trigger in triggers:
        for word in min(trigger.parts, key=lambda part: max(told[word] for word in part)):
            by_word[word].append(trigger)
    return by_word


def _triggers(at: int, kind: Kind) -> Iterator[_Trigger]:
    lists: dict[_Says, tuple[tuple[str, ...], ...]] = {
        "sure": kind.sure,
        "major": kind.major,
        "urgent": kind.urgent,
        "other_kind": kind.other_kind,
    }
    for says, groups in lists.items():
        for group in groups:
            yield _Trigger(at, tuple(frozenset(part.split("|")) for part in group), says)


def _grouped(pairs: Iterable[tuple[str, _Word]]) -> _Groups:
    """Words under each of their keys, longest first."""
    groups: dict[str, list[tuple[str, _Word]]] = {}
    for key, word in sorted(pairs, key=lambda pair: (-len(pair[1].text), pair[1].text)):
        groups.setdefault(key, []).append((word.text, word))
    return {key: tuple(words) for key, words in groups.items()}


def _weight(word: str) -> float:
    """Longer words say more: 2 characters 1.0, 3 characters 1.6, 4 characters 2.2."""
    return 1.0 + 0.1 * len(word) if word.isascii() else 0.6 * len(word) - 0.2


def _hits(text: str, index: _Index) -> list[_Hit]:
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
    seen: set[_Word] = set()
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


def _fired(text: str, hits: list[_Hit]) -> list[_Trigger]:
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


def _all_said(trigger: _Trigger, said: set[str]) -> bool:
    return not any(map(said.isdisjoint, trigger.parts))


def _inside_latin(text: str, start: int, word: _Word) -> bool:
    """CT inside ACTION, or 84 inside 1845, is not the word."""
    end = start + len(word.text)
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return any(char.isascii() and char.isalnum() for char in around)


def _misspelt(text: str, index: _Index) -> dict[int, float]:
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
