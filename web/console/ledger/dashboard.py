"""The dashboard: figures of months, each with its picture and with the way to the rows behind it."""

from collections.abc import Sequence

from flask import Response, abort, render_template, request

from models.base import Row
from web.console.doorkeeper import console, guest_scope
from web.console.filters import address, branches_of, view_over
from web.console.ledger import charts, tally
from web.console.ledger.lines import kind_names
from web.desk import this_desk
from web.reading import reading

SPANS = {"3": "近3个月", "6": "近6个月", "12": "近12个月"}
USUAL = "12"
COLOURS = {
    "flow": (charts.PALE, charts.GREEN),
    "overdue": (charts.RED,),
    "lenses": (charts.PALE, charts.AMBER),
    "places": (charts.AMBER,),
}
FEW = 6
"""Months that can be named whole under their columns."""
MOST_DRAWN = 10
"""Bars in one picture; the table beside it has them all."""

# A picture that stands alone dresses itself, and may do nothing else.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@console.get("/dashboard")
def dashboard_page() -> str:
    """Everything at once, of the months asked for."""
    board = _board()
    tables = {name: count(board) for name, count in tally.TABLES.items()}
    headline = tally.headline(board, tables)
    return render_template(
        "dashboard.html",
        scope=guest_scope(),
        headline=headline,
        is_empty=not any(cell.number for _, cell in headline),
        tables=tables,
        most=MOST_DRAWN,
        spans=[
            (code, name, address("console.dashboard_page", {"months": code})) for code, name in SPANS.items()
        ],
        chosen=_months(),
    )


@console.get("/dashboard/<any(flow, overdue, tiers, categories, sources, lenses, places):name>.svg")
def chart(name: str) -> Response:
    """One picture."""
    table = tally.TABLES[name](_board())
    if table.is_empty:
        abort(404, "这里还没有数。")
    response = Response(_drawn(name, table), mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = ALONE
    return response


def _drawn(name: str, table: tally.Table) -> bytes:
    rows = table.rows if name == "flow" else table.rows[:MOST_DRAWN]
    series = [(table.heads[at], [cells[at].number for _, cells in rows]) for at in table.drawn]
    colours = COLOURS.get(name, (charts.GREEN,))
    if name == "flow":
        return charts.standing(_months_of([month for month, _ in rows]), series, colours)
    return charts.lying([name for name, _ in rows], series, colours)


def _months_of(names: Sequence[str]) -> list[str]:
    """``11月``; of a whole year there is only room for the numbers."""
    shown = [name.partition("年")[2] for name in names]
    return [name.removesuffix("月") for name in shown] if len(shown) > FEW else shown


def _board() -> tally.Board:
    db, scope = reading(), guest_scope()
    branches: Sequence[Row] = branches_of(db, scope)
    months = tally.last_months(this_desk().today(), int(_months()))
    return tally.Board(db, view_over(branches), branches, kind_names(), months, scope.many_hospitals)


def _months() -> str:
    told = request.args.get("months", "")
    return told if told in SPANS else USUAL
