"""What somebody tells of a deed: kept between two messages, put together, and said back. Nothing is asked here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from actions.plan.doing.deeds import Said
from bot.turn import Scene
from handlers.plan.parts import (
    body_names,
    body_of,
    day_said,
    kind_words,
    named_in_breath,
    plans_of,
    today_of,
    topic_names,
    unit_of,
)
from models import units
from models.base import Row
from models.plan import deeds
from rules.plan.document import Kind
from rules.plan.records import BODIES, DEPARTMENT
from rules.plan.spoken.deed_words import SaidDeed, read_deed

HEADS = re.compile(r"\s*(\d{1,5})\s*(?:个|位|名)?人?\s*[。.]?\s*")
LONG_AGO = timedelta(days=200)
_YEAR = re.compile(r"年|20\d\d")
_BARE = re.compile(r"\d{2,4}")


@dataclass(frozen=True)
class Telling:
    """What was told of a deed so far, as the talk keeps it."""

    kind: str
    day: date | None = None
    topics: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    departments: tuple[int, ...] = ()
    people: int | None = None
    place: str = ""
    title: str = ""
    whole: bool = False
    unknown: tuple[str, ...] = ()
    """Departments that were named and not found."""
    half: int = 0
    """Under which number it is kept while something is missing; 0 as long as it is not."""

    @property
    def tells_something(self) -> bool:
        """More than of what kind it is: worth being asked about again."""
        return any((self.day, self.topics, self.departments, self.place, self.title, self.people is not None))

    def kept(self) -> dict[str, Any]:
        return {**vars(self), "day": self.day.isoformat() if self.day else None} | {
            name: list(getattr(self, name)) for name in ("topics", "bodies", "departments", "unknown")
        }


def telling_of(about: Mapping[str, Any]) -> Telling:
    facts = {name: about[name] for name in Telling.__dataclass_fields__ if name in about}
    day = date.fromisoformat(facts["day"]) if facts.get("day") else None
    lists = {name: tuple(facts.get(name, ())) for name in ("topics", "bodies", "departments", "unknown")}
    return Telling(**{**facts, **lists, "day": day})


def kinds_of(scene: Scene) -> dict[str, Kind]:
    return plans_of(scene).kinds(scene.db, unit_of(scene))


def departments_of(scene: Scene) -> dict[str, int]:
    return dict(units.departments_of(scene.db, scene.who.home_id))


def read(scene: Scene, text: str) -> SaidDeed:
    """What a sentence tells; 3月1日 said in February is a slip, unless the year is told."""
    today = today_of(scene)
    heard = read_deed(text, today, kind_words(kinds_of(scene)), list(departments_of(scene)))
    if heard.day and today - heard.day > LONG_AGO and not _YEAR.search(text):
        return replace(heard, day=None, odd_day=True)
    return heard


def with_heard(scene: Scene, telling: Telling, heard: SaidDeed) -> Telling:
    """What was told before with what was heard now; nothing is taken back by silence."""
    known = departments_of(scene)
    named = (
        [*known.values()]
        if heard.everywhere and not (heard.each and telling.departments)
        else [known[name] for name in heard.departments if name in known]
    )
    told = tuple(dict.fromkeys([*telling.departments, *named]))
    people = heads_in(heard)
    if heard.each and people is None:
        told = told or tuple(known.values())
        people = heard.each * len(told)
    return replace(
        telling,
        day=heard.day or telling.day,
        topics=tuple(sorted(heard.topics)) or telling.topics,
        bodies=bodies_of(heard) or telling.bodies,
        departments=told,
        people=people if people is not None else telling.people,
        place=heard.place or telling.place,
        whole=heard.whole or telling.whole,
        unknown=tuple(dict.fromkeys([*telling.unknown, *heard.unknown])),
    )


def heads_in(heard: SaidDeed) -> int | None:
    """How many came; a number that stands alone after everything else was understood is read back as one."""
    alone = _BARE.fullmatch(heard.rest)
    return int(alone[0]) if heard.people is None and alone else heard.people


def bodies_of(heard: SaidDeed) -> tuple[str, ...]:
    return tuple(body for body in BODIES if body in heard.organisers)


def not_found(names: Sequence[str]) -> str:
    """``没找到“检验科”，没算进去。``: what was named like a department and is none here."""
    return f"没找到“{named_in_breath(names, 2)}”，没算进去；写全名再说。" if names else ""


def said_of(scene: Scene, telling: Telling) -> Said:
    """A telling as the ledger of deeds takes it."""
    one = kinds_of(scene)[telling.kind]
    bodies = telling.bodies or (body_of(scene),)
    own = scene.who.department_id if bodies == (DEPARTMENT,) else None
    return Said(
        kind=telling.kind,
        happened_on=telling.day or today_of(scene),
        title=telling.title,
        department_id=own,
        topics=tuple(topic for topic in telling.topics if topic != "other") or one.topics,
        bodies=bodies,
        attested=telling.people,
        departments=telling.departments or ((own,) if own else ()),
        place=telling.place,
    )


def in_words(scene: Scene, deed_id: int) -> str:
    """``2月25日 消防 工会和内科二办 42人``, and which departments came where they did not hold it."""
    row = deeds.find_deed(scene.db, deed_id)
    assert row is not None
    whole = set(deeds.whole_departments(scene.db, deed_id))
    names = {key: name for name, key in departments_of(scene).items()}
    came = [names[key] for key in sorted(whole) if key in names]
    held = DEPARTMENT in row["bodies"]
    by = body_names(row["bodies"], came if held and len(came) <= 2 else ())
    there = f"{named_in_breath(came, 4)}参加" if came and (not held or len(came) > 2) else ""
    return " ".join(part for part in (called(scene, row), f"{by}办", there, heads_of(row)) if part)


def called(scene: Scene, row: Row) -> str:
    """``2月25日 消防 职工安全培训``."""
    one = kinds_of(scene).get(row["kind"])
    about = row["title"] or topic_names(row["topics"])
    parts = (day_said(row["happened_on"], today_of(scene)), about, one.name if one else "")
    return " ".join(part for part in parts if part)


def heads_of(row: Row) -> str:
    return f"{row['attested']}人" if row["attested"] is not None else ""
