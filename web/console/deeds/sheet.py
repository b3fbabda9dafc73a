"""签到表: a form to take along, and a filled-in list read against the roll before anything is written."""

import re
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from typing import Any

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as Reply

from actions.importing.sign_in import Fate, Matched, Signed, bring_in, match, unnamed
from models.base import Db, Row
from rules.refusal import Refused
from web.console.deeds.found import called, deed_for, unit_here
from web.console.deeds.words import day_words
from web.console.doorkeeper import console
from web.console.kept_files import forget, keep, kept
from web.console.ledger.export import XLSX
from web.console.naming import one_line
from web.console.trying import Answer, my_id, tried
from web.desk import this_desk
from web.reading import reading
from web.work import carry

LARGEST = 2 * 2**20
FATES = {
    Fate.UNKNOWN: "对不上",
    Fate.SEVERAL: "重名",
    Fate.FOUND: "找到了",
    Fate.THERE: "签过了",
    Fate.TWICE: "写重了",
}
MARK_LETTERS = 16
NOBODY = re.compile(r"(?:合计|总计|小计|共计?|应到|实到|总?人数|[:：])*\d*[人名位]?")
"""The line below a list that adds it up: counted as one more head it would make the figure wrong."""


@console.get("/deeds/<int(max=999999999999):deed_id>/list")
def sign_in_list(deed_id: int) -> str:
    """Where a list is chosen."""
    return _door(deed_for(deed_id, changes=True))


def _door(row: Row) -> str:
    return render_template("deed/sheet.html", row=row, title=called(reading(), row))


@console.get("/deeds/<int(max=999999999999):deed_id>/list.xlsx")
def sign_in_form(deed_id: int) -> Response:
    """The form, with what it is about above it."""
    row = deed_for(deed_id, changes=True)
    module: Any = import_module("reports.sign_in_book")
    title = called(reading(), row)
    note = "  ".join(words for words in (day_words(row["happened_on"]), row["place"]) if words)
    content = module.book(f"{title}签到表", note)
    name = one_line(f"签到表-{title}-{row['happened_on']:%Y%m%d}.xlsx")
    response = send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


@console.post("/deeds/<int(max=999999999999):deed_id>/list")
def read_sign_in_list(deed_id: int) -> Answer:
    """Read it and show who was found; nothing is written yet."""
    row, now, by = deed_for(deed_id, changes=True), this_desk().clock(), my_id()
    token: list[str] = []

    def work() -> str:
        name, content = _sent()
        _read(content)
        token.append(keep(by, name, content, now))
        return ""

    answer = tried(work, lambda: _door(row), url_for("console.sign_in_list", deed_id=deed_id))
    if not token:
        return answer
    return redirect(url_for("console.sign_in_read", deed_id=deed_id, token=token[0]))


def _sent() -> tuple[str, bytes]:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refused("先选一个文件。")
    content = file.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(f"文件太大了，签到表最多{LARGEST // 2**20}兆。照片请传到“材料”里。")
    return file.filename, content


def _read(content: bytes) -> list[Signed]:
    module: Any = import_module("reports.sign_in_book")
    return [line for line in module.read_list(content) if not NOBODY.fullmatch("".join(line.name.split()))]


@console.get("/deeds/<int(max=999999999999):deed_id>/list/<token>")
def sign_in_read(deed_id: int, token: str) -> str | Reply:
    """Line by line: who was found, who is ambiguous, who is unknown."""
    row, db = deed_for(deed_id, changes=True), reading()
    try:
        name, content = kept(my_id(), token, this_desk().clock())
        found = match(db, unit_here(db), deed_id, _read(content))
    except Refused as refused:
        flash(str(refused), "bad")
        return redirect(url_for("console.sign_in_list", deed_id=deed_id))
    counts = {fate: sum(one.fate is fate for one in found) for fate in FATES}
    return render_template(
        "deed/read.html",
        row=row,
        title=called(db, row),
        name=name,
        token=token,
        found=sorted(found, key=lambda one: (list(FATES).index(one.fate), one.signed.line)),
        counts=counts,
        fates=FATES,
        others=unnamed(found),
    )


@console.post("/deeds/<int(max=999999999999):deed_id>/list/<token>")
def bring_sign_in_list(deed_id: int, token: str) -> Answer:
    """记上: those found by name, the others as heads where that was chosen."""
    row, unit, by = deed_for(deed_id, changes=True), unit_here(reading()), my_id()
    desk, heads = this_desk(), request.form.get("heads") == "1"
    here = url_for("console.deed", deed_id=deed_id)

    def work() -> str:
        _, content = kept(by, token, desk.clock())
        lines, mark = _read(content), sha256(content).hexdigest()[:MARK_LETTERS] if heads else ""

        def write(db: Db) -> tuple[int, int]:
            found: list[Matched] = match(db, unit, deed_id, lines)
            return bring_in(db, deed_id, found, now=desk.clock(), by_id=by, heads=mark, today=desk.today())

        new, counted = carry(write)
        forget(by, token)
        return f"签到表记上了：{new}人。" + (f"另有{counted}人按人数算。" if counted else "")

    return tried(work, lambda: _door(row), here)
