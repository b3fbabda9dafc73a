"""Bringing a database to this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config

HERE = Path(__file__).parent


def upgrade(url: str, to: str = "head") -> None:
    """Every step that is missing (up to one of them). An empty database gets all of them and the default unit.

    Refuses a database of a newer program. Of several at once one works, the others wait and find nothing to do.
    """
    command.upgrade(_config(url), to)


def _config(url: str) -> Config:
    config = Config(attributes={"url": url})
    config.set_main_option("script_location", str(HERE))
    return config
