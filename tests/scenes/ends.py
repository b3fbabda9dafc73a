"""What the ledger knows of a hazard when its story is over, in a form two stories can be compared by."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from models import history, photos
from models.base import Db, Row
from models.hazards import TABLE
from models.people import Person
from rules.blocks import states
from tests.scenes.conftest import MORNING, Stage
from tests.scenes.test_scenes_more import pushes

NAMED = ("status", "due_on", "measure", "funds", "contingency", "tier", "level", "category")
TIMES = ("reported_at", "assigned_at", "fixed_at", "closed_at")

Line = tuple[str, str, str, str, str | None]
"""Verb, part, who, words, and where the hazard stood after it."""


class End(NamedTuple):
    """Times are minutes since the morning began; ``heard`` is what the reporter was sent unasked."""

    facts: dict[str, Any]
    minutes: dict[str, int]
    blocks: list[str]
    pictures: list[tuple[str, str]]
    history: list[Line]
    heard: list[str]


def the_end(stage: Stage) -> End:
    """The one numbered hazard, its pictures, its history."""

    def look(db: Db) -> End:
        (row,) = db.execute(select(TABLE).where(TABLE.c.number.is_not(None))).mappings()
        names = {person.id: person.name for person in db.execute(select(Person.id, Person.name))}
        who = {"owner": names[row["owner_id"]], "closed_by": names[row["closed_by_id"]]}
        return End(
            {name: row[name] for name in NAMED} | who,
            {name: (row[name] - MORNING) // timedelta(minutes=1) for name in TIMES},
            [str(state) for state in states(row).values()],
            [(photo["stage"], photo["state"]) for photo in photos.photos_of(db, row["id"])],
            _lines(history.history_of(db, row["id"])),
            pushes(stage.box.phone("张敏")),
        )

    return stage.product.stores.writer.carry(look)


def _lines(told: Sequence[Row]) -> list[Line]:
    """Without 在弄: in the chat 弄好了 is noted before its picture has come, a page sends both at once."""
    return [_line(line) for line in told if line["verb"] != "progress"]


def _line(line: Row) -> Line:
    who = "" if line["part"] == "reporter" else line["person_name"] or ""
    return line["verb"], line["part"], who, line["text"], line["status"]
