"""An empty database of this version, and one with a hospital in it."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.database import open_writing
from models.units import Unit
from suishoupai.settings import load
from tests.importing.tables import PEOPLE, UNITS, run, xlsx

Kept = Callable[..., list[Mapping[str, Any]]]


@pytest.fixture
def folder(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SSP_DATA_DIR", str(tmp_path))
    shutil.copy(sqlite_template, tmp_path / "suishoupai.db")
    return tmp_path


@pytest.fixture
def hospital(folder: Path) -> Path:
    assert run("units", xlsx(folder / "units.xlsx", UNITS)).exit_code == 0
    return folder


@pytest.fixture
def staffed(hospital: Path) -> Path:
    assert run("roster", xlsx(hospital / "roster.xlsx", PEOPLE)).exit_code == 0
    return hospital


@pytest.fixture
def kept(folder: Path) -> Iterator[Kept]:
    """All rows of a table, oldest first."""
    engine = open_writing(load().database_url)

    def rows(model: Any) -> list[Mapping[str, Any]]:
        with engine.connect() as db:
            return [dict(row) for row in db.execute(select(model.__table__).order_by(model.id)).mappings()]

    yield rows
    engine.dispose()


@pytest.fixture
def unit(kept: Kept) -> Callable[[str], Mapping[str, Any]]:
    """A unit by its code."""
    return lambda code: next(row for row in kept(Unit) if row["code"] == code)
