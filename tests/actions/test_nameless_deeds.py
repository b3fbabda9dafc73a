"""A report without a name: whatever is done to it, no line and no errand leads back to who sent it."""

from collections.abc import Callable
from typing import Any

import pytest

from actions import nameless, questions
from actions.moving import By
from models import hazards, history, outbox
from models.base import Db, Row
from rules.hazard import MOVES, Part, Status
from rules.refusal import Refused
from tests.edges.loop import deeds
from tests.edges.loop.making import ROADS, nameless_report, standing
from tests.edges.loop.ward import NAMELESS, Ward

DEEDS: dict[str, Callable[[deeds.Hand], None]] = {
    **deeds.OF_THE_TABLE,
    **{verb: deed for verb, (_, deed) in deeds.BESIDE.items()},
    "ask": lambda do: questions.ask(
        do.db, do.row, "在哪一层？", do.now, do.clocks, officer_id=do.ward.ids["李红"]
    ),
}
OWN = [
    *(verb for verb in deeds.OF_THE_TABLE if Part.REPORTER in MOVES[verb].parts),
    *(verb for verb, (part, _) in deeds.BESIDE.items() if part is Part.REPORTER),
]
"""What the one who sent it may do."""

PERSON = {Part.REPORTER: NAMELESS, Part.OFFICER: "孙丽", Part.OWNER: "王强", Part.UNION: "陈静"}
STAGES = [Status.REPORTED, Status.ASSIGNED, Status.FIXED, Status.CLOSED]


class Undone(Exception):
    """Thrown so that what was done does not stay."""


@pytest.fixture(scope="module")
def unnamed(sqlite_ward: Ward) -> dict[Status, int]:
    """One without a name at each stage."""
    found = {status: nameless_report(sqlite_ward) for status in STAGES}
    for status, hazard_id in found.items():
        for step in ROADS[status]:
            step(sqlite_ward, hazard_id)
    return found


@pytest.fixture(scope="module")
def signed(sqlite_ward: Ward) -> dict[Status, int]:
    return {status: standing(sqlite_ward, status) for status in STAGES}


def after(ward: Ward, hazard_id: int, verb: str, part: Part, look: Callable[[Db, Row], Any]) -> Any:
    """What is seen right after a deed that does not stay; None where it was refused."""
    seen: list[Any] = []

    def work(db: Db) -> None:
        row = hazards.find_hazard(db, hazard_id)
        by = By(part, ward.ids[PERSON[part]])
        try:
            DEEDS[verb](deeds.Hand(db, row, by, ward, 3))
        except Refused:
            raise Undone from None
        seen.append(look(db, row))
        raise Undone

    with pytest.raises(Undone):
        ward.carry(work)
    return seen[0] if seen else None


@pytest.mark.parametrize("status", STAGES)
@pytest.mark.parametrize("verb", OWN)
def test_no_line_names_who_sent_it(
    sqlite_ward: Ward, unnamed: dict[Status, int], verb: str, status: Status
) -> None:
    def names(db: Db, row: Row) -> list[Any]:
        lines = history.history_of(db, row["id"])
        return [line["verb"] for line in lines if line["person_id"] == sqlite_ward.ids[NAMELESS]]

    assert not after(sqlite_ward, unnamed[status], verb, Part.REPORTER, names)


@pytest.mark.parametrize("status", STAGES)
@pytest.mark.parametrize("verb", DEEDS)
def test_whatever_waits_to_ring_at_the_reporters_is_called_back(
    sqlite_ward: Ward, signed: dict[Status, int], verb: str, status: Status
) -> None:
    """Every errand that a deed posts for the reporter is of a kind that falls when the name is taken off."""
    line = nameless.Line(sqlite_ward.account("张敏"), sqlite_ward.ids["张敏"])

    def left(db: Db, row: Row) -> set[str]:
        rings = {e["id"] for e in outbox.errands(db, hazard_id=row["id"]) if e["to_id"] is not None}
        nameless.take_name_off(db, row["id"], line, sqlite_ward.product.house.seal, sqlite_ward.now)
        waiting = [e for e in outbox.errands(db, hazard_id=row["id"]) if e["state"] == "waiting"]
        return {e["kind"] for e in waiting if e["id"] in rings}

    for part in PERSON:
        assert not after(sqlite_ward, signed[status], verb, part, left)


def test_the_walk_meets_what_rings_at_the_reporters(sqlite_ward: Ward, signed: dict[Status, int]) -> None:
    """Otherwise the test above could not fail."""

    def rings(db: Db, row: Row) -> set[str]:
        return {e["kind"] for e in outbox.errands(db, hazard_id=row["id"]) if e["to_id"] is not None}

    met: set[str] = set()
    for verb in DEEDS:
        for status in STAGES:
            for part in PERSON:
                met |= after(sqlite_ward, signed[status], verb, part, rings) or set()
    assert {"invite", "ask_reporter", "tell_standing"} <= met
