"""What the official plan costs as the roll grows: reminders for everybody, and the table of a province, on both databases."""

import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from bench import plans_calls, plans_house, plans_table
from migrations import schema
from tests.postgres import start_postgres

SIZES = (10_000, 50_000)
"""People; a million by ``--size`` takes half an hour. Nodes of the tree are eight of a hundred."""
NODES = 0.08
LIMITS = {
    "table,": 100.0,
    "counting": 20.0,
    "times the bare insert": 3.0,
    "longest lock": 250.0,
    "second beat, rows": 0.0,
    "proof": 0.0,
}
"""What a line whose name holds these words may reach: milliseconds, microseconds, a ratio, or rows."""

Times = dict[tuple[str, int], float]


@dataclass(frozen=True)
class Seen:
    """One line: a figure by database and size. What it is counted in stands in its name."""

    name: str
    times: Times

    @property
    def limit(self) -> float | None:
        return next((limit for words, limit in LIMITS.items() if words in self.name), None)


def measure(sizes: Sequence[int] = SIZES, only: str = "") -> list[Seen]:
    """Medians of everything; ``only`` planning or table leaves out the other part."""
    logging.getLogger().setLevel(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    times: dict[str, Times] = {}
    for size in sizes:
        for part, measured in PARTS.items():
            for database, url in _databases() if only in part else ():
                schema.upgrade(url)
                for name, figure in measured(url, size):
                    times.setdefault(name, {})[database, size] = figure
    return [Seen(name, found) for name, found in times.items()]


def table(seen: Sequence[Seen]) -> str:
    """The figures as they are printed; what is over its limit is marked."""
    columns = list(dict.fromkeys(column for line in seen for column in line.times))
    heads = "".join(f"{database[:6] + ' ' + f'{size / 1000:g}k':>14}" for database, size in columns)
    lines = [f"{'the official plan':<36}{heads}{'limit':>8}"]
    for line in seen:
        cells = "".join(_figure(line.times.get(column), line.limit) for column in columns)
        lines.append(f"{line.name:<36}{cells}{'' if line.limit is None else f'{line.limit:g}':>8}")
    return "\n".join(lines)


def as_json(seen: Sequence[Seen]) -> list[dict[str, Any]]:
    """The same for a file."""
    return [
        {"name": line.name, "database": database, "size": size, "figure": round(figure, 2)}
        for line in seen
        for (database, size), figure in line.times.items()
    ]


def _figure(figure: float | None, limit: float | None) -> str:
    if figure is None:
        return f"{'':>14}"
    return f"{figure:>13,.2f}{'!' if limit is not None and figure > limit else ' '}"


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="ssp-bench-") as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'plans.db'}"
    server = start_postgres(durable=True)
    try:
        with server.database() as url:
            yield "PostgreSQL", url
    finally:
        server.stop()


def _planning(url: str, size: int) -> Iterator[tuple[str, float]]:
    plans_calls.fill(url, round(size * NODES))
    seen = list(plans_calls.measure(url))
    found = plans_calls.median(seen)
    yield "reminders planned, rows", found.rows
    yield "reminders planned, s", found.seconds
    yield "bare insert of the same, s", found.bare
    yield "times the bare insert", found.seconds / found.bare
    yield "longest lock, ms", found.longest * 1000
    yield "second beat, rows", found.more
    yield "second beat, s", found.again
    yield "memory that stays, MB", seen[-1].grown


def _table(url: str, size: int) -> Iterator[tuple[str, float]]:
    plans_house.fill(url, size)
    yield from plans_table.measure(url, size)


PARTS: Mapping[str, Any] = {"planning": _planning, "table": _table}
