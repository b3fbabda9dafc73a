"""Long lists on both databases: every page is answered, and along the index that was made for it."""

from datetime import timedelta

import pytest
from sqlalchemy import event, text

from bot.writer import open_writer
from models.database import open_reading, open_writing
from tests.web.makers import NOON, make_desk

PAGES = {
    "/console/?show=mine": "ix_hazard_open",
    "/console/?show=overdue": "ix_hazard_open",
    "/console/?show=urgent": "ix_hazard_open",
    "/console/?show=nobodys": "ix_hazard_open",
    "/console/?show=major": "ix_hazard_open",
    "/console/?show=all": "ix_hazard_",
    "/console/?show=all&category=ELEC&tier=post": "ix_hazard_",
    "/console/?show=all&status=counted&found=2016-03-01_2016-03-31&unit=none": "ix_hazard_",
    "/console/?show=all&closed=2016-03-01_2016-03-31": "ix_hazard_",
    "/console/?q=纸箱&place=楼": "",
    "/console/dashboard": "ix_hazard_found",
    "/console/dashboard?months=3": "ix_hazard_closed",
    "/console/dashboard/overdue.svg": "ix_hazard_open",
    "/console/ledger.xlsx?show=all": "",
}


@pytest.fixture
def desk(database_url, tmp_path):
    (tmp_path / "photos").mkdir()
    writing, reading = open_writing(database_url), open_reading(database_url)
    writer = open_writer(writing)
    yield make_desk(writer, reading, tmp_path / "photos")
    writer.close()
    writing.dispose()
    reading.dispose()


@pytest.fixture
def seats(make, sits):
    """The city's union, and the officer of a hospital with a row in every state."""
    city = make.unit("市医务工会", "city")
    home = make.unit("市一院", "unit", city)
    officer = make.person("周兰", home, "officer")
    make.hazard(home, 101, urgent=True, level="major")
    make.hazard(home, 102, status="assigned", owner_id=officer, due_on=(NOON - timedelta(days=3)).date())
    make.hazard(home, 103, status="closed", closed_at=NOON, likeness="again", place_text="3楼")
    make.hazard(home, 104, status="redirected")
    return {"hospital": sits(officer), "city": sits(make.person("孙玉梅", city, "union"))}


def plans_of(desk, browser, url):
    """What the database says it does for the statements of a page that ask for hazards."""
    said = []

    def note(connection, cursor, statement, parameters, *_):
        if statement.startswith("SELECT") and "FROM hazard" in statement:
            said.append((statement, parameters))

    event.listen(desk.reading, "before_cursor_execute", note)
    answer = browser.get(url)
    event.remove(desk.reading, "before_cursor_execute", note)
    assert answer.status_code == 200, url
    is_postgres = desk.reading.dialect.name == "postgresql"
    with desk.reading.connect() as db:
        if is_postgres:  # so few rows are read as a whole otherwise
            db.execute(text("SET enable_seqscan = off"))
        explain = "EXPLAIN " if is_postgres else "EXPLAIN QUERY PLAN "
        found = [db.exec_driver_sql(explain + statement, parameters).all() for statement, parameters in said]
    return "\n".join(str(row) for plan in found for row in plan)


@pytest.mark.parametrize("seat", ["hospital", "city"])
def test_every_page_goes_along_its_index(desk, seats, seat):
    for url, index in PAGES.items():
        assert index in plans_of(desk, seats[seat], url), url


def test_figures_are_the_same_in_the_middle_of_the_day(seats):
    text = seats["hospital"].get("/console/dashboard?months=3").text
    assert '<th scope="row">2016年3月</th>' in text
    assert "<dt>从报到销号，中位天数</dt><dd>0</dd>" in text or "中位天数</dt><dd>0" in text
