"""Who is named in a sentence about something done: departments by whole or short name, and who held it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rules.plan.spoken import deed_vocabulary as words
from rules.plan.spoken.deed_marks import (
    ABOVE,
    ALL,
    DEPARTMENT,
    EDGE,
    FIRST_DEPARTMENT,
    HEADS,
    HOSPITAL,
    LAST_DEPARTMENT,
    OFFICE,
    OWN,
    ROOM,
    SPOT,
    UNION,
    WHO,
    any_of,
)

_PART = {
    UNION: "union",
    ABOVE: "above",
    OFFICE: "administration",
    HOSPITAL: "administration",
    OWN: "department",
    ROOM: "department",
}


def _mark_of(at: int) -> str:
    return chr(FIRST_DEPARTMENT + at)


def _known(departments: Sequence[str]) -> dict[str, str]:
    """The mark of every department by its name; a name of one letter is no name."""
    room = LAST_DEPARTMENT - FIRST_DEPARTMENT
    return {name: _mark_of(at) for at, name in enumerate(departments[:room]) if len(name) > 1}


def whole_names(text: str, departments: Sequence[str]) -> str:
    """The text with a mark for every department called by its whole name."""
    marks = _known(departments)
    return re.sub(rf"(?:{any_of(marks)})", lambda hit: marks[hit[0]], text)


_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,}")
_LONGEST_SHORT = 8
_CHINESE_DIGITS = str.maketrans("123456789", "一二三四五六七八九")


def short_names(text: str, departments: Sequence[str]) -> str:
    """The same for short names, 内二 for 内科二病区, where one department alone can be meant."""
    marks = _known(departments)
    return _RUN.sub(lambda run: "".join(_shortened(run, marks)), text)


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


_PARTS = tuple(
    (re.compile(pattern), mark)
    for pattern, mark in (
        (words.ABOVE, ABOVE),
        (words.UNION, UNION),
        (any_of(words.OFFICES), OFFICE),
        (words.HOSPITAL, HOSPITAL),
        (rf"(?<![^{EDGE}和与跟及])(?<!参与)科室(?![:：])(?![^{EDGE}和与跟及自都两办一])", ROOM),
        (words.OWN, OWN),
    )
)


def with_parts(text: str) -> str:
    """The text with a mark for the union, the offices, those above and 我们科."""
    for pattern, mark in _PARTS:
        text = pattern.sub(mark, text)
    return text


_GROUP = re.compile(rf"{WHO}(?:\s*[和与跟及、/+]?\s*{WHO})*")
_TOGETHER = re.compile(rf"[{UNION}{ROOM}]\s*[和与跟及、/+]|[和与跟及、/+]\s*[{UNION}{ROOM}]")
_FOR_WHOM = re.compile(rf"{words.FOR_WHOM}\s*$")
_NAMED_AS_HOST = re.compile(r"(?:主办|承办|举办|组织|牵头|负责)(?:单位|科室|部门)?\s*[:：]\s*$")
_HELD = re.compile(
    rf"[\s,，]*(?:[都统一]|[两二三四五六七八九\d几]个(?:科室|部门|{OWN})|在?\s*{SPOT}|今天|当天)*[\s,，]*{words.HELD}"
)
_TAKES_PART = re.compile(rf"\s*{words.TAKES_PART}|[{HEADS}{ALL}]")
_COUNTED = re.compile(rf"\s*[{HEADS}{ALL}]")
_ALWAYS = {UNION, ABOVE, OFFICE, ROOM}


def hosts_in(text: str) -> frozenset[str]:
    """The marks of whoever held it: who did or called it, the union and those above wherever they do not just attend."""
    return frozenset(host for group in _GROUP.finditer(text) for host in _hosts_of(group))


def _hosts_of(group: re.Match[str]) -> set[str]:
    named = set(re.findall(WHO, group[0]))
    before, after = group.string[: group.start()], group.string[group.end() :]
    if _NAMED_AS_HOST.search(before):
        return named
    if _only_attends(named, before, after):
        return set()
    return named if _HELD.match(after) or _TOGETHER.search(group[0]) else named & _ALWAYS


def _only_attends(named: set[str], before: str, after: str) -> bool:
    if _TAKES_PART.match(after) or (named == {OFFICE} and _COUNTED.match(after)):
        return True
    return bool(_FOR_WHOM.search(before)) and ABOVE not in named


def _name_of(mark: str, departments: Sequence[str]) -> str:
    at = ord(mark) - FIRST_DEPARTMENT
    return departments[at] if at >= 0 else ""


def part_of(mark: str, departments: Sequence[str]) -> str:
    """union, department, administration or above."""
    office = _name_of(mark, departments) in words.OFFICES
    return _PART.get(mark, "administration" if office else "department")


def departments_in(text: str, departments: Sequence[str], hosts: frozenset[str]) -> tuple[str, ...]:
    """The departments named, in the order given; an office that held it for others is none of them."""
    marks = sorted(set(re.findall(DEPARTMENT, text)))
    named = (mark for mark in marks if mark not in hosts or part_of(mark, departments) == "department")
    return tuple(_name_of(mark, departments) for mark in named)
