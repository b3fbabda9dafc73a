"""What a city did itself stands in its own sheet with its records, and the column of the units adds up to the cell."""

import re
from datetime import date

import pytest

from actions.plan.cadres import caring, inspecting
from actions.plan.cadres.inspecting import Visit
from models.plan.deeds import TABLE
from tests.web.february import Seated, at
from tests.web.makers import make_pages

NOW = at(26)


@pytest.fixture
def sun(make, house, wall, land):
    person = make.person("孙玉梅", land.city, "union")
    return Seated(make_pages(house), make, wall, person)


def opened(sun, land, cell):
    page = sun.get(f"/console/sheets/{land.draft(unit=land.city)}?cell={cell}").text
    return page[page.index('id="opened"') :]


def column(table):
    return re.findall(r'<th scope="row">(?:<a[^>]*>)?(.*?)(?:</a>)?</th><td>(.*?)</td><td>(.*?)</td>', table)


def test_visits_and_care_open_to_their_records(land, sun):
    visit = Visit("inspection", date(2016, 2, 3), (land.home["id"], land.second["id"]), (sun.person,))
    deed = land.carry(
        lambda db: inspecting.record(db, land.city, visit, NOW, sun.person, today=date(2016, 2, 26))
    )
    care = {"from_on": date(2016, 2, 1), "now": NOW, "by_id": sun.person, "today": date(2016, 2, 26)}
    land.carry(lambda db: caring.look_after(db, land.city, sun.person, land.second["id"], **care))
    visits = opened(sun, land, "T8")
    assert column(visits) == [("2/3 市一院", "–", "1"), ("2/3 市二院", "–", "1")]
    assert f"/console/cadres/visits/{deed}" in visits
    assert column(opened(sun, land, "T7")) == [("市二院", "–", "1")]


def test_a_class_for_leaders_opens_to_its_record(land, sun):
    deed = land.training(date(2016, 2, 4), unit=land.city, title="院长培训班")
    land.carry(lambda db: _as_leader_class(db, deed))
    assert column(opened(sun, land, "T5")) == [("2/4 院长培训班", "–", "1")]
    assert "没报" not in opened(sun, land, "T6")


def _as_leader_class(db, deed):
    return db.execute(TABLE.update().where(TABLE.c.id == deed).values(kind="leader-class")).rowcount


def test_the_units_and_the_union_add_up_to_the_cell(land, sun):
    land.training(date(2016, 2, 4), came=3)
    land.training(date(2016, 2, 5), unit=land.city)
    land.fold()
    assert column(opened(sun, land, "T3")) == [
        ("市一院", "没报", "1"),
        ("市二院", "没报", "0"),
        ("本级", "–", "1"),
    ]


def test_units_without_anything_of_the_union_stand_alone(land, sun):
    land.hazard(101, date(2016, 2, 3), status="closed", tallied=0)
    land.hazard(201, date(2016, 2, 4), unit=land.second, tallied=0)
    land.hazard(202, date(2016, 2, 5), unit=land.second, tallied=0)
    land.fold()
    assert column(opened(sun, land, "T9")) == [("市二院", "没报", "2"), ("市一院", "没报", "1")]
