"""不对、不是开水间: that something read back was wrong, and what was said instead of it."""

import re
from dataclasses import dataclass

from rules.places.place_words import is_place_only, read
from rules.words.plain_text import clean

_LONGEST = 60
_END = r"[了吧呀啊的呢吗嘛吖哦噢]*[,，。.!！~～…?？、\s]*"
_LEAD = re.compile(
    r"(?:不对(?![劲称付头])|不是(?:的|这样|这个|这里|这儿|这句|这意思|我说的)(?![\u4e00-\u9fff]{0,4}(?:坏|漏|堵|松))|"
    r"(?:(?:你们?|安全员|他|她|都|全|又)*(?:听|写|记|弄|搞|说|打|报|选)(?:得|的)?(?:都|全)?(?:错|不对|岔|反)(?:字|地方)?)|错(?![\u4e00-\u9fff])|错(?=[了吧呀啊的呢嘛哦])|有误|不准确?|胡说|没说对|说的不是)"
    + _END
)
_BARE = re.compile(r"(?:不是|否)" + _END)
_NOT = re.compile(
    r"(?:我说的?|我是说|刚才|其实|这个?|那个?|根本|并|真|也)*不是在?([^,，。;；\s是]{1,12}?)(?=[,，。;；\s]|(?:而)?是|$)"
)
_BUT = re.compile(
    r"^(?:[,，。;；:：、\s]|而是|应该?是?|其实是?|我说的是|说的是|我是说|改成|就是|是在|是|在(?![线用办建]))+"
)


@dataclass(frozen=True)
class Denial:
    """What was denied ("" when it is not said), and what holds instead ("" when nothing was said)."""

    denied: str
    instead: str


def denial(text: str) -> Denial | None:
    """What somebody says is wrong of what was read back to him; None for anything else."""
    tidy = clean(text)
    if len(tidy) > _LONGEST:
        return None
    if _BARE.fullmatch(tidy):
        return Denial("", "")
    lead = _LEAD.match(tidy)
    rest = tidy[lead.end() :] if lead else tidy
    no = _NOT.match(rest)
    if lead is None and (no is None or not _may_be_denied(no[1], rest[no.end() :])):
        return None
    instead = _BUT.sub("", rest[no.end() :] if no else rest)
    return Denial(no[1] if no else "", instead)


def is_bare_denial(text: str) -> bool:
    """不是, 不对, 听错了: and nothing instead."""
    return denial(text) == Denial("", "")


def _may_be_denied(what: str, rest: str) -> bool:
    """不是东走廊, 不是插座，是开关: a place, or something else said instead; 不是所有灯都亮 denies nothing."""
    return is_place_only(what) or bool(
        rest and _BUT.match(rest) and "是" in rest[:4] and not read(what).what[4:]
    )
