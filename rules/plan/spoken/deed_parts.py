"""Who held what a sentence tells of, and which departments were there. What departments are called is department_names."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rules.plan.spoken import deed_vocabulary as words
from rules.plan.spoken.deed_marks import (
    ABOVE,
    ALL,
    DEPARTMENT,
    EDGE,
    HEADS,
    HOSPITAL,
    OFFICE,
    OWN,
    ROOM,
    SPOT,
    UNION,
    WHO,
    any_of,
)
from rules.plan.spoken.department_names import name_of

_PART = {
    UNION: "union",
    ABOVE: "above",
    OFFICE: "administration",
    HOSPITAL: "administration",
    OWN: "department",
    ROOM: "department",
}


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
_TAKES_PART = re.compile(rf"\s*[都也均全]{{0,2}}\s*{words.TAKES_PART}|[{HEADS}{ALL}]")
_COUNTED = re.compile(rf"\s*[{HEADS}{ALL}]")
_BESIDE_ROOMS = re.compile(
    rf"{OFFICE}\s*[和与跟及、/+]\s*{DEPARTMENT}|{DEPARTMENT}\s*[和与跟及、/+]\s*{OFFICE}"
)
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
    if _HELD.match(after) or _TOGETHER.search(group[0]):
        return named
    return named & (_ALWAYS - {OFFICE} if _BESIDE_ROOMS.search(group[0]) else _ALWAYS)


def _only_attends(named: set[str], before: str, after: str) -> bool:
    if _TAKES_PART.match(after) or (named == {OFFICE} and _COUNTED.match(after)):
        return True
    return bool(_FOR_WHOM.search(before)) and ABOVE not in named


_FOR_ITSELF = re.compile(rf"(?P<who>{DEPARTMENT})\s*(?:科?里?\s*(?:自己|自行|自个儿?)|内部)")
_WITH_ROOMS = re.compile(rf"{DEPARTMENT}(?:\s*[和与跟及、/+]\s*{DEPARTMENT})+")


def parts_in(text: str, hosts: Iterable[str], departments: Sequence[str]) -> dict[str, str]:
    """Each of those who held it, and as what: union, department, administration or above.

    An office held it for the others, unless it did so 自己, works itself (后勤科), or held it with a department that is none.
    """
    own = {hit["who"] for hit in _FOR_ITSELF.finditer(text)} | _that_work(text, departments)
    for group in _WITH_ROOMS.finditer(text):
        marks = re.findall(DEPARTMENT, group[0])
        own |= set(marks) if any(not _is_office(mark, departments) for mark in marks) else set()
    return {
        host: _PART.get(
            host, "administration" if _is_office(host, departments) and host not in own else "department"
        )
        for host in hosts
    }


def _that_work(text: str, departments: Sequence[str]) -> set[str]:
    """后勤科 is a department where it is on the tree, as long as it teaches nobody else."""
    marks = re.findall(rf"({DEPARTMENT})(?!\s*(?:给|为|对|向|来|去))", text)
    return {mark for mark in marks if name_of(mark, departments) in words.WORKING_OFFICES}


def _is_office(mark: str, departments: Sequence[str]) -> bool:
    return name_of(mark, departments) in words.OFFICES


def departments_in(text: str, departments: Sequence[str], parts: Mapping[str, str]) -> tuple[str, ...]:
    """The departments named, in the order of the list; an office that held it for others is none of them."""
    marks = sorted(set(re.findall(DEPARTMENT, text)))
    return tuple(
        name_of(mark, departments) for mark in marks if parts.get(mark, "department") == "department"
    )
