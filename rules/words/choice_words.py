"""Digits, hazard numbers and receipts as people type them; what a digit means is the conversation's business."""

import re
import unicodedata

from rules.numbers import RESERVED

CHINESE_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_FILLED_CIRCLES = str.maketrans("⓿❶❷❸❹❺❻❼❽❾", "0123456789")
_NOISE = re.compile("[\\s\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f\u20e3]+")

_DIGIT = re.compile(
    r"[\(（\[【]?(?:我?选择?|我要选?|回复?|回答|答案?|按|点)?(?:第(?=.[个项条]))?[:：]?"
    r"[\(（\[【]?([0-9零〇一二三四五六七八九])[\)）\]】]?"
    r"(?:[个项条])?(?:吧|了|啊|呀|哈|谢谢)?[.。．、,，!！~～\)）]*"
)
_NUMBER = re.compile(
    r"(?:回复?|我?要?看看?|查看?|问问?|打开|隐患|编号|第|号码|No\.?|#|＃|[:：])*+"
    r"([1-9][0-9]{2,8})(?:号隐患|号)?(?:吧|呢|了|啊|怎么样了?|咋样了?)?[.。．!！?？,，~～]*",
    re.IGNORECASE,
)
_RECEIPT = re.compile(r"(?:查询|查看|查一?下|查|回执号?|号码|[:：])*+([0-9]{4})[ -]*([0-9]{4})[.。]*")
_GAP = re.compile(r"[0-9]\s+[0-9]")
_ASKED_FOR = re.compile(r"查|回执")


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_FILLED_CIRCLES))


def read_digit(text: str) -> int | None:
    """The one digit meant (1, １, 一, ①, 选1, 1吧), or None when it is anything more or less."""
    if len(text) > 20:
        return None
    found = _DIGIT.fullmatch(_NOISE.sub("", _narrow(text)))
    if not found:
        return None
    digit = found[1]
    return CHINESE_DIGITS[digit] if digit in CHINESE_DIGITS else int(digit)


def read_number(text: str) -> int | None:
    """The hazard number meant, from 100 up; never an emergency number, a room, a staff number or a receipt."""
    if len(text) > 30 or _is_asked_receipt(text):
        return None
    found = _NUMBER.fullmatch(_NOISE.sub("", _narrow(text)))
    if not found or _GAP.search(_narrow(text)):
        return None
    number = int(found[1])
    return None if number in RESERVED else number


def read_receipt(text: str) -> str | None:
    """The eight digits of a receipt, without the gap, or None; eight bare digits count, too."""
    found = _match_receipt(text)
    return found[1] + found[2] if found else None


def _match_receipt(text: str) -> re.Match[str] | None:
    if len(text) > 30:
        return None
    tidy = re.sub(r"\s+", " ", _narrow(text)).strip()
    return _RECEIPT.fullmatch(re.sub(r"(?<=[^0-9]) | (?=[^0-9])", "", tidy))


def _is_asked_receipt(text: str) -> bool:
    return bool(_match_receipt(text) and _ASKED_FOR.search(text))


_YES = frozenset(
    [
        "是",
        "是的",
        "是啊",
        "是呀",
        "对",
        "对的",
        "对啊",
        "在",
        "在的",
        "嗯",
        "嗯嗯",
        "嗯呢",
        "有",
        "正在",
        "正在发生",
        "分",
        "分开",
        "yes",
    ]
)
_NO = frozenset(["不是", "不是的", "没有", "没", "不在", "不对", "否", "不", "不用", "没发生", "不分", "no"])


def read_yes(text: str) -> bool | None:
    """True for 是, False for 没有, None for anything more or less."""
    word = text.strip("。.!！,，~～ ").lower()
    return True if word in _YES else False if word in _NO else None
