"""What the pages of the ledger cost at 2,000, 20,000 and 200,000 hazards, on both databases."""

import logging
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from bench import ledger_rows
from bench.ledger_rows import CITY_UNION, NOW, OFFICER, WARD
from bot.writer import open_writer
from migrations import schema
from models.database import open_reading, open_writing
from tests.postgres import start_postgres
from tests.web.makers import Make, make_desk, make_pages

SIZES = (2_000, 20_000, 200_000)
LOOKS = 5
SLOWEST = 300
"""Milliseconds that the median of any page may take."""

YEAR = "found=2025-04-01_2026-03-31"
PAGES: Mapping[str, str] = {
    "mine": "/console/?show=mine",
    "mine, far back": "/console/?show=mine&before=0.{half}",
    "overdue": "/console/?show=overdue",
    "urgent": "/console/?show=urgent",
    "major": "/console/?show=major",
    "not reached": "/console/?show=unreached",
    "all": "/console/?show=all",
    "all, far back": "/console/?show=all&before=0.{half}",
    "one status": "/console/?show=all&status=rejected",
    "status, category": "/console/?show=all&status=closed&category=ELEC",
    "five filters": "/console/?show=all&tier=regulator&source=report&kind=occupational&category=ELEC&status=open",
    "figure's rows": f"/console/?show=all&status=counted&{YEAR}&category=ELEC",
    "recurrences": f"/console/?show=all&status=counted&{YEAR}&spot=8号楼3楼&again=1",
    "closed in a month": "/console/?show=all&closed=2024-05-01_2024-05-31",
    "place": "/console/?show=all&place=99号楼",
    "number": "/console/?q=1041",
    "frequent word": "/console/?q=插座",
    "missing word": "/console/?q=没有这个词",
    "hostile words": "/console/?q=%25 _ ' <script>",
    "dashboard": "/console/dashboard",
    "dashboard, 3 months": "/console/dashboard?months=3",
    "one picture": "/console/dashboard/flow.svg",
}
GUESTS: Mapping[str, int] = {"city": CITY_UNION, "hospital": OFFICER, "ward": WARD}


@dataclass(frozen=True)
class Seen:
    """One page as one guest meets it: milliseconds by database and size."""

    page: str
    guest: str
    times: Mapping[tuple[str, int], float]


def measure(sizes: Sequence[int] = SIZES, only: str = "") -> list[Seen]:
    """Median milliseconds of each page for each guest."""
    logging.getLogger().setLevel(logging.WARNING)
    times: dict[tuple[str, str], dict[tuple[str, int], float]] = {}
    for size in sizes:
        for database, url in _databases():
            for (page, guest), median in _times(url, size, only):
                times.setdefault((page, guest), {})[database, size] = median
    return [Seen(page, guest, found) for (page, guest), found in times.items()]


def table(seen: Sequence[Seen]) -> str:
    """The figures as they are printed; what takes too long is marked."""
    columns = list(seen[0].times) if seen else []
    heads = "".join(f"{database[:6] + ' ' + _thousands(size):>13}" for database, size in columns)
    lines = [f"{'pages of the ledger, median ms':<32}{heads}"]
    for line in seen:
        figures = "".join(_figure(line.times[column]) for column in columns)
        lines.append(f"{line.page + ', ' + line.guest:<32}{figures}")
    return "\n".join(lines)


def as_json(seen: Sequence[Seen]) -> list[dict[str, Any]]:
    """The same for a file."""
    return [
        {"page": line.page, "guest": line.guest, "database": database, "size": size, "ms": round(median, 1)}
        for line in seen
        for (database, size), median in line.times.items()
    ]


def _thousands(size: int) -> str:
    return f"{size / 1000:g}k"


def _figure(median: float) -> str:
    return f"{median:>12.1f}{'!' if median > SLOWEST else ' '}"


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="ssp-bench-") as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'ledger.db'}"
    server = start_postgres(durable=True)
    try:
        with server.database() as url:
            yield "PostgreSQL", url
    finally:
        server.stop()


def _times(url: str, size: int, only: str) -> Iterator[tuple[tuple[str, str], float]]:
    schema.upgrade(url)
    ledger_rows.fill(url, size)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ssp-bench-")))
        writing, reading = open_writing(url), open_reading(url)
        stack.callback(reading.dispose)
        stack.callback(writing.dispose)
        writer = open_writer(writing)
        stack.callback(writer.close)
        make = Make(writer, folder)
        app = make_pages(make_desk(writer, reading, folder, clock=lambda: NOW))
        for guest, person in GUESTS.items():
            browser = app.test_client()
            browser.post(make.link(person, f"token of {person}", NOW + timedelta(minutes=10)))
            for page, address in PAGES.items():
                if only in f"{page}, {guest}":
                    yield (page, guest), _median(browser, address.format(half=size // 2))


def _median(browser: Any, address: str) -> float:
    taken = []
    for nth in range(LOOKS + 1):
        began = perf_counter()
        answer = browser.get(address)
        assert answer.status_code == 200, address
        if nth:
            taken.append((perf_counter() - began) * 1000)
    return statistics.median(taken)
