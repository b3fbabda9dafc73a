"""Servers under measurement: each a process of its own on loopback, all with the same settings."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench import messages

ROOT = Path(__file__).parent.parent
THREADS = 16
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Served:
    """A running server. ``beside`` is the process of its database, if it has one."""

    process: subprocess.Popen[bytes]
    port: int
    beside: list[int] = field(default_factory=list)

    def cpu(self) -> float:
        """Seconds of processor time so far, of the server and of its database."""
        return sum(_cpu(pid) for root in (self.process.pid, *self.beside) for pid in family(root))

    def memory(self) -> dict[int, int]:
        """PSS of each process in kB: shared pages are counted in parts."""
        return {pid: _pss(pid) for pid in family(self.process.pid)}

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def family(pid: int) -> list[int]:
    """A process and its children, in order."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in below for one in family(int(child)))]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def served(target: str, folder: Path, **env: str) -> Iterator[Served]:
    """``module:factory`` on granian, one worker and as many threads as for everybody else."""
    port = free_port()
    program = f"from suishoupai import server; server.run({target!r}, '127.0.0.1', {port}, threads={THREADS}, quiet=True)"
    with launched([sys.executable, "-c", program], port, folder, env) as server:
        wait_for(port)
        yield server


@contextmanager
def launched(command: list[str], port: int, folder: Path, env: dict[str, str]) -> Iterator[Served]:
    """A command that will listen on a port; what it says goes into a file of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"server-{port}.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | settings(folder) | env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = Served(process, port)
    try:
        yield server
    finally:
        server.stop()


def settings(folder: Path) -> dict[str, str]:
    """The product's configuration for a measurement: everything in one folder, one account."""
    (folder / "config.yaml").touch()
    return {
        "BENCH_FOLDER": str(folder),
        "SSP_CONFIG": str(folder / "config.yaml"),
        "SSP_DATA_DIR": str(folder),
        "SSP_PARTS": "web",
        "SSP_WECHAT__TOKEN": messages.TOKEN,
        "SSP_WECHAT__APP_ID": messages.APP_ID,
        "SSP_WECHAT__AES_KEY": messages.AES_KEY,
        "SSP_WEB__SECRET_KEY": "a secret of the benchmarks",
        "SSP_WEB__PUBLIC_URL": "http://127.0.0.1",
        "SSP_HOSPITAL__EMERGENCY_PHONE": "0533-2110119",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, patience: float = 20.0) -> None:
    """Until somebody listens."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise TimeoutError(f"nobody listens on {port}")


def copy_database(template: Path, folder: Path) -> Path:
    """A server's own copy of a prepared SQLite file."""
    folder.mkdir(parents=True)
    return Path(shutil.copy(template, folder / "suishoupai.db"))
