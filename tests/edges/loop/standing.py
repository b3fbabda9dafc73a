"""What must hold of the ledger after every deed: stages, orders, closures, lists, letters, and the chain."""

from collections import defaultdict
from typing import Any

from actions import auditing
from models.base import Db
from rules.blocks import Block, State, states
from rules.clocks import day_of
from rules.hazard import Status
from tests.edges.loop.tables import lines_of
from tests.edges.loop.ward import Ward
from tests.edges.people.statuses import moves_are_legal, numbers_are_fit
from tests.edges.people.tables import Tables


def after_a_deed(ward: Ward, before: Tables, after: Tables) -> None:
    """Everything that can be seen in the tables."""
    moves_are_legal(before, after)
    numbers_are_fit(after)
    for row in after["hazard"].values():
        _is_told_by_its_history(row, after)
        _has_what_its_stage_needs(row)
        _has_what_gravity_needs(row)
        _is_still_watched(ward, row, after)
    _lists_are_in_order(after)
    _letters_are_numbered(after)
    ward.carry(_nobody_forged)


def _is_told_by_its_history(row: Any, tables: Tables) -> None:
    told = [line.status for line in lines_of(tables, row.id) if line.status is not None]
    assert told[-1] == row.status, f"{row.number} stands {row.status}, was told {told[-1]}"


def _has_what_its_stage_needs(row: Any) -> None:
    if row.status == Status.ASSIGNED:
        assert row.owner_id is not None, f"{row.number} is nobody's"
        assert row.due_on is not None, f"{row.number} has no day"
    if row.status == Status.CLOSED:
        assert row.closed_at is not None
        assert row.fixed_at is not None
        mended = row.person_id if row.fixed_on_spot else row.owner_id
        assert mended is None or row.closed_by_id != mended, f"{row.number} was looked at by who mended it"
    else:
        assert row.closed_at is None, f"{row.number} is not closed"
        assert row.closed_by_id is None, f"{row.number} was closed by somebody, and is not"


def _has_what_gravity_needs(row: Any) -> None:
    found = states(row._mapping) if row.level == "major" else {}
    if found and row.status == Status.ASSIGNED:
        assert found[Block.CONTINGENCY] is State.FILLED, f"{row.number} is grave and nobody watches the place"
    if found and row.status == Status.CLOSED:
        assert set(found.values()) == {State.FILLED}, f"{row.number} is grave and was closed with holes"


def _is_still_watched(ward: Ward, row: Any, tables: Tables) -> None:
    """Of what has a day that lies ahead, an errand waits that speaks when it has passed."""
    if row.status != Status.ASSIGNED or row.due_on < day_of(ward.now, ward.product.house.clocks):
        return
    waiting = [e for e in tables["outbox"].values() if e.hazard_id == row.id and e.state == "waiting"]
    late = [e for e in waiting if e.kind == "tell_overdue"]
    assert [e.payload["due_on"] for e in late] == [row.due_on.isoformat()], f"{row.number}: {late}"
    asked = [e for e in waiting if e.kind in ("ask_progress", "tell_box")]
    assert {e.person_id for e in asked} <= {row.owner_id}, f"{row.number}: somebody else would be asked"
    kinds = [e.kind for e in asked]
    assert len(kinds) == len(set(kinds)), f"{row.number} would be asked twice: {kinds}"


def _lists_are_in_order(tables: Tables) -> None:
    for listing in tables["listing"].values():
        row = tables["hazard"][listing.hazard_id]
        if listing.listed_on and not listing.delisted_on:
            assert row.level == "major", f"{row.number} is on the list and not grave"
        days = [listing.proposed_on, listing.listed_on, listing.delisted_on]
        known = [day for day in days if day is not None]
        assert known == sorted(known), f"{row.number}: {known}"
        assert listing.listed_on or not listing.delisted_on
        assert not (listing.listed_on and listing.refused_on)


def _letters_are_numbered(tables: Tables) -> None:
    by_year: dict[tuple[int, int], list[int]] = defaultdict(list)
    for letter in tables["letter"].values():
        by_year[letter.unit_id, letter.year].append(letter.seq)
        assert letter.scheme_due_on is not None
    for year, numbers in by_year.items():
        assert sorted(numbers) == list(range(1, len(numbers) + 1)), f"letters of {year}: {numbers}"


def _nobody_forged(db: Db) -> None:
    found = list(auditing.findings(db, lambda _: None))
    assert not found, found
