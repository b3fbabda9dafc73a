"""Bringing a file of questions in: sent, looked at row by row, and only then written. And the way out, as Excel."""

from collections.abc import Mapping
from importlib import import_module
from io import BytesIO
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as Answer

from actions.importing.questions.comparing import FATES, compare
from actions.importing.questions.raw import BAD, CHANGED, NEW, REPEATED, SAME, Reading
from actions.importing.questions.writing import bring_in
from rules.refusal import Refused
from web.console.doorkeeper import console, guest_scope
from web.console.kept_files import forget, keep, kept
from web.console.ledger.export import XLSX
from web.console.naming import one_line
from web.console.questions import shown as questions_shown
from web.console.questions.bank import answered, me, worker
from web.desk import this_desk
from web.reading import reading
from web.work import carry

LARGEST = 10 * 2**20
PAGE, LAST_PAGE = 50, 999
ORDER = (BAD, NEW, CHANGED, SAME, REPEATED)


@console.get("/questions/import")
def import_questions() -> str:
    """Where a file is chosen, and what may stand in it."""
    worker()
    return _door()


def _door() -> str:
    return render_template("question/import.html", scope=guest_scope())


@console.post("/questions/import")
def read_questions() -> Answer | tuple[str, int]:
    """Read it and show what would become of it; nothing is written yet."""
    worker()
    now, by = this_desk().clock(), me().id

    def work() -> tuple[str, str]:
        name, content = _sent()
        _read(name, content)
        token = keep(by, name, content, now)
        return "读好了，还没有导入。看一遍再点导入。", url_for("console.questions_read", token=token)

    return answered(work, _door, url_for("console.import_questions"))


def _sent() -> tuple[str, bytes]:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refused("先选一个文件。")
    content = file.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(f"文件太大了，最多{LARGEST // 2**20}兆，分成几个再传。")
    return file.filename, content


def _read(name: str, content: bytes) -> Reading:
    reader: Any = import_module("reports.question_book.reading")
    found: Reading = reader.read_bank(name, content)
    return found


@console.get("/questions/import/<token>")
def questions_read(token: str) -> str | Answer:
    """What would become of each row, by fate and page."""
    bank, now = worker(), this_desk().clock()
    try:
        name, content = kept(me().id, token, now)
        found = compare(reading(), bank.owner_id, _read(name, content))
    except Refused as refused:
        flash(str(refused), "bad")
        return redirect(url_for("console.import_questions"))
    counts = {fate: len(found.of(fate)) for fate in ORDER}
    fate, page = _fate(counts), min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    rows = found.of(fate)
    return render_template(
        "question/read.html",
        name=name,
        token=token,
        found=found,
        rows=rows[PAGE * (page - 1) : PAGE * page],
        answer=questions_shown.answer_words,
        fates=FATES,
        counts=counts,
        fate=fate,
        page=page,
        has_more=len(rows) > PAGE * page,
        brings=counts[NEW] + counts[CHANGED],
        scope=guest_scope(),
    )


def _fate(counts: Mapping[str, int]) -> str:
    """Asked for, or the first that there is any of: what is wrong is looked at first."""
    told = request.args.get("fate", "")
    return told if told in counts else next((fate for fate in ORDER if counts[fate]), NEW)


@console.post("/questions/import/<token>")
def bring_questions(token: str) -> Answer | tuple[str, int]:
    """导入: all of it, or all but what is wrong, where that was chosen."""
    bank, now, by = worker(), this_desk().clock(), me().id
    skip_bad = request.form.get("skip_bad") == "1"

    def work() -> tuple[str, str]:
        name, content = kept(by, token, now)
        found = _read(name, content)
        outcome = carry(lambda db: bring_in(db, bank.owner_id, found, now=now, by=by, skip_bad=skip_bad))
        if not outcome.written:
            raise Refused(f"有{outcome.counts[BAD]}道有问题，一道也没导入。改好再传，或者只导入没问题的。")
        forget(by, token)
        said = "、".join(f"{FATES[fate]}{number}道" for fate, number in outcome.counts.items() if number)
        return f"导入好了：{said}。", url_for("console.questions")

    return answered(work, _door, url_for("console.questions_read", token=token))


@console.get("/questions.xlsx")
def question_book() -> Response:
    """The questions that are asked, of the own unit or those shipped, as a file that can be brought in again."""
    bank, desk = worker(), this_desk()
    owner_id = None if request.args.get("of") == "shipped" else bank.owner_id
    lines: Any = import_module("reports.question_book.lines")
    writer: Any = import_module("reports.question_book.book")
    found = lines.live_questions(reading(), owner_id)
    if not found:
        abort(404, "本单位还没有自己的题，没什么可导出的。")
    whose = "自带" if owner_id is None else guest_scope().title
    name = one_line(f"题库-{whose}-{desk.today():%Y%m%d}.xlsx")
    response = send_file(BytesIO(writer.book(found)), mimetype=XLSX, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
