"""A database of this version and a browser for the tests of the pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.writer import open_writer
from models.database import open_reading, open_writing
from tests.web.makers import Make, make_desk, make_pages, sits_down
from web.desk import Desk


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "pages.db"
    path.write_bytes(sqlite_template.read_bytes())
    (tmp_path / "photos").mkdir()
    writing, reading = open_writing(f"sqlite:///{path}"), open_reading(f"sqlite:///{path}")
    writer = open_writer(writing)
    yield make_desk(writer, reading, tmp_path / "photos")
    writer.close()
    writing.dispose()
    reading.dispose()


@pytest.fixture
def make(desk: Desk, tmp_path: Path) -> Make:
    return Make(desk.writer, tmp_path / "photos")


@pytest.fixture
def app(desk: Desk) -> Flask:
    return make_pages(desk)


@pytest.fixture
def sits(app: Flask, make: Make) -> Callable[[int], FlaskClient]:
    return sits_down(app, make)


@pytest.fixture
def home(make):
    return make.unit("市一院")


@pytest.fixture
def nurse(make, home):
    return make.person("张敏", make.unit("外科", "department", home))


@pytest.fixture
def talk(make, nurse):
    return make.conversation(nurse)


@pytest.fixture
def zhou(make, home, sits):
    return sits(make.person("周兰", home, "officer"))


@pytest.fixture
def report(make, home, nurse, talk):
    """A report of the nurse."""

    def one(number, words="楼梯口堆纸箱", **facts):
        return make.hazard(home, number, words, **({"person_id": nurse, "reporter_id": talk} | facts))

    return one
