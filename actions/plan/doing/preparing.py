"""A day that is prepared and held (咨询日): one deed that grows, and what is still missing of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from actions.plan.book import PlanBook
from actions.plan.doing import deeds as act
from actions.plan.doing import evidence
from actions.plan.doing.deeds import Said
from actions.plan.standings import is_for
from models.base import Db, Row
from models.plan import coverage, deeds
from rules.plan.dues import DAY, Due, dues
from rules.plan.duty import Duty, Step
from rules.plan.spoken.day_words import MATERIALS

GROUP = "day"
AND = "；"
"""Between the questions that were kept in words."""
LISTS = ("forms", "materials")
ELSEWHERE = ("place", "people", "pending")
"""What is no detail: columns of their own, and what is only not there."""
AFTERWARDS = 14 * DAY


def days_of(db: Db, book: PlanBook, unit: Row, year: int) -> list[tuple[Duty, Due]]:
    """The days a unit has to hold in a year, by the plans it follows."""
    kinds = {code for code, kind in book.kinds(db, unit).items() if kind.group == GROUP}
    return [
        (duty, due)
        for plan in book.of(db, unit)
        for duty in plan.duties
        if kinds & set(duty.goal.kinds) and is_for(duty, unit)
        for due in dues(duty, year)
    ]


def coming_day(db: Db, book: PlanBook, unit: Row, today: date) -> tuple[Duty, Due] | None:
    """The day that comes next; the one just over for a fortnight more, since figures and pictures follow."""
    found = [one for year in (today.year, today.year + 1) for one in days_of(db, book, unit, year)]
    coming = [one for one in found if max(one[1].formal + AFTERWARDS, one[1].closes) >= today]
    return min(coming, key=lambda one: one[1].formal, default=None)


def day_on(db: Db, book: PlanBook, unit: Row, formal: date) -> tuple[Duty, Due] | None:
    """The day of a duty."""
    return next((one for one in days_of(db, book, unit, formal.year) if one[1].formal == formal), None)


def open_day(db: Db, unit: Row, duty: Duty, due: Due, now: datetime, by_id: int | None) -> Row:
    """The deed that is being prepared for a day, opened once."""
    standing = find_day(db, unit["id"], duty, due)
    if standing is not None:
        return standing
    said = Said(kind=duty.goal.kinds[0], happened_on=due.formal, title=duty.needs)
    deed_id = act.record(db, unit["id"], said, now, by_id, today=due.formal)
    row = deeds.find_deed(db, deed_id)
    assert row is not None
    return row


def find_day(db: Db, unit_id: int, duty: Duty, due: Due) -> Row | None:
    """What was prepared for a day so far."""
    rows = deeds.deeds_of(db, unit_id, due.formal - DAY, max(due.closes, due.formal) + DAY)
    return next((row for row in rows if row["kind"] in duty.goal.kinds), None)


def last_year(db: Db, deed: Row) -> Row | None:
    """The same day a year ago, to be copied."""
    around = deed["happened_on"].replace(year=deed["happened_on"].year - 1)
    rows = deeds.deeds_of(db, deed["unit_id"], around - 20 * DAY, around + 20 * DAY)
    return next((row for row in rows if row["kind"] == deed["kind"]), None)


def merged(before: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """What was told before with what is told now: lists grow, everything else is replaced."""
    new = {**before, **{name: value for name, value in told.items() if name not in ELSEWHERE}}
    for name in LISTS:
        if name in told:
            new[name] = list(dict.fromkeys([*before.get(name, ()), *told[name]]))
    if "pending" in told:
        late = {code for code, words in MATERIALS.items() if any(one in words for one in told["pending"])}
        new["materials"] = [code for code in new.get("materials", ()) if code not in late]
    if "posts" in told:
        new["posts"] = {**before.get("posts", {}), **told["posts"]}
    for name in ("answered", "asked"):
        if name in told:
            new[name] = AND.join(filter(None, [before.get(name, ""), told[name]]))
    if "answered" in told:
        new["questions"] = max(int(before.get("questions", 0)), len(new["answered"].split(AND)))
    return new


BEFORE = {"place": "地点", "forms": "形式", "leader": "负责人"}
READY = {"materials": "海报、宣传片、资料"}
MANNED = {"posts": "答疑、拍照的人"}
ON_THE_DAY = {"photo": "照片", "count": "人数", "leaflets": "发了几份", "questions": "答了啥"}
WEEK = 7


def lacks(db: Db, deed: Row, today: date) -> list[str]:
    """What is missing today, in words: before the day what has to be settled by now, on the day what is to be kept."""
    left = (deed["happened_on"] - today).days
    asked = dict(ON_THE_DAY) if left <= 0 else dict(BEFORE)
    if 0 < left <= WEEK:
        asked |= READY
    if 0 < left <= WEEK // 2:
        asked |= MANNED
    has = kept(db, deed)
    return [name for code, name in asked.items() if code not in has]


def kept(db: Db, deed: Row) -> set[str]:
    """What is there of a day: its details, its head-count, its pictures."""
    has = {name for name, value in deed["details"].items() if value}
    has |= {"place"} if deed["place"] else set()
    has |= {"count"} if deed["attested"] is not None or deeds.there(db, deed["id"]) else set()
    return has | coverage.evidence_by_deed(db, [deed["id"]]).get(deed["id"], set())


def is_settled(db: Db, unit_id: int, duty: Duty, due: Due, step: Step) -> tuple[bool, list[str]]:
    """Whether what a step asks for is there already, and the names of what is not."""
    deed = find_day(db, unit_id, duty, due)
    has = kept(db, deed) if deed else set()
    missing = [name for code, name in step.asks if code not in has]
    return not missing, missing


def add_picture(db: Db, deed_id: int, media_id: str, url: str, now: datetime, *, by_id: int | None) -> int:
    """A picture of the day."""
    return evidence.add_from_chat(db, deed_id, media_id, url, now, by_id=by_id, what="photo")
