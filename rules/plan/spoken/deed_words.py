"""What a cadre says about something done, in one breath: 昨天 消防 全科 42人. Nothing is guessed.

The words themselves stand in deed_vocabulary; whether the deed counts for a duty is not decided here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rules.plan.spoken import deed_vocabulary as words
from rules.plan.spoken.all_but import take_absent, with_buts
from rules.plan.spoken.deed_marks import ABOUT, ALL, DEPARTMENT, EDGE, OFFICE, SPOT, WHO, any_of
from rules.plan.spoken.deed_parts import departments_in, hosts_in, parts_in, with_parts
from rules.plan.spoken.department_names import name_of, short_names, unknown_names, whole_names
from rules.plan.spoken.head_counts import take_each, take_heads
from rules.plan.spoken.past_days import read_past_day
from rules.words.plain_text import clean

LONGEST = 300
"""Letters; what comes after is no one breath, and is left alone."""


@dataclass(frozen=True)
class SaidDeed:
    """What was said; None, empty or False where it was not. ``people`` None with ``whole``: all came, uncounted.

    ``odd_day``: a day was named that cannot be meant. ``everywhere``: all departments of the hospital.
    ``unknown``: what was named like a department and is none.
    """

    day: date | None
    odd_day: bool
    kind: str | None
    topics: frozenset[str]
    departments: tuple[str, ...]
    organisers: frozenset[str]
    people: int | None
    place: str
    rest: str
    whole: bool = False
    everywhere: bool = False
    unknown: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    """Who did not come where all others did; ``departments`` are the others then."""
    each: int | None = None
    """每科3人: how many of every department; ``people`` where the departments are told with it."""


def read_deed(
    text: str, today: date, kinds: Mapping[str, Sequence[str]], departments: Sequence[str]
) -> SaidDeed:
    """Reads one message. ``kinds``: the words of each kind of deed; ``departments``: their whole names."""
    said = read_past_day(without_typos(_one_breath(text)), today)
    left = whole_names(_CLOCK.sub(" ", said.rest), departments)
    left, kind, topics = _about(left, kinds)
    left, place = _place(left)
    _, *of_all = _all(left)
    left, each = take_each(left)
    left, whole, everywhere = _all(left)
    named = short_names(with_buts(left), departments)
    named, away = take_absent(named)
    left, people = take_heads(named)
    left = with_parts(left)
    hosts = hosts_in(left)
    parts = parts_in(left, hosts, departments)
    there = _there(departments_in(left, departments, parts), away, departments)
    if each and not there:
        whole, everywhere = of_all
    everywhere = everywhere and not away
    if people is None and each and (there or everywhere):
        people = each * len(there or departments)
    return SaidDeed(
        day=said.day,
        odd_day=said.odd,
        kind=kind,
        topics=topics,
        departments=there,
        organisers=frozenset(parts.values()),
        people=people,
        place=place,
        rest=_rest(left),
        whole=whole,
        everywhere=everywhere,
        unknown=tuple(name for name in unknown_names(named) if not _held_it(name, hosts)),
        absent=tuple(sorted(name_of(mark, departments) for mark in away)),
        each=each,
    )


def _there(named: tuple[str, ...], away: frozenset[str], departments: Sequence[str]) -> tuple[str, ...]:
    """Those named; where only those who stayed away were, all the others of the house."""
    missed = {name_of(mark, departments) for mark in away}
    return named if named or not away else tuple(one for one in departments if one not in missed)


def _held_it(name: str, hosts: frozenset[str]) -> bool:
    """An office that is no department here may have held it all the same."""
    return name in words.OFFICES and OFFICE in hosts


def read_organisers(text: str, departments: Sequence[str]) -> frozenset[str]:
    """The answer to 谁办的: whoever is named held it, without 办的 behind."""
    left = _who_marked(text, departments)
    return frozenset(parts_in(left, re.findall(WHO, left), departments).values())


def names_departments_alone(text: str, departments: Sequence[str]) -> bool:
    """Whether departments are named, perhaps an office that is none beside them, and nobody else who may have held it."""
    named = re.findall(WHO, _who_marked(text, departments))
    rooms = [one for one in named if re.match(DEPARTMENT, one)]
    return bool(rooms) and all(one in rooms or one == OFFICE for one in named)


def _who_marked(text: str, departments: Sequence[str]) -> str:
    return with_parts(short_names(whole_names(without_typos(_one_breath(text)), departments), departments))


_CLOCK = re.compile(words.CLOCK)
_TYPO = re.compile("|".join(words.TYPOS))


def _one_breath(text: str) -> str:
    return " ".join(clean(text).split())[:LONGEST]


def without_typos(text: str) -> str:
    """The text with the usual slips of the pen mended: 陪训, 消妨, 作天."""
    return _TYPO.sub(lambda slip: words.TYPOS[slip[0]], text)


_CODES: dict[str, set[str]] = {}
for _code, _topic in words.TOPICS.items():
    for _word in _topic.words:
        _CODES.setdefault(_word, set()).add(_code)
_TOPIC = re.compile(any_of(_CODES), re.IGNORECASE)
_RUNNING = frozenset({"逃生", "疏散", "逃生自救", "应急疏散"})
_JOINED = re.compile(r"\s*(?:[和与及跟、+加后并]|以及|然后)\s*")


def _about(text: str, kinds: Mapping[str, Sequence[str]]) -> tuple[str, str | None, frozenset[str]]:
    code_of = {word: code for code, listed in kinds.items() for word in listed if word}
    pattern = re.compile(rf"(?:{any_of(code_of)})(?!室|中心|基地|教室)")
    hits = list(pattern.finditer(text))
    told = [hit[0].upper() if hit[0].isascii() else hit[0] for hit in _TOPIC.finditer(text)]
    spans = [hit.span() for hit in (*hits, *_TOPIC.finditer(text))]
    return _marked(text, spans, ABOUT), _kind(text, hits, code_of), _topics(told)


def _topics(told: Sequence[str]) -> frozenset[str]:
    """Every code of every word; who runs from an earthquake does not run from a fire."""
    codes = {code for word in told for code in _CODES.get(word, ())}
    of_fire = any("fire" in _CODES.get(word, ()) for word in told if word not in _RUNNING)
    return frozenset(codes if of_fire or "disaster" not in codes else codes - {"fire"})


def _kind(text: str, hits: Sequence[re.Match[str]], code_of: Mapping[str, str]) -> str | None:
    """The first kind named; of two in one word the last (演练培训 is a training), of two things none."""
    kind = code_of[hits[0][0]] if hits else None
    for before, hit in pairwise(hits):
        between = text[before.end() : hit.start()]
        if code_of[before[0]] != code_of[hit[0]] and (not between or _JOINED.fullmatch(between)):
            kind = None if between else code_of[hit[0]]
    return kind


def _marked(text: str, spans: Sequence[tuple[int, int]], mark: str) -> str:
    """The text with one mark for every run of letters that was understood."""
    taken = {at for start, end in spans for at in range(start, end)}
    letters = (mark if at in taken else letter for at, letter in enumerate(text))
    return re.sub(f"{mark}+", mark, "".join(letters))


_PLACE = re.compile(words.PLACE)


def _place(text: str) -> tuple[str, str]:
    found = _PLACE.search(text)
    return (_PLACE.sub(SPOT, text), found[0].strip() if found else "")


_EVERYWHERE = re.compile(words.EVERYWHERE)
WHOLE = re.compile(words.WHOLE)


def _all(text: str) -> tuple[str, bool, bool]:
    everywhere = bool(_EVERYWHERE.search(text))
    text = _EVERYWHERE.sub(ALL, text)
    return WHOLE.sub(ALL, text), everywhere or bool(WHOLE.search(text)), everywhere


_FILLERS = re.compile(rf"^(?>{words.FILLER})++|(?>{words.FILLER})++$")


def _rest(text: str) -> str:
    """What nobody understood, without the small words around it; single letters say nothing."""
    pieces = (_FILLERS.sub("", piece) for piece in re.split(f"[{EDGE}]+", text))
    return " ".join(piece for piece in pieces if len(piece) > 1)
