"""What quizzes cost as the roll grows: the next question, one's own place, and the pages of results, on both databases."""

import logging
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import structlog
from sqlalchemy import Engine

from actions.quiz import examining, practising
from actions.quiz.bank import Bank
from actions.quiz.learner import Learner, learner
from actions.quiz.sitting import Sitting, opened
from bench import quiz_rows
from bench.quiz_rows import CITY_UNION, FIRST_HOME, FIRST_PERSON, LEARNERS, NOW, UNION, WARD
from bot.writer import Writer, open_writer
from migrations import schema
from models.database import open_reading, open_writing
from models.quiz import papers, results
from models.quiz.sittings import PRACTICE
from rules.clocks import Clocks
from tests.postgres import start_postgres
from tests.web.makers import ZONE, Make, make_desk, make_pages
from web.console.papers.kept import EXTENSION as KEPT

SIZES: Mapping[str, Sequence[int]] = {
    "SQLite": (1_000, 10_000, 100_000),
    "PostgreSQL": (10_000, 100_000, 1_000_000),
}
LOOKS, RANKS = 7, 50
LIMITS = {"page": 300.0, "own rank": 2.0, "question": 20.0}
"""Milliseconds that the median of any line of this sort may take."""

PAPER = 1
TODAY = NOW.date()
PAGES: Mapping[str, tuple[int, str]] = {
    "page, city": (CITY_UNION, ""),
    "page, hospital": (UNION, ""),
    "page, department": (WARD, ""),
    "page, not yet, hospital": (UNION, "/not-yet?unit=10001"),
    "page, not yet, city": (CITY_UNION, "/not-yet"),
    "page, questions, hospital": (UNION, "/items"),
    "page, questions, city": (CITY_UNION, "/items"),
    "page, picture": (CITY_UNION, "/points.svg"),
}
FRESH = ("page, city", "page, questions, hospital", "page, questions, city")
"""Pages that keep something between two looks; they are measured without it, too."""

Times = dict[tuple[str, int], float]


@dataclass(frozen=True)
class Seen:
    """One line: milliseconds by database and size."""

    name: str
    times: Times

    @property
    def limit(self) -> float:
        return next(limit for name, limit in LIMITS.items() if name in self.name)


