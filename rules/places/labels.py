"""A short label of a hazard: the nearest thing, and what is wrong with it."""

import re

from rules.places.place_vocabulary import ROOM, TAIL
from rules.places.place_words import is_place_only, read
from rules.places.storeys import arabic_floors
from rules.words.clauses import EDGES
from rules.words.look_vocabulary import WRONG
from rules.words.plain_text import clean

_PARTED = re.compile(r"[,，。;；!！?？\s]+")
_CHATTER = re.compile(
    r"(?<=.)着(?=.)(?![火急])|了(?=.)|的|很多|好多|好些|一些|一大?堆|一直|已经|有点|特别|非常|"
    r"老是|总是|[又都也](?=.)|[啊呀呢吧]$"
    r"|^[这那](?:就?是)?(?![种里个])|^快来?人?|^来人|^救命|^(?:请|麻烦)|赶紧|处理一下|^(?:我们?)?(?:巡查|检查|"
    r"巡视)?(?:时|中)?(?:发现|看见|看到)[:：]?|^(?:我们科|"
    r"我们|我|这里|那里|这个|那个)(?=.)|^有[个一些](?=.)"
)
# What people say before they come to it; alone between two commas it is no name of anything.
_THAT = r"(?:你们?|咱们?|他们|俺们?|人家|我们科?)?(?:这|那)(?:个|些|边|块)"
_OPENING = (
    r"另外|还有(?:就是|一[个处件])?|以及|而且|然后|再有|再就是|再一个|同时|顺便|对了|其次|首先|最后|旁边|边上|就是说?|"
    rf"刚才?[说讲]的?(?:{_THAT})?|我[跟和]你说|跟你说|我[说讲]|报告|反映|补充|请问|喂|嗯|哦|呃|诶|(?:还是|就是|是)?上次(?:那个?|的)?(?:地方|那处)|你好|您好|大家好|老师好?|{_THAT}"
)
_LEAD = re.compile(
    rf"^(?:(?:{_OPENING})(?:一下|下|的|啊|呀|哈|呢)*+)++(?=.{{2}})|^(?:还有?|也|就|都)(?=.{{2}})(?![诊餐医座业近地])"
)
_FILLER = re.compile(
    rf"(?:(?:{_OPENING}|(?:也|都|一直)*+没人[管修弄理来]+|还|也|就|那|这)(?:一下|下|的|啊|呀|哈|呢)*+)++"
)
# 灭火器是2023年的: since when is not what is wrong.
_SINCE = re.compile(
    r"(?:还?是|到|至|从)?(?:19[89]|20[0-4])[0-9](?:年(?![检审])(?:[0-9]{1,2}月)?|(?=的))(?:份|就|生产|出厂|到期)*的?"
)
# 没着火，就是插座有点热: what did not happen is no name for it.
_DENIED = re.compile(
    r"(?:暂时|目前|现在|倒|还|并|也|都|好在|幸好)*(?:没有?|不是|未)(?:人)?"
    r"(?:着火|起火|失火|冒烟|冒火|受伤|伤到?|摔|砸到|漏气|触电|事|出事|大事|啥事|什么事|急事)(?:人|了|啊|呢)*"
)
_ONLY = re.compile(r"^(?:就?只?是|不过|但是?|可是?)(?=.{2})")
_NEAR = re.compile(f"{ROOM}(?:的?{TAIL})*$")
_A_THING = 4
_NEEDS_ENDING = frozenset("没坏锁断丢掉碎裂松倒满漏破塌灭黑堵歪翘开关死乱火烧湿脏折扎烂拖")


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


def _without_chatter(what: str) -> str:
    told = [part for part in _PARTED.split(what) if part]
    parts = [bare for part in told if not _DENIED.fullmatch(part) and (bare := _bare(part))]
    if not parts:
        return _CHATTER.sub("", "".join(told[:1]))
    first, *rest = parts
    return first + rest[0] if rest and _is_only_named(first) and WRONG.search(rest[0]) else first


def _bare(part: str) -> str:
    """A part of the sentence without chatter; "" when it is nothing else."""
    if _FILLER.fullmatch(part):
        return ""
    since = _SINCE.sub("", part)
    return _CHATTER.sub("", _LEAD.sub("", _ONLY.sub("", since)))


def _is_only_named(part: str) -> bool:
    """灭火器 过期: a thing, and what is wrong with it behind a comma or a blank."""
    return len(part) <= _A_THING and not WRONG.search(part)


def _stands_with(place: str, what: str, text: str) -> bool:
    """Whether the place is where ``what`` is: 灭火器过期了，走廊还堆着床 does not say where the first one hangs."""
    near, parts = _nearest(place), _PARTED.split(arabic_floors(clean(text)))
    there = next((at for at, part in enumerate(parts) if near and near in part), 0)
    bare = (_bare(part) for part in parts)
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
    return kept.rstrip(EDGES)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
