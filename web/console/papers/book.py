"""The results of a paper as an Excel file. How the sheets look is not known here."""

from importlib import import_module
from io import BytesIO
from typing import Any

from flask import Response, abort, send_file

from models.base import Db, Row
from models.quiz import figures
from models.quiz.papers import DRAFT
from models.units import find_unit
from web.console.doorkeeper import console, guest_scope
from web.console.ledger.export import XLSX
from web.console.naming import one_line
from web.console.papers.board import Board, board_of
from web.console.papers.found import paper_for, path_of
from web.console.papers.items import analysis_of
from web.console.papers.words import FAIR, purpose_words, stands, terms_words, took_words
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed

MOST_PEOPLE = 20_000


@console.get("/papers/<int(max=999999999999):paper_id>.xlsx")
def results_book(paper_id: int) -> Response:
    """Everything in one file; names only for who may read them."""
    row, db, desk = paper_for(paper_id), reading(), this_desk()
    if row["state"] == DRAFT:
        abort(404, "还没发布，没有成绩。")
    path = path_of(db, row)
    board = board_of(db, row, path)
    module: Any = import_module("reports.results_book")
    now = desk.clock().astimezone(desk.zone)
    content = module.book(
        module.Summary(row["title"], f"{now:%Y-%m-%d %H:%M}", _facts(row, board), FAIR),
        [_unit_line(module, line) for line in board.lines],
        _people(module, db, row, path) if guest_scope().may(Deed.SITTERS) and not board.by_hospital else None,
        [_item_line(module, each) for each in analysis_of(db, row, path).lines],
        by_hospital=board.by_hospital,
    )
    name = one_line(f"成绩-{row['title']}-{guest_scope().title}-{now:%Y%m%d}.xlsx")
    response = send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _facts(row: Row, board: Board) -> list[tuple[str, str]]:
    """The sheet 汇总, line by line."""
    total, average = board.total, board.average
    return [
        ("范围", guest_scope().title),
        ("用途", purpose_words(row)),
        ("怎么考", "，".join(terms_words(row))),
        ("状态", stands(row)[0]),
        ("应考（花名册上在岗，含外协）", f"{total.staff}人"),
        ("参加", f"{total.people}人，{total.took_part:.1%}"),
        ("合格", f"{total.passed}人，占参加的{total.pass_rate:.1%}"),
        ("平均分", f"{average:.1f}" if average is not None else ""),
        *((f"{name}分", f"{people}人") for name, people in board.bins),
    ]


def _unit_line(module: Any, line: Any) -> Any:
    each = line.turnout
    average = None if line.average is None else round(line.average, 1)
    return module.UnitLine(
        line.name, each.staff, each.people, each.took_part, each.passed, each.pass_rate, average
    )


def _people(module: Any, db: Db, row: Row, path: str) -> list[Any]:
    unit = _home_of(db, path)
    rows = figures.everybody(db, row["id"], path, unit, row["posts"], MOST_PEOPLE)
    return [
        module.PersonLine(
            each["unit_name"],
            each["name"],
            each["staff_no"] or "",
            each["sittings"] or 0,
            each["share"] / 10 if each["share"] is not None else None,
            "" if each["passed"] is None else "合格" if each["passed"] else "不合格",
            took_words(each["seconds"]),
            each["best_at"].astimezone(this_desk().zone).replace(tzinfo=None) if each["best_at"] else None,
        )
        for each in rows
    ]


def _home_of(db: Db, path: str) -> int:
    """The hospital a part of it lies in."""
    own = find_unit(db, int(path.strip("/").rpartition("/")[2]))
    return int(own["home_id"])


def _item_line(module: Any, each: Any) -> Any:
    return module.ItemLine(
        each.question.asks, each.kind, "、".join(each.question.topics), each.item.asked, each.item.ease,
        each.item.tells, each.taken, each.item.complaint,
    )  # fmt: skip
