"""The separate hazards heard in one sentence; in doubt it is one, and the officer splits it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rules.alarms.danger import alarm
from rules.kinds import Kind
from rules.places.labels import brief
from rules.places.place_changes import carried
from rules.places.place_words import is_place_only, read
from rules.words.another_hazard import is_new, is_told
from rules.words.clauses import EDGES, Clause, clauses
from rules.words.plain_text import clean
from rules.words.thing_vocabulary import things

MOST = 6
_LONGEST = 400  # nobody lists hazards in more; what is behind it is not read


_OURS = re.compile(
    r"^(?:(?:这些?|以下|都|全|就|也|下面)*是?(?:在|归)?(?:我们?|咱们?|俺们?|本)(?:科室?|病区|病房|护理单元|这边|这里|这儿|楼层?)(?:里|内|这边)?的?"
    r"|(?:都|全)(?:是|在)(?:一个地方|同?一处|这里|这儿)的?)(?:(?:问题|隐患|情况|事)(?:有|是|如下)?)?[,，。:：;； \n]+"
)
"""都是我们科的, in front of a list: whose all of it is, and no hazard."""
_FOR_ALL = re.compile(r"^(?:这几[处个样件]|它们)?[都全]+")


@dataclass(frozen=True)
class Piece:
    """One hazard of several: its words as said, a short label, and its place ("" when none was said)."""

    words: str
    brief: str
    place: str


@lru_cache(maxsize=64)  # asked when recorded, and again when the person answers
def pieces(text: str, kinds: tuple[Kind, ...]) -> tuple[Piece, ...]:
    """The hazards of one message, two to six of them; () when it is one, or when that is in doubt."""
    tidy = _OURS.sub("", clean(text[:_LONGEST]), count=1)
    cut = tuple(clauses(tidy))
    if len(cut) < 2 or ((cry := alarm(text)) and cry.sure):
        return ()
    parts = _parts(tidy, cut, kinds)
    return tuple(_told(parts)) if len(parts) > 1 else ()


def is_ours(text: str) -> bool:
    """Whether the list begins with 都是我们科的: whoever says so tells where all of it is."""
    lead = _OURS.match(clean(text[:_LONGEST]))
    return lead is not None and re.search("[我咱俺本]", lead[0]) is not None


def borrowed_place(text: str, told: Sequence[Piece]) -> str:
    """The place that only a later piece names, and that is its own; "" when there is none, or it holds for all.

    A place that stands alone at the end holds for all: 灭火器过期了，插座松了，在五楼走廊.
    """
    tidy = clean(text[:_LONGEST])
    place = read(tidy).place
    if len(told) < 2 or told[0].place or not place:
        return ""
    last = _FOR_ALL.sub("", _last_clause(tidy))
    return "" if is_place_only(last) else place


def _last_clause(text: str) -> str:
    *_, last = clauses(text)
    return text[last.start : last.end].strip(EDGES)


def _parts(text: str, cut: tuple[Clause, ...], kinds: tuple[Kind, ...]) -> list[tuple[str, str]]:
    """Each hazard as what stands before it, and its words; a clause with nothing new stays where it is."""
    begun = [cut[0]]
    for clause in cut[1:]:
        so_far = text[begun[-1].start : clause.cut]
        if is_told(so_far, kinds) or (clause.numbered and begun[-1].numbered):
            if is_new(clause, text, begun[-1].start, kinds):
                begun.append(clause)
        elif clause.marked or not (read(so_far).place or things(so_far)):
            begun[-1] = clause
    return list(_spread(text, begun[:MOST]))


def _spread(text: str, begun: list[Clause]) -> Iterator[tuple[str, str]]:
    ends = [*(clause.cut for clause in begun[1:]), len(text)]
    for clause, end in zip(begun, ends, strict=True):
        yield text[: clause.cut], text[clause.start : end].strip(EDGES)


def _told(parts: list[tuple[str, str]]) -> Iterator[Piece]:
    """The hazards with their places; a place said at the front holds until another one is said."""
    front = ""
    for before, words in parts:
        front = carried(front or read(before).place, read(words).place)
        yield Piece(words, brief(words), front)
