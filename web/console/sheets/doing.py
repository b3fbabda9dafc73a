"""What is done to a 统计表: handed in, agreed to, explained, corrected; and from above accepted or returned."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from flask import abort, redirect, request, url_for

from actions.plan.figures import sheets as filling
from bot.shelf import Shelf
from models.base import Db, Row
from models.plan import proofs, sheets
from rules.refusal import Refused
from web.console.deeds.brought import Brought, brought, keep
from web.console.deeds.found import evidence_shelf
from web.console.doorkeeper import console, guest_scope
from web.console.forms import optional, typed
from web.console.sheets.found import Answer, Found, copy_of, my_id, own_unit, sheet_for, tried
from web.console.sheets.one import sheet_page
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

LONGEST, LONGEST_WHOM = 200, 60
WAYS = {"system": sheets.SYSTEM, "offline": sheets.OFFLINE}


@console.post("/sheets/<int(max=999999999999):sheet_id>/send")
def send_sheet(sheet_id: int) -> Answer:
    """报出：系统内 or 线下已报, with a picture of the receipt where there is one."""
    found = sheet_for(sheet_id, own=True)
    return tried(lambda: _send(found), lambda: sheet_page(found), _back(found))


def _send(found: Found) -> str:
    desk, by, now = this_desk(), my_id(), this_desk().clock()
    how = WAYS.get(request.form.get("how", "")) or _refuse("怎么报的？选系统内，或线下已报。")
    whom, note = optional("to_whom", LONGEST_WHOM), optional("receipt", LONGEST)
    filled_on, shelf, papers = _filled_on(found, how), *_receipts()

    def work(db: Db) -> Row:
        row = filling.send(
            db,
            found.row["id"],
            found.asked,
            found.unit,
            how=how,
            now=now,
            by_id=by,
            today=desk.today(),
            zone=desk.zone,
            to_whom=whom,
            filled_on=filled_on,
        )
        if note:
            sheets.add_line(db, row["id"], "receipt", now, by, note)
        return row

    carry(work)
    told = "上级收下会显示在这里。" if how == sheets.SYSTEM else "这期封住了，之后的算下期。"
    return f"报好了，{_moment(now)}。{told}{_also_kept(found, shelf, papers)}"


def _also_kept(found: Found, shelf: Shelf | None, papers: Sequence[Brought]) -> str:
    """The sheet is handed in, whatever becomes of its receipt."""
    try:
        return "回执也存好了。" if _keep(found, shelf, papers) else ""
    except Refused as no:
        return f"回执没存上：{no}"


def _receipts() -> tuple[Shelf | None, Sequence[Brought]]:
    """The pictures of a receipt that came with the form, looked into before anything is handed in."""
    if not any(file.filename for file in request.files.getlist("files")):
        return None, ()
    return evidence_shelf(), brought()


def _keep(found: Found, shelf: Shelf | None, papers: Sequence[Brought]) -> int:
    """Beside the sheet; how many were new."""
    now, by, sheet_id = this_desk().clock(), my_id(), found.row["id"]
    kept = len(proofs.evidence_of_sheet(reading(), sheet_id)) if papers else 0
    if kept + len(papers) > filling.MOST_RECEIPTS:
        raise Refused(f"一期最多存{filling.MOST_RECEIPTS}份回执，已经有{kept}份。")

    def announces(one: Brought) -> Callable[[Db], int]:
        facts: dict[str, Any] = {"name": one.name, "is_picture": one.copies is not None}
        return lambda db: filling.announce_receipt(db, sheet_id, **facts, now=now, by_id=by)

    return sum(keep(announces(one), one, shelf) for one in papers) if shelf else 0


@console.post("/sheets/<int(max=999999999999):sheet_id>/receipt")
def keep_receipt(sheet_id: int) -> Answer:
    """补回执: the picture that came later."""
    found = sheet_for(sheet_id, own=True)

    def work() -> str:
        if found.is_draft:
            raise Refused("这期还没报出，报了再存回执。")
        new = _keep(found, evidence_shelf(), brought())
        return "回执存好了。" if new else "和存着的一样，没再存。"

    return tried(work, lambda: sheet_page(found), _back(found))


def _filled_on(found: Found, how: str) -> date | None:
    """The day on the paper. Handed in elsewhere it may be an earlier one; empty where the pen writes it."""
    today = this_desk().today()
    said = optional("filled_on", len("2016-02-29"))
    if not said:
        blank = copy_of(reading(), found).built.frame.option("date") == "blank"
        return None if blank else today
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise Refused("填报日期写成2016-02-26这样。") from None
    if day > today or (how == sheets.SYSTEM and day != today):
        raise Refused("填报日期不能晚于今天。" if day > today else "系统内报出，填报日期就是今天。")
    return day


@console.post("/sheets/<int(max=999999999999):sheet_id>/agree")
def agree_to_sheet(sheet_id: int) -> Answer:
    """主席: 同意, or 要改 with a word."""
    found, by, now = sheet_for(sheet_id, own=True), my_id(), this_desk().clock()

    def work() -> str:
        yes = request.form.get("yes") == "1"
        why = optional("why", LONGEST) if yes else typed("why", LONGEST, "要改哪儿？写一句。")
        carry(lambda db: filling.agree(db, found.row["id"], now, by, yes=yes, why=why))
        return "记下了：同意。" if yes else "记下了，填表的人看得到。"

    return tried(work, lambda: sheet_page(found), _back(found))


@console.post("/sheets/<int(max=999999999999):sheet_id>/reason")
def explain_sheet(sheet_id: int) -> Answer:
    """A word to one of the checks."""
    found, by, now = sheet_for(sheet_id, own=True), my_id(), this_desk().clock()

    def work() -> str:
        if not found.is_draft:
            raise Refused("这期已经报出了，说明写不进去了。")
        code = typed("code", 40, "哪一处？刷新再试。")
        words = typed("words", LONGEST, "写一句原因，或者不写就这样报。")
        carry(lambda db: filling.give_reason(db, found.row["id"], code, words, now, by))
        return "记下了。"

    return tried(work, lambda: sheet_page(found), _back(found))


@console.post("/sheets/<int(max=999999999999):sheet_id>/correct")
def correct_sheet(sheet_id: int) -> Answer:
    """更正: a numbered draft opens beside what was handed in."""
    found, by, now = sheet_for(sheet_id, own=True), my_id(), this_desk().clock()
    made: list[int] = []

    def work() -> str:
        why = typed("why", LONGEST, "错在哪儿？写一句。")
        made.append(carry(lambda db: filling.correct(db, found.row["id"], why, now, by)))
        return "更正打开了。报出以前，原来那份照样算数。"

    answer = tried(work, lambda: sheet_page(found), _back(found))
    return redirect(url_for("console.sheet", sheet_id=made[0])) if made else answer


@console.post("/sheets/<int(max=999999999999):sheet_id>/accept")
def accept_sheet(sheet_id: int) -> Answer:
    """收下 what a unit below handed in."""
    found, by, now = _from_below(sheet_id), my_id(), this_desk().clock()

    def work() -> str:
        carry(lambda db: filling.accept(db, found.row["id"], now, by))
        return f"收下了{found.unit['name']}的。"

    return tried(work, lambda: sheet_page(found), _board(found))


@console.post("/sheets/<int(max=999999999999):sheet_id>/return")
def return_sheet(sheet_id: int) -> Answer:
    """退回 with a reason."""
    found, by, now = _from_below(sheet_id), my_id(), this_desk().clock()

    def work() -> str:
        why = typed("why", LONGEST, "为什么退回？写一句，让下面知道改哪儿。")
        carry(lambda db: filling.give_back(db, found.row["id"], why, now, by))
        return f"退给{found.unit['name']}了，他们那里有一份新稿。"

    return tried(work, lambda: sheet_page(found), _board(found))


def _from_below(sheet_id: int) -> Found:
    """A sheet that reports to the guest's own union, and not to another one in between."""
    if not guest_scope().may(Deed.BOARD):
        abort(403, "收表、退表由上级工会来。")
    found, mine = sheet_for(sheet_id), own_unit(reading())
    if found.unit["parent_id"] != mine["id"]:
        abort(403, "这期不是报给你们的，由它的上级来收。")
    return found


def _back(found: Found) -> str:
    return url_for("console.sheet", sheet_id=found.row["id"])


def _board(found: Found) -> str:
    day = found.asked.due.formal.isoformat()
    return url_for("console.sheet_board", form=found.asked.form.key, formal=day)


def _refuse(words: str) -> str:
    raise Refused(words)


def _moment(at: datetime) -> str:
    there = at.astimezone(this_desk().zone)
    return f"{there.month}月{there.day}日 {there:%H:%M}"
