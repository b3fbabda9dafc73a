"""Storeys as people write them: 三层, 3F, 地下一层 all become 3楼, 负1楼; other parts of a place stay as they are."""

import re

DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_FLOOR_SAID = re.compile(
    r"(负|地下|-)?第?([0-9]{1,3}|[零〇一二三四五六七八九十两]{1,3})(楼|层|号楼|号大楼|栋|幢)(?!梯)"
)
_FLOOR_LATIN = re.compile(
    r"(?<![A-Za-z0-9])([1-9][0-9]?)[Ff](?![A-Za-z])|(?<![A-Za-z0-9])F([1-9])(?![0-9A-Za-z])"
)


def arabic_floors(text: str) -> str:
    """The text with every storey in Arabic figures."""
    text = _FLOOR_LATIN.sub(lambda found: f"{found[1] or found[2]}楼", text)
    return _FLOOR_SAID.sub(_floor, text)


def _floor(found: re.Match[str]) -> str:
    number = _number(found[2])
    unit = "楼" if found[3] == "层" else found[3]
    below = "负" if found[1] else ""
    return found[0] if number is None else f"{below}{number}{unit}"


def _number(said: str) -> int | None:
    """21 for 21 or 二十一; None for what is no number."""
    if said.isascii():
        return int(said)
    if "十" not in said:
        return int("".join(str(DIGITS[char]) if char in DIGITS else char for char in said))
    tens, _, ones = said.partition("十")
    if len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= set(DIGITS):
        return None
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
