"""The page of places: who looks after them, what is open there, and the codes and posters for their walls."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import ColumnElement
from werkzeug.wrappers import Response

from actions.place_codes import TAKEN, fetch_codes, lacking
from bot.wall_codes import in_words
from models.base import Row
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.house.place_rows import SHOWS, Wanted, bare_places, chosen_places, find_places, places_in
from web.desk import this_desk
from web.reading import put_back, reading
from web.visitors import visitor

AT_ONCE = 40
"""Codes per click: some seconds of the platform's time."""
LONGEST, LAST_PAGE, LONGEST_ID = 50, 9_999, 12


@console.get("/places")
def places() -> str:
    """The list, by chip and words."""
    scope, wanted, db = guest_scope(), asked_for(), reading()
    found = find_places(db, guest_places(), guest_view(), wanted)
    bare = _wanting([])
    return render_template(
        "places.html",
        found=found,
        wanted=wanted,
        shows=SHOWS,
        bare=len(bare),
        scope=scope,
        wired=this_desk().create_scene is not None,
        may_fetch=not scope.many_hospitals,
        at_once=AT_ONCE,
        taken=TAKEN,
    )


@console.post("/places/codes")
def fetch_place_codes() -> Response:
    """Ask the platform for codes: of one place, or of the next ones that have none."""
    ask = this_desk().create_scene
    if guest_scope().many_hospitals:
        abort(403, "地点码由各家医院自己取。")
    if ask is None:
        abort(409, "公众号还没接通，做不了码。请信息科的同事先运行 suishoupai doctor。")
    wanting = _wanting(read_ids(request.form.getlist("place")))[:AT_ONCE]
    put_back()  # no reader holds the database while the platform is asked
    try:
        fetch_codes(wanting, in_words(ask), this_desk().writer.carry)
        flash(f"{len(wanting)}个码取好了。" if wanting else "码都有了。", "good")
    except Refused as refused:
        flash(str(refused), "bad")
    return redirect(_back())


def guest_places() -> ColumnElement[bool]:
    """The places this guest sees."""
    guest = visitor() or abort(401)
    return places_in(guest.person, guest_scope())


def asked_for() -> Wanted:
    show = request.args.get("show", "all")
    page = request.args.get("page", 1, type=int)
    words = clean(request.args.get("q", ""))[:LONGEST]
    return Wanted(words, show if show in SHOWS else "all", min(max(page, 1), LAST_PAGE))


def read_ids(texts: Iterable[str]) -> list[int]:
    """The ids among what a form sent; what cannot be one is left out."""
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID]


def _wanting(ids: Sequence[int]) -> list[Row]:
    """What is still to be asked for: the codes of these places, or of all."""
    mine = guest_places()
    return lacking(chosen_places(reading(), mine, ids) if ids else bare_places(reading(), mine))


def _back() -> str:
    """The list the button was pressed on."""
    kept = {name: value for name in ("q", "show", "page") if (value := request.form.get(name, ""))}
    return "?".join((url_for("console.places"), urlencode(kept)))
