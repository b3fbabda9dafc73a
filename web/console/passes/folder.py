"""查阅资料 as one zip: a page that says what it will hold and how large it will be, and the file itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Response, abort, render_template, send_file
from sqlalchemy import select

from actions.plan.cadres.folding_up import LIST_NAMES, Contents, Days, Paper, What, contents_of, deeds_at
from actions.plan.figures.frames import asked_on
from actions.plan.figures.rolling_up import build
from actions.plan.figures.sheets import as_it_was
from models.base import Db, Row
from models.hazards import TABLE as HAZARDS
from models.letters import find_letter
from models.plan import proofs
from models.plan.sheets import find_sheet
from reports.folder import CHECK_POINTS, File, as_zip, by_check_point
from reports.orders import letter
from rules.plan.inspection import Point
from rules.refusal import Refused
from web.console.cadres.found import my_unit
from web.console.days import day_of
from web.console.deeds.found import evidence_shelf
from web.console.doorkeeper import console, guest_scope
from web.console.hazard.letters import _order
from web.console.ledger.export_lines import export_lines
from web.console.ledger.rows import WHOLE_ROW
from web.console.naming import one_line
from web.console.photos import kind_of
from web.console.sheets import paper as sheets_paper
from web.desk import this_desk
from web.h5.inspector_names import veil_of
from web.reading import reading
from web.rights import Deed

NOT_YOURS = "资料包由本院工会打。"
A_YEAR = timedelta(days=365)
MOST_LINES = 20_000
PARTS = dict(zip(Point, CHECK_POINTS, strict=True))


@console.get("/plans/folder")
def folder() -> str:
    """What is in it, what is missing, how large it will be."""
    unit = _mine()
    contents = _contents(reading(), unit)
    return render_template(
        "cadre/folder.html", unit=unit, contents=contents, parts=PARTS, asks=CHECK_POINTS, day_of=day_of
    )


def _mine() -> Row:
    if not guest_scope().may(Deed.PASSES):
        abort(403, NOT_YOURS)
    return my_unit()


def _days() -> Days:
    today = this_desk().today()
    return today - A_YEAR, today


def _contents(db: Db, unit: Row) -> Contents:
    plans = this_desk().plans
    return contents_of(db, unit, plans.of(db, unit), plans.kinds(db, unit), _days())


@console.get("/plans/folder.zip")
def folder_zip() -> Response:
    """The zip; put together when it is asked for, of what is there now."""
    unit, db, desk = _mine(), reading(), this_desk()
    contents = _contents(db, unit)
    files = {
        PARTS[point]: [file for paper in papers if (file := _file(db, unit, paper, point)) is not None]
        for point, papers in contents.papers.items()
    }
    missing = {PARTS[point]: names for point, names in contents.missing.items()}
    now = desk.clock().astimezone(desk.zone)
    content = as_zip(by_check_point(f"{unit['name']} 查阅资料", files, missing), now)
    name = one_line(f"{unit['name']}查阅资料-{now:%Y%m%d}.zip")
    response = send_file(BytesIO(content), mimetype="application/zip", as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _file(db: Db, unit: Row, paper: Paper, point: Point) -> File | None:
    made = MAKERS[paper.what](db, unit, paper, point)
    return File(f"{paper.name}{made[0]}", made[1], paper.about) if made else None


Made = tuple[str, bytes] | None
"""Ending and bytes; None when the file is away by now."""


def _evidence(db: Db, unit: Row, paper: Paper, point: Point) -> Made:
    row = proofs.find_evidence(db, paper.key)
    if row is None or row["state"] != "ready":
        return None
    try:
        path = evidence_shelf().path(paper.key, "1600" if row["is_picture"] else "original")
    except Refused:
        return None
    ending = ".jpg" if row["is_picture"] else Path(row["name"]).suffix.lower()[:6]
    return (ending, path.read_bytes()) if path else None


def _photo(db: Db, unit: Row, paper: Paper, point: Point) -> Made:
    path = this_desk().picture(paper.key, "1600")
    return (f".{kind_of(path)[1]}", path.read_bytes()) if path and path.is_file() else None


def _letter(db: Db, unit: Row, paper: Paper, point: Point) -> Made:
    found = find_letter(db, paper.key)
    if found is None:
        return None
    row = db.execute(WHOLE_ROW.where(HAZARDS.c.id == found["hazard_id"])).mappings().one()
    return ".docx", letter(_order(db, row, found))


def _sheet(db: Db, unit: Row, paper: Paper, point: Point) -> Made:
    """As it was sent: its own figures, not those of today."""
    desk, row = this_desk(), find_sheet(db, paper.key)
    found = desk.plans.form(db, row["form"]) if row else None
    asked = asked_on(*found, row["formal"]) if found and row else None
    if asked is None or row is None:
        return None
    built = as_it_was(row, build(db, asked, unit, desk.today(), desk.zone))
    copy = sheets_paper.Copy(asked, unit, row, built, desk.clock(), desk.zone)
    return ".docx", sheets_paper.as_file(copy, "docx", b"")


def _deeds(db: Db, unit: Row, paper: Paper, point: Point) -> Made:
    book: Any = import_module("reports.deed_book")
    lines = deeds_at(db, unit["id"], this_desk().plans.kinds(db, unit), _days(), point)
    title = f"{unit['name']} {LIST_NAMES[point]}"
    return ".xlsx", book.book(title, [book.Line(**line.__dict__) for line in lines])


def _ledger(db: Db, unit: Row, paper: Paper, point: Point) -> Made:
    """The ledger of the year without the name of anybody."""
    query = select(HAZARDS.c.id).where(
        HAZARDS.c.unit_id == unit["id"],
        HAZARDS.c.number.is_not(None),
        HAZARDS.c.happened_on.between(*_days()),
    )
    ids = list(db.execute(query.order_by(HAZARDS.c.id).limit(MOST_LINES)).scalars())
    book: Any = import_module("reports.ledger_book").book
    desk = this_desk()
    now = desk.clock().astimezone(desk.zone)
    title = f"{unit['name']}隐患排查治理台账"
    return ".xlsx", book(title, f"{now:%Y-%m-%d %H:%M}", _nameless(db, unit, ids), photos=False)


def _nameless(db: Db, unit: Row, ids: list[int]) -> Iterator[Any]:
    veil = veil_of(db, unit["id"])
    words = ("description", "measures", "contingency", "progress", "remark", "place")
    for line in export_lines(db, ids, None):
        told: dict[str, Any] = {name: veil(getattr(line, name)) for name in words}
        yield replace(line, owner="", checked_by="", **told)


MAKERS: Mapping[What, Callable[[Db, Row, Paper, Point], Made]] = {
    What.EVIDENCE: _evidence,
    What.PHOTO: _photo,
    What.LETTER: _letter,
    What.SHEET: _sheet,
    What.DEEDS: _deeds,
    What.LEDGER: _ledger,
}
