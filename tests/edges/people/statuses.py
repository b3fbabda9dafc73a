"""Statuses change by the table of moves alone, every numbered row has a history, numbers are fit to be typed."""

from typing import Any

from rules.hazard import MOVES, Status
from rules.numbers import FIRST, RESERVED
from tests.edges.people.tables import Tables, changes
from tests.edges.people.talk import Said
from tests.edges.people.town import Town


def moves_are_legal(before: Tables, after: Tables) -> None:
    lines: dict[int, list[Any]] = {}
    for change in changes(before, after, "history"):
        assert change.before is None or change.columns == {"person_id"}, "a line of history was rewritten"
        if change.before is None:
            lines.setdefault(change.after.hazard_id, []).append(change.after)
    for change in changes(before, after, "hazard"):
        status = _walk(change.before, sorted(lines.get(change.after.id, []), key=lambda line: line.id))
        assert status == change.after.status, f"{change.after.id}: {status} is {change.after.status}"
        assert change.before is None or change.before.number in (None, change.after.number)


def _walk(row: Any, lines: list[Any]) -> str:
    """Where the lines of history lead from where the row stood."""
    status = Status.DRAFT.value if row is None else row.status
    for line in lines:
        if move := MOVES.get(line.verb):
            assert status in move.starts, f"{line.verb} from {status}"
            assert line.part in move.parts, f"{line.verb} by {line.part}"
            status = move.to.value if move.to is not None else status
    return str(status)


def numbers_are_fit(tables: Tables) -> None:
    told = [row.number for row in tables["hazard"].values() if row.number is not None]
    assert len(set(told)) == len(told), "one number twice"
    assert not RESERVED & set(told)
    assert all(number >= FIRST for number in told)
    with_history = {line.hazard_id for line in tables["history"].values()}
    numbered = {row.id for row in tables["hazard"].values() if row.number is not None}
    assert numbered <= with_history, "a number without a history"


def after_words(town: Town, said: Said) -> None:
    moves_are_legal(said.before, said.after)
    numbers_are_fit(said.after)


def after_time(town: Town, before: Tables, after: Tables) -> None:
    moves_are_legal(before, after)
    numbers_are_fit(after)
