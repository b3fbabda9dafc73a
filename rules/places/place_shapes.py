"""Places boiled down for comparing: how alike two are, and whether they cannot be one."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from rules.places.place_vocabulary import BUILDING
from rules.places.storeys import DIGITS, arabic_floors

ALIKE = 82.0
CLEARLY_BETTER = 6.0
RIVAL = ALIKE - CLEARLY_BETTER
_SAME = 100.0
_TOO_VAGUE = 0.4


@dataclass(frozen=True)
class Shape:
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
def canonical(place: str) -> Shape:
    """A place as it is compared."""
    text = arabic_floors(unicodedata.normalize("NFKC", place)).upper()
    text = re.sub(r"B([1-9])(?:层|楼)?", r"负\1楼", text)
    text = re.sub("[一二三四五六七八九]", lambda found: str(DIGITS[found[0]]), text)
    text = _NOISE.sub("", text)
    return Shape(
        text=text,
        floors=frozenset(_FLOOR_TOLD.findall(text)),
        numbers=frozenset(_ANY_NUMBER.findall(text)),
        sides=frozenset(_SIDES_TOLD.findall(text)),
    )


def likeness(said: Shape, known: Shape) -> float:
    """From 0 (cannot be) to 100 (the same); what was left out at the front counts less than at the end."""
    if not known.text or _contradict(said, known):
        return 0.0
    if said.text == known.text:
        return _SAME
    overlap = min(len(said.text), len(known.text)) / max(len(said.text), len(known.text))
    if said.text in known.text and known.floors and not said.floors:
        return 0.0  # a corridor, some corridor: the register may know one of many
    if said.text in known.text:
        return 84.0 + 10.0 * overlap if _only_shorter(said.text, known.text, overlap) else 0.0
    if known.text in said.text:
        return 84.0 + 10.0 * overlap
    return fuzz.ratio(said.text, known.text, score_cutoff=RIVAL)


def _only_shorter(said: str, known: str, overlap: float) -> bool:
    """Left out is only what stands in front (外科楼) or a 病房 behind the number; a bare floor says too little."""
    if known.startswith(said) and _ROOM_NUMBER.fullmatch(said):
        return bool(_ROOM_WORD.fullmatch(known[len(said) :]))
    return known.endswith(said) and overlap >= _TOO_VAGUE and not said.endswith("楼")


def _contradict(said: Shape, known: Shape) -> bool:
    pairs = ((said.floors, known.floors), (said.numbers, known.numbers), (said.sides, known.sides))
    return any(one and other and not (one <= other or other <= one) for one, other in pairs)


_HOUSE = re.compile(BUILDING)
_HOUSE_ENDING = re.compile(r"(?:大楼|楼|部|中心|大|号|栋|幢|座|区|(?<=号)(?:院|病房|住院))+$")
_BEDS = frozenset({"住院", "病房", "外科", "内科", "儿科", "妇产", "妇儿", "康复", "肿瘤", "感染", "传染"})
_NO_BEDS = frozenset({"门诊", "急诊", "行政", "办公", "后勤", "食堂", "宿舍", "科教", "教学", "实验", "体检"})
_NICKNAME = frozenset("新老旧东西南北主副")
_ROOM_TOLD = re.compile(r"(?<![0-9])([0-9]{1,2})[0-9]{2}(?![0-9楼])")
_CELLAR, _GROUND = re.compile(r"地下|负|B[1-9]"), re.compile(r"院子|院里|广场|马路|花园|围墙|大门口")


@lru_cache(maxsize=2_000)
def _told(place: str) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Buildings, storeys, sides and rooms that the words commit themselves to."""
    text = arabic_floors(unicodedata.normalize("NFKC", place)).upper()
    houses = frozenset(_HOUSE_ENDING.sub("", found) or found for found in _HOUSE.findall(text))
    inner = canonical(_HOUSE.sub("", text))
    rooms = frozenset(found[0] for found in _ROOM_TOLD.finditer(inner.text))
    floors = inner.floors or frozenset(f"{int(found[1])}楼" for found in _ROOM_TOLD.finditer(inner.text))
    return houses, floors or _storey_without_number(text), inner.sides, rooms


def _storey_without_number(text: str) -> frozenset[str]:
    if _CELLAR.search(text):
        return frozenset({"负1楼"})
    return frozenset({"院里"}) if _GROUND.search(text) else frozenset()


def differs(one: str, other: str) -> bool:
    """Whether both say a building, a storey, a side or a room, and not the same."""
    (houses, *others), (other_houses, *rest) = _told(one), _told(other)
    if any(_apart(a, b) for a in houses for b in other_houses):
        return True
    return any(a and b and not (a <= b or b <= a) for a, b in zip(others, rest, strict=True))


def _apart(house: str, other: str) -> bool:
    """外科楼 and 门诊楼 are two; 新楼 may be any of them, 住院楼 any with beds."""
    pair = {house, other}
    if len(pair) == 1 or (pair & {"住院", "病房"} and pair <= _BEDS):
        return False
    return pair <= _BEDS | _NO_BEDS or pair <= _NICKNAME or (_is_number(house) and _is_number(other))


def _is_number(house: str) -> bool:
    return bool(re.fullmatch(r"[0-9]+|[A-Z]", house))
