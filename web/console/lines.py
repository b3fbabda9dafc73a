"""One row of the ledger as the page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from models.base import Db, Row
from web.console import officers, rows
from web.console.doorkeeper import guest_scope
from web.desk import this_desk
from web.words import standing
from web.words.deeds import reporter_words
from web.words.times import day_words


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
    move: str
    photo: Row | None
    category: str
    reporter: str
    hospital: str
    reported: str
    due: str


def shown(db: Db, found: Sequence[Row]) -> list[Line]:
    """The rows with their pictures and officers; two statements."""
    if not found:
        return []
    photos = rows.first_photos(db, [row["id"] for row in found])
    known = officers.officers_on(db, {row["path"] for row in found})
    return [_line(row, photos.get(row["id"]), officers.nearest(row, known)) for row in found]


def _line(row: Row, photo: Row | None, names: Sequence[str]) -> Line:
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
        urgent=standing.burns(row),
        move="看" if guest_scope().many_hospitals else standing.next_words(row),
        photo=photo,
        category=kind_names().get(str(row["category"]), str(row["category"])),
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
    many = guest_scope().many_hospitals
    return url_for("console.hazard", number=row["number"], unit=row["hospital_code"] if many else None)


def kind_names() -> dict[str, str]:
    return {kind.code: kind.name for kind in this_desk().kinds}
