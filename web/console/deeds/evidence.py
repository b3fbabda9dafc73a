"""佐证 on the pages: pictures are made anew, files are only handed out again, and only to who sees the deed."""

from collections.abc import Callable
from pathlib import Path

from flask import Response, abort, request, send_file, url_for

from actions.plan.doing import evidence
from bot.evidence import FILE, LARGE, SMALL
from models.base import Db, Row
from models.plan import proofs
from rules.refusal import Refused
from web.console.deeds.brought import Brought, brought, keep
from web.console.deeds.found import deed_for, evidence_shelf, may_record, may_see
from web.console.deeds.one import deed_page
from web.console.doorkeeper import console, guest_scope
from web.console.photos import ALONE, ASK_FIRST
from web.console.trying import Answer, my_id, tried
from web.desk import this_desk
from web.reading import reading
from web.work import carry

UNSEEN = "这份材料看不了，或者已经去掉了。"
NO_FILES = "这台机器没设照片存哪，材料看不了。请信息科看一下。"
MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@console.post("/deeds/<int(max=999999999999):deed_id>/evidence")
def keep_evidence(deed_id: int) -> Answer:
    """传材料: some files, and what they show."""
    row = deed_for(deed_id, changes=True)

    def work() -> str:
        shelf, files, what = evidence_shelf(), brought(), request.form.get("what", "")
        kept = [keep(_announces(deed_id, what, one), one, shelf) for one in files]
        known = len(kept) - sum(kept)
        return f"存好了{sum(kept)}份。" + (f"另外{known}份和前面的一样，没再存。" if known else "")

    return tried(work, lambda: deed_page(row), url_for("console.deed", deed_id=deed_id))


def _announces(deed_id: int, what: str, one: Brought) -> Callable[[Db], int]:
    now, by, is_picture = this_desk().clock(), my_id(), one.copies is not None
    return lambda db: evidence.announce(
        db, deed_id, what, name=one.name, is_picture=is_picture, now=now, by_id=by
    )


@console.get("/evidence/<int(max=999999999999):evidence_id>")
def evidence_file(evidence_id: int) -> Response:
    """A file as it came, only to be kept; of a picture the large copy."""
    row = _seen(evidence_id)
    if row["is_picture"]:
        return _picture(row, LARGE)
    ending = str(row["name"]).rpartition(".")[2]
    response = send_file(
        _lying(row, FILE),
        mimetype=MIMES.get(ending, "application/octet-stream"),
        as_attachment=True,
        download_name=row["name"] or f"材料-{evidence_id}",
        max_age=0,
    )
    return _alone(response)


@console.get("/evidence/<int(max=999999999999):evidence_id>.jpg")
def evidence_picture(evidence_id: int) -> Response:
    """The small copy of a picture."""
    row = _seen(evidence_id)
    if not row["is_picture"]:
        abort(404, UNSEEN)
    return _picture(row, SMALL)


def _picture(row: Row, size: str) -> Response:
    response = send_file(
        _lying(row, size),
        mimetype="image/jpeg",
        max_age=0,
        etag=f"{row['sha256']}-{size}",
        as_attachment="download" in request.args,
        download_name=f"suishoupai-{row['id']}.jpg",
    )
    return _alone(response)


def _alone(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["Cache-Control"] = ASK_FIRST
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _seen(evidence_id: int) -> Row:
    may_record()
    db = reading()
    row = proofs.find_evidence(db, evidence_id)
    if row is None or row["state"] != "ready" or not may_see(db, row, guest_scope()):
        abort(404, UNSEEN)
    return row


def _lying(row: Row, size: str) -> Path:
    try:
        shelf = evidence_shelf()
    except Refused:
        abort(404, NO_FILES)
    return shelf.path(row["id"], size) or abort(404, "这份材料不在盘上了。")


@console.post("/deeds/<int(max=999999999999):deed_id>/evidence/<int(max=999999999999):evidence_id>/remove")
def remove_evidence(deed_id: int, evidence_id: int) -> Answer:
    """去掉: a proof that was the wrong one."""
    row = deed_for(deed_id, changes=True)

    def work() -> str:
        def remove(db: Db) -> bool:
            found = proofs.find_evidence(db, evidence_id)
            if found is None or found["deed_id"] != deed_id:
                raise Refused("没有这份材料了。")
            return evidence.remove(db, evidence_id)

        if carry(remove):
            evidence_shelf().remove(evidence_id)
        return "去掉了。"

    return tried(work, lambda: deed_page(row), url_for("console.deed", deed_id=deed_id))
