"""The one writer: what one work does wrong costs nobody else anything, and nobody waits for ever."""

import threading
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bot.writer import BatchWriter
from models import units
from models.base import Db
from models.database import open_reading, open_writing


@pytest.fixture
def engine(sqlite_template: Path, tmp_path: Path) -> Engine:
    copy(sqlite_template, tmp_path / "ssp.db")
    return open_writing(f"sqlite:///{tmp_path / 'ssp.db'}")


@pytest.fixture
def writer(engine: Engine) -> Iterator[BatchWriter]:
    opened = BatchWriter(engine)
    yield opened
    opened.close()


def rename(db: Db, name: str) -> None:
    db.execute(text("UPDATE unit SET name = :name"), {"name": name})


def named(writer: BatchWriter) -> str:
    return str(writer.carry(lambda db: units.home_of_strangers(db)["name"]))


def test_a_work_that_fails_is_undone_and_says_why(writer: BatchWriter) -> None:
    def work(db: Db) -> None:
        rename(db, "half done")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        writer.carry(work)
    assert named(writer) == "本单位"


def test_one_bad_work_in_a_batch_spoils_no_other(writer: BatchWriter) -> None:
    gate, results = threading.Event(), []

    def ask(work: object) -> None:
        try:
            results.append(writer.carry(work))  # type: ignore[arg-type]
        except (ValueError, DBAPIError) as error:
            results.append(type(error).__name__)

    def bad(db: Db) -> None:
        db.execute(text("INSERT INTO unit (code) VALUES ('default')"))

    first = threading.Thread(target=ask, args=(lambda db: gate.wait(10),))
    others = [threading.Thread(target=ask, args=(work,)) for work in (bad, lambda db: rename(db, "好"), bad)]
    first.start()
    for thread in others:
        thread.start()
    gate.set()
    for thread in (first, *others):
        thread.join(10)
    assert sorted(map(str, results)) == ["IntegrityError", "IntegrityError", "None", "True"]
    assert named(writer) == "好"


def test_a_cursor_nobody_read_costs_only_its_own_work(writer: BatchWriter) -> None:
    kept = []

    def careless(db: Db) -> None:
        raw = db.connection.driver_connection
        assert raw is not None
        kept.append(raw.execute("UPDATE unit SET name = 'x' RETURNING id"))
        raise ValueError("left in the middle")

    with pytest.raises((ValueError, OSError)):
        writer.carry(careless)
    kept.clear()
    assert named(writer) == "本单位"


def test_a_work_that_waits_for_a_work_is_told_so(writer: BatchWriter) -> None:
    with pytest.raises(RuntimeError, match="wait for ever"):
        writer.carry(lambda db: writer.carry(lambda inner: None))
    assert named(writer) == "本单位"


def test_a_stumbling_writer_tells_everybody_and_goes_on(
    writer: BatchWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> bool:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(writer, "_commit_all", stumble)
        with pytest.raises(MemoryError):
            writer.carry(lambda db: None)
    assert named(writer) == "本单位"


def test_readers_cannot_write(engine: Engine) -> None:
    reading = open_reading(str(engine.url))
    with reading.connect() as db, pytest.raises(DBAPIError, match="readonly"):
        rename(db, "x")
    reading.dispose()
