"""Putting a backup back into an empty place: unpacked aside, proven, and only then put in its place."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from migrations import version
from models.database import is_sqlite, open_reading
from rules.refusal import Refused
from suishoupai.keeping import moving, postgres
from suishoupai.keeping.archive import DATABASES, PHOTOS, Label, Told, silent
from suishoupai.keeping.making import key_mark, sqlite_file
from suishoupai.keeping.unpacking import peek, unpack
from suishoupai.settings import Settings


@dataclass(frozen=True)
class Restored:
    """What came back. ``is_old`` wants ``db upgrade``; with another key the sealed lines stay closed."""

    made_at: datetime
    pictures: int
    is_old: bool
    is_same_key: bool


def restore(settings: Settings, file: Path, *, told: Told = silent) -> Restored:
    """Put a copy back. Refuses to overwrite what is there, and what it cannot prove to be whole."""
    label = peek(file)
    _check_label(settings, label)
    _check_empty(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    settings.photos_dir.parent.mkdir(parents=True, exist_ok=True)
    beside = settings.photos_dir.parent
    try:
        with tempfile.TemporaryDirectory(dir=beside, prefix=".suishoupai-") as folder:
            return _put_back(settings, unpack(file, Path(folder), told), Path(folder))
    except OSError as error:
        raise Refused(f"没有恢复：{error}；原来的地方没有动") from None


def _put_back(settings: Settings, label: Label, folder: Path) -> Restored:
    database = folder / DATABASES[label.database]
    if not database.exists():
        raise Refused("备份里没有数据库，请换一份")
    is_moved = label.database == "sqlite" and not is_sqlite(settings.database_url)
    if is_moved:
        moving.move(database, settings.database_url)
    elif label.database == "postgresql":
        postgres.load(settings.database_url, database)
    else:
        sqlite_file(settings).parent.mkdir(parents=True, exist_ok=True)
        _place(database, sqlite_file(settings))
    pictures = _place_photos(
        folder / PHOTOS, settings.photos_dir
    )  # last: a name on the same disk cannot fail
    is_old = label.schema < version.newest() and not is_moved
    made_at = datetime.fromisoformat(label.made_at)
    return Restored(made_at, pictures, is_old, label.key == key_mark(settings))


def _check_label(settings: Settings, label: Label) -> None:
    newest = version.newest()
    if label.schema > newest:
        raise Refused(
            f"这份备份来自更新的版本（{label.schema}，这里是{newest}）：先换成新版程序，"
            "恢复以后再运行 suishoupai db upgrade"
        )
    if label.database == "postgresql" and is_sqlite(settings.database_url):
        raise Refused("这是 PostgreSQL 的备份：先把 database.url 设成一个空的 PostgreSQL 数据库")


def _check_empty(settings: Settings) -> None:
    photos = settings.photos_dir
    if photos.exists() and any(photos.iterdir()):
        raise Refused(f"{photos} 里已经有照片，我不覆盖；请先把它移走")
    if is_sqlite(settings.database_url):
        _check_no_file(sqlite_file(settings))
    else:
        _check_no_tables(settings.database_url)


def _check_no_file(file: Path) -> None:
    """A log left beside a file that is gone would be played into the new one."""
    for found in (file, *(file.with_name(file.name + tail) for tail in ("-wal", "-shm"))):
        if found.exists() and (found.stat().st_size or found != file):
            raise Refused(f"{found} 已经有数据了，我不覆盖；请先把它移走")


def _check_no_tables(url: str) -> None:
    engine = open_reading(url, pool_size=1)
    try:
        if inspect(engine).get_table_names():
            raise Refused("这个 PostgreSQL 数据库里已经有表，我不覆盖；请用一个空的数据库")
    except SQLAlchemyError as error:
        raise Refused(f"PostgreSQL 连不上：{str(error.__cause__ or error)[:160]}") from None
    finally:
        engine.dispose()


def _place_photos(source: Path, target: Path) -> int:
    if not source.exists():
        return 0
    if target.exists():
        target.rmdir()
    source.rename(target)
    return sum(path.is_file() for path in target.rglob("*"))


def _place(source: Path, target: Path) -> None:
    """By name if the folders share a disk; else a copy that gets its name at the end."""
    try:
        source.replace(target)
    except OSError:
        aside = target.with_name(target.name + ".part")
        shutil.copy(source, aside)
        aside.replace(target)
