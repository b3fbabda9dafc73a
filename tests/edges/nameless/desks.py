"""What everybody else sees of it: the pages of officers, union and administrator, and what machines are told."""

import re
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient

from actions import logins
from models import people
from models.base import Db
from suishoupai.app import make_desk
from suishoupai.product import Product
from tests.edges.nameless.marked import Marked
from tests.web.makers import Browser
from web.pages import create_pages

READERS = ("李红", "陈静", "管理员甲")
SHOWN = ("mine", "overdue", "urgent", "unreached", "all")
_LINKED = re.compile(r'(?:href|src|action)="(/console/(?:hazards|drafts|photos)/[^"]+)"')
_OPENS = "/name"
"""A page may ask for a name: that is tried, too."""


def pages(product: Product) -> Flask:
    app = create_pages(make_desk(product))
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    return app


def sits_down(nurse: Marked, name: str) -> FlaskClient:
    """A browser in which this person has come in by a link."""
    person_id = nurse.hospital.carry(lambda db: _person(db, name))
    token = f"token-of-{name}-{nurse.hospital.now.timestamp()}"
    lasts = nurse.product.house.clocks.login_link
    nurse.hospital.carry(lambda db: logins.make_link(db, token, person_id, nurse.hospital.now, lasts))
    client = pages(nurse.product).test_client()
    client.post(f"/login/{token}")
    return client


def _person(db: Db, name: str) -> int:
    (person,) = people.people_named(db, name)
    return int(person["id"])


def everything_read(nurse: Marked) -> Iterator[tuple[str, bytes]]:
    """Every page these people can open about the ledger, with all that it links to, and the figures of machines."""
    for reader in READERS:
        browser = sits_down(nurse, reader)
        seen: set[str] = set()
        waiting = [f"/console/?show={show}" for show in SHOWN]
        waiting += [f"/console/hazards/{row['number']}" for row in nurse.hospital.rows() if row["number"]]
        while waiting:
            address = waiting.pop()
            if address in seen:
                continue
            seen.add(address)
            name = address.endswith(_OPENS)
            answer = browser.post(address) if name else browser.get(address)
            assert answer.status_code in (200, 404, 405), (address, answer.status_code)
            yield f"{reader} {address}", answer.data + str(answer.headers).encode()
            if answer.mimetype == "text/html":
                waiting += [found.split("#")[0] for found in _LINKED.findall(answer.text) if _may(found)]
        for row in nurse.hospital.rows():
            answer = browser.post(f"/console/hazards/{row['number']}/name", follow_redirects=True)
            yield f"{reader} asks for the name of {row['number']}", answer.data
    for address in ("/metrics", "/readyz", "/healthz"):
        yield address, pages(nurse.product).test_client().get(address).data


def _may(address: str) -> bool:
    """Links and pictures, no deeds."""
    return not re.search(r"/(heard|ask|respond|redirect|reject|close|merge|likeness|split|purge)$", address)
