"""A consistent copy of database and photos in one file, and the way back."""

import os
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

from sqlalchemy.engine import URL, make_url

from models.database import is_sqlite
from rules.refusal import Refused
from suishoupai.settings import Settings

DATABASE, DUMP, PHOTOS = "suishoupai.db", "suishoupai.dump", "photos"


def backup(settings: Settings, file: Path) -> int:
    """Write everything to ``file``; how many pictures that were. The product may go on working meanwhile.

    The database is copied first: a picture that comes later is one the copy does not name yet.
    """
    aside = file.with_name(file.name + ".part")
    with (
        tempfile.TemporaryDirectory(dir=file.resolve().parent) as folder,
        tarfile.open(aside, "w") as archive,
    ):
        copy = _copy_database(settings, Path(folder))
        archive.add(copy, copy.name)
        count = 0
        for picture in _pictures(settings.photos_dir):
            archive.add(picture, f"{PHOTOS}/{picture.relative_to(settings.photos_dir)}")
            count += 1
    aside.chmod(0o600)
    aside.replace(file)
    return count


def restore(settings: Settings, file: Path) -> None:
    """Put a copy back into an empty place. Refuses to overwrite what is there."""
    if is_sqlite(settings.database_url) and _holds_something(_sqlite_file(settings)):
        raise Refused(f"{_sqlite_file(settings)} 已经有数据了，我不覆盖；请先把它移走")
    if not tarfile.is_tarfile(file):
        raise Refused(f"{file} 不是随手拍的备份")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with tarfile.open(file) as archive:
        for member in archive:
            _put_back(settings, archive, member)


def _holds_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _put_back(settings: Settings, archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    content = archive.extractfile(member)
    if content is None:
        return
    if member.name == DUMP:
        _load_dump(settings, content.read())
    elif member.name == DATABASE:
        _write(_sqlite_file(settings), content)
    elif member.name.startswith(f"{PHOTOS}/"):
        target = (settings.photos_dir / member.name.removeprefix(f"{PHOTOS}/")).resolve()
        if target.is_relative_to(settings.photos_dir.resolve()):  # a forged name must not leave the folder
            _write(target, content)


def _write(target: Path, content: IO[bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with target.open("wb") as out:
        os.fchmod(out.fileno(), 0o600)
        while piece := content.read(1 << 20):
            out.write(piece)


def _pictures(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix != ".part")


def _copy_database(settings: Settings, folder: Path) -> Path:
    if not is_sqlite(settings.database_url):
        return _dump(settings, folder / DUMP)
    copy = folder / DATABASE
    with closing(sqlite3.connect(_sqlite_file(settings))) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _sqlite_file(settings: Settings) -> Path:
    return Path(make_url(settings.database_url).database or "")


def _dump(settings: Settings, target: Path) -> Path:
    _run("pg_dump", settings, "-Fc", "-f", str(target))
    return target


def _load_dump(settings: Settings, content: bytes) -> None:
    _run(
        "pg_restore",
        settings,
        "--no-owner",
        "--exit-on-error",
        "-d",
        _address(settings).database or "",
        stdin=content,
    )


def _run(program: str, settings: Settings, *arguments: str, stdin: bytes | None = None) -> None:
    """A PostgreSQL tool; the password goes by environment, where other users cannot read it."""
    url = _address(settings)
    where = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    known = {name: str(value) for name, value in where.items() if value}
    known["PGDATABASE"] = url.database or ""
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            [program, *arguments], env=os.environ | known, input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise Refused(f"这台机器上没有 {program}，请安装 postgresql-client") from None
    if done.returncode:
        raise Refused(f"{program} 没做成：{done.stderr.decode(errors='replace').strip()[:200]}")


def _address(settings: Settings) -> URL:
    return make_url(settings.database_url)
