"""报表看板 of a union above: who handed in for one formal day, who must be telephoned, and a cell unit by unit."""

from flask import abort, render_template, request
from sqlalchemy import select

from actions.plan.figures.frames import options_of
from models.base import Db, Row
from models.plan import beginnings
from models.units import TABLE as UNITS
from rules.plan.cells import RULES
from rules.workdays import with_weekday
from web.console.doorkeeper import console, guest_scope
from web.console.sheets.below import board_of
from web.console.sheets.found import asked_for, day_in, form_for, left_words, own_unit
from web.console.sheets.shown import chosen, order_of
from web.console.sheets.side_by_side import sides_of
from web.reading import reading
from web.rights import Deed

LONGEST_ID = 12


@console.get("/sheets/board/<form>/<formal>")
def sheet_board(form: str, formal: str) -> str:
    """Expected, received, on time; and one cell of every unit below, 报时 and 现在 side by side."""
    if not guest_scope().may(Deed.BOARD):
        abort(403, "看板给上级工会看。")
    db = reading()
    _, found = form_for(form)
    asked = asked_for(db, found.key, day_in(formal))
    mine = own_unit(db)
    node = _under(db, mine)
    inclusive = options_of(db, found, mine["id"]).get("before", "in") == "in"
    cell = chosen(found, request.args.get("cell", ""))
    rule = found.rule_of(cell)
    return render_template(
        "sheet/board.html",
        form=found,
        asked=asked,
        node=node,
        is_mine=node["id"] == mine["id"],
        board=board_of(db, asked, node, inclusive=inclusive),
        sides=sides_of(db, asked, node, rule),
        cell=cell,
        rule=rule,
        known=RULES[rule.rule],
        cells=[found.rule_of(code) for code in order_of(found)],
        short=RULES,
        formal=with_weekday(asked.due.formal),
        left=left_words(asked.due, beginnings.began(db, node["id"])),
    )


def _under(db: Db, mine: Row) -> Row:
    """The city a province opened, or one's own union."""
    said = request.args.get("under", "")
    if not said:
        return mine
    known = said.isascii() and said.isdigit() and len(said) <= LONGEST_ID
    unit = db.execute(select(UNITS).where(UNITS.c.id == int(said))).mappings().first() if known else None
    if unit is None or not unit["path"].startswith(mine["path"]) or unit["kind"] not in ("city", "province"):
        abort(404, "没有这个单位，或者它不归你看。")
    return unit