def measure(size: int | None = None, only: str = "", database: str = "") -> list[Seen]:
    """Medians of everything, at every size or at one."""
    logging.getLogger().setLevel(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    times: dict[str, Times] = {}
    for named, sizes in SIZES.items():
        for each in [size] if size else sizes:
            if database not in named:
                continue
            for url in _database(named):
                for name, taken in _measured(url, each, only):
                    times.setdefault(name, {})[named, each] = taken
    return [Seen(name, found) for name, found in times.items()]


def table(seen: Sequence[Seen]) -> str:
    """The figures as they are printed; what takes too long is marked."""
    columns = list(seen[0].times) if seen else []
    heads = "".join(f"{database[:6] + ' ' + f'{size / 1000:g}k':>14}" for database, size in columns)
    lines = [f"{'quizzes, median ms':<34}{heads}{'limit':>8}"]
    for line in seen:
        figures = (line.times.get(column) for column in columns)
        cells = "".join(_figure(taken, line.limit) for taken in figures)
        lines.append(f"{line.name:<34}{cells}{line.limit:>8g}")
    return "\n".join(lines)


def _figure(taken: float | None, limit: float) -> str:
    return f"{'':>14}" if taken is None else f"{taken:>13.2f}{'!' if taken > limit else ' '}"


def as_json(seen: Sequence[Seen]) -> list[dict[str, Any]]:
    """The same for a file."""
    return [
        {"name": line.name, "database": database, "size": size, "ms": round(taken, 2)}
        for line in seen
        for (database, size), taken in line.times.items()
    ]


def _database(named: str) -> Iterator[str]:
    if named == "SQLite":
        with tempfile.TemporaryDirectory(prefix="ssp-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'quizzes.db'}"
        return
    server = start_postgres(durable=True)
    try:
        with server.database() as url:
            yield url
    finally:
        server.stop()


def _measured(url: str, size: int, only: str) -> Iterator[tuple[str, float]]:
    schema.upgrade(url)
    quiz_rows.fill(url, size)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ssp-bench-")))
        writing, reading = open_writing(url), open_reading(url)
        stack.callback(reading.dispose)
        stack.callback(writing.dispose)
        writer = open_writer(writing)
        stack.callback(writer.close)
        measures = (_questions(writer), _ranks(reading), _pages(writer, reading, folder, only))
        for measured in measures:
            yield from ((name, taken) for name, taken in measured if only in name)


def _questions(writer: Writer) -> Iterator[tuple[str, float]]:
    """Beginning and answering, each until its commit is on the disk."""
    bank, taken = Bank(), dict[str, list[float]]()
    for n in range(1, LEARNERS + 1):
        who: Learner = writer.carry(lambda db, n=n: learner(db, n, FIRST_PERSON + n, FIRST_HOME, None))
        for name, spent in (*_practised(writer, bank, who, Random(n)), *_sat(writer, bank, who, Random(n))):
            if n > 1:
                taken.setdefault(name, []).append(spent)
    yield from ((name, statistics.median(spent)) for name, spent in taken.items())


def _practised(writer: Writer, bank: Bank, who: Learner, chance: Random) -> Iterator[tuple[str, float]]:
    facts: dict[str, Any] = {"day": TODAY, "now": NOW, "chance": chance}
    sitting, spent = _timed(
        lambda: writer.carry(lambda db: practising.begin(db, who, PRACTICE, bank, **facts))
    )
    assert sitting is not None
    yield "practice question, first", spent
    for at in range(len(sitting.asked)):
        yield (
            "practice question, next",
            _timed(lambda at=at: _answer_practice(writer, bank, who, sitting, at))[1],
        )


def _answer_practice(writer: Writer, bank: Bank, who: Learner, sitting: Sitting, at: int) -> None:
    def work(db: Any) -> None:
        now_stands = opened(db, sitting.id, bank, hold=True)
        assert now_stands is not None
        ready = practising.ready_by(db, who, NOW)
        practising.answer(db, now_stands, now_stands.asked[at], "A", now=NOW, ready_by=ready)

    writer.carry(work)


def _sat(writer: Writer, bank: Bank, who: Learner, chance: Random) -> Iterator[tuple[str, float]]:
    def begin(db: Any) -> Sitting:
        offer = examining.offer_of(db, papers.find_paper(db, PAPER), who, NOW, Clocks(zone=ZONE))
        found = examining.begin(db, offer, who, bank, day=TODAY, now=NOW, chance=chance)
        assert found is not None
        return found

    sitting, spent = _timed(lambda: writer.carry(begin))
    yield "exam question, first", spent
    for at in range(5):
        yield "exam question, next", _timed(lambda at=at: _answer_exam(writer, bank, sitting, at))[1]
    yield "exam question, handed in", _timed(lambda: _hand_in(writer, bank, sitting))[1]


def _answer_exam(writer: Writer, bank: Bank, sitting: Sitting, at: int) -> None:
    def work(db: Any) -> None:
        now_stands = opened(db, sitting.id, bank, hold=True)
        assert now_stands is not None
        examining.answer(db, now_stands, now_stands.asked[at], "A", now=NOW)

    writer.carry(work)


def _hand_in(writer: Writer, bank: Bank, sitting: Sitting) -> None:
    writer.carry(lambda db: examining.finish(db, sitting.id, bank, NOW))


def _ranks(reading: Engine) -> Iterator[tuple[str, float]]:
    with reading.connect() as db:
        row = results.find_result(db, PAPER, FIRST_PERSON + 50)
        assert row is not None
        asks: Mapping[str, Callable[[], Any]] = {
            "own rank, city": lambda: results.rank_of(db, PAPER, row["share"]),
            "own rank, hospital": lambda: results.rank_of(db, PAPER, row["share"], row["unit_id"]),
            "own rank, who is around": lambda: results.around(db, PAPER, row, 5, row["unit_id"]),
        }
        for name, ask in asks.items():
            yield name, statistics.median(_timed(ask)[1] for _ in range(RANKS))


def _pages(writer: Writer, reading: Engine, folder: Path, only: str) -> Iterator[tuple[str, float]]:
    make = Make(writer, folder)
    app = make_pages(make_desk(writer, reading, folder, clock=lambda: NOW))
    browsers = {}
    for person in (CITY_UNION, UNION, WARD):
        browsers[person] = app.test_client()
        browsers[person].post(make.link(person, f"token of {person}", NOW + timedelta(minutes=10)))
    for name, (person, more) in PAGES.items():
        if only not in name:
            continue
        address = f"/console/papers/{PAPER}{more}"
        yield name, _median(lambda p=person, a=address: browsers[p].get(a))
        if name in FRESH:
            yield f"{name}, first look", _median(lambda p=person, a=address: browsers[p].get(a), _forget(app))


def _forget(app: Any) -> Callable[[], None]:
    def forget() -> None:
        app.extensions.pop(KEPT, None)

    return forget


def _median(look: Callable[[], Any], before: Callable[[], None] = lambda: None) -> float:
    taken = []
    for nth in range(LOOKS + 1):
        before()
        answer, spent = _timed(look)
        assert answer.status_code == 200, answer.text[-500:]
        if nth:
            taken.append(spent)
    return statistics.median(taken)


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = perf_counter()
    found = work()
    return found, (perf_counter() - began) * 1000
