"""Where a sentence says something is: the place said, the place on the register, and a short label of the hazard."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rules.places.place_shapes import ALIKE, CLEARLY_BETTER, RIVAL, canonical, differs, likeness
from rules.places.place_vocabulary import BUILDING, FLOOR, PART, ROOM, TAIL, WARD
from rules.places.storeys import arabic_floors
from rules.words.clauses import EDGES
from rules.words.plain_text import clean

# One part first and the others behind it: so a character that begins none is refused once.
PLACE = re.compile(rf"{PART}(?:(?:的?{TAIL})?(?:的|靠|到|至|和|，|,|、| )?{PART})*(?:的?{TAIL})*")
_LOOSE = re.compile(
    r"^(?:我们|咱们?|我|俺们?)?(?:在|就在|位于|到|去)?([\u4e00-\u9fff]{2,8}?(?:后面|前面|旁边|"
    r"对面|门口|附近|那边|里面))(?=[的有堆放没坏掉漏])"
)

_BEFORE_PLACE = re.compile(
    r"(?:我们|咱们?|我|俺们?)?(?:科|医院|院)?(?:就是|就在|在|位于|地点|位置)?[:：是]?$"
)
_AFTER_PLACE = re.compile(r"^[的在处]?[:：,，、.。 ]+|^(?:这里|那里|这儿|那儿|这边|那边|的)(?=.{2})")
_FILLERS = re.compile(
    r"^(?:在|是|就是|就在|这里|这儿|那里|那边|的|呢|吧|啊|哈|了|哦|处|我在|我|地点|位置|[\s,，.。:：!！、])*$"
)
# A year is no room: 2024年, and a bare 2024 where the talk is of dates.
_YEAR = re.compile(r"(?<![0-9A-Za-z])(?:19[89]|20[0-4])[0-9](?=\s*年(?!级))")
_BARE_YEAR = re.compile(r"(?<![0-9A-Za-z])(?:19[89]|20[0-4])[0-9](?![0-9]|号|室|病|房|诊|床|间)")
_DATED = re.compile(r"过期|到期|有效期|年检|检验|检测|校验|生产|出厂|失效|报废|保质")
# Nor is what one dials: 我打过119了, 120怎么还没来.
_DIALLED = re.compile(
    r"(?<=[打拨报叫过通了])(?:11[09]|120)(?![0-9]|号|室|病|房|诊|床|间)|"
    r"(?<![0-9A-Za-z])(?:11[09]|120)(?=(?:打|拨|报|怎么|咋|还|都|没|占线|来了|不接)(?!开|掉|有灯)|"
    r"已经?(?:来|到|在)|马上|快[来到]|到(?:了|没|哪[里儿了]?|吗|底)|在(?:路上|来|赶)|几(?:分钟|点|时|个人)|多(?:久|长时间|少分钟)|要(?:多久|多长|多少时|几|不要|等|[打来]|什么)|"
    r"(?:什么|啥)时候?(?:能|会|才|可以)?(?:[来到]|赶)|能(?:不能)?[来到打]|[该用得需](?:不[该用得]|要)?(?:打|叫|来)|是不是|警察|民警|救护|急救(?!室|车位)|消防(?:车|队|员|来|到)|出警|接线|(?:的?人|的?车)(?:怎么|咋|还|都|来|到|没|快|马上|已经))"
)
_DIGITS = "0123456789"
_AS_SIGNS = str.maketrans(_DIGITS, "".join(chr(0xE000 + at) for at in range(10)))
_AS_DIGITS = {code: digit for digit, code in _AS_SIGNS.items()}
_CUT, _NO_CUT = re.compile(r"[,，。.;；、 \n]"), "\0"

_HOUSE, _WARDS, _FLOORS = (re.compile(part) for part in (BUILDING, WARD, FLOOR))
_PARTS = (_HOUSE, _WARDS, _FLOORS, re.compile(r"[A-Za-z]?[0-9]{2,4}"))
_ROOM, _NUMBERED = re.compile(ROOM), re.compile(r"[0-9号]$")
_HOUSE_AND_WARD = re.compile(f"(?:{BUILDING}|{WARD})+")


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
    unit_id: int | None = None


@lru_cache(maxsize=64)  # one message is asked about several times in its turn
def read(text: str) -> Said:
    """Splits a sentence into where and what."""
    said = _split(_without_numbers(clean(text).strip(EDGES)))
    return Said(said.place.translate(_AS_DIGITS), said.what.translate(_AS_DIGITS))


def _without_numbers(text: str) -> str:
    """Years and what one dials, in signs that begin no room; as many characters as before."""
    for number in (_YEAR, _DIALLED, *([_BARE_YEAR] if _DATED.search(text) else [])):
        text = number.sub(lambda found: found[0].translate(_AS_SIGNS), text)
    return text


def _split(tidy: str) -> Said:
    spans = _places(tidy)
    if not spans:
        return Said("", tidy)
    start, end = max(spans, key=lambda span: span[1] - span[0])
    place, before, after = _tidy_place(tidy[start:end]), tidy[:start], tidy[end:]
    place = _wide_first(place)
    if len(spans) > 1:
        place, before, after = _with_the_rest(place, before, after)
    before = _BEFORE_PLACE.sub("", before).strip(EDGES)
    after = _AFTER_PLACE.sub("", after).strip(EDGES)
    return Said(place, _joined(before, after))


def place_at_front(text: str) -> str:
    """The place the words begin with, as it is written; "" when they begin with anything else."""
    return start_of(PLACE, text)


def joined_places(place: str, other: str) -> str:
    """Two halves of one place in the order people say them: building, ward, storey, room."""
    if contradicts(place, other) or other in place:
        return place
    wide, narrow = sorted((place, other), key=_rank)
    head = start_of(_HOUSE_AND_WARD, wide)
    rest = wide[len(head) :]
    return head + (narrow + rest if rest and _rank(narrow) < _rank(rest) else rest + narrow)


def contradicts(code_place: str, said_place: str) -> bool:
    """Whether a place in words cannot be the one of a wall code: another building, storey, side or room."""
    return bool(code_place and said_place) and differs(code_place, said_place)


def is_place_only(text: str) -> bool:
    """Whether nothing but a place was said."""
    said = read(text)
    return bool(said.place) and bool(_FILLERS.match(said.what))


def recognise(said_place: str, spots: Sequence[Spot]) -> Spot | None:
    """The one place on the register that is meant; None when none or several could be."""
    said = canonical(said_place)
    if not said.text:
        return None
    known = [(shape, spot) for spot in spots for shape in map(canonical, (spot.name, *spot.aliases))]
    scored = [(score, shape.text, spot) for shape, spot in known if (score := likeness(said, shape)) >= RIVAL]
    best, text, winner = max(scored, key=lambda one: one[0], default=(0.0, "", None))
    if winner is None or best < ALIKE:
        return None
    return None if any(_rivals(one, best, text, winner) for one in scored) else winner


def _rivals(other: tuple[float, str, Spot], best: float, text: str, winner: Spot) -> bool:
    """Another place nearly as likely; a wider place around the winner (外科楼 around 外科楼3楼) is no rival."""
    score, name, spot = other
    return spot.id != winner.id and best - score < CLEARLY_BETTER and name not in text


def start_of(pattern: re.Pattern[str], text: str) -> str:
    """What the text begins with, by a pattern; "" for anything else."""
    found = pattern.match(text)
    return found[0] if found else ""


def _rank(place: str) -> int:
    """0 building, 1 ward, 2 storey, 3 numbered room, 4 any other."""
    return next((at for at, part in enumerate(_PARTS) if part.match(place)), len(_PARTS))


def _places(text: str) -> list[tuple[int, int]]:
    """Every place in the text, from left to right; a mere neighbourhood counts when nothing else does."""
    spans = [found.span() for found in PLACE.finditer(text)]
    if not spans and (loose := _LOOSE.match(text)):
        return [loose.span(1)]
    return spans


def _tidy_place(text: str) -> str:
    return re.sub(r"[,，、 ]", "", arabic_floors(text)).removesuffix("的")


def _with_the_rest(place: str, before: str, after: str) -> tuple[str, str, str]:
    """病房卫生间地滑，三楼302: the half of the place that stands alone at the other end belongs to it."""
    lead, _, rest = before.partition(_first_cut(before))
    if _is_other_half(lead, place):
        return joined_places(place, read(lead).place), rest, after
    rest, _, tail = after.rpartition(_last_cut(after))
    if _is_other_half(tail, place):
        return joined_places(place, read(tail).place), before, rest
    room = place_at_front(before)
    if (
        room
        and not _NUMBERED.search(room)
        and not after
        and _CUT.match(before[-1])
        and _HOUSE_AND_WARD.fullmatch(place)
    ):
        return joined_places(place, room), before[len(room) :], after  # 治疗室插座松动 内科二病区
    return place, before, after


def _wide_first(place: str) -> str:
    """治疗室内科二 as 内科二治疗室: a ward or a building said behind the room."""
    room = start_of(_ROOM, place)
    wide = place[len(room) :]
    named = room and not _NUMBERED.search(room)
    return joined_places(wide, room) if named and _HOUSE_AND_WARD.fullmatch(wide) else place


def _is_other_half(words: str, place: str) -> bool:
    return is_place_only(words) and not contradicts(place, read(words).place)


def _first_cut(text: str) -> str:
    found = _CUT.search(text)
    return found[0] if found else _NO_CUT


def _last_cut(text: str) -> str:
    found = _CUT.findall(text)
    return found[-1] if found else _NO_CUT


def _joined(before: str, after: str) -> str:
    return f"{before}，{after}" if before and after else before or after


_COMMON = re.compile(
    r"(?:[东西南北中左右前后]+(?:侧|边|头|面|段|端)?)?的?"
    r"(?:走廊|楼道|过道|走道|连廊|楼梯口?|楼梯间|电梯口|电梯间|厕所|[男女]厕所?|卫生间|洗手间|开水[间房]|茶水间|病房|病室|"
    r"诊室|办公室|治疗室|处置室|换药室|值班室|护士站|更衣室|休息室|仓库|库房|杂物间|储物间|污物间|门口|窗口|床头|床边)"
    rf"(?:的?{TAIL})*"
)


def is_common(place: str) -> bool:
    """Whether every ward has such a place: a corridor, a lavatory; of itself it does not say where."""
    return bool(_COMMON.fullmatch(place))


_ONE_TO_A_WARD = re.compile(r"开水[间房]|茶水间|护士站|治疗室|处置室|换药室|值班室|更衣室|污物间|示教室")


def is_one_to_a_ward(place: str) -> bool:
    """Whether a ward has one such place, so that its own people need not say where."""
    return bool(_ONE_TO_A_WARD.fullmatch(place))
