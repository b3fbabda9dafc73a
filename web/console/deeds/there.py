"""Who was there, said by whoever organised it: names added by hand, and a name taken out again."""

import re
from collections.abc import Sequence

from flask import request

from actions.plan.doing import attending
from actions.plan.doing import deeds as act
from models import people
from models.base import Db, Row
from models.plan import deeds
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.deeds.found import changed, deed_for, unit_here
from web.console.deeds.one import deed_page
from web.console.doorkeeper import console
from web.console.trying import Answer
from web.desk import this_desk
from web.reading import reading

LONGEST, MOST, NAMED = 4_000, 200, 4
APART = re.compile(r"[、，,;；\n\r]+")


@console.post("/deeds/<int(max=999999999999):deed_id>/people")
def add_people(deed_id: int) -> Answer:
    """按名字添: one name or many, with the department or number behind a name that several have."""
    row, unit, now = deed_for(deed_id, changes=True), unit_here(reading()), this_desk().clock()

    def work(db: Db) -> str:
        meant = [_meant(db, unit, one) for one in _names()]
        new = attending.add(db, deed_id, [one["id"] for one in meant], now)
        known = len({one["id"] for one in meant}) - new
        return f"添上了{new}人。" + (f"另外{known}人本来就签过。" if known else "")

    return changed(deed_id, lambda: deed_page(row), work)


@console.post("/deeds/<int(max=999999999999):deed_id>/not-there")
def not_there(deed_id: int) -> Answer:
    """去掉: a name stood there by mistake."""
    row = deed_for(deed_id, changes=True)

    def work(db: Db) -> str:
        said = _names()
        gone = [_taken_out(db, deed_id, one) for one in said]
        return f"去掉了{'、'.join(gone)}。"

    return changed(deed_id, lambda: deed_page(row), work)


def _taken_out(db: Db, deed_id: int, said: str) -> str:
    name, _, more = said.partition(" ")
    named = [one for one in deeds.there(db, deed_id) if one["name"] == name]
    found = [one for one in named if not more or _is_called(db, one["person_id"], more)]
    if len(found) != 1:
        lack = (
            f"签到里没有“{said}”，看看字。"
            if not found
            else f"签到里有{len(found)}位{name}，名字后面写上工号。"
        )
        raise Refused(lack)
    act.not_there(db, deed_id, found[0]["person_id"])
    return name


def _is_called(db: Db, person_id: int, more: str) -> bool:
    person = people.find_person(db, person_id)
    return more in (person["unit_name"], person["staff_no"], person["phone"])


def _names() -> list[str]:
    said = clean(request.form.get("names", "")[:LONGEST])
    found = [" ".join(one.split()) for one in APART.split(said)]
    found = [one for one in found if one]
    if not found:
        raise Refused("写上名字。几个人就用顿号隔开，例：王强、李红 外科")
    if len(found) > MOST:
        raise Refused(f"一次最多{MOST}个名字。人多就传签到表。")
    return found


def _meant(db: Db, unit: Row, said: str) -> Row:
    """Whom a name means among the people at or below the unit."""
    name, _, more = said.partition(" ")
    found = [one for one in people.people_named(db, name) if one["path"].startswith(unit["path"])]
    if not found:
        raise Refused(f"花名册里没有“{name}”，看看字写对没有。花名册外的人，写在“没留名的人数”里。")
    meant = [one for one in found if more in ("", one["unit_name"], one["staff_no"], one["phone"])]
    if len(meant) == 1:
        return dict(meant[0])
    if not meant:
        raise Refused(f"“{name}”和“{more}”对不上：花名册里是{_where(found)}。")
    raise Refused(f"{name}有{len(meant)}位：{_where(meant)}。名字后面空一格，写上科室或工号。")


def _where(found: Sequence[Row]) -> str:
    return "、".join(f"{one['unit_name']} {one['staff_no'] or ''}".strip() for one in found[:NAMED])
