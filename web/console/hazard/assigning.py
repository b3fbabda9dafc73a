"""派单 from the page of a hazard: to whom, until when; again, urged, and longer."""

from flask import request
from werkzeug.wrappers import Response

from actions import assigning, deciding, hazards
from actions.moving import By
from models import people
from models.base import Db, Row
from models.conversations import conversations_of
from rules.hazard import Status, WrongMoment
from web.console.days import day_of
from web.console.doing import do, still
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.forms import Form, as_seen, day_typed, optional
from web.console.hazard.roll import person_meant
from web.desk import this_desk
from web.rights import Deed

LONGEST = 200
"""Characters of a measure, of funds, of a contingency plan."""


@console.post("/hazards/<int(max=999999999):number>/assign")
def assign(number: int) -> Response:
    """派单：the first time; whoever comes second reads who was faster."""
    return _give(number, "assign")


@console.post("/hazards/<int(max=999999999):number>/reassign")
def reassign(number: int) -> Response:
    """改派：to somebody else, or until another day."""
    return _give(number, "reassign")


def _give(number: int, verb: str) -> Response:
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, verb)
        as_seen(db, row, "owner_id", "due_on")
        order = order_typed(db, row, request.form)
        after = assigning.assign(db, row, order, desk.kinds, now, desk.clocks, by=by)
        return given_words(db, after)

    return do(number, Deed.ASSIGN, work)


def order_typed(db: Db, row: Row, form: Form) -> assigning.Order:
    """The order as the form says it."""
    return assigning.Order(
        owner=person_meant(db, row["unit_id"], form.get("owner", "")),
        due_on=day_typed("due_on", "哪天前弄好？选个日子再点。", first=this_desk().today(), form=form),
        measure=optional("measure", LONGEST, form),
        funds=optional("funds", LONGEST, form),
        contingency=optional("contingency", LONGEST, form),
    )


def given_words(db: Db, row: Row) -> str:
    """Who has it now, and whether that person hears of it by WeChat."""
    owner, due = people.find_person(db, row["owner_id"]), row["due_on"]
    told = f"派了：{row['number']}→{owner['name']}，{day_of(due)}前。"
    if conversations_of(db, owner["id"]):
        return told + "微信会告诉他。"
    phone = f"：{owner['phone']}" if owner["phone"] else "，花名册里没有号码"
    return f"{told}他没绑微信，打个电话{phone}。"


@console.post("/hazards/<int(max=999999999):number>/urge")
def urge(number: int) -> Response:
    """催：once a day."""
    desk, now = this_desk(), this_desk().clock()
    by = By(guest_scope().part, guest_view().person_id)

    def work(db: Db, row: Row) -> str:
        if row["status"] != Status.ASSIGNED:
            raise WrongMoment(f"{number}号现在没人在办，不用催。")
        if not hazards.urge(db, row, now, desk.clocks, by=by):
            raise WrongMoment(f"{number}号今天催过了，明天再催。")
        return f"催了，{people.find_person(db, row['owner_id'])['name']}会收到。"

    return do(number, Deed.ASK, work)


@console.post("/hazards/<int(max=999999999):number>/extend")
def extend(number: int) -> Response:
    """准延期：the day that was asked for, or another one."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "extend")
        as_seen(db, row, "due_on", "asked_due_on")
        until = day_typed("due_on", "延到哪天？选个日子再点。", first=desk.today())
        if until == row["due_on"]:
            raise WrongMoment(f"{number}号本来就是{day_of(until)}前，没改。")
        after = deciding.extend(db, row, until, now, desk.clocks, by=by)
        return f"{number}号改到{day_of(after['due_on'])}前，责任人会知道。"

    return do(number, Deed.EXTEND, work)


@console.post("/hazards/<int(max=999999999):number>/keep_day")
def keep_day(number: int) -> Response:
    """不准延期：the old day stands."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "keep_day")
        as_seen(db, row, "due_on", "asked_due_on")
        after = deciding.keep_day(db, row, now, desk.clocks, by=by)
        return f"{number}号还按{day_of(after['due_on'])}前，责任人会知道。"

    return do(number, Deed.EXTEND, work)
