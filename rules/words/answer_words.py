"""Whether words of a hazard answer what an officer asked of a row: they name only which, or speak of the same thing."""

import re

from rules.places.place_words import contradicts, is_common, read
from rules.words.look_vocabulary import WRONG
from rules.words.thing_vocabulary import same_family, things

_POINTS_BACK = re.compile(
    r"^(?:就是?|是|还是|应该是|对[,，]?)[^,，。]{0,16}(?:那[个台张把块只根边儿里]|这[个台张把块只根边儿里]|[上下里旁对]面?的)"
)
_STANDS = re.compile(r"^(?:那[个台张把块]?|这[个台张把块]?)?(?:就|是)?在")
_FILLER = re.compile(
    r"[的是就在和跟与还也那这哪个台张把块只根处间号第东南西北左右上下前后里外内边头面旁侧对角口两一二三四五六七八九十0-9"
    r"挨靠近\s,，。.、!！吧呀啊呢了]|附近|中间|旁边|隔壁|所有|全部|都|大概|应该"
)
_MEASURED = re.compile(r"[那这][个台张把块只根]")
_DEED = re.compile(r"[有停放开着堆挂垂摆搁拴晾用烧冒流吃睡跑]")


def names_only_which(text: str) -> bool:
    """东头那个插座: a thing or a place, and nothing said of it; not 插排放床上, 窗户开着 12楼."""
    if WRONG.search(text):
        return False
    at, left = 0, ""
    for start, end, _ in things(text):
        left, at = left + text[at:start] + " ", end
    left += text[at:]
    bare = _FILLER.sub("", left)
    if bare and (place := read(left).place):
        bare = _FILLER.sub("", left.replace(place, ""))
    return not bare or (_MEASURED.search(text) is not None and _DEED.search(text) is None)


def may_answer(text: str) -> bool:
    """Whether words of a hazard may answer anything at all: 6楼厕所地滑 says where and what by itself, and so does not."""
    place = read(text).place
    if not place or is_common(place) or _POINTS_BACK.match(text) or names_only_which(text):
        return True
    return any(_STANDS.match(text[end:]) for _, end, _ in things(text))


def is_of_the_same(text: str, asked: str, place: str) -> bool:
    """就是护士站对面那个，压力表到红区了; or the very thing that was ``asked`` about, at no other ``place``."""
    if _POINTS_BACK.match(text):
        return True
    families = {family for _, _, family in things(asked)}
    told = things(text)
    same = [thing for thing in told if any(same_family(thing[2], family) for family in families)]
    if not same:
        return False
    return bool(_STANDS.match(text[same[0][1] :])) or not contradicts(place, read(text).place)
