"""Writing a backup while the product goes on working."""

import hmac
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from models.database import is_sqlite, open_reading
from rules.refusal import Refused
from suishoupai.broken_database import ailment_of
from suishoupai.keeping import postgres
from suishoupai.keeping.archive import DATABASES, PHOTOS, Label, Packing, Told, new_file, silent
from suishoupai.settings import Settings

MEGA, GIGA = 10**6, 10**9
REMEMBERED = "last-backup.json"


@dataclass(frozen=True)
class Kept:
    """What a backup holds, and its size in bytes."""

    pictures: int
    size: int


def backup(settings: Settings, file: Path, *, now: datetime, told: Told = silent) -> Kept:
    """Write everything to ``file``. All of it stands there in the end, or nothing does.

    The database is copied first: a picture that comes later is one the copy does not name yet.
    """
    label = Label(schema_of(settings), _kind(settings), now.isoformat(), key_mark(settings))
    _check_room(settings, file)
    aside = file.with_name(file.name + ".part")
    try:
        pictures = _write(settings, aside, label, told)
        aside.replace(file)
    except (OSError, sqlite3.Error) as error:
        known = ailment_of(error)
        why = f"{known.said}。{known.cure}" if known else str(error)
        raise Refused(f"{file} 写不下去：{why}；没有留下半个文件") from None
    finally:
        aside.unlink(missing_ok=True)
    _remember(settings, file, now)
    return Kept(pictures, file.stat().st_size)


def size_of_all(settings: Settings) -> int:
    """About how many bytes a backup will read."""
    database = sqlite_file(settings).stat().st_size if is_sqlite(settings.database_url) else 0
    return database + sum(path.stat().st_size for path in _pictures(settings.photos_dir) if path.exists())


def last_backup(settings: Settings) -> datetime | None:
    """When this place was last kept, as far as it knows."""
    try:
        facts = json.loads((settings.data_dir / REMEMBERED).read_text(encoding="utf-8"))
        return datetime.fromisoformat(facts["at"])
    except (OSError, ValueError, KeyError):
        return None


def key_mark(settings: Settings) -> str:
    """Tells whether two places share their secret key; leads back to neither."""
    secret = settings.web.secret_key.get_secret_value().encode()
    return hmac.digest(secret, b"suishoupai backup", "sha256").hex()[:16] if secret else ""


def sqlite_file(settings: Settings) -> Path:
    return Path(make_url(settings.database_url).database or "")


def schema_of(settings: Settings) -> str:
    """Which version the database has. Refuses a place where there is none."""
    if is_sqlite(settings.database_url) and not sqlite_file(settings).exists():
        raise Refused(f"{sqlite_file(settings)} 不存在，没有可备份的")
    engine = open_reading(settings.database_url, pool_size=1)
    try:
        with engine.connect() as db:
            return str(db.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    except SQLAlchemyError as error:
        known = ailment_of(error)
        if known:
            raise Refused(f"没有备份：{known.said}。{known.cure}") from None
        raise Refused("数据库连不上，或者还没有运行过 suishoupai db upgrade，没有可备份的") from None
    finally:
        engine.dispose()


def _kind(settings: Settings) -> str:
    return "sqlite" if is_sqlite(settings.database_url) else "postgresql"


def _check_room(settings: Settings, file: Path) -> None:
    """The copy of the database lies beside the file for a while, so it counts twice."""
    folder = file.resolve().parent
    if not folder.is_dir():
        raise Refused(f"没有 {folder} 这个文件夹")
    twice = sqlite_file(settings).stat().st_size if is_sqlite(settings.database_url) else 0
    need, free = size_of_all(settings) + twice, shutil.disk_usage(folder).free
    if need > free:
        raise Refused(f"{folder} 放不下：约要{amount(need)}，只剩{amount(free)}；没有开始")


def amount(count: int) -> str:
    """``3.2GB``, ``41MB``, ``不到1MB``."""
    if count >= GIGA:
        return f"{count / GIGA:.1f}GB"
    return f"{count / MEGA:.0f}MB" if count >= MEGA else "不到1MB"


def _write(settings: Settings, aside: Path, label: Label, told: Told) -> int:
    aside.unlink(missing_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=aside.resolve().parent, prefix=".suishoupai-") as folder,
        new_file(aside) as out,
    ):
        copy = Path(folder) / DATABASES[label.database]
        COPIES[label.database](settings, copy)
        with tarfile.open(fileobj=out, mode="w") as archive:
            count = _fill(Packing(archive, told), settings, label, copy)
        out.flush()
        os.fsync(out.fileno())
    return count


def _fill(packing: Packing, settings: Settings, label: Label, copy: Path) -> int:
    root = settings.photos_dir
    packing.label(label)
    packing.add(copy.name, copy)
    names = ((f"{PHOTOS}/{path.relative_to(root).as_posix()}", path) for path in _pictures(root))
    count = sum(packing.add(name, path) for name, path in names)
    packing.close()
    return count


def _pictures(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix != ".part")


def _copy_sqlite(settings: Settings, copy: Path) -> None:
    """One read transaction from first page to last: a snapshot that no writer waits for."""
    with closing(sqlite3.connect(sqlite_file(settings))) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        (sound,) = target.execute("PRAGMA quick_check(1)").fetchone()
    if sound != "ok":
        raise Refused(f"数据库文件坏了（{sound[:60]}），先别覆盖以前的备份")


COPIES: dict[str, Callable[[Settings, Path], None]] = {
    "sqlite": _copy_sqlite,
    "postgresql": lambda settings, copy: postgres.dump(settings.database_url, copy),
}


def _remember(settings: Settings, file: Path, now: datetime) -> None:
    """For the doctor. That it cannot be written down does not make the backup worse."""
    facts = {"at": now.isoformat(), "file": str(file.resolve())}
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        (settings.data_dir / REMEMBERED).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    except OSError:
        return
