"""The words of all classes as one index: which class each speaks for, and what it may trigger with others."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rules.kinds import OTHER, Kind

_TYPO_LENGTH = 4  # in three characters one wrong leaves too little: 今天天气 is no 天然气
_WEAK_SHARE = 0.35

Says = Literal["sure", "major", "urgent", "other_kind"]


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """Words that together speak for class ``at``, raise its level, make it urgent, or turn its kind."""

    at: int
    parts: tuple[frozenset[str], ...]
    says: Says


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One listed word: the classes it speaks for, and the triggers that begin with it."""

    text: str
    latin: bool
    shares: tuple[tuple[int, float], ...]
    triggers: tuple[Trigger, ...]


_Groups = dict[str, tuple[tuple[str, Word], ...]]
"""Words under a key, as they are written and what they say."""


@dataclass(frozen=True)
class Index:
    """All words by their first two characters, and the long ones by every character."""

    by_start: _Groups
    by_char: _Groups
    other: Kind | None


@lru_cache(maxsize=8)
def index_of(kinds: tuple[Kind, ...]) -> Index:
    """The index of these classes, made once."""
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
        Word(word, word.isascii(), tuple(found), tuple(triggers.get(word, ())))
        for word, found in shares.items()
    ]
    long = [word for word in known if word.shares and len(word.text) >= _TYPO_LENGTH]
    return Index(
        by_start=_grouped((word.text[:2], word) for word in known),
        by_char=_grouped((char, word) for word in long if not word.latin for char in set(word.text)),
        other=next((kind for kind in kinds if kind.code == OTHER), None),
    )


def _triggers_by_word(triggers: list[Trigger]) -> dict[str, list[Trigger]]:
    """Every word of a trigger; each trigger stands under its rarest part only, to be looked at least often."""
    told = Counter(word for trigger in triggers for part in trigger.parts for word in part)
    by_word: dict[str, list[Trigger]] = {word: [] for word in told}
    for trigger in triggers:
        for word in min(trigger.parts, key=lambda part: max(told[word] for word in part)):
            by_word[word].append(trigger)
    return by_word


def _triggers(at: int, kind: Kind) -> Iterator[Trigger]:
    lists: dict[Says, tuple[tuple[str, ...], ...]] = {
        "sure": kind.sure,
        "major": kind.major,
        "urgent": kind.urgent,
        "other_kind": kind.other_kind,
    }
    for says, groups in lists.items():
        for group in groups:
            yield Trigger(at, tuple(frozenset(part.split("|")) for part in group), says)


def _grouped(pairs: Iterable[tuple[str, Word]]) -> _Groups:
    """Words under each of their keys, longest first."""
    groups: dict[str, list[tuple[str, Word]]] = {}
    for key, word in sorted(pairs, key=lambda pair: (-len(pair[1].text), pair[1].text)):
        groups.setdefault(key, []).append((word.text, word))
    return {key: tuple(words) for key, words in groups.items()}


def _weight(word: str) -> float:
    """Longer words say more: 2 characters 1.0, 3 characters 1.6, 4 characters 2.2."""
    return 1.0 + 0.1 * len(word) if word.isascii() else 0.6 * len(word) - 0.2
