"""The migrations end exactly where the tables stand, however many bring the database there at once."""

import os
import subprocess
import sys

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select

from models.database import open_writing
from models.quiz.questions import TABLE as QUESTIONS
from models.tables import Base
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
