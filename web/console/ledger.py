"""The ledger page: chips, who must be called, and thirty rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from sqlalchemy import RowMapping
from werkzeug.wrappers import Response

from rules.hazard import OFFICIAL, Status
from web.console import calls, chips, officers, rows
from web.console.doorkeeper import ask_at_the_door, guest_and_scope, guest_view
from web.desk import this_desk
from web.reading import reading
from web.words import standing
from web.words.deeds import reporter_words
from web.words.times import day_words

REMEMBERED = "chip"
LONGEST = 50

console = Blueprint("console", __name__, url_prefix="/console")
console.before_request(ask_at_the_door)


@dataclass(frozen=True)
class Line:
    """One row as the page shows it."""

    id: int
    number: int | None
    link: str
    title: str
    place: str
    state: str
    tone: str
    urgent: bool
    photo: RowMapping | None
    category: str
    reporter: str
    hospital: str
    reported: str
    due: str


@console.get("/")
def ledger() -> str:
    """The list, by chip, status, category and words."""
    view, wanted, db = guest_view(), _wanted(), reading()
    found, further = rows.find_rows(db, view, wanted)
    waiting, total = calls.find_calls(db, view.visible)
    counts = chips.count_chips(db, view) | {"unreached": total}
    return render_template(
        "ledger.html",
        lines=_lines(found),
        calls=waiting,
        calls_left=total - len(waiting),
        chips=[(show, name, counts.get(show)) for show, name in chips.CHIPS.items()],
        wanted=wanted,
        further=f"{further[0]}.{further[1]}" if further else "",
        statuses={s.value: OFFICIAL[s] for s in Status if s is not Status.DRAFT},
        kinds=this_desk().kinds,
        scope=guest_and_scope()[1],
        pick=lambda **changes: _address(wanted, changes),
    )


@console.post("/calls/<int(max=999999999999):errand_id>")
def called(errand_id: int) -> Response:
    """Somebody telephoned: the line leaves the panel."""
    view, now = guest_view(), this_desk().clock()
    if not this_desk().writer.carry(lambda db: calls.tick_call(db, errand_id, view.visible, now)):
        abort(404, "这一条已经有人打过了，或者不归你看。")
    return redirect(url_for("console.ledger"))


def _wanted() -> rows.Wanted:
    """What the address asks for; the last chip is remembered, a search looks through everything."""
    words = request.args.get("q", "").strip()[:LONGEST]
    status, category = _known_status(), request.args.get("category", "")[:LONGEST]
    show = request.args.get("show", "")
    if show in chips.CHIPS:
        session[REMEMBERED] = show
    elif words or status or category:
        show = "all"
    else:
        show = session.get(REMEMBERED, "mine")
    return rows.Wanted(show, words, status, category, _before())


def _address(wanted: rows.Wanted, changes: Mapping[str, str]) -> str:
    """The same list with something changed; empty parts are left out."""
    parts = {"show": "all", "q": wanted.words, "status": wanted.status, "category": wanted.category}
    kept = {name: value for name, value in (parts | dict(changes)).items() if value}
    return "?".join((url_for("console.ledger"), urlencode(kept)))


def _known_status() -> str:
    status = request.args.get("status", "")
    return status if status in tuple(Status) else ""


def _before() -> tuple[int, int] | None:
    burns, _, last = request.args.get("before", "").partition(".")
    if burns in ("0", "1") and last.isascii() and last.isdigit() and len(last) <= 2 * rows.LONGEST_NUMBER:
        return int(burns), int(last)
    return None


def _lines(found: Any) -> list[Line]:
    if not found:
        return []
    photos = rows.first_photos(reading(), [row["id"] for row in found])
    known = officers.officers_on(reading(), {row["path"] for row in found})
    return [_line(row, photos.get(row["id"]), officers.nearest(row, known)) for row in found]


def _line(row: RowMapping, photo: RowMapping | None, names: Any) -> Line:
    desk = this_desk()
    now = standing.Now(desk.clock(), desk.zone)
    return Line(
        id=row["id"],
        number=row["number"],
        link=hazard_link(row),
        title=standing.title_words(row),
        place=row["place_text"] or row["department_name"] or "没说在哪",
        state=standing.standing_words(row, names, now),
        tone=standing.tone(row, now),
        urgent=row["urgent"],
        photo=photo,
        category=kind_names().get(row["category"], row["category"]),
        reporter=reporter_words(row),
        hospital=row["hospital_name"],
        reported=day_words(
            (row["reported_at"] or row["recorded_at"]).astimezone(desk.zone).date(), desk.today()
        ),
        due=day_words(row["due_on"], desk.today()) if row["due_on"] else "",
    )


def hazard_link(row: Mapping[Any, Any]) -> str:
    """The page of a hazard; a number is only unique within its hospital."""
    if row["number"] is None:
        return url_for("console.draft", hazard_id=row["id"])
    many = guest_and_scope()[1].many_hospitals
    return url_for("console.hazard", number=row["number"], unit=row["hospital_code"] if many else None)


def kind_names() -> dict[str, str]:
    return {kind.code: kind.name for kind in this_desk().kinds}
