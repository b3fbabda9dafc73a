"""Which class a sentence sounds like, in official and in everyday words; the word lists themselves are data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from rules.place_words import is_place_only

OTHER = "OTHER"
OTHER_PLAIN = "别的隐患"
OTHER_MENU = 9

# About drills, signs and courses a word like 锁闭 is only quoted.
ONLY_TALK = ("演练", "演习", "标识", "宣传", "培训", "海报", "标语", "展板", "贴纸", "讲座")
DENIED = ("没有", "没", "未", "不", "无", "别", "防", "没上", "未上", "没被", "没给")

_TYPO_CUTOFF = 74.0
_TYPO_LENGTH = 4  # in three characters one wrong leaves too little: 今天天气 is no 天然气
_WEAK_SHARE = 0.35
_SAYS_LITTLE = 1.0  # less than one plain word: 走廊, 机房, 食堂
_MAJOR_BONUS = 2.0


@dataclass(frozen=True)
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

    def __hash__(self) -> int:
        """By code alone: a tuple of kinds is a cache key on every message."""
        return hash(self.code)


@dataclass(frozen=True)
class Suggestion:
    """What the words suggest; ``plain`` is for the reporter, the rest for the officer."""

    code: str
    plain: str
    level: Literal["general", "major"]
    urgent: bool
    kind: Literal["accident", "occupational"]
    score: float


@dataclass(frozen=True)
class _Trigger:
    """Words that together raise the level of class ``at``, or make a hazard urgent."""

    at: int
    words: tuple[str, ...]
    urgent: bool


@dataclass(frozen=True)
class _Index:
    """All words by their first character, what each one points to, and the long ones by every character."""

    by_first: dict[str, tuple[str, ...]]
    by_char: dict[str, tuple[str, ...]]
    shares: dict[str, tuple[tuple[int, float], ...]]
    triggers: dict[str, tuple[_Trigger, ...]]
    other: Kind | None


@lru_cache(maxsize=64)  # one message is asked about several times in its turn
def suggest(text: str, kinds: tuple[Kind, ...]) -> Suggestion:
    """The likeliest class of ``text``, and whether its words hint at a major or an urgent hazard."""
    kinds = kinds if isinstance(kinds, tuple) else tuple(kinds)
    index = _index(kinds)
    hits = _hits(text, index)
    scores = _scores(hits, index) or _misspelt(text, index)
    fired = [] if any(word in text for word in ONLY_TALK) else _fired(text, hits, index)
    urgent = any(trigger.urgent for trigger in fired)
    major = {trigger.at for trigger in fired if not trigger.urgent}
    for at in major:
        scores[at] = scores.get(at, 0.0) + _MAJOR_BONUS
    if not scores or (max(scores.values()) < _SAYS_LITTLE and is_place_only(text)):
        return _nothing_fits(index.other, urgent=urgent)
    best = min(scores, key=lambda at: (-scores[at], at))
    return _suggestion(text, kinds[best], major=best in major, urgent=urgent, score=scores[best])


def by_menu(digit: int, kinds: Sequence[Kind]) -> Kind | None:
    """The likeliest class behind a choice of the nine everyday groups: the first one listed, for 9 the open one."""
    wanted = [kind for kind in kinds if kind.menu == digit]
    return min(wanted, key=lambda kind: digit == OTHER_MENU and kind.code != OTHER, default=None)


def plain_name(text: str, kind: Kind) -> str:
    """The everyday label for ``text`` within ``kind``: the first exact one that fits, else the general one."""
    return next((label for word, label in kind.plain_when if word in text), kind.plain)


def _suggestion(text: str, kind: Kind, *, major: bool, urgent: bool, score: float) -> Suggestion:
    return Suggestion(
        code=kind.code,
        plain=plain_name(text, kind),
        level="major" if major else "general",
        urgent=urgent,
        kind="occupational" if kind.occupational else "accident",
        score=round(score, 3),
    )


def _nothing_fits(other: Kind | None, *, urgent: bool) -> Suggestion:
    plain = other.plain if other else OTHER_PLAIN
    return Suggestion(code=OTHER, plain=plain, level="general", urgent=urgent, kind="accident", score=0.0)


@lru_cache(maxsize=8)
def _index(kinds: tuple[Kind, ...]) -> _Index:
    shares: dict[str, list[tuple[int, float]]] = {}
    triggers: dict[str, list[_Trigger]] = {}
    for at, kind in enumerate(kinds):
        for word in kind.words:
            shares.setdefault(word, []).append((at, _weight(word)))
        for word in kind.weak:
            shares.setdefault(word, []).append((at, _weight(word) * _WEAK_SHARE))
        for trigger in _triggers(at, kind):
            triggers.setdefault(trigger.words[0], []).append(trigger)
    known = {*shares, *(word for group in triggers.values() for trigger in group for word in trigger.words)}
    return _Index(
        by_first=_grouped({word: word[0] for word in known}),
        by_char=_grouped(
            {word: "".join(set(word)) for word in shares if len(word) >= _TYPO_LENGTH and not word.isascii()}
        ),
        shares={word: tuple(pairs) for word, pairs in shares.items()},
        triggers={word: tuple(group) for word, group in triggers.items()},
        other=next((kind for kind in kinds if kind.code == OTHER), None),
    )


def _triggers(at: int, kind: Kind) -> Iterator[_Trigger]:
    for words in kind.major:
        yield _Trigger(at, words, urgent=False)
    for words in kind.urgent:
        yield _Trigger(at, words, urgent=True)


def _grouped(characters: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Words under each of their given characters, longest first."""
    groups: dict[str, list[str]] = {}
    for word in sorted(characters, key=lambda word: (-len(word), word)):
        for char in characters[word]:
            groups.setdefault(char, []).append(word)
    return {char: tuple(words) for char, words in groups.items()}


