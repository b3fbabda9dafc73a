"""How alike two hazards are, by their words and by their pictures. It finds likenesses; people decide what they mean."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from rules.kinds import OTHER
from rules.places.place_shapes import ALIKE, canonical
from rules.places.place_shapes import likeness as alike
from rules.places.place_vocabulary import BUILDING, WARD
from rules.places.place_words import read
from rules.words.plain_text import clean

CLOSED_LATELY = timedelta(days=180)
"""So long after 销号 a hazard like it is the same one come back."""

NEAR_WORDS = 58.0
NEAR_BITS = 6
"""Of 64. Sent on, shrunk, brightened and darkened copies stay below; see the table in the tests."""

SAME_SCENE_BITS, OTHER_SCENE_BITS = 12, 40
"""A picture taken after is of the same scene up to the one, of another from the other on; between them nobody knows.

Tidying moves 11 to 39 bits of the ready pictures, another scene 7 to 41: only what is far beyond tidying is named.
"""

KEPT = 16_384
"""Sentences that stay read: those of busy places are compared again with every new one, and reading one anew costs more
than all the comparing. A few megabytes."""

_SAME_KIND = 25.0
_FEWEST_BITS = 2
_TELLING_BANDS = 2

Bands = Sequence[int | None]
"""A picture's dHash in four 16-bit quarters; None where the picture was never read."""


@dataclass(frozen=True)
class Told:
    """What was said of one hazard: the sentence, and the class it was put into."""

    words: str
    category: str


def likeness(one: Told, other: Told) -> float:
    """From 0 (cannot be the same) to 100 of two hazards at one place; near from ``NEAR_WORDS`` on."""
    if contradict(one.words, other.words):
        return 0.0
    said, known = _core(one.words), _core(other.words)
    if not said or not known or not set(said) & set(known):
        return 0.0
    score = (fuzz.ratio(said, known) + fuzz.partial_ratio(said, known)) / 2
    same_kind = one.category == other.category != OTHER
    return min(score + (_SAME_KIND if same_kind else 0.0), 100.0)


def contradict(one: str, other: str) -> bool:
    """Whether the sentences speak of different storeys, rooms, beds, numbers or sides."""
    said, known = _marks(one), _marks(other)
    return any(_apart(said[name], known[name]) for name in said.keys() & known.keys())


@lru_cache(maxsize=4_000)  # the places of a house are few, and are compared again with every report
def same_spot(one: str, other: str) -> bool:
    """Whether two phrases name one place: 三楼东侧楼梯口, 3楼东楼梯口; one may leave out the building."""
    said, known = canonical(one), canonical(other)
    return max(alike(said, known), alike(known, said)) >= ALIKE


def stands_alone(place: str) -> bool:
    """Whether a place is told by its own words in the whole hospital; 走廊 is another one in every ward."""
    return bool(_NAMED.search(place))


def distance(one: Bands, other: Bands) -> int:
    """How many of the 64 bits differ."""
    return sum(((a or 0) ^ (b or 0)).bit_count() for a, b in zip(one, other, strict=True))


def is_near(one: Bands, other: Bands) -> bool:
    """Whether two pictures are likely one shot. A blank wall resembles every other and is near to none."""
    return not is_blank(one) and not is_blank(other) and distance(one, other) <= NEAR_BITS


def is_blank(bands: Bands) -> bool:
    """Whether too little of the picture tells it apart: a wall, a dark room, a smooth slope of light."""
    return sum(is_telling(band) for band in bands) < _TELLING_BANDS


def is_telling(band: int | None) -> bool:
    """Whether a quarter has anything in it; one where (nearly) all bits agree is shared by thousands."""
    return band is not None and _FEWEST_BITS <= band.bit_count() <= 16 - _FEWEST_BITS


class Sight(StrEnum):
    """What two pictures, before and after, look like together."""

    UNCHANGED = "unchanged"
    ALIKE = "alike"
    OTHER = "other"
    UNSURE = "unsure"


def compare_scenes(after: Bands, befores: Sequence[Bands]) -> Sight:
    """The picture taken after beside the nearest of those before; blank ones tell nothing."""
    telling = [bands for bands in befores if not is_blank(bands)]
    if is_blank(after) or not telling:
        return Sight.UNSURE
    bits = min(distance(after, bands) for bands in telling)
    if bits <= NEAR_BITS:
        return Sight.UNCHANGED
    if bits <= SAME_SCENE_BITS:
        return Sight.ALIKE
    return Sight.OTHER if bits >= OTHER_SCENE_BITS and len(telling) == len(befores) else Sight.UNSURE


_NAMED = re.compile(f"{BUILDING}|{WARD}")
_NOT_SAID = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+|[了着的]")


@lru_cache(maxsize=KEPT)
def _core(words: str) -> str:
    """What is wrong, without the place, without what only sounds."""
    return _NOT_SAID.sub("", read(words).what)


_NUMERALS = str.maketrans("零〇一二两三四五六七八九", "001223456789")
_MANY = re.compile("[一二两三四五六七八九]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九]+")
_THINGS = re.compile("东西(?![侧边头面两])")
_MARKS = {
    "storey": re.compile(r"(?:负|地下|-)?[0-9]{1,2}(?=楼(?!梯)|层|F)"),
    "bed": re.compile(r"[0-9]+(?=号?床)"),
    "number": re.compile(r"[0-9]+(?=号(?!床))"),
    "room": re.compile(r"(?<![0-9])[0-9]{3,4}(?![0-9号年伏元度个米斤VvWw])"),
    "side": re.compile(r"[东西南北左右](?=[侧边头面端段区门墙窗座院楼]|走廊|病区)"),
    "whose": re.compile(r"[男女](?=[厕卫浴更洗])"),
}


@lru_cache(maxsize=KEPT)
def _marks(words: str) -> dict[str, frozenset[str]]:
    """What tells one place or thing from its neighbour, by sort; sorts that were not told are left out."""
    text = _MANY.sub(_arabic, _THINGS.sub("", unicodedata.normalize("NFKC", clean(words)).upper()))
    found = {name: frozenset(mark.findall(text)) for name, mark in _MARKS.items()}
    return {name: marks for name, marks in found.items() if marks}


def _arabic(found: re.Match[str]) -> str:
    """21 for 二十一, 3 for 三."""
    tens, ten, ones = found[0].partition("十")
    if not ten:
        return tens.translate(_NUMERALS)
    return str(int(tens.translate(_NUMERALS) or 1) * 10 + int(ones.translate(_NUMERALS) or 0))


def _apart(said: frozenset[str], known: frozenset[str]) -> bool:
    return not said <= known and not known <= said
