"""One 统计表 on the desk: the whole form as printed, one cell opened beside it; and the same as a file."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

from flask import Response, abort, render_template, request, send_file, url_for

from actions.plan.figures import exchanging
from actions.plan.figures import sheets as filling
from actions.plan.figures.figuring import Built
from bot.seals import derive
from models.base import Db, Row
from models.plan import beginnings, proofs, sheets
from rules.plan.checks import Check
from rules.workdays import with_weekday
from web.console.doorkeeper import console, guest_scope
from web.console.naming import one_line
from web.console.sheets.found import Found, copy_of, late_words, left_words, live, my_id, sheet_for
from web.console.sheets.paper import TYPES, Copy, as_file, basis_words, copy_words, file_name
from web.console.sheets.shown import chosen, link_of, mends, opened, rows_of
from web.console.sheets.side_by_side import Side, sides_of
from web.desk import this_desk
from web.h5.sheet import address_for
from web.reading import reading
from web.rights import Deed

KEY = "sheets"
"""What the key is derived for that signs files for other installations."""
SAID = {
    "open": "打开草稿",
    "send": "报出",
    "return": "上级退回",
    "accept": "上级收下",
    "correct": "开始更正",
    "agree": "看过，同意",
    "object": "看过，要改",
    "reason": "说明原因",
    "replace": "被更正替换",
    "receipt": "回执",
}


@console.get("/sheets/<int(max=999999999999):sheet_id>")
def sheet(sheet_id: int) -> str:
    """The form on the left, the opened cell on the right; on a telephone one below the other."""
    return sheet_page(sheet_for(sheet_id))


def sheet_page(found: Found) -> str:
    db, form = reading(), found.asked.form
    now = live(db, found)
    copy = copy_of(db, found, lambda: now)
    cell = chosen(form, request.args.get("cell", ""))
    row, began = found.row, beginnings.began(db, found.unit["id"])
    lines = sheets.lines_of(db, row["id"])
    return render_template(
        "sheet/one.html",
        found=found,
        row=row,
        form=form,
        rows=rows_of(form, copy.built),
        open=opened(db, found, copy.built, now, cell),
        sides=_sides(db, found, cell),
        link_of=lambda line: link_of(line, found.unit),
        mends=mends(found.unit),
        names=not guest_scope().many_hospitals,
        head=copy_words(row),
        at=_moment(copy.at),
        at_day=copy.at,
        formal=with_weekday(found.asked.due.formal),
        target=with_weekday(found.asked.due.target),
        left=left_words(found.asked.due, began),
        filled_on=copy.filled_on,
        blank_date=copy.built.frame.option("date") == "blank",
        basis=basis_words(copy),
        checks=_checks(found, now),
        changed=_changed(found, now),
        verdict=_verdict(lines) if found.is_draft else None,
        on_time=late_words(row, inclusive=copy.built.frame.option("before") == "in", began=began),
        near=_near(db, row),
        receipts=proofs.evidence_of_sheet(db, row["id"]) if found.is_mine else (),
        lines=[(_moment(line["at"]), SAID.get(line["verb"], ""), line) for line in lines],
        may=_may(found, row),
        me=my_id(),
        leader_address=_leader_address(found),
        **_elsewhere(found),
    )


def _sides(db: Db, found: Found, cell: str) -> list[Side]:
    """What is behind a cell of a union above: its units."""
    if found.unit["kind"] not in ("city", "province"):
        return []
    return sides_of(db, found.asked, found.unit, found.asked.form.rule_of(cell))


def _near(db: Db, row: Row) -> Mapping[str, Row]:
    """The sheets of the same day this one came after and was followed by."""
    every = sheets.sheets_of(db, row["form"], row["unit_id"])
    numbers = {one["number"]: one for one in every if one["formal"] == row["formal"]}
    beside = {"before": numbers.get(row["number"] - 1), "after": numbers.get(row["number"] + 1)}
    return {name: one for name, one in beside.items() if one is not None}


def _changed(found: Found, now: Built) -> list[tuple[str, int, int]]:
    """What is another number now than when it was handed in; of what was replaced nobody asks any more."""
    if found.row["state"] in (sheets.DRAFT, sheets.REPLACED):
        return []
    return filling.changed_since(found.row, now)


def _verdict(lines: Sequence[Row]) -> Row | None:
    """What the chairman said last."""
    return next((line for line in reversed(lines) if line["verb"] in ("agree", "object")), None)


def _checks(found: Found, now: Built) -> list[tuple[Check, str]]:
    """What to look at before it is handed in, with the word that was written to it."""
    if not found.is_draft:
        return []
    return [
        (check, found.row["reasons"].get(check.code, "")) for check in filling.questions(found.asked, now)
    ]


def _may(found: Found, row: Row) -> set[str]:
    """What this guest can do to it now."""
    if not found.is_mine:
        receives = guest_scope().may(Deed.BOARD) and row["state"] == sheets.SENT
        return {"receive"} if receives else set()
    if found.is_draft:
        return {"send", "agree", "reason"}
    return {"correct"} if row["state"] in sheets.STANDING else set()


def _elsewhere(found: Found) -> dict[str, str]:
    """The addresses a desk or another telephone opens."""
    here = url_for("console.sheet", sheet_id=found.row["id"])
    desk = url_for("login.desk_door", to=here, _external=True)
    board = "" if found.unit["kind"] not in ("city", "province") else url_for(
        "console.sheet_board", form=found.asked.form.key, formal=found.asked.due.formal.isoformat(),
        **({} if found.is_mine else {"under": found.unit["id"]}),
    )  # fmt: skip
    return {"desk_address": desk, "board": board, "fingerprint": exchanging.own_fingerprint(seed())}


def _leader_address(found: Found) -> str:
    """What the cadre passes on: a link that needs no seat, else this very page."""
    sheet_id = found.row["id"]
    signed = address_for(sheet_id) if found.is_mine and found.is_draft else ""
    return signed or url_for("console.sheet", sheet_id=sheet_id, _external=True)


def _moment(at: datetime) -> str:
    """2月26日 15:40."""
    there = at.astimezone(this_desk().zone)
    return f"{there.month}月{there.day}日 {there:%H:%M}"


def seed() -> bytes:
    """What the signing key of this installation is made of."""
    return derive(this_desk().secret_key, KEY)


@console.get("/sheets/<int(max=999999999999):sheet_id>.xlsx")
def sheet_book(sheet_id: int) -> Response:
    """The sheet for a spreadsheet."""
    return _file(sheet_id, "xlsx")


@console.get("/sheets/<int(max=999999999999):sheet_id>.docx")
def sheet_paper(sheet_id: int) -> Response:
    """The sheet for the printer, the pen and the seal."""
    return _file(sheet_id, "docx")


@console.get("/sheets/<int(max=999999999999):sheet_id>.json")
def sheet_signed(sheet_id: int) -> Response:
    """The sheet for a union that keeps its own installation; only of what one hands in oneself."""
    return _file(sheet_id, "json", own=True)


def _file(sheet_id: int, ending: str, *, own: bool = False) -> Response:
    found, db = sheet_for(sheet_id, own=own), reading()
    if found.row["cut_at"] is None and not found.is_mine:
        abort(404, "还没报出，没有文件。")
    copy: Copy = copy_of(db, found)
    content = as_file(copy, ending, seed())
    name = one_line(file_name(copy, ending))
    response = send_file(BytesIO(content), mimetype=TYPES[ending], as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
