"""Writing many rows in works so short that nobody waits for the one writer."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import Executable

from models.base import Db

T = TypeVar("T")
CHUNK = 250  # rows per work: about ten milliseconds


class Carry(Protocol):
    """How a work reaches the writer: a transaction around it, and its plain answer."""

    def __call__(self, work: Callable[[Db], T]) -> T: ...


def carry_rows(
    carry: Carry, statement: Executable, rows: Iterable[dict[str, Any]], tick: Callable[[int], None]
) -> None:
    """Execute one statement for all rows; ``tick`` hears how many are done after every work."""
    for chunk in in_chunks(rows):
        carry(partial(_execute, statement=statement, rows=chunk))
        tick(len(chunk))


def in_chunks(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _execute(db: Db, *, statement: Executable, rows: list[dict[str, Any]]) -> None:
    db.execute(statement, rows)
