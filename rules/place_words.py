"""Where a sentence says something is: the place said, the place on the register, and a short label of the hazard."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from rules.place_vocabulary import PART, ROOM, TAIL
from rules.plain_text import clean

_PLACE = re.compile(rf"(?:{PART}(?:的?{TAIL})?(?:的|靠|到|至|和|，|,|、| )?)*{PART}(?:的?{TAIL})*")
_LOOSE = re.compile(
    r"^(?:我们|咱们?|我|俺们?)?(?:在|就在|位于|到|去)?([\u4e00-\u9fff]{2,8}?(?:后面|前面|旁边|"
    r"对面|门口|附近|那边|里面))(?=[的有堆放没坏掉漏])"
)

_BEFORE_PLACE = re.compile(r"(?:我们|咱们?|我|俺们?)?(?:科|医院|院)?(?:就在|在|位于|地点|位置)?[:：是]?$")
_AFTER_PLACE = re.compile(r"^[的在处]?[:：,，、.。 ]+|^(?:这里|那里|这儿|那儿|这边|那边|的)(?=.{2})")
_FILLERS = re.compile(
    r"^(?:在|是|就是|就在|这里|这儿|那里|那边|的|呢|吧|啊|哈|了|哦|处|我在|我|地点|位置|[\s,，.。:：!！、])*$"
)
_EDGES = " \t\n,，。.、:：;；!！?？~～"

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_FLOOR_SAID = re.compile(
    r"(负|地下|-)?第?([0-9零〇一二三四五六七八九十两]{1,3})(楼|层|号楼|号大楼|栋|幢)(?!梯)"
)
_FLOOR_LATIN = re.compile(
    r"(?<![A-Za-z0-9])([1-9][0-9]?)[Ff](?![A-Za-z])|(?<![A-Za-z0-9])F([1-9])(?![0-9A-Za-z])"
)
_SAME = 100.0
_ALIKE = 82.0
_CLEARLY_BETTER = 6.0
_RIVAL = _ALIKE - _CLEARLY_BETTER
_TOO_VAGUE = 0.4


@dataclass(frozen=True)
class Said:
    """The place as said, with Arabic floors ("" when none), and the rest of the sentence."""

    place: str
    what: str


@dataclass(frozen=True)
class Spot:
    """A place on the register."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()


@lru_cache(maxsize=64)  # one message is asked about several times in its turn
def read(text: str) -> Said:
    """Splits a sentence into where and what."""
    tidy = clean(text).strip(_EDGES)
    found = _best_place(tidy)
    if found is None:
        return Said("", tidy)
    start, end = found
    before = _BEFORE_PLACE.sub("", tidy[:start]).strip(_EDGES)
    after = _AFTER_PLACE.sub("", tidy[end:]).strip(_EDGES)
    place = re.sub(r"[,，、 ]", "", _arabic_floors(tidy[start:end]))
    return Said(place.removesuffix("的"), _joined(before, after))


def corrected(old: str, new: str) -> str:
    """The place after 不对，是四楼: only the storey changes where only a storey was said."""
    storey = re.compile(r"负?\d+楼")
    if storey.fullmatch(new) and storey.search(old):
        return storey.sub(new, old, count=1)
    return new


def is_place_only(text: str) -> bool:
    """Whether nothing but a place was said."""
    said = read(text)
    return bool(said.place) and bool(_FILLERS.match(said.what))


def recognise(said_place: str, spots: Sequence[Spot]) -> Spot | None:
    """The one place on the register that is meant; None when none or several could be."""
    said = _canonical(said_place)
    if not said.text:
        return None
    known = [(shape, spot) for spot in spots for shape in map(_canonical, (spot.name, *spot.aliases))]
    scored = [
        (score, shape.text, spot) for shape, spot in known if (score := _likeness(said, shape)) >= _RIVAL
    ]
    best, text, winner = max(scored, key=lambda one: one[0], default=(0.0, "", None))
    if winner is None or best < _ALIKE:
        return None
    return None if any(_rivals(one, best, text, winner) for one in scored) else winner


def _rivals(other: tuple[float, str, Spot], best: float, text: str, winner: Spot) -> bool:
    """Another place nearly as likely; a wider place around the winner (外科楼 around 外科楼3楼) is no rival."""
    score, name, spot = other
    return spot.id != winner.id and best - score < _CLEARLY_BETTER and name not in text


def brief(text: str, limit: int = 10) -> str:
    """A label of the hazard in at most ``limit`` characters: the nearest thing and what is wrong with it."""
    said = read(text.split("\n")[0])
    what = _without_chatter(said.what)
    label = _nearest(said.place) + what if what else said.place
    if len(_without_ending(label)) > limit and what:
        label = what
    return _clipped(_without_ending(label), limit)


def _best_place(text: str) -> tuple[int, int] | None:
    """The longest place in the text; the first of equals."""
    spans = [found.span() for found in _PLACE.finditer(text)]
    if not spans and (loose := _LOOSE.match(text)):
        return loose.span(1)
    return max(spans, key=lambda span: span[1] - span[0], default=None)


def _joined(before: str, after: str) -> str:
    return f"{before}，{after}" if before and after else before or after


