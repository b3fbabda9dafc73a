"""谁, 几次 and 凭什么 as people write them in a table."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rules.days import count

UNION = {"unit": "单位", "city": "市", "province": "省"}
"""The kinds of units a duty binds, as they are written in a table."""
PROOFS = {
    "photo": ("照片", "拍照", "图片"),
    "sign_in": ("签到表", "签到", "签名"),
    "notice": ("通知",),
    "scheme": ("方案", "预案"),
    "receipt": ("回执",),
    "count": ("人数", "份数"),
    "file": ("文件", "材料", "资料", "纪要", "总结"),
}
"""What proves a deed, by code, and its words; the first is the one we write."""

FILING = "filing"
_APART = re.compile(r"[、,，;；/\s和及与]+")
_N = r"(\d{1,4}|[一二两三四五六七八九十]{1,3})"
_UNIT_WORDS = ("单位", "医院", "卫生院", "机构", "基层工会")
_PEOPLE = ("职工", "员工", "人员", "每人", "全员", "个人")
_NO_PROOF = ("无", "不用", "不需要", "没有", "记录", "记一笔", "登记")


@dataclass(frozen=True)
class Needed:
    """What is counted, and how many are enough."""

    measure: str
    at_least: int = 1
    is_filing: bool = False
    """A paper to be handed in, which is counted like a deed."""


def read_whom(text: str) -> tuple[str, ...]:
    """The kinds of units meant; raises ``ValueError`` with the cure."""
    if "科室" in text:
        raise ValueError("写成“单位”：责任到单位；要每个科室都办，“几次”里写“所有科室”")
    if any(word in text for word in _PEOPLE):
        raise ValueError("写成“单位”：事情归单位来办；要每个人都办，“几次”里写“每人1次”")
    found = {_level(piece) for piece in _APART.split(text) if piece}
    if not found or None in found:
        raise ValueError("读不懂：写“单位”“市”“省”，几个一起写成“市、单位”")
    return tuple(level for level in UNION if level in found)


def _level(piece: str) -> str | None:
    if any(word in piece for word in _UNIT_WORDS):
        return "unit"
    return "province" if "省" in piece else "city" if "市" in piece else None


def read_needed(text: str) -> Needed:
    """几次; empty means once. Raises ``ValueError`` with the cure."""
    said = re.sub(r"\s", "", text)
    for pattern, meaning in _NEEDED:
        if found := pattern.fullmatch(said):
            needed = meaning(found)
            if not 1 <= needed.at_least <= 1000:
                raise ValueError("次数要在1到1000之间")
            return needed
    raise ValueError("读不懂：写“1次”“至少2次”“每人1次”“所有科室”“所有单位”“交一份”“报告”“签收”或“只提醒”")


def read_proofs(text: str) -> tuple[str, ...]:
    """The codes of what has to be kept; raises ``ValueError`` with the cure."""
    pieces = [piece for piece in _APART.split(text) if piece and piece not in _NO_PROOF]
    found = [_proof(piece) for piece in pieces]
    if None in found:
        known = "、".join(words[0] for words in PROOFS.values())
        raise ValueError(f"读不懂：能写的有{known}，不要凭据就空着")
    return tuple(code for code in PROOFS if code in found)


def _proof(piece: str) -> str | None:
    return next((code for code, words in PROOFS.items() if piece in words), None)


def _times(measure: str) -> Callable[[re.Match[str]], Needed]:
    kept = "deeds" if measure == FILING else measure
    return lambda found: Needed(
        kept, count(found[1]) if found.re.groups and found[1] else 1, is_filing=measure == FILING
    )


_LEAST = r"(?:至少|不少于|最少|≥|>=|每年|全年|每期|每季度?|每月|办|开展|组织|共)*"
_TIMES = rf"(?:{_LEAST}{_N}(?:次|场|期|个|张|回|遍)(?:以上)?)"
_NEEDED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Needed]], ...] = tuple(
    (re.compile(pattern), _times(measure))
    for pattern, measure in (
        (rf"{_TIMES}?", "deeds"),
        (rf"{_LEAST}{_N}", "deeds"),
        (rf"(?:每个?人|人人|每名职工|全员|全体职工|所有职工)(?:都)?{_TIMES}?", "people"),
        (rf"(?:所有|每个?|各|全部)?科室(?:都|全覆盖|100%参与|各)*{_TIMES}?", "departments"),
        (rf"(?:辖区内?)?(?:所有|每个|各|全部)单位(?:都|全覆盖|各)*{_TIMES}?", "units"),
        (rf"(?:交|报|备案|存){_N}?份?(?:方案|备案)?|{_N}份", FILING),
        (r"报表|报告|(?:交|报|写)(?:一份|一次)?(?:报表|报告)|报一次", "sheet"),
        (r"签收", "signed"),
        (r"只提醒|不计数|不用数", "nothing"),
    )
)  # fmt: skip
"""How often, in the order in which it is tried."""

CALLED: Mapping[str, str] = {
    "deeds": "至少{n}次",
    "people": "每人{n}次",
    "departments": "所有科室",
    "units": "所有单位",
    "sheet": "报一次",
    "signed": "签收",
    "nothing": "只提醒",
}
"""A measure in the words of the table."""
