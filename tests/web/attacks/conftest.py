"""The land under attack, with links and a shelf."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.links import Links
from bot.shelf import Folder
from tests.web.attacks.land import Land, build, sits
from tests.web.makers import Make
from web.desk import Desk


@pytest.fixture
def desk(desk: Desk, tmp_path: Path) -> Desk:
    links = Links("another key for the tests", "https://ssp.example.cn")
    return replace(desk, links=links, shelf=Folder(tmp_path / "shelf"))


@pytest.fixture
def land(make: Make) -> Land:
    return build(make)


@pytest.fixture
def enters(app: Flask, make: Make) -> Callable[[int], FlaskClient]:
    return lambda person_id: sits(app, make, person_id)
