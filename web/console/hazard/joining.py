"""并案与分开: reports of one place become one, one report of several things becomes several."""

from flask import request
from werkzeug.wrappers import Response

from actions import splitting, telling, verdicts
from actions.likeness import SAID, say_likeness
from actions.places import PlaceBook
from models import hazards
from models.base import Db, Row
from rules.hazard import Part, Status, WrongMoment
from rules.refusal import Refused
from web.console.chips import View
from web.console.doing import do, while_open
from web.console.doorkeeper import console, guest_view
from web.console.hazard import facts
from web.console.ledger.rows import LONGEST_NUMBER
from web.desk import Desk, this_desk
from web.rights import Deed


@console.post("/hazards/<int(max=999999999):number>/merge")
def merge(number: int) -> Response:
    """并入：this report joins another one."""
    view, clocks, now = guest_view(), this_desk().clocks, this_desk().clock()
    wanted = request.form.get("into", "").strip().removesuffix("号")

    def work(db: Db, row: Row) -> str:
        into = _numbered(db, view, wanted)
        target = verdicts.merge(db, row, into, now, clocks, part=Part.OFFICER, person_id=view.person_id)
        many = len(telling.reports_of(db, target))
        return f"并好了。{target['number']}号现在{many}个人报过，弄好了都告诉。"

    return do(number, Deed.JOIN, work)


def _numbered(db: Db, view: View, wanted: str) -> Row:
    """The hazard of a typed number, within what the officer sees."""
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST_NUMBER
    found = facts.with_number(db, view, int(wanted), "") if is_number else ()
    if not found:
        raise Refused(
            f"台账里没有{wanted[:LONGEST_NUMBER]}号，没并。" if wanted else "并到哪一号？写上号再点。"
        )
    return hazards.find_hazard(db, found[0]["id"])


@console.post("/hazards/<int(max=999999999):number>/likeness")
def likeness(number: int) -> Response:
    """不是一处、又犯了、另一回事：said once, asked no more."""
    view, now, said = guest_view(), this_desk().clock(), request.form.get("said", "")

    def work(db: Db, row: Row) -> str:
        while_open(row)
        if said not in SAID or row["like_id"] is None:
            raise WrongMoment("这一下没认出来，再点一次。")
        told = say_likeness(db, row, said, now, part=Part.OFFICER, person_id=view.person_id)
        return f"记下了：{told}。"

    return do(number, Deed.JOIN, work)


@console.post("/hazards/<int(max=999999999):number>/split")
def split(number: int) -> Response:
    """分成几个号，or 就一件。"""
    desk, officer_id = this_desk(), guest_view().person_id
    keep_one = "one" in request.form

    def work(db: Db, row: Row) -> str:
        if row["status"] != Status.REPORTED or not row["pieces"]:
            raise WrongMoment(f"{number}号已经分过或者在办了，没动。")
        if keep_one:
            hazards.change_hazard(db, row["id"], pieces=[])
            return f"好，{number}号就算一件。"
        return _split(db, row, desk, officer_id)

    return do(number, Deed.SPLIT, work)


def _split(db: Db, row: Row, desk: Desk, officer_id: int) -> str:
    now = desk.clock()
    cuts = splitting.cut_up(db, row, PlaceBook(), desk.kinds, now)
    rows = splitting.split_words(
        db, row, cuts, now, desk.clocks, desk.kinds, part=Part.OFFICER, person_id=officer_id
    )
    told = "，".join(f"{each['number']}{each['brief'] or each['description']}" for each in rows)
    return f"分好了：{told}。"
