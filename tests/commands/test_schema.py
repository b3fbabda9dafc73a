"""The migrations end exactly where the tables stand, however many bring the database there at once."""

import os
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select

from migrations import schema
from models.database import open_writing
from models.quiz.questions import TABLE as QUESTIONS
from models.tables import Base
from models.units import TABLE as UNITS
from tests.commands.conftest import emptied
from tests.postgres import Postgres


def test_the_migrations_build_the_tables_the_code_knows(database_url: str) -> None:
    engine = open_writing(database_url)
    with engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), Base.metadata) == []
    engine.dispose()


def test_of_several_upgrades_at_once_one_works_and_the_others_find_nothing_to_do(postgres: Postgres) -> None:
    with postgres.database() as made, emptied(made) as url:
        environment = os.environ | {"SSP_DATABASE__URL": url, "SSP_CONFIG": "/dev/null"}
        command = [sys.executable, "-m", "suishoupai", "db", "upgrade"]
        pipe = subprocess.PIPE
        several = [subprocess.Popen(command, env=environment, stderr=pipe, text=True) for _ in range(3)]
        said = [(each.communicate()[1], each.returncode) for each in several]
        assert [code for _, code in said] == [0, 0, 0], said
        engine = open_writing(url)
        with engine.connect() as db:
            number, different = db.execute(
                select(func.count(), func.count(func.distinct(QUESTIONS.c.code)))
            ).one()
        assert number == different > 0
        engine.dispose()


SOMEBODY = (
    "INSERT INTO person (id, name, unit_id, home_id, post, role, active) "
    "SELECT 1, '王强', id, id, '', 'staff', 1 FROM unit"
)


def test_plans_begin_on_the_day_of_the_upgrade_where_people_were_before(tmp_path: Path) -> None:
    """And in a new house, which has nobody on its roll yet, on no day that is written down."""
    assert _since(tmp_path / "old.db", SOMEBODY) is not None
    assert _since(tmp_path / "new.db", "SELECT 1") is None


def _since(path: Path, before: str) -> object:
    url = f"sqlite:///{path}"
    schema.upgrade(url, to="0004")
    engine = open_writing(url)
    with engine.begin() as db:
        db.exec_driver_sql("PRAGMA foreign_keys = OFF")
        db.exec_driver_sql(before)
    schema.upgrade(url)
    with engine.connect() as db:
        found = db.execute(select(UNITS.c.plans_since)).scalar_one()
    engine.dispose()
    return found
