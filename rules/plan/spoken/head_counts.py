"""How many came, out of a sentence about something done: 42个人, 三百二十人, 应到50人实到42人."""

import re
from collections.abc import Sequence

from rules.days import count
from rules.plan.spoken import deed_vocabulary as words
from rules.plan.spoken.deed_marks import DEPARTMENT, EDGE, HEADS

_NUMBER = r"(?<!(?<!人)数)(?<!\d[到至~～—-])(?<![几好\d.一二三四五六七八九十百千])" + words.NUMERAL
_END = rf"(?=$|[{EDGE}]|左右|参加|参训)"
_ABSENT = re.compile(
    rf"{words.ABSENT}\s*[:：]?\s*{words.NUMERAL}\s*(?:{words.PERSON})?"
    rf"|{_NUMBER}\s*(?:{words.PERSON}|个)(?:{words.ABSENT}|教官|值班|领导)"
)
_FRACTION = re.compile(r"(?:应到\s*[/、]\s*实到\s*[:：]?\s*)?(?<![\d/])(\d{1,5})\s*/\s*(\d{1,5})\s*人")
_COUNT = re.compile(
    rf"(?:(?P<total>{words.TOTAL})了?\s*[:：]?\s*)?(?P<group>(?:{words.GROUP}|{DEPARTMENT})\s*)?"
    rf"(?P<number>{_NUMBER})(?P<vague>\s*[多来余几])?\s*(?:{words.PERSON}|个(?:{_END}|(?=[^{EDGE}]{{0,3}}{words.GROUP})))"
)
_UNNAMED = re.compile(
    rf"(?:(?P<total>{words.TOTAL})|(?P<group>{words.GROUP}))\s*[:：]?\s*(?P<number>{_NUMBER})(?P<vague>[多来余几])?{_END}"
)
_UNCOUNTED = re.compile(r"[几数好][十百]?[几多]?\s*(?:个\s*)?人")


_ROUGH = re.compile(
    r"[一二三四五六七八九两]{1,2}[、到至~-]?[一二三四五六七八九]?十(?:[多来几余])?|几十|十几|十来|上百|百十|小?[一二三四五六七八九]百[多来]|好几[十百]|几百|"
    r"\d+\s*(?:[-~～—到至、]|来|多|几)\s*\d*|[几好]\s*个?人|不少|挺多|很多|满满|坐满|一屋子|半屋子"
)


def is_rough(text: str) -> bool:
    """三四十、几十号人、四十来个: how many, but no number."""
    return bool(_ROUGH.search(text))


_EACH = re.compile(
    rf"(?:每个?|各个?)(?:科室?|病区|部门|班组)\s*(?:都|各)?(?:来|派|去|出|到|参加)?了?\s*(?P<number>{words.NUMERAL})\s*(?:个|名|位)?人"
)


def take_each(text: str) -> tuple[str, int | None]:
    """每科3人: the text without it, and how many of every department."""
    found = _EACH.search(text)
    return (_EACH.sub(" ", text), number_of(found["number"])) if found else (text, None)


def take_heads(text: str) -> tuple[str, int | None]:
    """The head-count: a total said so, else the only count, else the sum of groups; nothing about who stayed away."""
    text = _FRACTION.sub(lambda share: f" 共{min(int(share[1]), int(share[2]))}人", text)
    text = _ABSENT.sub(HEADS, text)
    said = [*_COUNT.finditer(text)]
    text = _COUNT.sub(_kept_department, text)
    said += _UNNAMED.finditer(text)
    return _UNCOUNTED.sub(HEADS, _UNNAMED.sub(HEADS, text)), _total(said)


def _kept_department(hit: re.Match[str]) -> str:
    return "".join(re.findall(DEPARTMENT, hit[0])) + HEADS


def _total(said: Sequence[re.Match[str]]) -> int | None:
    said = [hit for hit in said if not _is_article(hit)]
    totals = [hit for hit in said if hit["total"]]
    counted = totals or said
    numbers = [None if hit["vague"] else number_of(hit["number"]) for hit in counted]
    known = [number for number in numbers if number]
    if not known or len(known) < len(numbers):
        return None
    if len(set(known)) == 1:
        return known[0]
    return sum(known) if not totals and all(hit.groupdict().get("group") for hit in said) else None


def _is_article(hit: re.Match[str]) -> bool:
    """补一个 counts nobody."""
    return hit[0].strip() == "一个"


_DIGIT = "[一二三四五六七八九两]"
_CHINESE = re.compile(
    rf"(?:(?P<thousands>{_DIGIT})千)?(?:零?(?P<hundreds>{_DIGIT})百)?(?P<zero>[零〇])?(?P<rest>(?:{_DIGIT}?十)?{_DIGIT}?)"
)


def number_of(said: str) -> int | None:
    """三百二十 is 320, 一百二 120; 十五六 is no number."""
    if said.isdecimal():
        return int(said)
    parts = _CHINESE.fullmatch(said)
    if parts is None:
        return None
    whole = sum(count(parts[name]) * size for name, size in _SIZES if parts[name])
    rest = count(parts["rest"]) if parts["rest"] else 0
    return whole + rest * (_said_short(parts) if whole and rest < count("十") else 1)


_SIZES = (("thousands", 1000), ("hundreds", 100))


def _said_short(parts: re.Match[str]) -> int:
    """What the last digit of 一百二 or 一千二 counts; after 零 it is a plain digit."""
    if parts["zero"]:
        return 1
    return 10 if parts["hundreds"] else 100
