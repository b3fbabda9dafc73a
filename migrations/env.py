"""Runs the migrations on an engine of its own: SQLite loses children when tables are rebuilt with keys on."""

from alembic import context
from sqlalchemy import Connection, create_engine, event, text

from migrations import version
from models.tables import Base

LOCK = 7_305_917_201
"""Any number nobody else locks: PostgreSQL lets one upgrade work at a time, as SQLite does by itself."""

engine = create_engine(context.config.attributes["url"])


@event.listens_for(engine, "connect")
def prepare(connection, _):  # type: ignore[no-untyped-def]
    """Foreign keys stay off while tables are rebuilt, and are checked afterwards."""
    if engine.dialect.name == "sqlite":
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA journal_mode = WAL")


@event.listens_for(engine, "begin")
def start(connection: Connection) -> None:
    if engine.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def check_keys(connection: Connection) -> None:
    if engine.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise RuntimeError("the migration left rows that point nowhere")


def wait_for_others(connection: Connection) -> None:
    """Held until the connection closes: every step is a transaction of its own."""
    if engine.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        connection.commit()


with engine.connect() as connection:
    wait_for_others(connection)
    version.is_current(engine)  # refuses what a newer program has left
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transaction_per_migration=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    check_keys(connection)
engine.dispose()
