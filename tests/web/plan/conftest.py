"""February 2016 on the pages: a clock on the wall, the land with its units, and the cadres who look. Files say what differs."""

import pytest

from tests.web.february import Seated, Wall, desk_at, settle
from tests.web.makers import make_pages


@pytest.fixture
def wall():
    return Wall()


@pytest.fixture
def house(desk, wall):
    return desk_at(desk, wall)


@pytest.fixture
def land(make, house, wall):
    return settle(make, house, wall)


@pytest.fixture
def seat(make, house, wall, land):
    app = make_pages(house)
    return lambda name, unit: Seated(app, make, wall, make.person(name, unit, "union"))


@pytest.fixture
def chen(seat, land):
    return seat("陈静", land.home)


@pytest.fixture
def sun(seat, land):
    return seat("孙玉梅", land.city)
