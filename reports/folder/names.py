"""Names of files and folders that Windows takes, whatever people typed. Numbers in front keep them in order and apart."""

import re

from rules.words.plain_text import clean, cut

MOST_BYTES = 120
"""Forty Chinese characters: with its folder a path stays far under what Windows and zip programs bear."""
UNNAMED = "未命名"
_WIDE = str.maketrans('\\/:*?"<>|', "--：×？”〈〉｜")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def file_name(order: int, count: int, typed: str) -> str:
    """03 签到表.pdf; as many digits as ``count`` files need, two at least."""
    words = " ".join(clean(typed).split())
    found = _ENDING.search(words)
    ending = found.group().lower() if found else ""
    stem = words[: found.start()] if found else words
    return f"{order:0{max(2, len(str(count)))}d} {_safe(stem)}{ending}"


def part_name(order: int, typed: str) -> str:
    """1 方案制定."""
    return f"{order} {_safe(' '.join(clean(typed).split()))}"


def _safe(stem: str) -> str:
    """Signs Windows refuses become their likest neighbours; no dot or blank at either end."""
    return cut(stem.translate(_WIDE).strip(" ."), MOST_BYTES) or UNNAMED
