"""The real product in processes of its own: started, killed without warning, started again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

READY_WITHIN = 20.0


@dataclass
class Part:
    """One ``suishoupai serve``: a process group that can be killed as a whole."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    killed_at: list[float] = field(default_factory=list)

    def start(self) -> None:
        command = [sys.executable, "-m", "suishoupai", "serve", *self.arguments]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=dict(self.environment),
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """kill -9 for parent and worker at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
            self.killed_at.append(time.monotonic())


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of a product of the tests; nothing of ours or the operator's shines through."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SSP_")}
    (folder / "config.yaml").write_text("{}\n")
    own = {"SSP_CONFIG": str(folder / "config.yaml"), "SSP_DATA_DIR": str(folder / "data")}
    own |= {"SSP_WEB__SECRET_KEY": "a secret of the tests", "SSP_WEB__PUBLIC_URL": "http://127.0.0.1:1"}
    source = str(Path(__file__).parents[2])
    return inherited | own | {"PYTHONPATH": source} | settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready(port: int) -> bool:
    """Whether the web process answers."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def wait_until_ready(port: int) -> None:
    end = time.monotonic() + READY_WITHIN
    while not is_ready(port):
        assert time.monotonic() < end, "the product does not come up"
        time.sleep(0.03)
