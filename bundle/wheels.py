"""Fetching the wheels of the lock for another machine, and building the product's own."""

import subprocess
import sys
import zipfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, STDOUT

from bundle.lock import CannotPack, Pin

OLDEST_GLIBC = 28
"""glibc 2.28: Debian 10, Ubuntu 18.10, RHEL 8, openEuler 20.03, Kylin V10 and everything younger."""


@dataclass(frozen=True)
class Target:
    """The server: Python as ``3.11``, machine as ``uname -m`` says it."""

    python: str
    machine: str

    def options(self) -> list[str]:
        """How pip is told to fetch for it."""
        tag = "cp" + self.python.replace(".", "")
        wants = [("--python-version", self.python), ("--implementation", "cp")]
        wants += [("--abi", abi) for abi in (tag, "abi3", "none")]
        wants += [("--platform", platform) for platform in self._platforms()]
        return [word for pair in wants for word in pair]

    def _platforms(self) -> list[str]:
        new = [f"manylinux_2_{minor}_{self.machine}" for minor in range(OLDEST_GLIBC, 4, -1)]
        old = [f"manylinux{year}_{self.machine}" for year in ("2014", "2010", "1")]
        return [*new, *old, f"linux_{self.machine}"]


def write_requirements(pins: list[Pin], file: Path) -> None:
    file.write_text("".join(f"{pin.line()}\n" for pin in pins), encoding="ascii")


def fetch(requirements: Path, wheels: Path, target: Target) -> Iterator[str]:
    """Every pinned wheel, its checksum proven by pip; yields each name as it is kept."""
    words = ["download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--dest", str(wheels)]
    for line in _pip([*words, *target.options(), "--requirement", str(requirements)], trouble="有的包没取到"):
        if line.startswith("Saved "):
            yield Path(line.removeprefix("Saved ")).name


def build_own(source: Path, wheels: Path) -> Path:
    """The product as a wheel, with every file of its packages in it."""
    words = ["wheel", "--no-deps", "--wheel-dir", str(wheels), str(source)]
    deque(_pip(words, trouble="随手拍自己的包没做成"), maxlen=0)
    (wheel,) = wheels.glob("suishoupai-*.whl")
    if missing := left_out(source, wheel):
        raise CannotPack(f"setup.cfg 的 package_data 漏了：{'、'.join(missing[:5])}")
    return wheel


def left_out(source: Path, wheel: Path) -> list[str]:
    """Files of the packages that did not get into the wheel; the product would miss them at the hospital."""
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    packages = {name.split("/")[0] for name in packed if name.endswith("/__init__.py")}
    files = (path.relative_to(source) for path in sorted(source.rglob("*")) if path.is_file())
    return [str(file) for file in files if file.parts[0] in packages and _is_missing(file, packed)]


def _is_missing(file: Path, packed: set[str]) -> bool:
    return file.suffix != ".md" and file.as_posix() not in packed


def _pip(words: list[str], *, trouble: str) -> Iterator[str]:
    """What pip says, line by line; its last words when it fails."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    last: deque[str] = deque(maxlen=5)
    with subprocess.Popen(command, stdout=PIPE, stderr=STDOUT, text=True) as pip:  # noqa: S603 - our own arguments
        for line in pip.stdout or ():
            last.append(line.rstrip())
            yield last[-1]
    if pip.returncode:
        raise CannotPack(f"{trouble}：" + "\n".join(last))
