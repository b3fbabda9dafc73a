"""The demo's own way in: a button instead of a link from the chat. Exists in the demo only."""

from collections.abc import Sequence

from flask import Blueprint, abort, redirect, request, url_for
from sqlalchemy import case, select
from werkzeug.wrappers import Response

from models.base import Db, Row
from models.people import Person
from models.units import Unit
from web.reading import reading
from web.rights import OFFICERS
from web.visitors import Way, active_person, let_in

BUTTONS = 4

demo = Blueprint("demo", __name__)


@demo.post("/demo/login")
def pose() -> Response:
    """Come in as one of the demo's officers."""
    wanted = request.form.get("person", "")
    known = wanted.isascii() and wanted.isdigit() and len(wanted) <= BUTTONS * 3
    person = active_person(reading(), int(wanted)) if known else None
    if person is None or person["role"] not in OFFICERS:
        abort(404, "演示里没有这个人。")
    let_in(person, Way.LINK)
    return redirect(url_for("console.ledger"))


def demo_people(db: Db) -> Sequence[Row]:
    """One officer of a department, one of a hospital, one of the union, one of the union above: each kind once, as far as there are any."""
    order = case((Person.role == "officer", 0), (Person.role == "union", 1), else_=2)
    nearness = case((Unit.kind == "department", 0), (Unit.kind == "unit", 1), else_=2)
    query = (
        select(Person.id, Person.name, Person.role, Unit.kind, Unit.name.label("unit_name"))
        .join(Unit, Unit.id == Person.unit_id)
        .where(Person.role.in_(OFFICERS), Person.active)
        .order_by(order, nearness, Person.id)
    )
    first: dict[tuple[str, str], Row] = {}
    for person in db.execute(query).mappings():
        first.setdefault((person["role"], person["kind"]), person)
    return list(first.values())[:BUTTONS]
