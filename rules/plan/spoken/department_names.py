"""Departments in a sentence about something done: by whole name, by short name, and those that nobody knows."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rules.plan.spoken import deed_vocabulary as words
from rules.plan.spoken.deed_marks import DEPARTMENT, EDGE, FIRST_DEPARTMENT, LAST_DEPARTMENT, any_of


def mark_of(at: int) -> str:
    """The letter that stands for the department at this place of the list."""
    return chr(FIRST_DEPARTMENT + at)


def name_of(mark: str, departments: Sequence[str]) -> str:
    """The whole name behind a mark; empty where the mark is of no department."""
    at = ord(mark) - FIRST_DEPARTMENT
    return departments[at] if at >= 0 else ""


def _known(departments: Sequence[str]) -> dict[str, str]:
    """The mark of every department by its name; a name of one letter is no name."""
    room = LAST_DEPARTMENT - FIRST_DEPARTMENT
    return {name: mark_of(at) for at, name in enumerate(departments[:room]) if len(name) > 1}


def whole_names(text: str, departments: Sequence[str]) -> str:
    """The text with a mark for every department called by its whole name."""
    marks = _known(departments)
    return re.sub(rf"(?:{any_of(marks)})", lambda hit: marks[hit[0]], text)


_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,}")
_LONGEST_SHORT = 8
_CHINESE_DIGITS = str.maketrans("123456789", "一二三四五六七八九")


def short_names(text: str, departments: Sequence[str]) -> str:
    """The same for short names, 内二 for 内科二病区, where one department alone can be meant; 后勤 in a list is 后勤科."""
    marks = _known(departments)
    text = _AND_ALSO.sub("、", text)
    text = _TOGETHER.sub(lambda run: _apart(run[0], marks), text)
    text = _ITEM.sub(lambda item: _listed(item[0], marks), text)
    return _RUN.sub(lambda run: "".join(_shortened(run, marks)), text)


_JOINS = "和与跟及"
_AND = rf"\s*[{_JOINS}、/+]\s*"
_AND_ALSO = re.compile(r"\s*(?:还有|以及|再加上?|加上)\s*")
_ITEM = re.compile(
    rf"(?<![^{EDGE}{_JOINS}])(?![{_JOINS}])[\u4e00-\u9fff]{{2,8}}?"
    rf"(?=$|[{EDGE}{_JOINS}\d]|[都也均]|全[都体员部]|自己|自行|参加|参与|没|来(?!讲|授|给|教)"
    rf"|[主承合联举]?办(?!公)|搞|组织|联合|一起|共同)"
)
"""A word that stands alone, or between others that are counted up."""
_NUMBERED = r"[内外妇儿骨]科?[一二三四五六七八九1-9](?:科|病区)?"
_PIECE = rf"(?:{any_of(words.ROOMS)}|{_NUMBERED}|{DEPARTMENT})"
_TOGETHER = re.compile(
    rf"(?<![^{EDGE}{_JOINS}]){_PIECE}{{2,}}"
    rf"(?=$|[{EDGE}{_JOINS}]|\d{{1,4}}\s*个?人|[都也均]|全[都体员部]|参加|没|来(?!讲|授|给|教)|[主承合联举]?办(?!公)|搞|组织|联合|一起|共同)"
)
"""内二外三后勤保卫: names without anything between them."""


def _apart(run: str, marks: Mapping[str, str]) -> str:
    """With 、 between the names, where two of them at least are of this house and the whole is no name itself."""
    pieces = re.findall(_PIECE, run)
    if len(_meant(run, marks)) == 1 and not re.search(DEPARTMENT, run):
        return run
    known = [piece for piece in pieces if _is_known(piece, marks)]
    return "、".join(pieces) if len(known) > 1 else run


def _is_known(piece: str, marks: Mapping[str, str]) -> bool:
    if re.fullmatch(DEPARTMENT, piece) or _listed(piece, marks) != piece:
        return True
    return bool(re.fullmatch(_NUMBERED, piece)) and len(_meant(piece.translate(_CHINESE_DIGITS), marks)) == 1


_ROOMS = re.compile("科|部|处|室|班|组|办|中心|病区|科室|办公室|保障部|管理科")


def _listed(word: str, marks: Mapping[str, str]) -> str:
    """The mark of the one department called exactly so with 科, 部 or 处 behind, else the word."""
    if word not in words.ROOMS:
        return word
    meant = [
        mark for name, mark in marks.items() if name.startswith(word) and _ROOMS.fullmatch(name[len(word) :])
    ]
    return meant[0] if len(meant) == 1 else word


def _shortened(run: re.Match[str], marks: Mapping[str, str]) -> Iterator[str]:
    letters, at = run[0], 0
    alone = _is_edge(run.string[: run.start()][-1:]) and _is_edge(run.string[run.end() :][:1])
    while at < len(letters):
        size, mark = _short_at(letters, at, marks, alone=alone)
        yield mark or letters[at]
        at += size or 1


def _is_edge(letter: str) -> bool:
    return not letter or bool(re.match(f"[{EDGE}]", letter))


def _short_at(letters: str, at: int, marks: Mapping[str, str], *, alone: bool) -> tuple[int, str]:
    """How many letters from ``at`` name a department, and its mark; (0, "") when none do."""
    for size in range(min(_LONGEST_SHORT, len(letters) - at), 1, -1):
        short = letters[at : at + size]
        if short in words.ORDINARY and not (
            alone and size == len(letters) and short not in words.NEVER_SHORT
        ):
            continue
        if words.COUNTS.match(f"{letters[at - 1 : at]}|{short}|{letters[at + size :]}"):
            continue
        if len(meant := _meant(short.translate(_CHINESE_DIGITS), marks)) == 1:
            return size, meant[0]
    return 0, ""


_KIND_OF_ROOM = re.compile("(?:病区|病房|中心|室|部|区)$")


def _meant(short: str, marks: Mapping[str, str]) -> list[str]:
    bare = _KIND_OF_ROOM.sub("", short).replace("科", "")
    likely = [name for name in marks if name[0] == short[0]]
    exact = [name for name in likely if _is_short_for(short, name)]
    again = [name for name in likely if len(bare) > 1 and _is_short_for(bare, name)]
    return [marks[name] for name in exact or again]


def _is_short_for(short: str, whole: str) -> bool:
    letters = iter(whole)
    return all(letter in letters for letter in short)


_LOOKS_LIKE_ONE = re.compile(r".+(?:科|病区)|.*[内外妇儿骨产]科?[一二三四五六七八九十]")
_NONE = re.compile(
    r"(?:全|各|本|我|我们|咱|咱们|俺|俺们|你|他|她|哪|每个?|所有|几个?|[一两二三四五六七八九十]个?|其他|别的|相关)科(?:室|里)?|"
    r".*(?:本科|专科|百科|学科|前科|科室)"
)
_ROOM = rf"(?:{DEPARTMENT}|科|病区|{any_of(words.ROOMS)})"
_BESIDE = re.compile(rf"(?:{_ROOM}{_AND}|{DEPARTMENT}\s*[,，]\s*)$")
_BEFORE = re.compile(rf"{_AND}(?:{DEPARTMENT}|{any_of(words.ROOMS)}|[\u4e00-\u9fff]{{1,6}}?(?:科|病区))")


def unknown_names(text: str) -> tuple[str, ...]:
    """What is named like a department, or counted up with departments, and is none of those that have a mark."""
    found: dict[str, None] = {}
    for item in _ITEM.finditer(text):
        if _is_unknown(item, after_another=bool(found)):
            found[item[0]] = None
    return tuple(found)


def _is_unknown(item: re.Match[str], *, after_another: bool) -> bool:
    word, before, after = item[0], item.string[: item.start()], item.string[item.end() :]
    if _NONE.fullmatch(word) or word in words.NEVER_LISTED:
        return False
    if _LOOKS_LIKE_ONE.fullmatch(word):
        return True
    is_joined = bool(_BESIDE.search(before) or _BEFORE.match(after))
    goes_on = after_another and bool(re.search(rf"{_AND}$", before))
    return (is_joined or goes_on) and word in words.ROOMS
