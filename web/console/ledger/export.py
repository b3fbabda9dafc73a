"""The ledger as an Excel file, of whatever the list shows. How the sheet looks is not known here."""

from importlib import import_module
from io import BytesIO
from typing import Any

from flask import Response, abort, flash, redirect, send_file
from werkzeug.wrappers import Response as Answer

from web.console import filters
from web.console.doing import NOT_YOURS
from web.console.doorkeeper import console, guest_scope
from web.console.ledger import rows
from web.console.ledger.export_lines import export_lines
from web.console.naming import one_line
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed

MOST, WITH_PHOTOS = 20_000, 1_000
"""Rows of one file, and of a file with photos in it."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@console.get("/ledger.xlsx")
def ledger_book() -> Answer:
    """The rows of the list, all its pages, in one file. Nobody who reported is in it."""
    scope, db, desk = guest_scope(), reading(), this_desk()
    if not scope.may(Deed.EXPORT):
        abort(403, NOT_YOURS)
    branches = filters.branches_of(db, scope)
    view, asked = filters.view_over(branches), filters.asked_for(branches)
    ids = rows.find_all(db, view, asked.wanted, MOST + 1)
    if len(ids) > MOST:
        flash(f"超过{MOST:,}件，一个文件装不下。先筛窄一点，比如一个科室或一种状态，再导出。", "bad")
        return redirect(filters.address("console.ledger", asked.kept, show=asked.wanted.show))
    now, with_photos = desk.clock().astimezone(desk.zone), len(ids) <= WITH_PHOTOS
    lines = export_lines(db, ids, scope.pictures if with_photos else None)
    book: Any = import_module("reports.ledger_book").book
    said = f"{scope.title}隐患排查治理台账"
    content = book(said, f"{now:%Y-%m-%d %H:%M}", lines, photos=with_photos)
    return _file(content, f"隐患台账-{scope.title}-{now:%Y%m%d}.xlsx")


def _file(content: bytes, name: str) -> Response:
    response = send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=one_line(name))
    response.headers["Cache-Control"] = "no-store"
    return response
