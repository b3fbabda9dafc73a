"""A small hospital with people and hazards for the tests of the pages."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from sqlalchemy import Engine, insert, update

from bot.writer import Writer
from models.conversations import Conversation
from models.hazards import Hazard
from models.history import add_line
from models.logins import LoginLink
from models.outbox import Errand
from models.people import Person
from models.photos import Photo
from models.places import Place
from models.units import Unit
from rules.clocks import Clocks
from tests.documents import KINDS
from web.desk import Desk, Health
from web.login import digest_of
from web.pages import create_pages

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2016, 3, 2, 12, 0, tzinfo=ZONE).astimezone(UTC)
TODAY = date(2016, 3, 2)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
COLOURS = ("#8a6d4b", "#6f8596", "#a9836a", "#5f7f6c", "#8c8aa0", "#b19a62")


def _counts(row: Mapping[str, Any]) -> int:
    """What a row counts as on official tables, as if it had come there step by step."""
    confirmed = row["status"] in ("assigned", "fixed", "closed") or row.get("assigned_at")
    return (1 + 4 * (row["status"] == "closed")) if confirmed else 0


@dataclass
class Make:
    """Puts rows into the database; each call gives back the id."""

    writer: Writer
    folder: Path
    ids: Any = field(default_factory=lambda: count(1))

    def _add(self, model: Any, **facts: Any) -> int:
        def work(db: Any) -> int:
            return int(db.execute(insert(model).values(**facts).returning(model.id)).scalar_one())

        return self.writer.carry(work)

    def unit(self, name: str, kind: str = "unit", parent: Mapping[str, Any] | None = None) -> dict[str, Any]:
        parent = parent or {"id": None, "path": "/", "home_id": None}
        facts = {"code": f"u{next(self.ids)}", "name": name, "kind": kind, "parent_id": parent["id"]}
        unit_id = self._add(Unit, **facts)
        more = {"path": f"{parent['path']}{unit_id}/"}
        more["home_id"] = unit_id if kind == "unit" else parent["home_id"]
        self.writer.carry(
            lambda db: db.execute(update(Unit).where(Unit.id == unit_id).values(**more)).rowcount
        )
        return {"id": unit_id, "code": facts["code"], "name": name, "kind": kind, **more}

    def person(self, name: str, unit: Mapping[str, Any], role: str = "staff", **facts: Any) -> int:
        home = unit["home_id"] or unit["id"]
        return self._add(Person, name=name, unit_id=unit["id"], home_id=home, role=role, **facts)

    def conversation(self, person_id: int | None = None, **facts: Any) -> int:
        openid = f"openid-{next(self.ids)}"
        return self._add(Conversation, channel="mp", openid=openid, person_id=person_id, **facts)

    def hazard(
        self, home: Mapping[str, Any], number: int | None, words: str = "楼梯口堆纸箱", **facts: Any
    ) -> int:
        at = facts.pop("at", NOON - HOUR)
        usual = {"description": words, "brief": words, "happened_on": TODAY, "recorded_at": at}
        usual |= {"reported_at": at if number else None, "status": "reported" if number else "draft"}
        row = usual | {"unit_id": home["id"], "number": number} | facts
        return self._add(Hazard, **({"tallied": _counts(row)} | row))

    def photo(self, hazard_id: int, **facts: Any) -> int:
        usual = {
            "hazard_id": hazard_id,
            "state": "ready",
            "taken_at": NOON - HOUR,
            "width": 1200,
            "height": 900,
        }
        photo_id = self._add(Photo, **({"sha256": f"{hazard_id:064x}"} | usual | facts))
        (self.folder / f"{photo_id}-1600.jpg").write_bytes(drawn(photo_id, 1200))
        (self.folder / f"{photo_id}-320.jpg").write_bytes(drawn(photo_id, 320))
        return photo_id

    def place(self, name: str, unit: Mapping[str, Any]) -> int:
        facts = {
            "code": f"p{next(self.ids)}",
            "name": name,
            "unit_id": unit["id"],
            "home_id": unit["home_id"],
        }
        return self._add(Place, aliases=[], **facts)

    def line(self, hazard_id: int, verb: str, part: str, person_id: int | None = None, **facts: Any) -> None:
        at = facts.pop("at", NOON - HOUR)
        self.writer.carry(
            lambda db: add_line(db, hazard_id, verb, at, part=part, person_id=person_id, **facts)
        )

    def notice(
        self, hazard_id: int | None, person_id: int | None, state: str = "given_up", **facts: Any
    ) -> int:
        usual = {"key": f"news:{next(self.ids)}", "kind": "news", "posted_at": NOON, "due_at": NOON}
        return self._add(Errand, hazard_id=hazard_id, person_id=person_id, state=state, **(usual | facts))

    def link(self, person_id: int, token: str, expires_at: datetime = NOON + 10 * MINUTE) -> str:
        facts = {"digest": digest_of(token), "person_id": person_id, "expires_at": expires_at}
        self.writer.carry(lambda db: db.execute(insert(LoginLink).values(**facts)).rowcount)
        return f"/login/{token}"


@cache
def drawn(seed: int, width: int) -> bytes:
    """Something that looks like a corridor with boxes in it."""
    high = width * 3 // 4
    picture = Image.new("RGB", (width, high), "#d8d4cb")
    pen = ImageDraw.Draw(picture)
    pen.polygon(
        [(0, high), (width * 0.38, high * 0.55), (width * 0.62, high * 0.55), (width, high)], fill="#b9b3a6"
    )
    pen.rectangle(
        [width * 0.38, high * 0.16, width * 0.62, high * 0.55], fill="#e9efe9", outline="#9aa59c", width=3
    )
    pen.polygon([(0, 0), (width * 0.38, high * 0.16), (width * 0.38, high * 0.55), (0, high)], fill="#cfd6d2")
    for box in range(2 + seed % 3):
        left, top = width * (0.1 + 0.2 * box), high * (0.72 - 0.09 * ((box + seed) % 3))
        colour = COLOURS[(seed + box) % len(COLOURS)]
        pen.rectangle([left, top, left + width * 0.22, high * 0.94], fill=colour, outline="#4d4337", width=3)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=70)
    return kept.getvalue()


def make_desk(writer: Writer, reading: Engine, folder: Path, **facts: Any) -> Desk:
    def picture(photo_id: int, size: str) -> Path | None:
        found = folder / (f"{photo_id}.mp3" if size == "voice" else f"{photo_id}-{size}.jpg")
        return found if found.exists() else None

    usual: dict[str, Any] = {
        "writer": writer,
        "reading": reading,
        "clock": lambda: NOON,
        "clocks": Clocks(zone=ZONE),
    }
    usual |= {"secret_key": "a key for the tests only", "kinds": KINDS(), "picture": picture}
    usual |= {"waiting": folder.parent / "waiting"}
    usual |= {"health": lambda: Health(database=True), "secure_cookies": False}
    usual |= {"emergency_phone": "0533-2110119"}
    return Desk(**(usual | facts))


class Browser(FlaskClient):
    """A test client that reads every answer to its end, so that no file stays open."""

    def open(self, *args: Any, **facts: Any) -> Any:
        return super().open(*args, **(facts | {"buffered": True}))


def make_pages(desk: Desk, *, csrf: bool = False) -> Flask:
    app = create_pages(desk)
    app.config["WTF_CSRF_ENABLED"] = csrf
    app.test_client_class = Browser
    return app


def sits_down(app: Flask, make: Make) -> Callable[[int], FlaskClient]:
    """Gives a browser in which a person has come in by a link."""

    def browser(person_id: int) -> FlaskClient:
        client = app.test_client()
        client.post(make.link(person_id, f"token-{next(make.ids)}"))
        return client

    return browser
