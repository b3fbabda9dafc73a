"""One house for a whole file: what a test does in it is undone again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.edges.loop.ward import Ward, ward_on_postgresql, ward_on_sqlite
from tests.postgres import Postgres


@pytest.fixture(scope="module")
def sqlite_ward(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with ward_on_sqlite(sqlite_template, tmp_path_factory.mktemp("ward")) as ward:
        yield ward


@pytest.fixture(scope="module")
def postgres_ward(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with ward_on_postgresql(postgres, tmp_path_factory.mktemp("ward")) as ward:
        yield ward


@pytest.fixture(params=["sqlite", "postgresql"])
def ward(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ward]:
    """A fresh house on each database."""
    if request.param == "sqlite":
        with ward_on_sqlite(request.getfixturevalue("sqlite_template"), tmp_path) as opened:
            yield opened
        return
    with ward_on_postgresql(request.getfixturevalue("postgres"), tmp_path) as opened:
        yield opened
