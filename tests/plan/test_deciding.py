"""What a unit decides for itself: earlier, more often, by whom, not at all; never later or less than the document."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.plan import deciding, standings
from actions.plan.deciding import Decider
from models.plan import choices, excused
from rules.plan.dues import standing_on
from rules.refusal import Refused
from tests.documents import READ_ONCE
from tests.plan.homes import NOON, opened

TODAY = date(2016, 3, 2)


@pytest.fixture
def homes(database_url, tmp_path):
    with opened(database_url, tmp_path) as found:
        yield found


@pytest.fixture
def duty():
    plan = next(plan for plan in READ_ONCE["load_plans"]() if plan.code == "chabaocu")
    return plan.duty


@pytest.fixture
def by(homes):
    def one(note=""):
        return Decider(homes.units["home"], homes.people["陈静"], NOON, note)

    return one


def holds(homes):
    return homes.do(lambda db: dict(choices.choices_of(db, homes.units["home"]["id"])))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(-40, 40))
def test_whatever_day_is_asked_for_the_target_never_comes_later(days, duty, by, homes):
    table = duty("monthly-table")
    due = standing_on(table, TODAY)
    day = due.target + timedelta(days=days)
    try:
        homes.do(lambda db: deciding.set_day(db, table, due, day, by()))
    except Refused:
        assert day >= due.target or day < due.opens
        return
    moved = standings.moved(due, holds(homes)["chabaocu", "monthly-table", "day"])
    assert moved.target == day < due.target
    assert moved.formal == due.formal, "lateness is judged by the document"


@pytest.mark.parametrize(("times", "taken"), [(1, False), (2, False), (3, True), (100, True), (101, False)])
def test_a_quota_only_goes_up(times, taken, duty, by, homes):
    drills = duty("drills")
    if taken:
        homes.do(lambda db: deciding.set_quota(db, drills, times, by()))
    else:
        with pytest.raises(Refused):
            homes.do(lambda db: deciding.set_quota(db, drills, times, by()))
    assert (("chabaocu", "drills", "quota") in holds(homes)) == taken


def test_off_needs_a_reason_and_every_line_stays(duty, by, homes):
    drills = duty("drills")
    with pytest.raises(Refused, match="为什么"):
        homes.do(lambda db: deciding.switch_off(db, drills, by("  ")))
    homes.do(lambda db: deciding.switch_off(db, drills, by("没有建会")))
    homes.do(lambda db: deciding.switch_on(db, drills, by()))
    assert holds(homes) == {}
    lines = homes.do(lambda db: choices.lines_of(db, homes.units["home"]["id"]))
    assert [(line["value"], line["note"], line["by_name"]) for line in lines] == [
        ("1", "没有建会", "陈静"),
        ("", "", "陈静"),
    ]


def test_an_owner_is_of_the_own_roll(duty, by, homes):
    for who in ("孙梅", "走了", "郑会"):
        with pytest.raises(Refused, match="不在本单位"):
            homes.do(lambda db, who=who: deciding.name_owner(db, duty("drills"), homes.people[who], by()))
    homes.do(lambda db: deciding.name_owner(db, duty("drills"), homes.people["王强"], by()))
    assert holds(homes)["chabaocu", "drills", "owner"] == str(homes.people["王强"])


def test_not_counted_is_for_the_own_people_and_departments_and_once(by, homes):
    def leave(note="产假", to_on=None, **whom):
        return homes.do(lambda db: deciding.leave_out(db, by(note), TODAY, to_on, **whom))

    wang, ward, far = homes.people["王强"], homes.units["ward"]["id"], homes.units["far ward"]["id"]
    for whom in ({"person_id": homes.people["孙梅"]}, {"department_id": far}, {"department_id": 0}, {}):
        with pytest.raises(Refused):
            leave(**whom)
    with pytest.raises(Refused, match="写反了"):
        leave(person_id=wang, to_on=TODAY - timedelta(days=1))
    row_id = leave(person_id=wang)
    leave(department_id=ward)
    with pytest.raises(Refused, match="已经在不计入里"):
        leave(person_id=wang)
    people, departments = homes.do(lambda db: excused.excused_on(db, homes.units["home"]["id"], TODAY))
    assert (people, departments) == ({wang}, {ward})
    homes.do(lambda db: deciding.count_again(db, row_id, by()))
    with pytest.raises(Refused, match="已经结束"):
        homes.do(lambda db: deciding.count_again(db, row_id, by()))


def test_another_hospital_ends_nothing_of_ours(by, homes):
    row_id = homes.do(
        lambda db: deciding.leave_out(db, by("产假"), TODAY, None, person_id=homes.people["王强"])
    )
    other = Decider(homes.units["second"], homes.people["孙梅"], NOON)
    with pytest.raises(Refused):
        homes.do(lambda db: deciding.count_again(db, row_id, other))
