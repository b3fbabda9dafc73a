"""Runs the migrations on an engine of its own: SQLite loses children when tables are rebuilt with keys on."""

from alembic import context
from sqlalchemy import Connection, create_engine, event, text

from models.tables import Base

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


with engine.connect() as connection:
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
