"""One hazard as the outside sees it: the JSON that scripts and other systems rely on."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from models import hazards, history, people, photos
from models.base import Db, Row
from models.conversations import Conversation
from models.hazards import Hazard
from models.units import Unit


def ledger(db: Db, unit_id: int) -> list[dict[str, Any]]:
    """Every numbered hazard and every draft of one hospital, newest first."""
    query = select(hazards.TABLE).where(Hazard.unit_id == unit_id).order_by(Hazard.id.desc())
    return [as_json(db, row) for row in db.execute(query).mappings().all()]


def as_json(db: Db, row: Row) -> dict[str, Any]:
    """One hazard; instants in ISO 8601 with offset, days as ISO dates."""
    return {
        "id": row["id"],
        "number": str(row["number"]) if row["number"] is not None else None,
        **{
            name: row[name]
            for name in ("status", "kind", "category", "level", "urgent", "source", "description")
        },
        "unit": db.execute(select(Unit.code).where(Unit.id == row["unit_id"])).scalar_one(),
        "place": row["place_text"],
        "reporter": _reporter(db, row),
        "anonymous": row["anonymous"],
        "bound": row["person_id"] is not None,
        "reported_at": _iso(row["reported_at"]),
        "due_on": _iso(row["due_on"]),
        "owner": people.find_person(db, row["owner_id"])["name"] if row["owner_id"] else None,
        "closed_at": _iso(row["closed_at"]),
        "joined": _joined(db, row["id"]),
        "photos": [_photo(photo) for photo in _pictures(photos.photos_of(db, row["id"]))],
        "history": [_line(line) for line in history.history_of(db, row["id"])],
    }


def _reporter(db: Db, row: Row) -> str | None:
    """The name on the roll, else what a stranger called themselves, else nothing."""
    if row["person_id"] is not None:
        return str(people.find_person(db, row["person_id"])["name"])
    if row["reporter_id"] is None:
        return None
    own = select(Conversation.self_name).where(Conversation.id == row["reporter_id"])
    return db.execute(own).scalar_one() or None


def _joined(db: Db, hazard_id: int) -> int:
    return int(db.execute(select(func.count()).where(Hazard.merged_into == hazard_id)).scalar_one())


def _pictures(rows: Iterable[Row]) -> Iterable[Row]:
    return (row for row in rows if row["medium"] != "voice")


def _photo(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("stage", "state", "sha256", "width", "height", "bytes")}


def _line(row: Row) -> dict[str, Any]:
    return {"at": _iso(row["at"]), "verb": row["verb"], "by": row["person_name"], "text": row["text"]}


def _iso(value: datetime | date | None) -> str | None:
    return value.isoformat() if value is not None else None
