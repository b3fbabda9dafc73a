"""What later words change about a place: 不对，是四楼; a storey that holds; another site altogether."""

import re

from rules.places.place_vocabulary import BUILDING, FLOOR, SIDE, WARD
from rules.places.place_words import is_place_only, read, start_of
from rules.words.plain_text import clean

_A_CORRECTION = 40
_STOREY = re.compile(r"负?\d+楼")
_HOUSE, _WARDS, _FLOORS, _SIDES = (re.compile(part) for part in (BUILDING, WARD, FLOOR, SIDE))
_WIDE = re.compile(f"(?:{BUILDING}|{WARD}|{FLOOR}|(?<=[楼层区科座栋]){SIDE})+")
_WARD_AND_SIDE = re.compile(f"{WARD}|{SIDE}")
_LAST_SIDE = re.compile(f"(?<=[楼层区科座栋]){SIDE}$")
_ELSEWHERE = re.compile(
    r"食堂|餐厅|厨房|停车|车库|车棚|[前后]?院|.?广场|[大正东西南北前后]门|花园|马路|路口|围墙|氧气|液氧|污水|锅炉|"
    r"泵房|宿舍|太平间|垃圾|超市|地下|楼顶|天台|大厅|急诊"
)
_SITES = tuple(
    re.compile(names)
    for names in [
        "食堂|餐厅|厨房",
        "停车|车库|车棚",
        "氧气|液氧",
        "污水",
        "锅炉",
        "泵房|水泵",
        "宿舍",
        "太平间",
        "垃圾",
        "超市",
        "楼顶|天台",
        "大厅",
        "急诊",
        "配电|强电",
        "药房|药库",
        "手术室",
        "检验科",
        "机房|信息科",
        "门诊",
        "花园|广场|[前后]院",
    ]
)
"""What a hospital has once, by any of its names."""
_OOPS = re.compile(
    r"^(?:不对|不是的|不是(?=[,，。 是])|对不起|不好意思|抱歉|啊|哦|噢|呃|哎呀?|等等|稍等|刚才|上面|前面|我|的|呀|哈|"
    r"(?:打|说|写|弄|搞|记|发|选|看|填)?错(?:字|地方|地点|位置|楼层|楼)?(?:了|啦)?|(?:信息|地址)?有误|口误|笔误|手滑|更正|纠正|改一?下|改成|"
    r"改为|应该?|其实|准确[说讲]?|具体|地点|位置|地方|楼层|是在|就是|是|在|[,，。:：、;； !！…~～])*+"
)
_OOPS_BEHIND = re.compile(
    r"(?:才对|不好意思|抱歉|(?:刚才|上面|前面|我)*(?:打|说|写|弄|搞|记)错了|哈|啊|吧|呢|呀|的|了|哦|"
    r"[,，。 !！~～])*$"
)
_NOT_THERE = re.compile(
    r"^[^,，。 错]{1,12}(?:打|说|写)错了|[,，。 ]?(?:而)?不是在?[^,，。;；\s是]{1,12}?(?=[,，。;；\s]|(?:而)?是|$)"
)


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
    house, wide = start_of(_HOUSE, front), start_of(_WIDE, front)
    if _STOREY.search(said) or _FLOORS.match(said):
        return house + said
    if _WARDS.match(said):
        return house + _WARD_AND_SIDE.sub("", wide[len(house) :]) + said
    return (_LAST_SIDE.sub("", wide) if _SIDES.match(said) else wide) + said


def other_site(known: str, said: str) -> bool:
    """Whether two places are apart by what they are: 氧气房 and 食堂; 氧气房 and 5楼走廊 may be one."""
    ours, theirs = ({at for at, site in enumerate(_SITES) if site.search(place)} for place in (known, said))
    return bool(ours and theirs) and not ours & theirs
