"""做什么 in a table: which kind of deed is meant, of those the shipped documents know, or a new one."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from plans.loading import load_plans
from plans.official import Kind
from rules.plan import document
from rules.plan.spoken.deed_vocabulary import TOPICS

_JOINED = re.compile("[、,，和与及]")


@dataclass(frozen=True)
class Meant:
    """The kind of deed that was meant, and what it has to be about."""

    kind: Kind
    topics: tuple[str, ...] = ()


def shipped_kinds() -> tuple[Kind, ...]:
    """The kinds of the shipped documents, each code once."""
    return _shipped()


@cache
def _shipped() -> tuple[Kind, ...]:
    found: dict[str, document.Kind] = {}
    for plan in load_plans():
        for kind in plan.kinds:
            found.setdefault(kind.code, kind)
    return tuple(_without_clauses(kind) for kind in found.values())


def parent_meant(text: str) -> str:
    """The code of the shipped document that goes by these words; else the words, which may be the code of another."""
    for plan in load_plans():
        if text in (plan.short, plan.number, plan.title):
            return plan.code
    return text


def _without_clauses(kind: document.Kind) -> Kind:
    """As it goes into another document: the clauses of the first are none of its own."""
    facts = {"code": kind.code, "name": kind.name, "group": kind.group, "words": kind.words}
    return Kind.model_validate({**facts, "topics": kind.topics, "needs": kind.needs})


def kind_meant(text: str, known: Sequence[Kind], *, is_filing: bool = False) -> Meant:
    """By name, else by the longest of the words the text holds; what nobody knows is a kind of its own.

    A paper is only meant by its whole name: one document's 行动方案 is not another's.
    """
    exact = next((kind for kind in known if text in (kind.name, *kind.words)), None)
    if exact is not None:
        return Meant(exact)
    hits = [] if is_filing else sorted(_hits(text, known), key=lambda hit: -len(hit[0]))
    if not hits:
        return Meant(_new_kind(text, "filing" if is_filing else "other"))
    word, kind = hits[0]
    rest = text.replace(word, "\n", 1)
    if _JOINED.search(rest) and any(other.code != kind.code for _, other in _hits(rest, known)):
        raise ValueError("写了两件事，分成两行，一行一件")
    return Meant(kind, tuple(sorted(_topics(rest))))


def _new_kind(text: str, group: str) -> Kind:
    return Kind.model_validate({"code": code_of("k", text), "name": text, "group": group, "words": [text]})


def code_of(prefix: str, text: str) -> str:
    """A code that stays the same as long as the words do, whatever line they stand on."""
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _hits(text: str, known: Iterable[Kind]) -> list[tuple[str, Kind]]:
    named = (kind for kind in known if kind.group != "filing")
    return [(word, kind) for kind in named for word in (kind.name, *kind.words) if word in text]


def _topics(rest: str) -> set[str]:
    """What else the words say it is about: 消防 beside 培训."""
    return {code for code, topic in TOPICS.items() if any(word in rest for word in topic.words)}
