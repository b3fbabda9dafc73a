"""Engines for the two databases we know: one that writes, one that only reads."""

from sqlite3 import Connection as SQLiteConnection

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

# WAL and FULL: a reply leaves only after its commit is on the disk.
# secure_delete: a nameless row must not be readable in freed pages.
SETTINGS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": "15000",
    "secure_delete": "ON",
    "cache_size": "-32000",
    "wal_autocheckpoint": "4000",
}


def is_sqlite(url: str | URL) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def open_writing(url: str, *, pool_size: int = 24) -> Engine:
    """The engine of the writer. On SQLite each transaction begins with BEGIN IMMEDIATE."""
    return _open(url, begin="BEGIN IMMEDIATE", pool_size=pool_size)


def open_reading(url: str, *, pool_size: int = 24) -> Engine:
    """The engine of pages and lists. On SQLite it cannot write and never waits for the writer."""
    return _open(url, begin="BEGIN", pool_size=pool_size, query_only="ON")


def _open(url: str, *, begin: str, pool_size: int, **extra: str) -> Engine:
    if not is_sqlite(url):
        return create_engine(
            _psycopg(url), pool_size=pool_size, max_overflow=8, pool_pre_ping=True, hide_parameters=True
        )
    # An error of the database names no values: they are what people said, and errors are logged.
    engine = create_engine(
        url, connect_args={"check_same_thread": False}, pool_size=pool_size, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: SQLiteConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver's own transactions lose updates
        for name, value in {**SETTINGS, **extra}.items():
            connection.execute(f"PRAGMA {name} = {value}")

    def start(connection: PoolProxiedConnection) -> None:
        connection.execute(begin)

    # A listener of "begin" would do as well, but with any listener an engine runs every statement slower.
    engine.dialect.do_begin = start  # type: ignore[method-assign, assignment]
    return engine


def _psycopg(url: str) -> URL:
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed
