"""The doctor: looks at settings, machine, people, traffic, address and account, and says what cures each complaint."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from migrations import version
from models.database import open_reading
from suishoupai.broken_database import ailment_of
from suishoupai.doctor import account, address, machine, people, sheet, traffic
from suishoupai.doctor.finding import BAD, GOOD, WORRY, Finding
from suishoupai.keeping.making import sqlite_file
from suishoupai.settings import Settings
from suishoupai.stores import stores

__all__ = ["BAD", "GOOD", "WORRY", "Finding", "examine"]


def examine(settings: Settings, *, now: datetime, port: int) -> Iterator[Finding]:
    """Everything, one after the other; each check stands for itself. ``port`` is where ``serve`` listens here."""
    yield from sheet.look(settings)
    yield from machine.look(settings, now)
    if trouble := _database(settings):
        yield trouble
    else:
        with stores(settings) as opened:
            yield from people.look(opened.reading)
            yield from traffic.look(settings, opened, now, port)
            yield from account.look(settings, opened, now)
    yield from address.look(settings, now)


def _database(settings: Settings) -> Finding | None:
    """What keeps us from looking further: no database, one that cannot go on, or one of another version."""
    engine = open_reading(settings.database_url, pool_size=1)
    try:
        if version.is_current(engine):
            return None
        return Finding("database", BAD, "数据库不是这个版本的", "先备份，再运行 suishoupai db upgrade")
    except version.FromNewer as newer:
        said, _, cure = str(newer).partition("：")
        return Finding("database", BAD, said, cure)
    except SQLAlchemyError as error:
        return _not_opened(settings, error)
    finally:
        engine.dispose()


def _not_opened(settings: Settings, error: SQLAlchemyError) -> Finding:
    said = f"数据库打不开：{str(error.__cause__ or error).splitlines()[0][:120]}"
    if settings.uses_sqlite and not sqlite_file(settings).exists():
        return Finding("database", BAD, said, "第一次用先运行 suishoupai db upgrade；不是第一次就看 data_dir")
    known = ailment_of(error)
    if known:
        return Finding("database", BAD, f"{said}（{known.said}）", known.cure)
    return Finding("database", BAD, said, "看地址、密码、权限；第一次用先运行 suishoupai db upgrade")
