"""Putting the bundle together: source, wheels, requirements, installer, words, checksums, one tar."""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bundle import wheels
from bundle.lock import CannotPack, Pin, pins_for_server

HERE = Path(__file__).parent
SUMS, REQUIREMENTS, SOURCE, TARGET = "SHA256SUMS", "requirements.txt", "source.tar.gz", "target"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Packed:
    """What came out: the tar, how many wheels are in it, and its size in bytes."""

    file: Path
    wheels: int
    size: int


def pack(root: Path, folder: Path, target: wheels.Target, say: Say) -> Packed:
    """Write the bundle of this checkout's last commit into ``folder``."""
    commit = _git(root, "rev-parse", "--short", "HEAD")
    name = f"suishoupai-{commit}-py{target.python}-{target.machine}"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        inside = Path(aside) / name
        inside.mkdir()
        say(f"[1/5] 源码：提交 {commit}")
        source = _source(root, inside, Path(aside) / "source")
        pins = pins_for_server(source, target.python)
        say(f"[2/5] 取 {len(pins)} 个包（Python {target.python}，{target.machine}），每个都核对校验和")
        _wheels(pins, inside, target, say)
        say("[3/5] 做随手拍自己的包")
        _own(source, inside)
        say("[4/5] 安装脚本、读我、校验和")
        _words(inside, commit, target)
        write_sums(inside)
        say("[5/5] 打成一个文件")
        return _tar(inside, folder / f"{name}.tar")


def _git(root: Path, *words: str) -> str:
    command = ["git", "-C", str(root), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    if done.returncode:
        raise CannotPack(f"要在 git 的目录里做：{done.stderr.strip()}")
    return done.stdout.strip()


def _source(root: Path, inside: Path, unpacked: Path) -> Path:
    _git(root, "archive", "--format=tar.gz", "-o", str(inside / SOURCE), "HEAD")
    with tarfile.open(inside / SOURCE) as archive:
        archive.extractall(unpacked, filter="data")
    return unpacked


def _wheels(pins: list[Pin], inside: Path, target: wheels.Target, say: Say) -> None:
    wheels.write_requirements(pins, inside / REQUIREMENTS)
    fetched = wheels.fetch(inside / REQUIREMENTS, inside / "wheels", target)
    for seen, wheel in enumerate(fetched, 1):
        say(f"  {seen}/{len(pins)} {wheel}")


def _own(source: Path, inside: Path) -> None:
    """Our wheel joins the requirements: it is checked like the others."""
    wheel = wheels.build_own(source, inside / "wheels")
    name, version = wheel.name.split("-")[:2]
    with (inside / REQUIREMENTS).open("a", encoding="ascii") as requirements:
        requirements.write(f"{name}=={version} --hash=sha256:{digest(wheel)}\n")


def _words(inside: Path, commit: str, target: wheels.Target) -> None:
    shutil.copy(HERE / "install.sh", inside)
    facts = {"COMMIT": commit, "PYTHON": target.python, "MACHINE": target.machine}
    lines = [f"{name}={value}\n" for name, value in facts.items()]
    (inside / TARGET).write_text("".join([*lines, f"GLIBC=2.{wheels.OLDEST_GLIBC}\n"]), encoding="ascii")
    text = (HERE / "readme.txt").read_text(encoding="utf-8")
    (inside / "读我.txt").write_text(
        text.format(**{k.lower(): v for k, v in facts.items()}), encoding="utf-8"
    )


def write_sums(inside: Path) -> None:
    """One line for every file, as ``sha256sum -c`` reads them."""
    files = sorted(path for path in inside.rglob("*") if path.is_file() and path.name != SUMS)
    lines = [f"{digest(file)}  {file.relative_to(inside).as_posix()}\n" for file in files]
    (inside / SUMS).write_text("".join(lines), encoding="utf-8")


def digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _tar(inside: Path, file: Path) -> Packed:
    """Written aside, then named: nobody carries half a bundle to the hospital."""
    aside = inside.parent / file.name
    with tarfile.open(aside, "w") as archive:
        archive.add(inside, inside.name)
    aside.replace(file)
    return Packed(file, len(list((inside / "wheels").iterdir())), file.stat().st_size)
