"""What 改 makes of a deed: the sentence read against what stands, and said back what else it moved. Nothing is written here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from actions.plan.doing.deeds import Said
from bot.turn import Scene
from handlers.plan.parts import body_names, named_in_breath
from handlers.plan.telling import HEADS, bodies_of, departments_of, heads_in, not_found, read
from rules.plan.records import BODIES, DEPARTMENT
from rules.plan.spoken.deed_words import SaidDeed, names_departments_alone, read_organisers

_CAME = re.compile("参加|来了|到了|都来|都到|参与")
_GONE = re.compile(r"没(?:有)?(?:来|参加|到|去)|去掉|删掉|不算")
_BESIDES = re.compile("也|还有|加上|再加|另外|补上|漏了|少了")
_CLAUSES = re.compile(r"[，,。；;\n]")


@dataclass(frozen=True)
class Retold:
    """The deed as it is told now, and what nobody found of what was named."""

    said: Said
    unknown: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    """The departments that are said to have held it."""
    only_came: bool = False
    """Departments were named and not what they did: taken as those who were there."""


def retold(scene: Scene, stands: Said, text: str) -> Retold:
    """The deed with whatever of it was told anew; who held it moves only where somebody says so."""
    heard, bare = read(scene, text), HEADS.fullmatch(text)
    bodies, only_came = _bodies(scene, stands, heard, text)
    people = int(bare[1]) if bare else heads_in(heard)
    came = _departments(scene, stands, heard, text)
    if people is None and heard.each and came:
        people = heard.each * len(came)
    new = replace(
        stands,
        happened_on=heard.day or stands.happened_on,
        topics=tuple(sorted(heard.topics)) or stands.topics,
        bodies=bodies,
        attested=people if people is not None else stands.attested,
        departments=came,
        kind=heard.kind or stands.kind,
        place=heard.place or stands.place,
    )
    holders = () if only_came or heard.absent else heard.departments
    return Retold(new, heard.unknown, holders, only_came)


def _bodies(scene: Scene, stands: Said, heard: SaidDeed, text: str) -> tuple[tuple[str, ...], bool]:
    """Who held it; bare names of departments say who came where no department held it before."""
    organisers = heard.organisers
    if heard.absent and not organisers:
        return stands.bodies, False
    if not organisers and not _CAME.search(text) and not _GONE.search(text):
        known = list(departments_of(scene))
        if names_departments_alone(text, known):
            return stands.bodies, DEPARTMENT not in stands.bodies
        organisers = read_organisers(text, known)
    return bodies_of(replace(heard, organisers=organisers)) or stands.bodies, False


def _departments(scene: Scene, stands: Said, heard: SaidDeed, text: str) -> tuple[int, ...]:
    known = departments_of(scene)
    if heard.everywhere and not (heard.each and stands.departments):
        return tuple(known.values())
    if heard.absent:
        return _ids(known, heard.departments)
    if _GONE.search(text):
        return _without(scene, stands, known, text)
    named = _ids(known, heard.departments)
    joins = heard.organisers and DEPARTMENT not in stands.bodies
    if named and (joins or _BESIDES.search(text)):
        return tuple(dict.fromkeys([*stands.departments, *named]))
    return named or stands.departments


def _without(scene: Scene, stands: Said, known: Mapping[str, int], text: str) -> tuple[int, ...]:
    """后勤没来，保卫来了：each clause for itself."""
    here = list(stands.departments)
    for clause in filter(None, _CLAUSES.split(text)):
        named = _ids(known, read(scene, clause).departments)
        here = [one for one in here if one not in named]
        here += [] if _GONE.search(clause) else named
    return tuple(here)


def _ids(known: Mapping[str, int], names: Iterable[str]) -> tuple[int, ...]:
    return tuple(known[name] for name in names if name in known)


def moved(scene: Scene, stands: Said, now: Retold) -> list[str]:
    """What a correction changed of who held it and who came, in at most two lines."""
    names = {key: name for name, key in departments_of(scene).items()}
    gone = [names[key] for key in stands.departments if key not in now.said.departments and key in names]
    parts = [
        f"谁办的改了：{_held(stands)}→{_held(now.said, now.holders)}。"
        if set(stands.bodies) != set(now.said.bodies)
        else "",
        f"不再算：{named_in_breath(gone, 2)}。" if gone else "",
    ]
    told = "".join(parts) or ("办的没动；是科室办的，再说“科室办的”。" if now.only_came else "")
    return [told, not_found(now.unknown)]


def _held(said: Said, departments: Sequence[str] = ()) -> str:
    named = departments if len(departments) <= 2 else ()
    return body_names([body for body in BODIES if body in said.bodies], named) or "没写"
