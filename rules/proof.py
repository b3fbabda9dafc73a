"""What is wrong with a hazard's history: lines that do not follow each other, or that lead elsewhere than the row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rules.chain import BEGINNING, digest
from rules.hazard import MOVES, Status


class Wrong(StrEnum):
    """The ways in which a history can have been tampered with."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    ORDER = "order"
    STATUS = "status"
    OWNER = "owner"
    DUE = "due"
    ANCHOR = "anchor"
    NOTED = "noted"


@dataclass(frozen=True)
class Flaw:
    """One thing wrong: at which line (counted from 1), what the ledger ``stands`` at, what the history ``told``."""

    wrong: Wrong
    line: int | None = None
    stands: Any = None
    told: Any = None


def flaws(row: Mapping[Any, Any] | None, lines: Sequence[Mapping[Any, Any]]) -> Iterator[Flaw]:
    """Everything wrong with one hazard; ``lines`` by their number, ``row`` None when the ledger has lost it."""
    yield from _breaks(lines)
    if row is None:
        yield Flaw(Wrong.MISSING)
    else:
        yield from _differences(row, lines)


def _breaks(lines: Sequence[Mapping[Any, Any]]) -> Iterator[Flaw]:
    """Where the chain is broken. After a break it is followed from the digest that stands there."""
    seq, before, newest = 0, BEGINNING, 0
    for line in lines:
        if line["seq"] is None or line["seq"] <= seq:
            yield Flaw(Wrong.INSERTED, line["seq"])
            continue
        if line["seq"] > seq + 1:
            yield from (Flaw(Wrong.MISSING, gone) for gone in _between(seq, line["seq"]))
        elif line["id"] < newest:
            yield Flaw(Wrong.ORDER, line["seq"])
        elif line["digest"] != digest(before, line):
            yield Flaw(Wrong.CHANGED, line["seq"])
        seq, before, newest = line["seq"], line["digest"], max(newest, line["id"])


def _between(seq: int, following: int) -> range:
    """The first and last of the lines that are gone; of a hole a million wide nobody wants every line."""
    return range(seq + 1, following, max(1, following - seq - 2))


def _differences(row: Mapping[Any, Any], lines: Sequence[Mapping[Any, Any]]) -> Iterator[Flaw]:
    """Where the ledger's row says something else than the last line that tells it."""
    told = _status(lines)
    if told is not None and told != row["status"]:
        yield Flaw(Wrong.STATUS, stands=row["status"], told=told)
    facts: dict[str, Any] = {}
    for line in lines:
        facts.update(line["facts"])
    for name, wrong in (("owner_id", Wrong.OWNER), ("due_on", Wrong.DUE)):
        stands = row[name].isoformat() if isinstance(row[name], date) else row[name]
        if name in facts and facts[name] != stands:
            yield Flaw(wrong, stands=stands, told=facts[name])


def _status(lines: Sequence[Mapping[Any, Any]]) -> str | None:
    """Where the lines lead; None when they were written before lines told it."""
    told = [line["status"] for line in lines if line["status"] is not None]
    if told:
        return str(told[-1])
    return None if any(_leads_on(line["verb"]) for line in lines) else Status.DRAFT.value


def _leads_on(verb: str) -> bool:
    return verb in MOVES and MOVES[verb].to is not None
