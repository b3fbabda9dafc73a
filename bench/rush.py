"""Open loop: messages come at a fixed rate whatever happens; how long does each wait for its answer?"""

from contextlib import ExitStack
from pathlib import Path

from bench import client, messages, stored
from bench.running import served
from bench.turns import PRODUCT, Databases

RATES = {"sqlite": 500, "postgresql": 200}


def measure(folder: Path, *, seconds: float, only: str = "") -> list[dict[str, object]]:
    """Photos, sentences and repeats, mixed; one line a database."""
    return [_one(folder / kind, kind, rate, seconds) for kind, rate in RATES.items() if only in kind]


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
    return {
        "name": f"{kind}, {rate} messages a second",
        "rate": run.rate,
        **{f"p{share:g}_ms": run.percentile(share / 100) for share in (50, 99, 99.9)},
        "failures": run.failures,
        "lost": lost,
    }
