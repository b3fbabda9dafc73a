"""Whether a clause begins another hazard, or only says more of the one before: what it did, whom it hurt."""

import re
from dataclasses import dataclass
from itertools import pairwise

from rules.kinds import Kind
from rules.places.place_words import contradicts, place_at_front, read
from rules.words.clauses import EDGES, Clause
from rules.words.suggesting import suggest
from rules.words.thing_vocabulary import Thing, same_family, things

_KNOWN_WORD = 1.0  # what suggest() scores for a word of two characters
_FEW = 4
_FAR = 6  # a subject stands at the front of its clause

_BESIDE = re.compile(
    r"(?:然后|而且|并且|旁边|边上|附近|隔壁|对面|那边|还|也|今天|今早|昨天|早上|刚才)+(?:的|有?个|有?一个|那个)?"
)
_WITHIN = re.compile(r"(?:上面|下面|里面|里头|后面|前面|背后|底下|外面|中间(?![楼走病那])|上头|下边|里边)")
_WITHIN_ALSO = re.compile(rf"(?:{_WITHIN.pattern}|[地桌]上|墙[边角]|角落里?)[还也]")
_ALSO = re.compile(r"还|也")

_WRONG = re.compile(
    r"坏|破|裂|断|松|掉|脱|漏|有[水油血冰](?![房池箱泵])|堵|锁|倒|歪|晃|露|锈|过期|到期|超期|没|不(?!是)|缺|少|无[水电人]|损坏|烫|冒|糊|黑|丢|翘|翻|开焊|"
    r"老化|变形|卡|乱|满|响|报警|灭|烧|屏蔽|坑|积水|结冰|有冰|全是|都是|反水|串|挡|占|停[了着满在]|堆|泡(?!沫)|夹|滑|鼓|塌|碎|"
    r"超(?![市声])|尖|充电|抽烟|吸烟|顶着|失灵|失效|欠压|敞|晾|拴|砸|烟头|"
    r"耷拉|[呲滋]水|瞎|活络|活动(?!室)|散架|豁|卷边|瘪|开胶|发霉"
)
_STORED = re.compile(
    r"停(?=电[瓶动]车|摩托|自行车)|[都全就正]*(?:堆|停|晾|搁|摆|放|挂|拴)(?:着|了|满|放|的|一)|有?(?:有冰|结冰|积水|很滑|太滑)"
)
_WAY_BLOCKED = re.compile(
    r"[也都又全给被]*(?:堵|堵住|堵死|堵着|占|占着|占满|堵满|走不了|过不去)(?:了|着|人|呢|的)*"
)
_A_WAY = re.compile(r"(?:走廊|过道|走道|通道|楼道|连廊|楼梯口?|楼梯间|门口|出口)$")
_PUT_THERE = re.compile(r"堵|挡|占|堆|放|停|摆|搁|着(?:床|车|箱|东西)|倒|塌|床|箱|车|桌|柜|椅")
_ACT = re.compile(r"(?:有人)?(?:在.{1,4})?(?:抽烟|吸烟|私拉|乱拉|乱接|充电)")
_RESULT = re.compile(
    r"(?:容易|怕|担心|会(?!议)|可能|万一|有人(?!抽烟|吸烟|充电|私拉|乱)|病人(?!厕|卫生)|患者|老人|小孩|孩子|家属(?!等|区|休)|护士(?![站台])|大家|大爷|大妈|"
    r"[我他她]|人(?!字)|都|很|太(?!平)|特别|非常|好|真|差点|已经|一直|天天|每天|报过|报了|修了|说了|没人|没有|请|麻烦|希望|"
    r"赶紧|尽快|快(?!递)|帮忙|影响|导致|造成|使得|弄得|搞得|结果|所以|因为|由于|要是|如果|不然|否则|挡|堵|压(?!力)|遮(?!阳)|盖(?![板子])|占|"
    r"碰|滴|流|淌|漏到|冒|一[碰插挤摸拉推踩靠]|着火|急救|晚上|停电|下雨|正好|常年|像|好像|估计|应该|感觉|听说|据说|说是|拿|用(?!电)|找|把|被(?![褥子])|谢谢)"
)
_HINDERED = re.compile(r".{0,3}(?:过不|进不|出不|推不(?!开)|难走|上去|也能|都(?!松|坏|裂|破)|全(?!是))")
_ACTS_ON = re.compile(r"[到把被让给往滴流淌挡压碰用插接靠挨进]")
_SOMETHING_BROKEN = re.compile(
    r"(?![^,，]{0,6}[0-9人有天次])[\u4e00-\u9fff]{2,6}?[也都又快]?(?:坏|松|要掉|裂|破|断|漏|堵|老化|过期|不[亮响转出灵]|打不开|关不|"
    r"没[电水固压盖锁])|[\u4e00-\u9fff]{2,5}[烫夹绊扎电]人"
)
_TOO = re.compile(
    r"([^，,把被让给到在的得了我他她人都还就]{3,6})也(?:没|不|坏|松|掉|破|裂|断|歪|漏|堵|老化|过期|要掉|打不开|关不|快)"
)
_BLOCKED, _WILL_NOT_OPEN = re.compile(r"挡|堵|堆|占|顶着|压着|卡着"), re.compile(r"[推打拉]不开")
_STANDS_BESIDE = re.compile(r".{1,6}(?:还|下头|下面)(?:放|堆|停|摆|挂|晾|搁|拴)[着了]")
_COVERED = re.compile(r"[\u4e00-\u9fff]{2,5}[上里]全是[油灰锈]")
_UPSTAIRS = ("楼上", "楼下")
# 说是修好了，其实没修: what was done about it says not yet what is wrong.
_MENDING = re.compile(r"(?:没人?|未|没有)?(?:修|换|处理|弄|整改)(?:好|过|完)?了?")
_PARTS = frozenset({"门", "锁", "玻璃", "把手"})
_COMMON = frozenset({"消防", "安全", "应急", "防火", "电动", "紧急", "逃生", "疏散", "医疗"})
_WET, _SOAKED = (
    re.compile(r"水(?![间房器壶泵栓带])|雨|漏(?![电气汽])"),
    re.compile(r"泡|湿|水(?!处理)|滑|霉|潮|冰"),
)


