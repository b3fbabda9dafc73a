"""Closed loop: how many messages a second, beside an empty view and beside peers, round by round."""

import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from bench import answering, client, guests, people, stored
from bench.client import Measured
from bench.messages import CORPORA, plain
from bench.running import Served, copy_database, served
from tests.postgres import Postgres, start_postgres

FASTEST = 4000
"""No candidate that keeps messages answers more in a second."""

SPOKEN = CORPORA | {"answer": lambda first, count: plain(answering.answers(first, count))}

PRODUCT = "suishoupai.app:application"


@dataclass(frozen=True)
class Candidate:
    """One line of the table."""

    name: str
    target: str
    corpus: str = "text"
    database: str = ""
    guest: str = ""


BARE = Candidate("bare Flask view", "bench.servers:bare")
CANDIDATES = (
    BARE,
    Candidate("wechatpy echo in Flask, keeps nothing", "bench.servers:echo"),
    Candidate("WeRoBot, SQLite session", "bench.servers:werobot", guest="werobot"),
    Candidate("text turn, in a Flask view", "bench.servers:in_flask", "text", "sqlite"),
    Candidate("text turn", PRODUCT, "text", "sqlite"),
    Candidate("photo turn", PRODUCT, "photo", "sqlite"),
    Candidate("practice answer", PRODUCT, "answer", "sqlite"),
    Candidate("text turn, encrypted", PRODUCT, "encrypted", "sqlite"),
    Candidate("text turn, PostgreSQL", PRODUCT, "text", "postgresql"),
    Candidate("photo turn, PostgreSQL", PRODUCT, "photo", "postgresql"),
    Candidate("practice answer, PostgreSQL", PRODUCT, "answer", "postgresql"),
)


@dataclass
class Line:
    """What the rounds of one candidate gave."""

    candidate: Candidate
    runs: list[Measured] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    cpu_ratios: list[float] = field(default_factory=list)
    lost: int = 0

    def facts(self) -> dict[str, object]:
        return {
            "name": self.candidate.name,
            "rate": statistics.median(run.rate for run in self.runs),
            "p50_ms": statistics.median(run.percentile(0.5) for run in self.runs),
            "p99_ms": statistics.median(run.percentile(0.99) for run in self.runs),
            "cpu_us": statistics.median(self.cpu),
            "cpu_ratio": statistics.median(self.cpu_ratios),
            "ratio": statistics.median(self.ratios),
            "ratio_min": min(self.ratios),
            "ratio_max": max(self.ratios),
            "failures": sum(run.failures for run in self.runs),
            "lost": self.lost,
        }


def measure(folder: Path, *, rounds: int, seconds: float, only: str = "") -> list[dict[str, object]]:
    """Every candidate in turn, again and again; the ratio to the bare view is taken inside a round."""
    chosen = [c for c in CANDIDATES if c is BARE or only in c.name]
    chosen = [c for c in chosen if not c.guest or guests.is_here(c.guest)]
    each = int(FASTEST * seconds)
    with standing(chosen, folder, people_needed=each * (rounds + 1)) as servers:
        lines = [Line(candidate) for candidate in chosen]
        for number in range(rounds + 1):
            _one_round(lines, servers, number * each, each, seconds)
            if number == 0:  # the first round only warms caches
                lines = [Line(candidate) for candidate in chosen]
                for server in servers:
                    server.settle()
        for line, server in zip(lines, servers, strict=True):
            line.lost = server.lost()
        return [line.facts() for line in lines]


def _one_round(lines: list[Line], servers: "list[Stand]", first: int, count: int, seconds: float) -> None:
    corpora = {line.candidate.corpus: SPOKEN[line.candidate.corpus](first, count) for line in lines}
    for line, stand in zip(lines, servers, strict=True):
        requests = corpora[line.candidate.corpus]
        before = stand.server.cpu()
        run = client.hurry(
            stand.server.port, iter(requests) if line.candidate.database else cycle(requests), seconds
        )
        line.runs.append(run)
        line.cpu.append((stand.server.cpu() - before) / len(run.times) * 1e6)
        line.ratios.append(run.rate / lines[0].runs[-1].rate)
        line.cpu_ratios.append(line.cpu[-1] / lines[0].cpu[-1])
        stand.answered += len(run.times)


@dataclass
class Stand:
    """A server, and what it must have kept by now."""

    server: Served
    url: str = ""
    answered: int = 0

    def settle(self) -> None:
        if self.url:
            stored.settle(self.url)

    def lost(self) -> int:
        """Answers given for messages that are not in the database."""
        return self.answered - stored.receipts(self.url) if self.url else 0


@contextmanager
def standing(candidates: Sequence[Candidate], folder: Path, people_needed: int) -> Iterator[list[Stand]]:
    """All servers, started; those that keep something each have a database full of people."""
    with ExitStack() as stack:
        databases = Databases(folder, people_needed, stack)
        yield [_stand(candidate, folder / str(n), databases, stack) for n, candidate in enumerate(candidates)]


def _stand(candidate: Candidate, folder: Path, databases: "Databases", stack: ExitStack) -> Stand:
    env = guests.environment(candidate.guest) if candidate.guest else {}
    url, beside = databases.make(candidate.database, folder) if candidate.database else ("", [])
    if url:
        env["SSP_DATABASE__URL"] = url
    if candidate.corpus == "answer":
        answering.sit_down(url)
    server = stack.enter_context(served(candidate.target, folder, **env))
    server.beside = beside
    return Stand(server, url)


class Databases:
    """Fresh databases full of people; the templates are made when they are first asked for."""

    def __init__(self, folder: Path, people_needed: int, stack: ExitStack) -> None:
        self._folder = folder
        self._people = people_needed
        self._stack = stack
        self._sqlite: Path | None = None
        self._postgres: Postgres | None = None

    def make(self, kind: str, folder: Path) -> tuple[str, list[int]]:
        """The address of a new database, and the process that serves it."""
        if kind == "sqlite":
            return f"sqlite:///{copy_database(self._sqlite_template(), folder)}", []
        server = self._postgres_server()
        pid = int((server.folder / "postmaster.pid").read_text().splitlines()[0])
        return self._stack.enter_context(server.database()), [pid]

    def _sqlite_template(self) -> Path:
        if self._sqlite is None:
            self._sqlite = self._folder / "template.db"
            people.fill(f"sqlite:///{self._sqlite}", self._people)
        return self._sqlite

    def _postgres_server(self) -> Postgres:
        if self._postgres is None:
            self._postgres = start_postgres(durable=True)
            self._stack.callback(self._postgres.stop)
            url = self._stack.enter_context(self._postgres.database())
            people.fill(url, self._people)
            self._postgres.template = url.rpartition("/")[2]
        return self._postgres