def _weight(word: str) -> float:
    """Longer words say more: 2 characters 1.0, 3 characters 1.6, 4 characters 2.2."""
    return 1.0 + 0.1 * len(word) if word.isascii() else 0.6 * len(word) - 0.2


def _hits(text: str, index: _Index) -> list[tuple[int, str]]:
    """Every listed word with its place in the text, from left to right, the longer ones first."""
    return [
        (start, word)
        for start, char in enumerate(text)
        for word in index.by_first.get(char, ())
        if text.startswith(word, start) and not _inside_latin(text, start, word)
    ]


def _scores(hits: list[tuple[int, str]], index: _Index) -> dict[int, float]:
    """Scores by class; a word inside a longer word of the same class, or said twice, counts once."""
    scores: dict[int, float] = {}
    covered: dict[int, int] = {}
    seen: set[str] = set()
    for start, word in hits:
        end = start + len(word)
        for at, weight in () if word in seen else index.shares.get(word, ()):
            if covered.get(at, 0) < end:
                scores[at] = scores.get(at, 0.0) + weight
                covered[at] = end
        seen.add(word)
    return scores


def _fired(text: str, hits: list[tuple[int, str]], index: _Index) -> list[_Trigger]:
    """The triggers whose words are all stated; 没锁 does not state 锁."""
    stated = {word for start, word in hits if not text.endswith(DENIED, 0, start)}
    return [
        trigger
        for word in stated
        for trigger in index.triggers.get(word, ())
        if stated.issuperset(trigger.words)
    ]


def _inside_latin(text: str, start: int, word: str) -> bool:
    """CT inside ACTION, or 84 inside 1845, is not the word."""
    if not word.isascii():
        return False
    around = text[max(start - 1, 0) : start] + text[start + len(word) : start + len(word) + 1]
    return any(char.isascii() and char.isalnum() for char in around)


def _misspelt(text: str, index: _Index) -> dict[int, float]:
    """Scores from the one listed word that is a wrong character away, when no word was hit as written."""
    shared: dict[str, int] = {}
    for char in set(text):
        for word in index.by_char.get(char, ()):
            shared[word] = shared.get(word, 0) + 1
    near = [word for word, count in shared.items() if count >= max(2, len(word) - 1)]
    best, likeness = "", _TYPO_CUTOFF
    for word in near:
        ratio = fuzz.partial_ratio(word, text, score_cutoff=likeness)
        if ratio > likeness:
            best, likeness = word, ratio
    return {at: weight * likeness / 200 for at, weight in index.shares[best]} if best else {}
