"""Bringing a database to this version, and asking which version it has."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

HERE = Path(__file__).parent


def upgrade(url: str) -> None:
    """Every step that is missing. An empty database gets all of them and the default unit."""
    command.upgrade(_config(url), "head")


def is_current(url: str) -> bool:
    """Whether the database has exactly this version."""
    engine = create_engine(url)
    with engine.connect() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
    engine.dispose()
    return now == ScriptDirectory.from_config(_config(url)).get_current_head()


def _config(url: str) -> Config:
    config = Config(attributes={"url": url})
    config.set_main_option("script_location", str(HERE))
    return config
