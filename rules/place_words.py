"""Where a sentence says something is: the place said, the place on the register, and a short label of the hazard."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rules.place_shapes import ALIKE, CLEARLY_BETTER, RIVAL, canonical, differs, likeness
from rules.place_vocabulary import BUILDING, FLOOR, PART, ROOM, SIDE, TAIL, WARD
from rules.plain_text import clean
from rules.storeys import arabic_floors

PLACE = re.compile(rf"(?:{PART}(?:的?{TAIL})?(?:的|靠|到|至|和|，|,|、| )?)*{PART}(?:的?{TAIL})*")
_LOOSE = re.compile(
    r"^(?:我们|咱们?|我|俺们?)?(?:在|就在|位于|到|去)?([\u4e00-\u9fff]{2,8}?(?:后面|前面|旁边|"
    r"对面|门口|附近|那边|里面))(?=[的有堆放没坏掉漏])"
)

_BEFORE_PLACE = re.compile(r"(?:我们|咱们?|我|俺们?)?(?:科|医院|院)?(?:就在|在|位于|地点|位置)?[:：是]?$")
_AFTER_PLACE = re.compile(r"^[的在处]?[:：,，、.。 ]+|^(?:这里|那里|这儿|那儿|这边|那边|的)(?=.{2})")
_FILLERS = re.compile(
    r"^(?:在|是|就是|就在|这里|这儿|那里|那边|的|呢|吧|啊|哈|了|哦|处|我在|我|地点|位置|[\s,，.。:：!！、])*$"
)
_CUT, _NO_CUT = re.compile(r"[,，。.;；、 \n]"), "\0"
_EDGES = " \t\n,，。.、:：;；!！?？~～"
_PARTED = re.compile(r"[,，。;；!！?？\s]+")
_A_CORRECTION = 40
_STOREY = re.compile(r"负?\d+楼")
_HOUSE, _WARDS, _FLOORS, _SIDES = (re.compile(part) for part in (BUILDING, WARD, FLOOR, SIDE))
_PARTS = (_HOUSE, _WARDS, _FLOORS, re.compile(r"[A-Za-z]?[0-9]{2,4}"))
_WIDE = re.compile(f"(?:{BUILDING}|{WARD}|{FLOOR}|(?<=[楼层区科座栋]){SIDE})+")
_HOUSE_AND_WARD = re.compile(f"(?:{BUILDING}|{WARD})+")
_WARD_AND_SIDE = re.compile(f"{WARD}|{SIDE}")
_LAST_SIDE = re.compile(f"(?<=[楼层区科座栋]){SIDE}$")
_ELSEWHERE = re.compile(
    r"食堂|餐厅|厨房|停车|车库|车棚|[前后]?院|.?广场|[大正东西南北前后]门|花园|马路|路口|围墙|氧气|液氧|污水|锅炉|"
    r"泵房|宿舍|太平间|垃圾|超市|地下|楼顶|天台|大厅|急诊"
)
_OOPS = re.compile(
    r"^(?:不对|不是的|不是(?=[,，。 是])|对不起|不好意思|抱歉|啊|哦|噢|呃|哎呀?|等等|稍等|刚才|上面|前面|我|的|呀|哈|"
    r"(?:打|说|写|弄|搞|记|发|选|看|填)?错(?:字|地方|地点|位置|楼层|楼)?(?:了|啦)?|口误|笔误|手滑|更正|纠正|改一?下|改成|"
    r"改为|应该?|其实|准确[说讲]?|具体|地点|位置|地方|楼层|是在|就是|是|在|[,，。:：、;； !！…~～])*+"
)
_OOPS_BEHIND = re.compile(
    r"(?:才对|不好意思|抱歉|(?:刚才|上面|前面|我)*(?:打|说|写|弄|搞|记)错了|哈|啊|吧|呢|呀|的|了|哦|"
    r"[,，。 !！~～])*$"
)
_NOT_THERE = re.compile(
    r"^[^,，。 错]{1,12}(?:打|说|写)错了|[,，。 ]?(?:而)?不是在?[^,，。;；\s是]{1,12}?(?=[,，。;；\s]|(?:而)?是|$)"
)


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
    tidy = clean(text).strip(_EDGES)
    spans = _places(tidy)
    if not spans:
        return Said("", tidy)
    start, end = max(spans, key=lambda span: span[1] - span[0])
    place, before, after = _tidy_place(tidy[start:end]), tidy[:start], tidy[end:]
    if len(spans) > 1:
        place, before, after = _with_the_rest(place, before, after)
    before = _BEFORE_PLACE.sub("", before).strip(_EDGES)
    after = _AFTER_PLACE.sub("", after).strip(_EDGES)
    return Said(place, _joined(before, after))


def place_at_front(text: str) -> str:
    """The place the words begin with, as it is written; "" when they begin with anything else."""
    return _start(PLACE, text)


def correction(text: str) -> str:
    """The place meant by 不对，是四楼, 打错了在西楼梯 or 四楼 alone; "" for anything else."""
    tidy = _NOT_THERE.sub("", clean(text)) if len(text) <= _A_CORRECTION else ""
    words = _OOPS_BEHIND.sub("", _OOPS.sub("", tidy, count=1))
    return read(words).place if is_place_only(words) else ""


def corrected(old: str, new: str) -> str:
    """The place after 不对，是四楼: only what was said anew changes, 西楼梯 stays on its storey."""
    if _STOREY.fullmatch(new) and _STOREY.search(old):
        return _STOREY.sub(new, old, count=1)
    if _HOUSE.fullmatch(new) and _HOUSE.search(old):
        return _HOUSE.sub(new, old, count=1)
    return carried(old, new)


def carried(front: str, said: str) -> str:
    """The place of a later word: building, ward and storey of ``front`` hold until said anew."""
    if not front or not said or _HOUSE.match(said) or _ELSEWHERE.match(said):
        return said or front
    house, wide = _start(_HOUSE, front), _start(_WIDE, front)
    if _STOREY.search(said) or _FLOORS.match(said):
        return house + said
    if _WARDS.match(said):
        return house + _WARD_AND_SIDE.sub("", wide[len(house) :]) + said
    return (_LAST_SIDE.sub("", wide) if _SIDES.match(said) else wide) + said


def joined_places(place: str, other: str) -> str:
    """Two halves of one place in the order people say them: building, ward, storey, room."""
    if contradicts(place, other) or other in place:
        return place
    wide, narrow = sorted((place, other), key=_rank)
    head = _start(_HOUSE_AND_WARD, wide)
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


def brief(text: str, limit: int = 10) -> str:
    """A label of the hazard in at most ``limit`` characters: the nearest thing and what is wrong with it."""
    line = text.split("\n")[0]
    said = read(line)
    what = _without_chatter(said.what)
    label = (
        _nearest(said.place) + what if what and _stands_with(said.place, what, line) else what or said.place
    )
    if len(_without_ending(label)) > limit and what:
        label = what
    return _clipped(_without_ending(label), limit)


def _start(pattern: re.Pattern[str], text: str) -> str:
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
    return place, before, after


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


_CHATTER = re.compile(
    r"(?<=.)着(?=.)(?![火急])|了(?=.)|的|很多|好多|好些|一些|一大?堆|一直|已经|有点|特别|非常|"
    r"老是|总是|[又都也](?=.)|[啊呀呢吧]$"
    r"|^(?:旁边|边上|另外|还有?|以及|而且|然后|也)(?=.{2})|^[这那](?:就?是)?(?![种里个])|^快来?人?|^来人|^救命|^(?:请|麻烦)|赶紧|处理一下|^(?:我们?)?(?:巡查|检查|"
    r"巡视)?(?:时|中)?(?:发现|看见|看到)[:：]?|^(?:我们科|"
    r"我们|我|这里|那里|这个|那个)(?=.)|^有[个一些](?=.)"
)
# 没着火，就是插座有点热: what did not happen is no name for it.
_DENIED = re.compile(
    r"(?:暂时|目前|现在|倒|还|并|也|都|好在|幸好)*(?:没有?|不是|未)(?:人)?"
    r"(?:着火|起火|失火|冒烟|冒火|受伤|伤到?|摔|砸到|漏气|触电|事|出事|大事|啥事|什么事|急事)(?:人|了|啊|呢)*"
)
_ONLY = re.compile(r"^(?:就?只?是|不过|但是?|可是?)(?=.{2})")
_NEAR = re.compile(f"{ROOM}(?:的?{TAIL})*$")
_NEEDS_ENDING = frozenset("没坏锁断丢掉碎裂松倒满漏破塌灭黑堵歪翘开关死乱火烧湿脏折扎烂拖")


def _without_chatter(what: str) -> str:
    told = [part for part in _PARTED.split(what) if part]
    parts = (_CHATTER.sub("", _ONLY.sub("", part)) for part in told if not _DENIED.fullmatch(part))
    return next((part for part in parts if part), "") or _CHATTER.sub("", "".join(told[:1]))


def _stands_with(place: str, what: str, text: str) -> bool:
    """Whether the place is where ``what`` is: 灭火器过期了，走廊还堆着床 does not say where the first one hangs."""
    near, parts = _nearest(place), _PARTED.split(arabic_floors(clean(text)))
    there = next((at for at, part in enumerate(parts) if near and near in part), 0)
    bare = (_CHATTER.sub("", _ONLY.sub("", part)) for part in parts)
    told = next((at for at, part in enumerate(bare) if what[:2] in part), there)
    return there <= told or is_place_only(parts[there])


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
