"""The database of a process: the writer, and the engine of those who only read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine

from bot.writer import BatchWriter, PooledWriter, open_writer
from migrations import version
from models.database import is_sqlite, open_reading, open_writing
from suishoupai.settings import OLD_SCHEMA, Misconfigured, Settings


@dataclass(frozen=True)
class Stores:
    """What a process needs to keep and to look up."""

    writer: BatchWriter | PooledWriter
    reading: Engine


def open_stores(settings: Settings) -> Stores:
    """Open the database. Refuses one that is not of this version, and says what to do."""
    url = settings.database_url
    if is_sqlite(url):
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    writing, reading = open_writing(url), open_reading(url)
    if not version.is_current(writing):
        raise Misconfigured([OLD_SCHEMA])
    return Stores(open_writer(writing), reading)


@contextmanager
def stores(settings: Settings) -> Iterator[Stores]:
    """The database for the length of one command."""
    opened = open_stores(settings)
    try:
        yield opened
    finally:
        opened.writer.close()
        opened.reading.dispose()
