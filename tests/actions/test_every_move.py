"""Every verb at every stage by everybody, through the real actions: done as the table says, or refused and untouched."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from actions import auditing
from actions.moving import By, done
from models import hazards, history, outbox
from models.base import Db
from rules.hazard import MOVES, NotYours, Part, Status
from rules.refusal import Refused
from tests.edges.loop import deeds
from tests.edges.loop.making import standing
from tests.edges.loop.ward import Ward
from tests.sentences import is_fit

CUBE = [(verb, status, part) for verb in MOVES for status in Status for part in Part]
PERSON = {
    Part.REPORTER: "张敏",
    Part.OFFICER: "孙丽",
    Part.OWNER: "王强",
    Part.UNION: "陈静",
}
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
GIVEN = {"owner_id": "王强", "due_on": date(2026, 3, 5)}
WRITES: dict[Status | None, dict[str, Any]] = {
    Status.ASSIGNED: GIVEN | {"closed_at": None},
    Status.CLOSED: {"closed_at": NOON},
    Status.REPORTED: {"closed_at": None, "number": 999},
    Status.MERGED: {"merged_into": "another"},
}
"""What a move has to write so that the ledger takes it, by where it leads."""

FITS_NO_ACTION = {
    *((verb, part) for verb in ("report", "take_up") for part in Part),  # begin with a draft, not with a row
    *((verb, part) for verb in ("reject", "redirect") for part in Part if part is not Part.OFFICER),
    *((verb, part) for verb in ("withdraw", "fix_on_spot") for part in Part if part is not Part.REPORTER),
}
"""Actions that act in one part, whoever calls them; who may call them is asked before."""


SHARED = {"refuse", "send_back", "reopen", "close", "verify", "merge"}
"""One action stands for several verbs, by stage or by part; or it acts for somebody else."""


class Undone(Exception):
    """Thrown so that what was done does not stay."""


@pytest.fixture(scope="module")
def stages(sqlite_ward: Ward) -> dict[Status, int]:
    """A hazard at each stage."""
    return {status: standing(sqlite_ward, status) for status in Status}


@pytest.fixture(scope="module")
def stages_there(postgres_ward: Ward) -> dict[Status, int]:
    return {status: standing(postgres_ward, status) for status in Status}


def who(ward: Ward, part: Part) -> By:
    return By(part, ward.ids[PERSON[part]] if part in PERSON else None)


def everything(ward: Ward, hazard_id: int) -> tuple[Any, ...]:
    """The row, its history, and what waits in the outbox."""

    def look(db: Db) -> tuple[Any, ...]:
        row = dict(hazards.find_hazard(db, hazard_id))
        lines = [dict(line) for line in history.history_of(db, hazard_id)]
        errands = [(e["key"], e["state"]) for e in outbox.errands(db)]
        return row, lines, sorted(errands)

    return ward.carry(look)  # type: ignore[no-any-return]


def attempt(ward: Ward, work: Callable[[Db], Any]) -> Any:
    """What it returns, and nothing of it stays; the refusal where it is refused."""
    kept: list[Any] = []

    def do(db: Db) -> None:
        kept.append(work(db))
        raise Undone

    try:
        ward.carry(do)
    except Undone:
        return kept[-1]
    except Refused as refused:
        return refused
    raise AssertionError("the work came back")


def by_hand(ward: Ward, ids: dict[Status, int], verb: str, status: Status, part: Part) -> None:
    """The move alone, as every action makes it."""
    hazard_id, move = ids[status], MOVES[verb]
    facts = dict(WRITES.get(move.to, {}))
    if "owner_id" in facts:
        facts["owner_id"] = ward.ids["王强"]
    if "merged_into" in facts:
        facts["merged_into"] = ids[Status.REPORTED]

    def work(db: Db) -> Any:
        row = hazards.find_hazard(db, hazard_id)
        lines = len(history.history_of(db, hazard_id))
        after = done(db, row, verb, who(ward, part), ward.now, **facts)
        assert len(history.history_of(db, hazard_id)) == lines + 1
        assert auditing.intact(db, hazard_id)
        return after, history.history_of(db, hazard_id)[-1]

    before = everything(ward, hazard_id)
    found = attempt(ward, work)
    assert everything(ward, hazard_id) == before, "a refusal left something behind"
    if status not in move.starts or part not in move.parts:
        assert isinstance(found, Refused)
        assert is_fit(str(found)), found
        return
    after, line = found
    assert after["status"] == (move.to or status)
    assert (line["verb"], line["part"], line["status"]) == (verb, part, after["status"])


def by_action(ward: Ward, ids: dict[Status, int], verb: str, status: Status, part: Part) -> None:
    """The action behind the move: refused where the table refuses, and then nothing has changed."""
    hazard_id = ids[status]

    def work(db: Db) -> Any:
        row = hazards.find_hazard(db, hazard_id)
        deeds.OF_THE_TABLE[verb](deeds.Hand(db, row, who(ward, part), ward, 3))
        assert auditing.intact(db, hazard_id)
        return hazards.find_hazard(db, hazard_id)

    before = everything(ward, hazard_id)
    found = attempt(ward, work)
    assert everything(ward, hazard_id) == before, "a refusal left something behind"
    if isinstance(found, Refused):
        assert is_fit(str(found)), found
        assert isinstance(found, NotYours) or part in MOVES[verb].parts or verb in SHARED, found
        return
    reached = {
        after.to or status for after in MOVES.values() if status in after.starts and part in after.parts
    }
    assert found["status"] in reached, f"{verb} led from {status} to {found['status']}"


@pytest.mark.parametrize(("verb", "status", "part"), CUBE)
def test_the_move(
    sqlite_ward: Ward, stages: dict[Status, int], verb: str, status: Status, part: Part
) -> None:
    by_hand(sqlite_ward, stages, verb, status, part)


@pytest.mark.parametrize(
    ("verb", "status", "part"),
    [one for one in CUBE if (one[0], one[2]) not in FITS_NO_ACTION and one[:2] != ("merge", Status.DRAFT)],
)
def test_the_action(
    sqlite_ward: Ward, stages: dict[Status, int], verb: str, status: Status, part: Part
) -> None:
    by_action(sqlite_ward, stages, verb, status, part)


@pytest.mark.parametrize("verb", MOVES)
def test_the_move_on_postgresql(postgres_ward: Ward, stages_there: dict[Status, int], verb: str) -> None:
    for status in Status:
        for part in (Part.OFFICER, Part.OWNER, Part.REPORTER):
            by_hand(postgres_ward, stages_there, verb, status, part)
            if (verb, part) not in FITS_NO_ACTION and (verb, status) != ("merge", Status.DRAFT):
                by_action(postgres_ward, stages_there, verb, status, part)
