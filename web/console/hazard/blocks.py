"""五落实 from the page of a hazard: written in place, or the usual ones agreed to with one tap."""

from flask import request
from werkzeug.wrappers import Response

from actions import deciding
from models.base import Db, Row
from rules.blocks import USUAL, Block
from rules.hazard import WrongMoment
from web.console.doing import do, still
from web.console.doorkeeper import console
from web.console.forms import as_seen, optional
from web.desk import this_desk
from web.rights import Deed

LONGEST = 200


@console.post("/hazards/<int(max=999999999):number>/fill_in")
def fill_in(number: int) -> Response:
    """措施、资金、预案 in one's own words; a usual one that was sent unchanged was looked at."""
    now, all_usual = this_desk().clock(), "usual" in request.form

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "fill_in")
        as_seen(db, row, *(block.value for block in USUAL))
        said = {} if all_usual else {block: optional(block.value, LONGEST) for block in USUAL}
        words = {block: each for block, each in said.items() if each and each != row[block.value]}
        usual = [Block(name) for name in row["defaulted"]]
        accepted = [block for block in usual if all_usual or (block in said and block not in words)]
        if not words and not accepted:
            raise WrongMoment("没有要改的，写上一项再点。")
        deciding.fill_in(db, row, words, now, by=by, accepted=accepted)
        return "默认的都认了。" if all_usual else "五落实记下了。"

    return do(number, Deed.FILL_IN, work, owner_too=True)
