"""The pages of the sheets on both databases: they answer, and longer lists ask for no more statements."""

from datetime import date

import pytest
from sqlalchemy import event

from bot.writer import open_writer
from models.database import open_reading, open_writing
from tests.web.february import FORM, Seated, Wall, desk_at, settle
from tests.web.makers import make_desk, make_pages

MOST, BYTES = 60, 16_000


@pytest.fixture
def desk(database_url, tmp_path):
    (tmp_path / "photos").mkdir()
    writing, reading = open_writing(database_url), open_reading(database_url)
    writer = open_writer(writing)
    yield make_desk(writer, reading, tmp_path / "photos")
    writer.close()
    writing.dispose()
    reading.dispose()


def asked(desk, browser, url):
    """How many statements a page needs, and the page."""
    said = []
    event.listen(desk.reading, "before_cursor_execute", lambda *args: said.append(args[2]))
    answer = browser.get(url)
    assert answer.status_code == 200, url
    return len(said), answer.text


def test_more_rows_and_units_need_no_more_statements(desk, make):
    wall = Wall()
    house = desk_at(desk, wall)
    land, app = settle(make, house, wall), make_pages(house)
    chen, sun = (
        Seated(app, make, wall, make.person(name, unit, "union"))
        for name, unit in (("陈静", land.home), ("孙玉梅", land.city))
    )
    grow(land, range(101, 104))
    mine, city = land.draft(), land.draft(unit=land.city)
    pages = [(chen, "/console/sheets")]
    pages += [(chen, f"/console/sheets/{mine}?cell=T{n}") for n in range(1, 12)]
    pages += [(sun, f"/console/sheets/{city}?cell=T{n}") for n in range(1, 12)]
    pages += [(sun, f"/console/sheets/board/{FORM}/2016-02-29?cell={cell}") for cell in ("T1", "T4", "T9")]
    pages += [(sun, f"/console/sheets/{mine}?cell=T4"), (chen, f"/console/sheets/options/{FORM}")]
    for who, url in pages:
        asked(desk, who, url)  # somebody who has come in already, and plans that were read
    few = [asked(desk, who, url)[0] for who, url in pages]
    grow(land, range(201, 231))
    for n in range(10):
        land.send(unit=make.unit(f"第{n}医院", "unit", land.city))
    many = [asked(desk, who, url) for who, url in pages]
    assert [count for count, _ in many] == few
    assert max(few) <= MOST
    assert max(len(text.encode()) for _, text in many) < BYTES


def grow(land, numbers):
    for number in numbers:
        land.hazard(number, date(2016, 2, 1 + number % 25), status="closed" if number % 3 else "fixed")
        land.training(date(2016, 2, 1 + number % 25), came=number % 20)
    land.fold()
