"""What the talks about a plan share: who may, which unit, which day, what a deed is called and what it counts for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from actions import logins
from actions.plan.book import PlanBook
from bot.turn import Scene, Turn
from models import people, units
from models.base import Row
from rules.clocks import day_of
from rules.plan.cells import RULES
from rules.plan.document import Kind
from rules.plan.records import ADMINISTRATION, DEPARTMENT, UNION
from rules.plan.spoken.deed_vocabulary import TOPICS

BODY_NAMES: Mapping[str, str] = {
    UNION: "工会",
    DEPARTMENT: "科室",
    ADMINISTRATION: "医院",
    "above": "上级工会",
}
GROUPS_WITH_PEOPLE = ("training", "drill", "meeting", "day", "contest")
"""Deeds somebody comes to; of the others nobody is asked how many came."""


def works_on_plans(scene: Scene) -> bool:
    """Whether this person records deeds and hands in sheets: officers and the union."""
    return scene.who.is_officer and scene.who.person_id is not None


def hands_in(scene: Scene) -> bool:
    """Whether this person signs for plans and hands in sheets: the union."""
    return scene.who.role in ("union", "admin") and scene.who.person_id is not None


def not_yours(what: str) -> Turn:
    return Turn(f"{what}是工会和安全员的事。看见不安全的，拍张照片发来就行。", stays=True)


def unit_of(scene: Scene) -> Row:
    """The unit this person acts for."""
    return units.find_unit(scene.db, scene.who.home_id)


def today_of(scene: Scene) -> date:
    return day_of(scene.now, scene.house.clocks)


def link_in(scene: Scene, page: str, label: str) -> str:
    """A one-time link that opens a page of the console for this person; empty where there are no pages."""
    if not scene.house.public_url or scene.who.person_id is None:
        return ""
    token, lasts = scene.house.draw_token(), scene.house.clocks.login_link
    key = logins.make_link(scene.db, token, scene.who.person_id, scene.now, lasts)
    return f'<a href="{scene.house.public_url}/login/{key}?to={page}">{label}</a>'


def plans_of(scene: Scene) -> PlanBook:
    return scene.house.plans


def body_of(scene: Scene) -> str:
    """Who holds what this person records, when nobody says: the union, or the officer's own department."""
    if scene.who.role in ("union", "admin"):
        return UNION
    person = people.find_person(scene.db, int(scene.who.person_id or 0))
    return DEPARTMENT if person["unit_kind"] in ("department", "team") else ADMINISTRATION


def kind_words(kinds: Mapping[str, Kind]) -> dict[str, tuple[str, ...]]:
    """What each kind is called, for whoever reads words."""
    return {code: (kind.name, *kind.words) for code, kind in kinds.items()}


def topic_names(topics: Iterable[str]) -> str:
    """``消防、用电``, in the order of the vocabulary."""
    told = set(topics)
    return "、".join(topic.name for code, topic in TOPICS.items() if code in told)


def body_names(bodies: Sequence[str], departments: Sequence[str] = ()) -> str:
    """``工会和内科二``; the departments by their names where they were told."""
    named = [BODY_NAMES[body] for body in bodies if body in BODY_NAMES and body != DEPARTMENT]
    if DEPARTMENT in bodies:
        named += list(departments) or [BODY_NAMES[DEPARTMENT]]
    return "和".join(named)


def day_said(day: date, today: date) -> str:
    """``2月25日``; with the year where it is not this one."""
    said = f"{day.month}月{day.day}日"
    return said if day.year == today.year else f"{day.year}年{said}"


def short_rule(rule: str) -> str:
    """What a cell is called in the chat."""
    return RULES[rule].short


def named_in_breath(words: Sequence[str], most: int = 3) -> str:
    """``检验、药剂、病案等5个``."""
    return "、".join(words) if len(words) <= most else f"{'、'.join(words[:most])}等{len(words)}个"


_TITLE = re.compile("科|院|主任|主席|工会|护士|干事|[办处部]$|我|们")


def not_on_the_roll(scene: Scene, names: Iterable[str]) -> str:
    """Who was named and stands on no roll: a slip of the pen, or somebody from outside. Titles are no names."""
    named = [name for name in dict.fromkeys(names) if not _TITLE.search(name)]
    known = {row["name"] for row in people.people_mentioned(scene.db, "、".join(named), scene.who.home_id)}
    strange = [name for name in named if name not in known]
    return f"花名册上没有{named_in_breath(strange)}，写错了重说。" if strange else ""