@dataclass(frozen=True)
class _Heard:
    """A clause without its place, and what it speaks of."""

    place: str
    bare: str
    also: bool
    things: tuple[Thing, ...]


def is_told(words: str, kinds: tuple[Kind, ...]) -> bool:
    """Whether the words say already what is wrong."""
    return bool(_WRONG.search(_MENDING.sub("", words))) or suggest(words, kinds).score >= _KNOWN_WORD


def is_new(clause: Clause, text: str, begun: int, kinds: tuple[Kind, ...]) -> bool:
    """Whether ``clause`` of ``text`` begins another hazard than the one that began at ``begun``."""
    words, before, so_far = text[clause.start : clause.end], text[: clause.cut], text[begun : clause.cut]
    heard = _hear(words)
    if clause.numbered:
        return bool(heard.things or len(heard.bare) >= _FEW or _WRONG.search(heard.bare))
    wrong = _WRONG.search(heard.bare) or _STANDS_BESIDE.match(heard.bare)
    if not wrong or (not clause.marked and _is_soaked(heard, so_far)):
        return False
    if (heard.place and _is_elsewhere(read(so_far).place, heard.place)) or _is_blocked_way(heard, so_far):
        return True
    if _RESULT.match(heard.bare) or (_WILL_NOT_OPEN.search(heard.bare) and _BLOCKED.search(so_far)):
        return False
    fresh = _fresh(heard, before)
    if clause.marked:
        return bool(fresh) or _is_other_kind(heard, words, so_far, kinds)
    return (
        _is_other_subject(heard, fresh)
        or _is_other_state(heard, fresh, before)
        or _is_other_too(heard, before)
    )


