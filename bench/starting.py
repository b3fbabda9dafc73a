"""From the command to the first answer, and what both idle processes weigh."""

import http.client
import statistics
import sys
import time
from contextlib import suppress
from pathlib import Path

from bench.running import Served, free_port, launched
from migrations import schema

PATIENCE = 20.0
REST = 1.0


def measure(folder: Path, *, times: int) -> dict[str, object]:
    """Median seconds from exec to the first 200 of ``/healthz``, and PSS in MB when it has come to rest."""
    folder.mkdir(parents=True)
    schema.upgrade(f"sqlite:///{folder / 'suishoupai.db'}")
    runs = [_start(folder) for _ in range(times + 1)][1:]  # the first one compiles
    memory = [part for _, part in runs]
    return {
        "first_answer_s": statistics.median(seconds for seconds, _ in runs),
        "parent_mb": statistics.median(pss[0] for pss in memory) / 1024,
        "worker_mb": statistics.median(sum(pss[1:]) for pss in memory) / 1024,
    }


def _start(folder: Path) -> tuple[float, list[int]]:
    port = free_port()
    command = [sys.executable, "-m", "suishoupai", "serve", "--port", str(port)]
    begun = time.perf_counter()
    with launched(command, port, folder, {"SSP_PARTS": ""}) as server:
        _wait_until_well(server)
        seconds = time.perf_counter() - begun
        time.sleep(REST)
        return seconds, list(server.memory().values())


def _wait_until_well(server: Served) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.005)
    raise RuntimeError("the product did not start")
