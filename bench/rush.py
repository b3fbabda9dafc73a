"""Open loop: messages come at a fixed rate whatever happens; how long does each wait for its answer?"""

from contextlib import ExitStack
from pathlib import Path

from bench import answering, client, messages, stored
from bench.running import served
from bench.turns import PRODUCT, Databases

RATES = {"sqlite": 500, "postgresql": 200}
ANSWERS, SITTERS = 300, 400
"""Answers a second, and how many people give them."""


def measure(folder: Path, *, seconds: float, only: str = "") -> list[dict[str, object]]:
    """Photos, sentences and repeats, mixed; one line a database."""
    lines = [_one(folder / kind, kind, rate, seconds) for kind, rate in RATES.items() if only in kind]
    return [*lines, *(_answers(folder / f"answers-{kind}", kind, seconds) for kind in RATES if only in kind)]


def _answers(folder: Path, kind: str, seconds: float) -> dict[str, object]:
    """A hall full of people who practise at once."""
    every = answering.rush(SITTERS, SITTERS + int(ANSWERS * seconds))
    warm, later = every[:SITTERS], every[SITTERS:]
    with ExitStack() as stack:
        databases = Databases(folder, SITTERS, stack)
        folder.mkdir(parents=True)
        url, _ = databases.make(kind, folder / "data")
        answering.sit_down(url)
        server = stack.enter_context(served(PRODUCT, folder / "data", SSP_DATABASE__URL=url))
        client.hurry(server.port, iter(messages.plain(warm)), 5)
        stored.settle(url)
        before = stored.answers(url)
        run = client.keep_pace(server.port, messages.plain(later), ANSWERS)
        lost = len(later) - (stored.answers(url) - before)
        return _told(f"{kind}, {ANSWERS} answers a second", run, lost)


def _one(folder: Path, kind: str, rate: int, seconds: float) -> dict[str, object]:
    deliveries = messages.reports(int(rate * seconds))
    with ExitStack() as stack:
        databases = Databases(folder, len(deliveries), stack)
        folder.mkdir(parents=True)
        url, _ = databases.make(kind, folder / "data")
        server = stack.enter_context(served(PRODUCT, folder / "data", SSP_DATABASE__URL=url))
        client.hurry(server.port, iter(messages.plain(messages.texts(len(deliveries) // 3, 300))), 5)
        stored.settle(url)
        before = stored.receipts(url)
        run = client.keep_pace(server.port, messages.plain(deliveries), rate)
        lost = len(set(deliveries)) - (stored.receipts(url) - before)
    return _told(f"{kind}, {rate} messages a second", run, lost)


def _told(name: str, run: client.Measured, lost: int) -> dict[str, object]:
    return {
        "name": name,
        "rate": run.rate,
        **{f"p{share:g}_ms": run.percentile(share / 100) for share in (50, 99, 99.9)},
        "failures": run.failures,
        "lost": lost,
    }
