"""The page of people: who is what in this hospital, and one person's page where that is changed."""

from collections.abc import Callable
from urllib.parse import urlencode

import structlog
from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from actions.people import Wish, change_person, unbind_person
from models.base import Row
from models.people import ROLES
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.doorkeeper import console, guest_scope
from web.console.house.people_rows import CHIPS, Wanted, count_chips, find_people, one_person, units_of
from web.reading import reading
from web.rights import Deed
from web.visitors import ROLE_NAMES, visitor
from web.work import carry

LONGEST, LAST_PAGE, LONGEST_ID = 50, 9_999, 12
NOT_YOURS = "花名册由本院的管理员和工会来改。"
MEANS = {
    "staff": "报隐患，不进台账",
    "officer": "派单、验收、销号；在科室的管本科室，在院里的管全院",
    "union": "看、问、延期、退回销号、挂牌、批准曝光",
    "admin": "管人、地点、日历和导入；台账只看",
}

log = structlog.get_logger()


@console.get("/people")
def people() -> str:
    """The roll, by chip and words."""
    home_id, wanted, db = _home(), _asked_for(), reading()
    return render_template(
        "people.html",
        found=find_people(db, home_id, wanted),
        counts=count_chips(db, home_id),
        chips=CHIPS,
        wanted=wanted,
        roles=ROLE_NAMES,
        scope=guest_scope(),
        here=lambda **changes: _address(wanted, **changes),
    )


@console.get("/people/<int(max=999999999999):person_id>")
def person(person_id: int) -> str:
    """One line of the roll, and what may be changed about it."""
    row = _found(person_id)
    return render_template(
        "person.html",
        row=row,
        roles={role: (ROLE_NAMES[role], MEANS[role]) for role in ROLES},
        units=units_of(reading(), row["home_id"]),
        back=_address(_asked_for()),
    )


@console.post("/people/<int(max=999999999999):person_id>")
def change(person_id: int) -> Response:
    """Write down what the form says; a line in the log says who changed what."""
    row, by = _found(person_id), _me()
    wish = _wish()

    def said() -> str:
        changed = carry(lambda db: change_person(db, by, person_id, wish))
        if changed:
            log.info("person changed", person=person_id, by=by["id"], changed=changed, role=wish.role)
        return f"{row['name']}改好了。" if changed else "没有什么要改的。"

    return _say(said, person_id)


@console.post("/people/<int(max=999999999999):person_id>/unbind")
def unbind(person_id: int) -> Response:
    """解绑：the account is nobody's again; the person binds anew from their telephone."""
    row, by = _found(person_id), _me()

    def said() -> str:
        if not carry(lambda db: unbind_person(db, by, person_id)):
            raise Refused("本来就没绑微信。")
        log.info("person unbound", person=person_id, by=by["id"])
        return f"{row['name']}的微信解绑了。要再绑，让本人在公众号里回“绑定”。"

    return _say(said, person_id)


def _say(said: Callable[[], str], person_id: int) -> Response:
    """Show the page again; who changed themselves may have no way back to it."""
    back = url_for("console.person", person_id=person_id)
    try:
        flash(said(), "good")
    except Refused as refused:
        flash(str(refused), "bad")
        return redirect(back)
    return redirect(url_for("console.ledger") if person_id == _me()["id"] else back)


def _home() -> int:
    """The hospital whose roll this guest may change."""
    scope = guest_scope()
    if not scope.may(Deed.PEOPLE) or scope.home_id is None:
        abort(403, NOT_YOURS)
    return scope.home_id


def _me() -> Row:
    guest = visitor() or abort(401)
    return guest.person


def _found(person_id: int) -> Row:
    return one_person(reading(), _home(), person_id) or abort(404, "花名册上没有这个人，或者不归你管。")


def _wish() -> Wish:
    form = request.form
    unit = form.get("unit", "")
    can_be = unit.isascii() and unit.isdigit() and len(unit) <= LONGEST_ID
    return Wish(
        role=form.get("role", ""),
        unit_id=int(unit) if can_be else 0,
        phone=" ".join(clean(form.get("phone", "")).split())[:LONGEST],
        on_duty="on_duty" in form,
        outside="outside" in form,
        active="active" in form,
        leads="leads" in form,
    )


def _asked_for() -> Wanted:
    show, page = request.args.get("show", "all"), request.args.get("page", 1, type=int)
    words = clean(request.args.get("q", ""))[:LONGEST]
    return Wanted(words, show if show in CHIPS else "all", min(max(page, 1), LAST_PAGE))


def _address(wanted: Wanted, **changes: str | int) -> str:
    """The list with something changed; what is usual is left out."""
    parts = {"q": wanted.words, "show": wanted.show, "page": wanted.page} | changes
    usual = {"q": "", "show": "all", "page": 1}
    kept = {name: value for name, value in parts.items() if value != usual[name]}
    return "?".join((url_for("console.people"), urlencode(kept))) if kept else url_for("console.people")
