"""曝光 and 好做法 from the page of a hazard: drafted, looked at by a second person, drawn, sent out."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from flask import abort, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from actions import publishing
from models import photos
from models.base import Db, Row
from models.units import Unit, find_unit
from reports.cards import Card, card
from rules.refusal import Refused
from web.console.doing import UNSEEN, do, row_for
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.forms import optional, typed
from web.console.naming import without_names
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed

TITLE, SENTENCE = 20, 120
Deal = Callable[[Db, Row, Row], str]
"""Something done to a card of a locked hazard."""


@console.post("/hazards/<int(max=999999999):number>/publish")
def draft_card(number: int) -> Response:
    """写一张：exposure or good practice; names of people of the roll are taken out at once."""
    now, me, part = this_desk().clock(), guest_view().person_id, guest_scope().part

    def work(db: Db, row: Row) -> str:
        words: dict[str, object] = {
            "title": without_names(db, row["unit_id"], typed("title", TITLE, "起个题目再点。")),
            "wrong": without_names(db, row["unit_id"], typed("wrong", SENTENCE, "哪里不安全？写一句。")),
            "right": without_names(db, row["unit_id"], optional("right", SENTENCE)),
            "shows_place": request.form.get("shows_place") == "1",
        }
        publishing.draft(db, row, request.form.get("kind", ""), words, now, part=part, by=me)
        return "写好了，等另一个人看过就能发。"

    return do(number, Deed.PUBLISH, work)


@console.post("/hazards/<int(max=999999999):number>/cards/<int(max=999999999):card_id>/approve")
def approve_card(number: int, card_id: int) -> Response:
    """同意发出."""
    now, me, part = this_desk().clock(), guest_view().person_id, guest_scope().part

    def deal(db: Db, row: Row, found: Row) -> str:
        publishing.approve(db, row, found, now, part=part, by=me)
        return "同意了，可以发。"

    return _on_card(number, card_id, Deed.APPROVE, deal)


@console.post("/hazards/<int(max=999999999):number>/cards/<int(max=999999999):card_id>/refuse")
def refuse_card(number: int, card_id: int) -> Response:
    """不同意发."""
    now, me, part = this_desk().clock(), guest_view().person_id, guest_scope().part

    def deal(db: Db, row: Row, found: Row) -> str:
        why = typed("words", SENTENCE, "为什么不发？写一句。")
        publishing.refuse(db, row, found, why, now, part=part, by=me)
        return "记下了，先不发。"

    return _on_card(number, card_id, Deed.APPROVE, deal)


@console.post("/hazards/<int(max=999999999):number>/cards/<int(max=999999999):card_id>/posted")
def posted_card(number: int, card_id: int) -> Response:
    """发出去了."""
    now, me, part = this_desk().clock(), guest_view().person_id, guest_scope().part

    def deal(db: Db, row: Row, found: Row) -> str:
        publishing.publish(db, row, found, now, part=part, by=me)
        return "记下了，发出去了。"

    return _on_card(number, card_id, Deed.PUBLISH, deal)


def _on_card(number: int, card_id: int, deed: Deed, deal: Deal) -> Response:
    def work(db: Db, row: Row) -> str:
        found = publishing.find_card(db, row["id"], card_id)
        if found is None:
            raise Refused("没有这张卡片。")
        return deal(db, row, found)

    return do(number, deed, work)


@console.get("/hazards/<int(max=999999999):number>/cards/<int(max=999999999):card_id>.png")
def card_picture(number: int, card_id: int) -> Response:
    """The card as a picture, as it would go out."""
    row, db = row_for(number, Deed.PUBLISH, Deed.APPROVE), reading()
    found = publishing.find_card(db, row["id"], card_id)
    if found is None:
        abort(404, UNSEEN)
    return Response(card(_drawn(db, row, found)), mimetype="image/png")


def _drawn(db: Db, row: Row, found: Row) -> Card:
    zone = this_desk().zone
    return Card(
        kind=found["kind"],
        title=found["title"],
        wrong=found["wrong"],
        right=found["right"],
        days=_days(row["reported_at"] or row["recorded_at"], row["closed_at"], zone),
        place=row["place_text"] if found["shows_place"] else "",
        before=first_picture(db, row["id"], "before"),
        after=first_picture(db, row["id"], "after"),
        hospital=find_unit(db, row["unit_id"])["name"],
        leave_out=() if found["shows_place"] else departments_of(db, row["unit_id"]),
    )


def _days(found: datetime, closed: datetime | None, zone: tzinfo) -> int | None:
    return (closed.astimezone(zone).date() - found.astimezone(zone).date()).days if closed else None


def first_picture(db: Db, hazard_id: int, stage: str) -> bytes | None:
    """The served copy of the first picture of a stage that may be shown."""
    shown = [p for p in photos.photos_of(db, hazard_id) if p["stage"] == stage and p["state"] == "ready"]
    paths = (this_desk().picture(p["id"], "1600") for p in shown if p["medium"] != "voice")
    return next((path.read_bytes() for path in paths if path), None)


def departments_of(db: Db, home_id: int) -> list[str]:
    query = select(Unit.name).where(Unit.home_id == home_id, Unit.kind == "department")
    return list(db.execute(query).scalars())
