"""The demo as a process of its own, always on the same morning, so that pictures show the same days."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORT = 8155
MORNING = "2026-03-09T08:30:00+08:00"
READY = re.compile(r"盒子里的微信\s+(http://\S+?)/?$")


@contextmanager
def running(port: int = PORT) -> Iterator[str]:
    """A demo with a folder of its own; the address of its box."""
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "demo")
        command = ["-m", "suishoupai", "demo", "--port", str(port), "--data", data, "--at", MORNING]
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-u", *command], stdout=subprocess.PIPE, text=True
        )
        try:
            yield _address(process)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := READY.search(line.strip()):
            return found[1]
    raise RuntimeError("the demo ended before it was ready")
