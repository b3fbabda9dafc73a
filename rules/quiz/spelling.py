"""Numbers and short words as people write them into a blank."""

import re
import unicodedata
from decimal import Decimal

_DROPPED = re.compile(
    r"[\s,，。.、;；:：!！?？“”\"'《》()（）【】\[\]~～_-]+(?!\d)|(?<!\d)[.,]|[\s，、。；：！？“”《》（）【】_]+"
)
_POLITE = re.compile(r"^(?:答案?(?:是|为)?|应?该?是|填|选|我填|不少于|不超过|至少|最多)+")
_UNITS = re.compile(
    r"(?:个|名|人|次|日内|天内|小时内|日|天|小时|分钟|年|月|元|万元|米|毫米|分|秒|种|级|倍|具|只|类)+$"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_PERCENT = re.compile(r"百分之([零〇一二两三四五六七八九十百\d.]+)")
_TEN_THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)万")
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千万壹贰叁]+")


def same_words(given: str, accepted: str) -> bool:
    """Whether two answers to a blank mean the same: 三十日, 30, ３０天 and “30日内” do; 30% and 30 do not."""
    one, other = tidy_words(given), tidy_words(accepted)
    if not one:
        return False
    return one == other or _bare(one) == _bare(other) != ""


def tidy_words(text: str) -> str:
    """One width, one case, no blanks and marks; numerals as digits."""
    narrow = unicodedata.normalize("NFKC", text).casefold().strip()
    bare = _PERCENT.sub(r"\1%", _POLITE.sub("", _DROPPED.sub("", narrow)))
    return _TEN_THOUSANDS.sub(_in_full, _NUMERAL.sub(_as_digits, bare))


def _in_full(found: re.Match[str]) -> str:
    return str(int(Decimal(found[1]) * 10_000))


def _bare(tidy: str) -> str:
    """A number without the unit behind it; words stay what they are."""
    without = _UNITS.sub("", tidy)
    return without if without and without[-1].isdigit() else tidy


def _as_digits(found: re.Match[str]) -> str:
    """``三十`` is 30; a lone 万 or 百 that no digit leads stays a word."""
    words = found[0]
    if all(word in _DIGITS for word in words):
        return "".join(str(_DIGITS[word]) for word in words) if len(words) > 1 else str(_DIGITS[words])
    head, ten_thousand, tail = words.rpartition("万")
    if ten_thousand and (not head or not _reads(head)):
        return words
    if tail and not _reads(tail):
        return words
    return str((_value(head) * 10_000 if head else 0) + (_value(tail) if tail else 0))


def _reads(words: str) -> bool:
    return words[0] not in "百千万" and "万" not in words


def _value(words: str) -> int:
    total, digit = 0, 0
    for word in words:
        if word in _PLACES:
            total += (digit or 1) * _PLACES[word]
            digit = 0
        else:
            digit = _DIGITS[word]
    return total + digit
