"""抽签 before an inspection: the list is published first, then somebody says the seed, and anybody can repeat the draw."""

from flask import abort, redirect, render_template, request, url_for

from actions.plan.cadres import drawing
from models.base import Db, Row
from models.plan import inspections
from web.console.cadres.found import my_union, number_typed
from web.console.doorkeeper import console, guest_scope
from web.console.trying import Answer, my_id, own_path, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words.times import moment_words
from web.work import carry

UNSEEN = "没有这次抽签，或者它不归你看。"


@console.get("/cadres/draws")
def draws() -> str:
    """Every draw of the union, the newest first."""
    return _list(my_union())


def _list(union: Row) -> str:
    rows = inspections.draws_of(reading(), union["id"])
    return render_template("cadre/draws.html", union=union, rows=rows, moment=_moment)


@console.post("/cadres/draws")
def announce_draw() -> Answer:
    """Publish the list; the seed comes afterwards."""
    union, desk, by = my_union(), this_desk(), my_id()
    title = request.form.get("title", "")
    made: list[int] = []

    def work() -> str:
        made.append(carry(lambda db: drawing.announce(db, union, title, desk.clock(), by)))
        return ""

    answer = tried(work, lambda: _list(union), url_for("console.draws"))
    return redirect(url_for("console.draw_page", draw_id=made[0])) if made else answer


@console.get("/cadres/draws/<int(max=999999999999):draw_id>")
def draw_page(draw_id: int) -> str:
    """The list with its digest, or the whole log. The units drawn from read it as well."""
    return _one(_found(draw_id))


def _found(draw_id: int) -> Row:
    """A draw of one's own union, of one above, or (from above) of one below."""
    if not guest_scope().may(Deed.FINDINGS):
        abort(403)
    db = reading()
    row, path = drawing.find_draw(db, draw_id), own_path(db)
    if row is None or not (path.startswith(row["path"]) or row["path"].startswith(path)):
        abort(404, UNSEEN)
    return row


def _one(row: Row) -> str:
    names = {one["id"]: one["name"] for one in row["candidates"]}
    return render_template(
        "cadre/draw.html",
        row=row,
        names=names,
        digest=drawing.digest_of(row),
        log=drawing.log_of(row),
        is_mine=_is_mine(row),
        moment=_moment,
    )


def _is_mine(row: Row) -> bool:
    return guest_scope().may(Deed.CADRES) and my_union()["id"] == row["unit_id"]


@console.post("/cadres/draws/<int(max=999999999999):draw_id>")
def do_draw(draw_id: int) -> Answer:
    """Draw, once."""
    row = _found(draw_id)
    if not _is_mine(row):
        abort(403, UNSEEN)

    def work() -> str:
        count = number_typed("count", "抽几家", len(row["candidates"]))
        seed = request.form.get("seed", "")
        drawn = carry(lambda db: drawing.draw(db, draw_id, seed, count))
        return f"抽好了，{len(drawn)}家。"

    return tried(work, lambda: _one(row), url_for("console.draw_page", draw_id=draw_id))


def _moment(at: object) -> str:
    desk = this_desk()
    return moment_words(at, desk.clock(), desk.zone)  # type: ignore[arg-type]


def drawn_by(db: Db, union_id: int) -> Row | None:
    """The newest draw of a union that came out, for a visit that follows it."""
    return next((row for row in inspections.draws_of(db, union_id) if row["seed"]), None)
