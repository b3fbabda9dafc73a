"""挂牌督办 from the page of a hazard: proposed, listed, not listed, taken off; each is what a paper says."""

from datetime import date

from werkzeug.wrappers import Response

from actions import listing
from models.base import Db, Row
from web.console.doing import do, still
from web.console.doorkeeper import console
from web.console.forms import day_typed, optional, typed
from web.desk import this_desk
from web.rights import Deed

LONGEST = 60


def _day(row: Row) -> date:
    """The day on the paper; not in the future, and not before the hazard was found."""
    today = this_desk().today()
    return day_typed("on", "哪天的？选个日子再点。", first=min(row["happened_on"], today), last=today)


@console.post("/hazards/<int(max=999999999):number>/propose")
def propose(number: int) -> Response:
    """提请挂牌督办."""
    now = this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "propose")
        authority = typed("authority", LONGEST, "向哪个部门提请？写上再点。")
        listing.propose(db, row, authority, _day(row), now, by=by, why=optional("why", LONGEST))
        return f"记下了：向{authority}提请挂牌督办。"

    return do(number, Deed.LIST, work)


@console.post("/hazards/<int(max=999999999):number>/list")
def put_on_list(number: int) -> Response:
    """已挂牌."""
    now = this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "list")
        listing.put_on_list(db, row, optional("reference", LONGEST), _day(row), now, by=by)
        return f"{number}号已挂牌督办。"

    return do(number, Deed.LIST, work)


@console.post("/hazards/<int(max=999999999):number>/not_listed")
def not_listed(number: int) -> Response:
    """没挂."""
    now = this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "list")
        note = typed("note", LONGEST, "为什么没挂？写一句。")
        listing.refuse_to_list(db, row, note, _day(row), now, by=by)
        return "记下了：没有挂牌。"

    return do(number, Deed.LIST, work)


@console.post("/hazards/<int(max=999999999):number>/delist")
def delist(number: int) -> Response:
    """摘牌."""
    now = this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "delist")
        listing.take_off_list(db, row, _day(row), now, by=by)
        return f"{number}号摘牌了。"

    return do(number, Deed.LIST, work)
