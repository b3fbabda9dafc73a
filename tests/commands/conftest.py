"""Backups to try things on, and empty places to put them."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from models.database import is_sqlite
from suishoupai import keeping
from suishoupai.settings import Settings, load
from tests.hospital import Hospital
from tests.postgres import find_binaries

SECRET = "a secret of the tests"
Empty = Callable[[], Settings]

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump of the server the tests run."""
    monkeypatch.setenv("PATH", str(find_binaries()), prepend=":")


@contextmanager
def emptied(url: str) -> Iterator[str]:
    """A PostgreSQL database without a single table."""
    engine = create_engine(url)
    with engine.begin() as db:
        db.execute(text("DROP SCHEMA public CASCADE"))
        db.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    yield url


def elsewhere(folder: Path, url: str = "", secret: str = SECRET) -> Settings:
    """Another machine: nothing there yet."""
    web = {"secret_key": secret, "public_url": "http://127.0.0.1:1"}
    return load(data_dir=folder, database={"url": url}, web=web, wechat={"token": "shhh"})


@pytest.fixture
def empty(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Empty]:
    """An empty place of the same kind as the product's."""
    folder = tmp_path / "elsewhere"
    if is_sqlite(database_url):
        yield lambda: elsewhere(folder)
        return
    with request.getfixturevalue("postgres").database() as url, emptied(url):
        yield lambda: elsewhere(folder, url)


@pytest.fixture
def kept(hospital: Hospital, tmp_path: Path) -> Path:
    """A backup of a hospital with a few reports."""
    report(hospital)
    file = tmp_path / "all.tar"
    keeping.backup(hospital.product.settings, file, now=hospital.now)
    return file


def report(hospital: Hospital) -> str:
    """One hazard with a name and a photo, one without a name; its receipt."""
    zhang, sun = hospital.phone("张敏"), hospital.phone("孙丽")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    sun.shows_photo()
    sun.says("9")
    receipt = sun.says("配电室门口堆着纸箱").split("查")[1][:8]
    hospital.forward(seconds=1)
    return receipt


@pytest.fixture
def place(tmp_path: Path, sqlite_template: Path) -> Path:
    """An empty hospital of this version."""
    shutil.copy(sqlite_template, tmp_path / "suishoupai.db")
    return tmp_path


def from_newer(file: Path) -> None:
    """A program of the future was at work there."""
    with closing(sqlite3.connect(file)) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
        db.commit()
