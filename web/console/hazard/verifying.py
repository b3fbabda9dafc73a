"""验收 from the page of a hazard: closed, sent back, refused, looked at by its reporter, taken up again."""

from datetime import date

from flask import request
from werkzeug.wrappers import Response

from actions import hazards, verifying
from models.base import Db, Row
from rules.refusal import Refused
from web.console.days import day_of
from web.console.doing import do, still
from web.console.doorkeeper import console
from web.console.forms import day_typed, typed
from web.desk import this_desk
from web.rights import Deed

LONGEST = 100
FAULTS = ("没弄完", "照片不是那处", "又乱了")
"""The usual reasons why it is not right yet; one's own words stand before them."""


@console.post("/hazards/<int(max=999999999):number>/close")
def close(number: int) -> Response:
    """销号：somebody has seen that it is right."""
    now = this_desk().clock()

    def work(db: Db, row: Row) -> str:
        verifying.close(db, row, now, this_desk().clocks, by=still(db, row, "close"))
        return f"{number}号销号了。" + ("上报人会知道。" if row["reporter_id"] else "")

    return do(number, Deed.CLOSE, work)


@console.post("/hazards/<int(max=999999999):number>/send_back")
def send_back(number: int) -> Response:
    """退回：not right yet."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by, why = still(db, row, "send_back"), _why("差在哪？选一条或写一句。")
        after = verifying.send_back(db, row, why, now, desk.clocks, by=by, due_on=_until())
        return _returned(after, why)

    return do(number, Deed.SEND_BACK, work)


@console.post("/hazards/<int(max=999999999):number>/refuse")
def refuse(number: int) -> Response:
    """不同意销号：the union says that it is not right after all."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by, why = still(db, row, "refuse"), _why("为什么不同意销号？选一条或写一句。")
        after = verifying.send_back(db, row, why, now, desk.clocks, by=by, due_on=_until())
        return _returned(after, why)

    return do(number, Deed.REFUSE, work)


def _why(missing: str) -> str:
    usual = request.form.get("usual", "")
    if usual in FAULTS and not request.form.get("words", "").strip():
        return usual
    return typed("words", LONGEST, missing)


def _until() -> date | None:
    """Another day, if one was picked."""
    if not request.form.get("due_on", "").strip():
        return None
    return day_typed("due_on", "改到哪天？选个日子再点。", first=this_desk().today())


def _returned(row: Row, why: str) -> str:
    if row["owner_id"] is None:
        return f"{row['number']}号退回待核实：“{why}”。派给人再弄。"
    return f"{row['number']}号退回去了：“{why}”，改到{day_of(row['due_on'])}前，责任人会知道。"


@console.post("/hazards/<int(max=999999999):number>/invite")
def invite(number: int) -> Response:
    """请上报人看一眼."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "invite")
        if verifying.was_invited(db, row["id"]):
            raise Refused("请过了，等上报人回话。")
        verifying.invite(db, row, now, desk.clocks, by=by)
        return "请了。上报人看过，好了没好会点一下。"

    return do(number, Deed.INVITE, work)


@console.post("/hazards/<int(max=999999999):number>/reopen")
def reopen(number: int) -> Response:
    """重新打开：what ended is looked at once more."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "reopen")
        why = typed("words", LONGEST, "为什么重新打开？写一句。")
        hazards.reopen(db, row, now, desk.clocks, by=by, text=why)
        return f"{number}号重新打开了，回到待核实。"

    return do(number, Deed.SEND_BACK, work, Deed.REFUSE)
