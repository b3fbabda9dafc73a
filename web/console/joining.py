"""并案与分开: reports of one place become one, one report of several things becomes several."""

from collections.abc import Callable

from flask import request
from werkzeug.wrappers import Response

from actions import splitting, telling, verdicts
from actions.places import PlaceBook, Where
from actions.splitting import Cut
from models import hazards, history
from models.base import Db, Row
from rules.hazard import Part, Status, WrongMoment
from rules.place_words import read
from rules.refusal import Refused
from web.console import facts
from web.console.chips import View
from web.console.doing import do, while_open
from web.console.doorkeeper import console, guest_view
from web.console.rows import LONGEST_NUMBER
from web.desk import Desk, this_desk
from web.rights import Deed

LIKENESS: dict[str, Callable[[Row, Row], str]] = {
    "other": lambda row, like: f"和{like['number']}号{_apart(like)}",
    "again": lambda row, like: f"{like['number']}号又犯了",
}
"""What can be said of two rows that are not joined, in words."""


def _apart(like: Row) -> str:
    return "是两回事" if like["status"] == Status.CLOSED else "不是一处"


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
        if said not in LIKENESS or row["like_id"] is None:
            raise WrongMoment("这一下没认出来，再点一次。")
        text = LIKENESS[said](row, hazards.find_hazard(db, row["like_id"]))
        hazards.change_hazard(db, row["id"], likeness=said)
        history.add_line(db, row["id"], "like", now, part=Part.OFFICER, person_id=view.person_id, text=text)
        return f"记下了：{text}。"

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
    cuts = [Cut(words, _where(db, row, words, desk)) for words in row["pieces"]]
    rows = splitting.split_words(
        db, row, cuts, now, desk.clocks, desk.kinds, part=Part.OFFICER, person_id=officer_id
    )
    told = "，".join(f"{each['number']}{each['brief'] or each['description']}" for each in rows)
    return f"分好了：{told}。"


def _where(db: Db, row: Row, words: str, desk: Desk) -> Where | None:
    """The place a piece names itself; None where it is that of the whole."""
    place = read(words).place
    if not place:
        return None
    found = PlaceBook().locate(
        db, place, desk.clock(), home_id=row["unit_id"], department_id=row["department_id"], scanned=None
    )
    return found if found.text else None
