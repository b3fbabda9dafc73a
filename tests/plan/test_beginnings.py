"""Since when a unit works here, on both databases: its first trace, or the day the house was founded."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from actions.plan import signing
from actions.quiz.bank import ship
from models.plan import beginnings
from models.units import TABLE as UNITS
from plans.questions import read_questions
from rules.plan.dues import Due, is_before
from tests.documents import READ_ONCE
from tests.plan.homes import NOON, opened
from tests.web.makers import Make

QUESTION = read_questions()[0].question
JANUARY = datetime(2016, 1, 4, 16, 30, tzinfo=UTC)
"""Half past midnight of 5 January on the wall."""


@pytest.fixture
def homes(database_url, tmp_path):
    with opened(database_url, tmp_path) as found:
        yield found


def began(homes, *names):
    ids = [homes.units[name]["id"] for name in names]
    found = homes.do(lambda db: beginnings.began_on(db, ids))
    return [found.get(key) for key in ids]


def test_nothing_is_known_where_nothing_was_shipped(homes):
    assert began(homes, "home", "second") == [None, None]


def test_the_first_who_came_in_or_what_was_signed_first_counts(homes, tmp_path):
    homes.do(lambda db: ship(db, [QUESTION], JANUARY))
    assert began(homes, "home", "second", "city") == [date(2016, 1, 5)] * 3
    plan = READ_ONCE["load_plans"]()[0]
    unit = {**homes.units["home"], "kind": "unit"}
    homes.do(lambda db: signing.sign(db, plan, unit, homes.people["陈静"], NOON, stand_in=True))
    Make(homes.writer, tmp_path).conversation(homes.people["孙梅"], bound_at=NOON)
    assert began(homes, "home", "second", "city") == [date(2016, 3, 2), date(2016, 3, 2), date(2016, 1, 5)]


def test_a_house_that_stood_before_there_were_plans_begins_with_them(homes):
    """Half a year of hazards here, then an upgrade: what was due in that half year could not be told."""
    homes.do(lambda db: ship(db, [QUESTION], JANUARY))
    stood = update(UNITS).where(UNITS.c.id == homes.units["home"]["id"]).values(plans_since=date(2016, 7, 1))
    homes.do(lambda db: db.execute(stood) and None)
    assert began(homes, "home", "second") == [date(2016, 7, 1), date(2016, 1, 5)]


def test_the_day_itself_is_not_before():
    due = Due(date(2016, 3, 2), date(2016, 3, 1), False, date(2016, 2, 1), date(2016, 3, 2))
    assert not is_before(due, date(2016, 3, 2))
    assert is_before(due, date(2016, 3, 3))
    assert not is_before(due, None)