def _arabic_floors(text: str) -> str:
    text = _FLOOR_LATIN.sub(lambda found: f"{found[1] or found[2]}楼", text)
    return _FLOOR_SAID.sub(_floor, text)


def _floor(found: re.Match[str]) -> str:
    number = _number(found[2])
    unit = "楼" if found[3] == "层" else found[3]
    below = "负" if found[1] else ""
    return found[0] if number is None else f"{below}{number}{unit}"


def _number(said: str) -> int | None:
    """21 for 21 or 二十一; None for what is no number."""
    if said.isascii():
        return int(said)
    if "十" not in said:
        return int("".join(str(_DIGITS[char]) if char in _DIGITS else char for char in said))
    tens, _, ones = said.partition("十")
    if len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= set(_DIGITS):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


_CHATTER = re.compile(
    r"(?<=.)着(?=.)(?![火急])|了(?=.)|的|很多|好多|好些|一些|一大?堆|一直|已经|有点|特别|非常|"
    r"老是|总是|[又都](?=.)|[啊呀呢吧]$"
    r"|^快来?人?|^来人|^救命|^(?:请|麻烦)|赶紧|处理一下|^(?:我们?)?(?:发现|看见|看到)|^(?:我们科|"
    r"我们|我|这里|那里|这个|那个)(?=.)|^有[个一些](?=.)"
)
_NEAR = re.compile(f"{ROOM}(?:的?{TAIL})*$")
_NEEDS_ENDING = frozenset("没坏锁断丢掉碎裂松倒满漏破塌灭黑堵歪翘开关死乱火烧湿脏折扎烂")


def _without_chatter(what: str) -> str:
    parts = (_CHATTER.sub("", part) for part in re.split(r"[,，。;；!！?？\s]+", what))
    return next((part for part in parts if part), "")


def _without_ending(label: str) -> str:
    """Drops the last 了 where the label reads well without it (灭火器没压力, but 井盖没了)."""
    return label if label[-2:-1] in _NEEDS_ENDING else label.removesuffix("了")


def _nearest(place: str) -> str:
    found = _NEAR.search(place)
    return found[0] if found else ""


def _clipped(label: str, limit: int) -> str:
    """At most ``limit`` characters, without half a Latin word or number at the end."""
    if len(label) <= limit:
        return label
    kept = label[:limit]
    if _latin(label[limit]) and _latin(kept[-1:]):
        kept = re.sub(r"[0-9A-Za-z]+$", "", kept)
    return kept.rstrip(_EDGES)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@dataclass(frozen=True)
class _Shape:
    """A place boiled down for comparing."""

    text: str
    floors: frozenset[str]
    numbers: frozenset[str]
    sides: frozenset[str]


_NOISE = re.compile(r"[\s,，。.、:：的在处()（）\-]+")
_ANY_NUMBER = re.compile(r"[0-9]+")
_FLOOR_TOLD = re.compile(r"负?[0-9]{1,2}楼")
_ROOM_NUMBER = re.compile(r"[A-Z]?[0-9]{3,4}")
_ROOM_WORD = re.compile(r"号?(?:病?房间?|病?室|诊室|办公室|会议室)")
_SIDES_TOLD = re.compile(r"[东西南北]")


@lru_cache(maxsize=20_000)
def _canonical(place: str) -> _Shape:
    text = _arabic_floors(unicodedata.normalize("NFKC", place)).upper()
    text = re.sub(r"B([1-9])(?:层|楼)?", r"负\1楼", text)
    text = re.sub("[一二三四五六七八九]", lambda found: str(_DIGITS[found[0]]), text)
    text = _NOISE.sub("", text)
    return _Shape(
        text=text,
        floors=frozenset(_FLOOR_TOLD.findall(text)),
        numbers=frozenset(_ANY_NUMBER.findall(text)),
        sides=frozenset(_SIDES_TOLD.findall(text)),
    )


def _likeness(said: _Shape, known: _Shape) -> float:
    """From 0 (cannot be) to 100 (the same); what was left out at the front counts less than at the end."""
    if not known.text or _contradict(said, known):
        return 0.0
    if said.text == known.text:
        return _SAME
    overlap = min(len(said.text), len(known.text)) / max(len(said.text), len(known.text))
    if said.text in known.text:
        return 84.0 + 10.0 * overlap if _only_shorter(said.text, known.text, overlap) else 0.0
    if known.text in said.text:
        return 84.0 + 10.0 * overlap
    return fuzz.ratio(said.text, known.text, score_cutoff=_RIVAL)


def _only_shorter(said: str, known: str, overlap: float) -> bool:
    """Left out is only what stands in front (外科楼) or a 病房 behind the number; a bare floor says too little."""
    if known.startswith(said) and _ROOM_NUMBER.fullmatch(said):
        return bool(_ROOM_WORD.fullmatch(known[len(said) :]))
    return known.endswith(said) and overlap >= _TOO_VAGUE and not said.endswith("楼")


def _contradict(said: _Shape, known: _Shape) -> bool:
    pairs = ((said.floors, known.floors), (said.numbers, known.numbers), (said.sides, known.sides))
    return any(one and other and not (one <= other or other <= one) for one, other in pairs)