def _is_elsewhere(before: str, place: str) -> bool:
    """Another building, storey or side; or 楼下 after 楼上."""
    return contradicts(before, place) or {before[:2], place[:2]} == set(_UPSTAIRS)


def _fresh(heard: _Heard, before: str) -> list[Thing]:
    """The things not spoken of before, neither they nor another of their family, nor by their first half."""
    families = {family for _, _, family in things(before)}
    return [
        (start, end, family)
        for start, end, family in heard.things
        if not any(same_family(family, other) for other in families)
        and not (
            end - start > 1 and (half := heard.bare[start : start + 2]) in before and half not in _COMMON
        )
    ]


def _hear(words: str) -> _Heard:
    """Peels 旁边, a place and 还 off the front."""
    told = words.strip(EDGES)
    also = bool(_ALSO.match(told))
    front = _BESIDE.match(told) or _WITHIN_ALSO.match(told)
    rest = told[front.end() :] if front else told
    place = place_at_front(rest)
    bare = rest[len(place) :].lstrip(EDGES + "的")
    still = _BESIDE.match(bare)
    also = also or bool(front) or bool(still)
    bare = bare[still.end() :] if still else bare
    if things(place) and not things(bare):  # 围墙裂了: the place is what is broken
        place, bare = "", rest
    return _Heard(place, bare, also, things(bare))


def _is_soaked(heard: _Heard, so_far: str) -> bool:
    """地上全是水 after 水管漏水 is what the water did."""
    return bool(_WET.search(so_far) and _SOAKED.search(heard.bare) and not heard.also)


def _is_other_kind(heard: _Heard, words: str, so_far: str, kinds: tuple[Kind, ...]) -> bool:
    found = suggest(words, kinds)
    if heard.things or (found.score >= _KNOWN_WORD and found.code == suggest(so_far, kinds).code):
        return False
    return found.score >= _KNOWN_WORD or bool(_SOMETHING_BROKEN.match(heard.bare))


def _is_other_subject(heard: _Heard, fresh: list[Thing]) -> bool:
    """插座松: a thing not spoken of before, at the front, and what is wrong with it behind it."""
    if not heard.things or (_WITHIN.match(heard.bare) and not heard.also):
        return False
    start, end, _ = heard.things[0]
    if heard.bare[start:end] in _PARTS and not (heard.also or heard.place or _ALSO.match(heard.bare, end)):
        return False
    if start > _FAR or _ACTS_ON.search(heard.bare, 0, start) or heard.things[0] not in fresh:
        return False
    return bool(_WRONG.search(heard.bare, start)) and not _HINDERED.match(heard.bare, end)


def _is_other_state(heard: _Heard, fresh: list[Thing], before: str) -> bool:
    """走廊还堆着床, 楼道有人抽烟, 灶台边还放着液化气罐: a place of its own and what is there."""
    if (fresh and _STANDS_BESIDE.match(heard.bare)) or _is_covered(heard, before):
        return True
    if not (heard.place or heard.also) or (_WITHIN.match(heard.bare) and not heard.also):
        return False
    if len(fresh) < len(heard.things):
        return False
    act = _ACT.match(heard.bare)
    return bool(_STORED.match(heard.bare) or (act and heard.place and act[0][-2:] not in before))


def _is_blocked_way(heard: _Heard, so_far: str) -> bool:
    """走廊堵了 after 地上有水; not after 门口放着床, which is what blocks it."""
    is_way = bool(_A_WAY.search(heard.place)) and bool(_WAY_BLOCKED.fullmatch(heard.bare))
    return is_way and not _PUT_THERE.search(so_far)


def _is_covered(heard: _Heard, before: str) -> bool:
    """油烟罩上全是油: a thing the words before did not hold."""
    return bool(_COVERED.match(heard.bare)) and heard.bare[:2] not in before


def _is_other_too(heard: _Heard, before: str) -> bool:
    """除湿机也不转: a name of three characters or more that the words before did not hold, and 也."""
    found = _TOO.match(heard.bare)
    return found is not None and not any(pair in before for pair in map("".join, pairwise(found[1])))
