"""Codes, posters and stickers for the places of a guest: drawn when asked for, never kept here."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from flask import Response, abort, request, send_file

from actions.place_codes import can_have_code
from models.base import Row
from reports.posters import Pages, Wall, code_picture, poster, sticker, sticker_sheets
from web.console.doorkeeper import console, guest_view
from web.console.house.place_rows import PAGE, chosen_places, find_places
from web.console.house.places import asked_for, guest_places, read_ids
from web.console.naming import one_line
from web.console.photos import ALONE
from web.desk import this_desk
from web.reading import put_back, reading

PICTURES: Mapping[str, tuple[str, Callable[[Wall], bytes]]] = {
    "code": ("码", code_picture),
    "poster": ("海报", poster),
    "sticker": ("贴纸", sticker),
}
DRAWING = 1
"""Raise it when posters look different, so that browsers fetch them anew."""
KEPT = 600
"""Seconds a browser may show a poster without asking."""
MOST = 2 * PAGE


@console.get("/places/<int(max=999999999999):place_id>/<any(code, poster, sticker):what>.png")
def place_picture(place_id: int, what: str) -> Response:
    """One code, poster or sticker."""
    found = chosen_places(reading(), guest_places(), [place_id])
    if not found:
        abort(404, "没有这个地点，或者不归你看。")
    wall = wall_of(found[0])
    if wall is None:
        abort(404, "这个地点还没有码。先在“地点”里取码。")
    put_back()
    name, draw = PICTURES[what]
    return _sent(_tag(what, [wall]), lambda: draw(wall), f"{wall.code} {wall.place} {name}.png")


@console.get("/places/<any(poster, sticker):what>.pdf")
def places_pdf(what: str) -> Response:
    """One PDF of the chosen places; of the whole page of the list when none is chosen."""
    ids = read_ids(request.args.getlist("place"))[:MOST]
    if ids:
        rows = chosen_places(reading(), guest_places(), ids)
    else:
        rows = find_places(reading(), guest_places(), guest_view(), asked_for()).places
    walls = [wall for row in rows if (wall := wall_of(row))]
    if not walls:
        abort(404, "选中的地点都还没有码。先在“地点”里取码。")
    put_back()
    name = PICTURES[what][0]
    return _sent(_tag(f"{what}.pdf", walls), lambda: _pdf(what, walls), f"{name}{len(walls)}处.pdf")


def wall_of(place: Row) -> Wall | None:
    """What the wall says; None as long as there is no code that leads here."""
    if not place["scan_url"] or not can_have_code(place):
        return None
    return Wall(
        place=place["name"],
        department=place["department"],
        code=place["code"],
        scan_url=place["scan_url"],
        hospital=place["hospital"],
        phone=this_desk().emergency_phone,
    )


def _tag(what: str, walls: Sequence[Wall]) -> str:
    return hashlib.sha256(repr((DRAWING, what, walls)).encode()).hexdigest()[:32]


def _pdf(what: str, walls: Sequence[Wall]) -> bytes:
    written = BytesIO()
    with Pages(written) as pages:
        for page in map(poster, walls) if what == "poster" else sticker_sheets(walls):
            pages.add(page)
    return written.getvalue()


def _sent(tag: str, draw: Callable[[], bytes], name: str) -> Response:
    """The drawing, or only the word that the browser's copy is still right."""
    if tag in request.if_none_match:
        response = Response(status=304)
    else:
        is_pdf = name.endswith(".pdf")
        response = send_file(
            BytesIO(draw()),
            mimetype="application/pdf" if is_pdf else "image/png",
            as_attachment=is_pdf or "download" in request.args,
            download_name=one_line(name),
        )
        response.headers["Content-Security-Policy"] = ALONE
    response.set_etag(tag)
    response.headers["Cache-Control"] = f"private, max-age={KEPT}"
    return response
