"""文字报告: which days each tells of, what it counts, and that handing one in settles its duty."""

from datetime import date

import pytest

from actions.plan import standings
from actions.plan.book import PlanBook
from actions.plan.figures import reporting
from actions.plan.figures.reporting import Tale
from actions.plan.figures.telling import tell
from models.units import find_unit
from rules.refusal import Refused
from tests.documents import READ_ONCE
from tests.web.conftest import desk, make  # noqa: F401  (fixtures)
from tests.web.inspected import build, closed_hazards, deed
from tests.web.makers import NOON, ZONE

IN_MAY = date(2016, 5, 6)


@pytest.fixture
def plans():
    return READ_ONCE["load_plans"]()


@pytest.fixture
def city(make):  # noqa: F811
    return build(make)


def owed(desk, city, plans, today=IN_MAY, unit=None):  # noqa: F811
    with desk.reading.connect() as db:
        return reporting.owed(db, plans, find_unit(db, (unit or city.first)["id"]), today)


def one_of(found, code, formal=None):
    return next(one for one in found if one.code == code and formal in (None, one.due.formal))


def test_the_phase_is_told_to_its_end_and_is_due_later(desk, city, plans):  # noqa: F811
    one = one_of(owed(desk, city, plans), "phase-report", date(2016, 5, 10))
    assert (one.tale, one.first, one.last) == (Tale.PHASE, date(2015, 12, 28), date(2016, 4, 30))


@pytest.mark.parametrize(
    ("formal", "first"),
    [
        (date(2016, 6, 20), date(2016, 5, 1)),
        (date(2016, 9, 20), date(2016, 6, 21)),
        (date(2016, 12, 20), date(2016, 9, 21)),
    ],
)
def test_a_quarter_is_cut_on_the_day_it_is_due(formal, first, desk, city, plans):  # noqa: F811
    one = one_of(owed(desk, city, plans, today=formal), "quarterly-report", formal)
    assert (one.tale, one.first, one.last) == (Tale.QUARTER, first, formal)


def test_march_owes_no_quarterly_report(desk, city, plans):  # noqa: F811
    days = [
        one.due.formal
        for one in owed(desk, city, plans, today=date(2016, 12, 31))
        if one.tale is Tale.QUARTER
    ]
    assert date(2016, 3, 20) not in days


def test_the_month_gets_a_summary_that_nobody_asked_for(desk, city, plans):  # noqa: F811
    one = one_of(owed(desk, city, plans, today=date(2023, 6, 20)), "month-summary", date(2023, 6, 30))
    assert (one.first, one.last, one.is_asked) == (date(2023, 6, 1), date(2023, 6, 30), False)


def test_what_was_done_is_counted(desk, city, plans, make):  # noqa: F811
    closed_hazards(make, city, 3)
    deed(make, city.first["id"], "training", "消防", attested=2)
    deed(make, city.first["id"], "training", "去年的事", day=date(2015, 11, 1))
    deed(make, city.first["id"], "heart-talk", "夜班太累")
    one = one_of(owed(desk, city, plans), "phase-report", date(2016, 5, 10))
    with desk.reading.connect() as db:
        told = tell(db, one, find_unit(db, city.first["id"]), IN_MAY, ZONE)
    cells = {cell.code: (cell.in_period, cell.so_far) for cell in told.cells}
    assert cells["T9"] == cells["T11"] == (3, 3)
    assert cells["T3"] == (1, 1)
    assert cells["T5"] == (None, None), "not for a hospital to fill in"
    assert [held.title for held in told.deeds] == ["消防"]
    assert (told.loop.found, told.loop.closed, told.loop.overdue) == (3, 3, 0)
    assert {todo.duty.code: (todo.done, todo.wanted) for todo in told.tasks}["drills"] == (0, 2)


def test_a_city_tells_of_all_its_hospitals(desk, city, plans, make):  # noqa: F811
    closed_hazards(make, city, 2)
    deed(make, city.second["id"], "drill", "逃生")
    one = one_of(owed(desk, city, plans, unit=city.city), "phase-report", date(2016, 5, 10))
    with desk.reading.connect() as db:
        told = tell(db, one, find_unit(db, city.city["id"]), IN_MAY, ZONE)
    assert told.loop.found == 2
    assert [held.title for held in told.deeds] == ["逃生"]
    assert (told.reached.done, told.reached.whole) == (1, 3)


def handed_in(desk, one, city, **facts):  # noqa: F811
    facts = {"how": "offline", "to_whom": "市医务工会", "now": NOON, "by_id": city.union} | facts

    def work(db):
        return reporting.hand_in(db, one, find_unit(db, city.first["id"]), **facts)

    return desk.writer.carry(work)


def stands(desk, city, plans):  # noqa: F811
    with desk.reading.connect() as db:
        book = PlanBook(plans)
        found = standings.duties_on(db, book, find_unit(db, city.first["id"]), IN_MAY)
        return next(one.standing.is_done for one in found if one.duty.code == "phase-report")


def test_handing_in_settles_the_duty_and_taking_back_opens_it(desk, city, plans):  # noqa: F811
    one = one_of(owed(desk, city, plans), "phase-report", date(2016, 5, 10))
    assert not stands(desk, city, plans)
    handed_in(desk, one, city)
    assert stands(desk, city, plans)
    with pytest.raises(Refused, match="已经记过交了"):
        handed_in(desk, one, city)

    def back(db):
        reporting.take_back(db, one, find_unit(db, city.first["id"]), "点错了", now=NOON, by_id=city.union)

    desk.writer.carry(back)
    assert not stands(desk, city, plans)
    handed_in(desk, one, city)
    assert stands(desk, city, plans)


def test_what_was_over_before_its_days_is_no_task_of_a_report(desk, city, plans):  # noqa: F811
    today = date(2017, 3, 25)
    one = one_of(owed(desk, city, plans, today=today), "phase-report", date(2017, 5, 10))
    with desk.reading.connect() as db:
        tasks = tell(db, one, find_unit(db, city.first["id"]), today, ZONE).tasks
    asked = {todo.duty.needs for todo in tasks}
    assert "春节安全宣传" in asked
    assert "“十一”安全宣传" not in asked


def test_last_years_report_is_offered_in_winter_and_not_all_year(desk, city, plans):  # noqa: F811
    december = date(2016, 12, 20)
    for today, is_offered in ((date(2017, 1, 10), True), (date(2017, 4, 1), False)):
        days = {one.due.formal for one in owed(desk, city, plans, today=today)}
        assert (december in days) is is_offered
    one = one_of(owed(desk, city, plans, today=december), "quarterly-report", december)
    handed_in(desk, one, city)
    assert december in {one.due.formal for one in owed(desk, city, plans, today=date(2017, 4, 1))}
