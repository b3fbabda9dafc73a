"""Proving that no history was rewritten: every line against its chain, every row against its lines, every anchor."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from models import anchors, chains, history
from models.base import Db, Row
from rules.chain import BEGINNING, over
from rules.proof import Flaw, Wrong, flaws

Tick = Callable[[int], None]
"""Hears how many lines were looked at since it was last called."""


@dataclass(frozen=True)
class Finding:
    """One flaw, and where it is: in which hazard, or in the anchor of which day."""

    flaw: Flaw
    hazard_id: int | None = None
    number: int | None = None
    unit_id: int | None = None
    day: date | None = None


def intact(db: Db, hazard_id: int) -> bool:
    """Whether nobody has touched the history of one hazard, nor its stage, owner or day past the history."""
    return not any(flaws(*chains.chain_of(db, hazard_id)))


def findings(db: Db, tick: Tick) -> Iterator[Finding]:
    """Everything that is wrong. Each line is looked at twice: in its chain, and under its anchor."""
    yield from _in_chains(db, tick)
    yield from _without_lines(db)
    yield from _under_anchors(db, tick)


def _in_chains(db: Db, tick: Tick) -> Iterator[Finding]:
    for hazard_id, row, lines in chains.every_chain(db):
        number, unit_id = (row["number"], row["unit_id"]) if row else (None, None)
        for flaw in flaws(row, lines):
            yield Finding(flaw, hazard_id, number, unit_id)
        tick(len(lines))


def _without_lines(db: Db) -> Iterator[Finding]:
    for hazard_id, number, unit_id in chains.without_lines(db):
        yield Finding(Flaw(Wrong.MISSING, 1), hazard_id, number, unit_id)


def _under_anchors(db: Db, tick: Tick) -> Iterator[Finding]:
    """The days whose lines are not those that were sealed. A wrong day does not make the next one wrong."""
    before, after = BEGINNING, 0
    for anchor in anchors.all_anchors(db):
        digests = [digest for _, digest in history.digests_between(db, after, anchor["last_id"])]
        if over(before, digests) != anchor["digest"] or len(digests) != anchor["lines"]:
            yield Finding(Flaw(Wrong.ANCHOR, stands=len(digests), told=anchor["lines"]), day=anchor["day"])
        before, after = anchor["digest"], anchor["last_id"]
        tick(len(digests))


def work_of(db: Db) -> int:
    """How many ticks ``findings`` will make at most."""
    return 2 * chains.count_lines(db)


def has_noted(db: Db, noted: str) -> bool:
    """Whether an anchor still stands of which somebody has noted the digest, or its beginning."""
    return any(anchor["digest"].startswith(noted) for anchor in anchors.all_anchors(db))


def last_seal(db: Db) -> Row | None:
    """The newest anchor: what to note down, so that not even the owner of the database can rewrite what it covers."""
    return anchors.last_anchor(db)
