"""The forms of one duty: who has it, an earlier day, more often, not for this unit. What is refused comes back as typed."""

from collections.abc import Callable

from flask import request, url_for

from actions.plan import deciding
from actions.plan.deciding import Decider
from models.base import Db
from rules.plan.dues import standing_on
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.doorkeeper import console
from web.console.forms import day_typed
from web.console.plans.duty import duty_page
from web.console.plans.found import Found, decider, duty_for, said
from web.console.plans.people import person_meant
from web.console.trying import Answer, tried
from web.desk import this_desk
from web.rights import Deed
from web.work import carry

LONGEST_NOTE, LONGEST_NUMBER = 200, 3

Work = Callable[[Found, Decider], str]


@console.post("/plans/<code>/<duty>/owner")
def name_owner(code: str, duty: str) -> Answer:
    """交给谁；an empty field: whoever stands in."""

    def work(found: Found, by: Decider) -> str:
        def name(db: Db) -> str:
            person = person_meant(db, found.unit["id"], request.form.get("owner", ""))
            deciding.name_owner(db, found.duty, person["id"] if person else None, by)
            return (
                f"交给{person['unit_name']}{person['name']}了，到日子会提醒。"
                if person
                else "不单独分人了，归先管着的人。"
            )

        return carry(name)

    return _answered(code, duty, work)


@console.post("/plans/<code>/<duty>/day")
def own_day(code: str, duty: str) -> Answer:
    """内部约定：a day before the document's."""

    def work(found: Found, by: Decider) -> str:
        today = this_desk().today()
        due = standing_on(found.duty, today)
        if due is None:
            raise Refused("这一期还没开始，开始了再定。")
        if not request.form.get("day"):
            carry(lambda db: deciding.set_day(db, found.duty, due, None, by))
            return "日子照文件的。"
        day = day_typed("day", "哪一天？", first=due.opens, last=due.formal)
        days = carry(lambda db: deciding.set_day(db, found.duty, due, day, by))
        return f"内部按{said(day, today)}办，以后每期都比文件的稳妥日早{days}天。"

    return _answered(code, duty, work)


@console.post("/plans/<code>/<duty>/quota")
def own_quota(code: str, duty: str) -> Answer:
    """More often than the document asks."""

    def work(found: Found, by: Decider) -> str:
        times = _number()
        carry(lambda db: deciding.set_quota(db, found.duty, times, by))
        return f"按{times}次要求自己。" if times else "次数照文件的。"

    return _answered(code, duty, work)


@console.post("/plans/<code>/<duty>/off")
def duty_off(code: str, duty: str) -> Answer:
    """不适用于本单位, with the reason; or 又要办了."""
    again = request.form.get("again") == "1"

    def work(found: Found, by: Decider) -> str:
        if again:
            carry(lambda db: deciding.switch_on(db, found.duty, by))
            return "又要办了。"
        carry(lambda db: deciding.switch_off(db, found.duty, by))
        return "记下了：不适用于本单位，不再提醒。理由留着给检查的人看。"

    return _answered(code, duty, work)


def _answered(code: str, duty: str, work: Work) -> Answer:
    found = duty_for(code, duty, Deed.DUTIES)

    def decide() -> str:
        if not found.binds:
            raise Refused("这件事不归你们单位办。")
        return work(found, decider(found, _note()))

    return tried(decide, lambda: duty_page(found), url_for("console.duty", code=code, duty=duty))


def _note() -> str:
    return " ".join(clean(request.form.get("note", "")).split())[:LONGEST_NOTE]


def _number() -> int | None:
    typed = clean(request.form.get("quota", "")).strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER):
        raise Refused("次数写一个数，例如 3。")
    return int(typed)
