"""The migrations end exactly where the tables stand."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from models.database import open_writing
from models.tables import Base


def test_the_migrations_build_the_tables_the_code_knows(database_url: str) -> None:
    engine = open_writing(database_url)
    with engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), Base.metadata) == []
    engine.dispose()
