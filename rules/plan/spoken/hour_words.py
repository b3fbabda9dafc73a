"""上午9点半、8:30、10点开始: the hour a day begins at, where somebody tells it. Nothing is guessed but the afternoon of 2点."""

import re

from rules.days import count

_HOUR = re.compile(
    r"(?P<part>上午|早上|早晨|下午|中午|晚上|早|晚)?\s*(?<![\d.:：第])(?P<hour>\d{1,2}|十[一二]?|[一二两三四五六七八九])\s*"
    r"(?:[:：](?P<minute>[0-5]\d)(?!\d)|点(?:钟|整)?(?:(?P<half>半)|(?P<spoken>[0-5]?\d|[一二三四五]?十[五]?|一刻|三刻)分?)?)"
    r"(?P<after>\s*(?:开始|集合|正式|到岗|开门|就位|开场))?"
)
_BEHIND = re.compile(r"\s*(?:$|[，,。;；、!！\s]|[-~～—至到]|在|办|开|摆|吧|了)")
_NOON, _DAY, _EARLIEST = 12, 24, 7
_QUARTERS = {"一刻": 15, "三刻": 45}


def read_hour(text: str) -> str:
    """``9:30`` as people write it; empty where no hour was told, or 提了3点意见."""
    return next((hour for hit in _HOUR.finditer(text) if (hour := _hour(hit))), "")


def says_it_begins(text: str) -> bool:
    """Whether it is said that something begins at an hour, not that something happened at one."""
    return any(hit["after"] for hit in _HOUR.finditer(text))


def without_hours(text: str) -> str:
    return _HOUR.sub(lambda hit: "，" if _hour(hit) else hit[0], text)


def _hour(hit: re.Match[str]) -> str:
    if not (hit["after"] or _BEHIND.match(hit.string[hit.end() :])):
        return ""
    hour = int(hit["hour"]) if hit["hour"].isdecimal() else count(hit["hour"])
    late = (hit["part"] or "") in ("下午", "晚上", "晚") or (not hit["part"] and hour < _EARLIEST)
    hour += _NOON if late and 0 < hour < _NOON else 0
    return f"{hour}:{_minute(hit):02d}" if 0 < hour < _DAY else ""


def _minute(hit: re.Match[str]) -> int:
    if hit["half"]:
        return 30
    said = hit["minute"] or hit["spoken"] or "0"
    return int(said) if said.isdecimal() else _QUARTERS.get(said) or count(said)
