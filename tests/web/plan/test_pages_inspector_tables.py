"""Which tables an inspector is shown: none from before the house began, and what became of each."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from actions.plan.cadres import passing
from actions.plan.figures import sheets
from actions.plan.figures.frames import asked_on
from models.units import find_unit
from tests.web.inspected import build, with_plan
from tests.web.makers import ZONE, make_pages

IN_MARCH = datetime(2017, 3, 20, 4, 0, tzinfo=UTC)
FORMAL = date(2016, 3, 30)
CODE = "c" * 32


@pytest.fixture
def city(make):
    return build(make)


@pytest.fixture
def desk(desk, city):
    return with_plan(replace(desk, clock=lambda: IN_MARCH))


@pytest.fixture
def looks(desk, city):
    """A year after the first sheet."""
    facts = {"now": IN_MARCH, "by_id": city.union}
    desk.writer.carry(lambda db: passing.make(db, city.first["id"], "王督导", CODE, **facts))
    browser = make_pages(desk).test_client()
    return lambda path="": browser.get(f"/h5/inspector/{CODE}{path}").text


def with_sheet(desk, city, work):
    plan = next(plan for plan in desk.plans.shipped if plan.code == "chabaocu")
    asked = asked_on(plan, plan.form("monthly-table"), FORMAL)
    when = datetime(2016, 3, 28, 1, 0, tzinfo=UTC)

    def carry(db):
        unit = find_unit(db, city.first["id"])
        facts = {"how": "system", "now": when, "by_id": city.union, "today": when.date(), "zone": ZONE}
        work(db, lambda: sheets.send(db, sheets.draft(db, asked, unit, when), asked, unit, **facts), when)

    desk.writer.carry(carry)


def test_a_year_before_the_house_began_is_not_held_against_it(looks):
    page = looks()
    assert "2017年1月" in page
    assert "2016年4月" not in page


def test_after_the_first_sheet_every_gap_is_shown(looks, desk, city):
    with_sheet(desk, city, lambda db, send, now: send())
    page = looks()
    assert "2016年4月" in page
    assert "2016年2月" not in page


def test_a_reason_stands_by_what_was_returned_and_by_what_mended_it(looks, desk, city):
    def there_and_back(db, send, now):
        sheets.give_back(db, send()["id"], "第2格多一人", now, city.boss)
        sheets.accept(db, send()["id"], now, city.boss)

    with_sheet(desk, city, there_and_back)
    page = looks(f"/tables/chabaocu/monthly-table/{FORMAL}")
    assert "更正过：第2格多一人" in page
    assert "上级收了，改的是：第2格多一人" in page
    assert "上级收了：" not in page
