"""Running the web process: granian, one worker, many threads."""

import socket
import sys

import click
from granian import Granian
from granian.constants import Interfaces, Loops

PARTS = "SSP_PARTS"
"""Names the parts a worker runs besides answering, for whoever starts it."""

ALL_PARTS = "web,scheduler,courier"


STOP = 5
"""Seconds a worker may take to end."""


def run(target: str, host: str, port: int, *, threads: int, quiet: bool = False) -> None:
    """Serve ``module:factory`` until stopped. Refuses a port that is taken; the server itself would not notice."""
    if is_taken(host, port):
        raise click.ClickException(f"端口 {port} 已被占用，换一个：--port {port + 1}")
    server = Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        loop=Loops.asyncio,
        workers=1,
        blocking_threads=threads,
        factory=True,
        websockets=False,
        respawn_failed_workers=False,
        workers_kill_timeout=STOP,  # every stop is treated as a kill: nothing is lost by not waiting
        log_enabled=not quiet,
        working_dir=None,
    )
    sys.stdout.flush()
    server.serve()


def is_taken(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
