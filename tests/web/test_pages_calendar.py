"""The calendar: what is published, what this house does differently, and years nobody knows yet."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.calendar import own_days
from tests.web.makers import make_pages


@pytest.fixture
def desk(desk):
    return replace(desk, clock=lambda: datetime(2026, 3, 2, 4, 0, tzinfo=UTC))


@pytest.fixture
def app(desk):
    return make_pages(desk)


@pytest.fixture
def union(make, home, app):
    from_chat = make.person("陈静", home, "union")
    return come_in(app, make, from_chat)


def come_in(app, make, person_id):
    browser = app.test_client()
    browser.post(make.link(person_id, f"cal-{person_id}", datetime(2026, 4, 1, tzinfo=UTC)))
    return browser


def own(desk):
    with desk.reading.connect() as db:
        return own_days(db)


def tone(page, day):
    """How a day looks: rest, off, lieu or work, and whether it is the house's own."""
    return re.search(rf'day={day}#day" class="day ([\w ]+)"', page)[1].split()


def test_the_holidays_of_the_year_are_as_published(union):
    page = union.get("/console/calendar").text
    assert tone(page, "2026-02-17") == ["off"]  # 春节, a Tuesday
    assert tone(page, "2026-02-14") == ["lieu"]  # a Saturday worked for it
    assert tone(page, "2026-03-07") == ["rest"]
    assert tone(page, "2026-03-02") == ["work", "today"]
    assert "推算" not in page


def test_next_year_is_a_guess_until_it_is_published(union):
    page = union.get("/console/calendar?year=2027").text
    assert "推算" in page
    assert "还没公布" in page
    assert tone(page, "2027-10-01") == ["work"]


def test_a_day_of_ones_own(union, desk):
    assert 'value="rest"' in union.get("/console/calendar?day=2026-05-12").text
    said = {"said": "rest", "note": "护士节"}
    page = union.post("/console/calendar/2026-05-12", data=said, follow_redirects=True).text
    assert "5月12日周二，休息。" in page
    assert tone(page, "2026-05-12") == ["off", "own"]
    assert "护士节" in page
    assert own(desk) == {date(2026, 5, 12): True}


def test_and_as_published_again(union, desk):
    union.post("/console/calendar/2026-05-12", data={"said": "rest"})
    assert "照公布的" in union.get("/console/calendar?day=2026-05-12").text
    page = union.post("/console/calendar/2026-05-12", data={"said": "usual"}, follow_redirects=True).text
    assert tone(page, "2026-05-12") == ["work"]
    assert own(desk) == {}


def test_a_saturday_may_be_worked(union, desk):
    page = union.post("/console/calendar/2026-03-07", data={"said": "work"}, follow_redirects=True).text
    assert tone(page, "2026-03-07") == ["lieu", "own"]


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-02-30", "rest"), ("2031-01-01", "rest"), ("nonsense", "rest"), ("2026-05-12", "x")],
)
def test_what_is_no_day_changes_nothing(union, desk, day, said):
    assert union.post(f"/console/calendar/{day}", data={"said": said}).status_code == 400
    assert own(desk) == {}


@pytest.mark.parametrize("query", ["year=1", "year=x&day=y", "year=2027&day=2026-05-12", "day=9999-12-31"])
def test_a_strange_address_shows_a_year(union, query):
    page = union.get(f"/console/calendar?{query}")
    assert page.status_code == 200
    assert 'value="rest"' not in page.text


def test_officers_look_and_the_union_says(make, home, app, desk):
    officer = come_in(app, make, make.person("周兰", home, "officer"))
    page = officer.get("/console/calendar").text
    assert "工作日" in page
    assert "day=2026" not in page
    assert officer.post("/console/calendar/2026-05-12", data={"said": "rest"}).status_code == 403
    assert own(desk) == {}


def test_the_page_is_light(union):
    assert len(union.get("/console/calendar?day=2026-05-12").data) < 60_000


def test_on_a_phone_it_begins_with_this_month(union):
    """Months gone by follow below; next year has none."""
    page = union.get("/console/calendar").text
    said = re.findall(r'aria-label="(\d+)月"', page)
    assert said == [str(month) for month in (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2)]
    assert page.index('aria-label="12月"') < page.index("已经过去的") < page.index('aria-label="1月"')
    following = union.get("/console/calendar?year=2027").text
    assert re.findall(r'aria-label="(\d+)月"', following) == [str(month) for month in range(1, 13)]
    assert "已经过去的" not in following
