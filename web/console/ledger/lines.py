"""One row of the ledger as the page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import url_for

from models.base import Db, Row
from rules.hazard import Status
from web.console.doorkeeper import guest_scope, guest_view
from web.console.hazard import officers
from web.console.ledger import rows
from web.desk import this_desk
from web.rights import Deed
from web.words import standing
from web.words.deeds import reporter_words
from web.words.times import day_words

ANSWERED = timedelta(days=7)
"""After word of the owner nobody needs to ask for so long."""

LOOK = ("看", "")


@dataclass(frozen=True)
class Line:
    """One row as the page shows it. ``act`` is where on the hazard's page the likeliest ``move`` is made."""

    id: int
    number: int | None
    link: str
    title: str
    place: str
    state: str
    tone: str
    urgent: bool
    grave: bool
    move: str
    act: str
    can_be_given: bool
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
    photos = rows.first_photos(db, [row["id"] for row in found], guest_scope().pictures)
    known = officers.officers_on(db, {row["path"] for row in found})
    return [_line(row, photos.get(row["id"]), officers.nearest(row, known)) for row in found]


def _line(row: Row, photo: Row | None, names: Sequence[str]) -> Line:
    desk = this_desk()
    now = standing.Now(desk.clock(), desk.zone)
    move, at = next_move(row, now)
    link = hazard_link(row)
    return Line(
        id=row["id"],
        number=row["number"],
        link=link,
        title=standing.title_words(row),
        place=row["place_text"] or row["department_name"] or "没说在哪",
        state=standing.standing_words(row, names, now),
        tone=standing.tone(row, now),
        urgent=standing.burns(row),
        grave=row["level"] == "major",
        move=move,
        act=f"{link}#{at}" if at else link,
        can_be_given=row["status"] == Status.REPORTED and row["number"] is not None,
        photo=photo,
        category=kind_names().get(str(row["category"]), str(row["category"])),
        reporter=reporter_words(row),
        hospital=row["hospital_name"],
        reported=day_words(
            (row["reported_at"] or row["recorded_at"]).astimezone(desk.zone).date(), desk.today()
        ),
        due=day_words(row["due_on"], desk.today()) if row["due_on"] else "",
    )


def next_move(row: Row, now: standing.Now) -> tuple[str, str]:
    """The likeliest thing this guest does with a row, in one character, and the place on its page."""
    if guest_scope().many_hospitals:
        return LOOK
    word = standing.next_words(row)
    status = Status(row["status"])
    if word == "验":
        return ("验", "verify") if guest_scope().may(Deed.CLOSE) else LOOK
    if word != "看":
        return word, ""
    if status is Status.REPORTED and row["number"] and guest_scope().may(Deed.ASSIGN):
        return "派", "assign"
    if status is Status.ASSIGNED and _may_be_urged(row, now):
        return "催", "urge"
    return LOOK


def _may_be_urged(row: Row, now: standing.Now) -> bool:
    """Somebody else has it, and has said nothing lately."""
    is_mine = row["owner_id"] == guest_view().person_id
    spoke = row["progress_at"]
    is_silent = spoke is None or now.at - spoke > ANSWERED
    return guest_scope().may(Deed.ASK) and not is_mine and is_silent


def hazard_link(row: Mapping[Any, Any]) -> str:
    """The page of a hazard; a number is only unique within its hospital."""
    if row["number"] is None:
        return url_for("console.draft", hazard_id=row["id"])
    many = guest_scope().many_hospitals
    return url_for("console.hazard", number=row["number"], unit=row["hospital_code"] if many else None)


def kind_names() -> dict[str, str]:
    return {kind.code: kind.name for kind in this_desk().kinds}
