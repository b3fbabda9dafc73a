"""The first page: what this is, and where to go from here."""

from flask import Blueprint, Response, current_app, render_template

from web.demo import demo_people
from web.desk import this_desk
from web.reading import reading
from web.visitors import ROLE_NAMES

door_page = Blueprint("door", __name__)


@door_page.get("/")
def door() -> str:
    desk = this_desk()
    people = demo_people(reading()) if desk.is_demo else []
    return render_template("door.html", desk=desk, people=people, roles=ROLE_NAMES)


@door_page.get("/favicon.ico")
def mark() -> Response:
    """Browsers ask for it where a page cannot name it, beside a picture for example."""
    return current_app.send_static_file("mark.svg")
