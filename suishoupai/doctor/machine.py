"""This machine: room on the disk, what can be written there, programs, the last backup."""

import errno
import getpass
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from suishoupai.doctor.finding import BAD, GOOD, WORRY, Finding
from suishoupai.keeping import last_backup
from suishoupai.keeping.making import amount, sqlite_file
from suishoupai.settings import Settings

ROOM = 2 * 1024**3
"""Bytes free below which photos will soon not fit."""

NO_ROOM = 200 * 1024**2
"""Bytes free below which the database itself may stop."""

OLD = timedelta(days=2)
"""A nightly backup that failed twice."""

NAMED = 3
TryOut = Callable[[Path], None]
"""Writes into a folder, or asks whether a file may be written; raises ``OSError`` where that is not possible."""


def look(settings: Settings, now: datetime, *, try_out: TryOut | None = None) -> Iterator[Finding]:
    disk, writable = _disk(settings.data_dir), _writable(settings, try_out or write_there)
    yield disk
    yield from _privacy(settings.data_dir)
    if writable.state == BAD or disk.state != BAD:  # a full disk takes an empty file: nothing to be glad of
        yield writable
    yield _backup(settings, now)
    yield _ffmpeg()
    if not settings.uses_sqlite:
        yield _postgres_tools()


def _disk(folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free = shutil.disk_usage(there).free
    said = f"数据盘（{folder}）还有{amount(free)}"
    if free < NO_ROOM:
        return Finding("disk", BAD, f"{said}，马上就存不进去了", "腾地方：旧备份、系统日志；或把数据搬到大盘")
    if free < ROOM:
        return Finding("disk", WORRY, f"{said}，照片快放不下了", "腾地方，或把 data_dir 搬到大盘")
    return Finding("disk", GOOD, said)


def _writable(settings: Settings, try_out: TryOut) -> Finding:
    """A service that cannot write loses photos, and says so only in its log."""
    shut = [path for path in _written_to(settings) if path.exists() and not _takes(path, try_out)]
    if not shut:
        return Finding("writable", GOOD, "数据文件夹、照片、材料都写得进")
    names, who = " ".join(map(str, shut[:NAMED])), getpass.getuser()
    said = f"写不进：{names}{f' 等{len(shut)}处' if len(shut) > NAMED else ''}，照片会存不下"
    cure = f"要归运行随手拍的用户（现在是 {who}），是文件夹，能写：chown -R {who}: {names}; chmod -R u+rwX {names}"
    return Finding("writable", BAD, said, cure)


def _written_to(settings: Settings) -> Iterator[Path]:
    """The folders of the data, of photos and of evidence, down to the newest; and the database where it is a file."""
    yield settings.data_dir
    if settings.uses_sqlite:
        yield sqlite_file(settings)
    for root in (settings.photos_dir, settings.photos_dir / "evidence"):
        yield root
        for size in sorted(root.glob("*/")):
            yield size
            yield from sorted(size.glob("*/"))[-1:]


def _takes(path: Path, try_out: TryOut) -> bool:
    try:
        try_out(path)
    except OSError as error:
        return error.errno == errno.ENOSPC  # a full disk is another complaint
    return True


def write_there(path: Path) -> None:
    """A file without a name, gone at once. A database is only asked: opening it here would drop its locks."""
    if path.suffix != ".db":
        tempfile.TemporaryFile(dir=path).close()
    elif not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "not writable", str(path))


def _privacy(folder: Path) -> Iterator[Finding]:
    """Pictures and names lie there: other users of the machine have no business in it."""
    if folder.exists() and folder.stat().st_mode & 0o007:
        said = f"数据文件夹 {folder} 这台机器上谁都能进"
        yield Finding("privacy", WORRY, said, f"chmod 700 {folder}")


def _backup(settings: Settings, now: datetime) -> Finding:
    command = "每晚 suishoupai backup，写法见 docs/operations.md"
    at = last_backup(settings)
    if at is None:
        return Finding("backup", WORRY, "还没有备份过", command)
    days = (now - at).days
    if now - at > OLD:
        return Finding("backup", WORRY, f"上次备份是{days}天前", f"看看夜里的任务：{command}")
    return Finding("backup", GOOD, f"上次备份：{at.astimezone(settings.zone):%m月%d日 %H:%M}")


def _ffmpeg() -> Finding:
    if shutil.which("ffmpeg"):
        return Finding("ffmpeg", GOOD, "有 ffmpeg，语音能在网页里听")
    return Finding("ffmpeg", WORRY, "没有 ffmpeg：语音只能下载了听", "apt install ffmpeg，不装也能用")


def _postgres_tools() -> Finding:
    if shutil.which("pg_dump") and shutil.which("pg_restore"):
        return Finding("pg_dump", GOOD, "有 pg_dump，能备份")
    return Finding("pg_dump", WORRY, "没有 pg_dump：备份不了 PostgreSQL", "apt install postgresql-client")
