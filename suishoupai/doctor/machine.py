"""This machine: room on the disk, programs, the last backup."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from suishoupai.doctor.finding import BAD, GOOD, WORRY, Finding
from suishoupai.keeping import last_backup
from suishoupai.settings import Settings

ROOM = 2 * 1024**3
"""Bytes free below which photos will soon not fit."""

NO_ROOM = 200 * 1024**2
"""Bytes free below which the database itself may stop."""

OLD = timedelta(days=2)
"""A nightly backup that failed twice."""


def look(settings: Settings, now: datetime) -> Iterator[Finding]:
    yield _disk(settings.data_dir)
    yield from _privacy(settings.data_dir)
    yield _backup(settings, now)
    yield _ffmpeg()
    if not settings.uses_sqlite:
        yield _postgres_tools()


def _disk(folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free = shutil.disk_usage(there).free
    said = f"数据盘（{folder}）还有{free / 1024**3:.1f}GB"
    if free < NO_ROOM:
        return Finding("disk", BAD, f"{said}，马上就存不进去了", "腾地方：旧备份、系统日志；或把数据搬到大盘")
    if free < ROOM:
        return Finding("disk", WORRY, f"{said}，照片快放不下了", "腾地方，或把 data_dir 搬到大盘")
    return Finding("disk", GOOD, said)


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
