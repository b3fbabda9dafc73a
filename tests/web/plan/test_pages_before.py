"""上线前: what fell due before a unit began here may be made up for, and is late nowhere."""

import re
from datetime import date

import pytest
from sqlalchemy import delete

from actions.quiz.bank import ship
from models.quiz.questions import TABLE as QUESTIONS
from plans.questions import read_questions
from tests.web.february import FORM, Wall, at

BOARD = f"/console/sheets/board/{FORM}/2016-02-29"
QUESTION = read_questions()[0].question


@pytest.fixture
def wall():
    return Wall(at(2, 9, 0, 3))


def founded(land, moment):
    """What is shipped with the house came then."""
    land.carry(lambda db: ship(db, [QUESTION], moment))


def words(page):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def test_a_fresh_house_is_not_late_for_what_was_over_before(land, chen):
    founded(land, at(1, 9, 0, 3))
    listed = words(chen.get("/console/plans").text)
    assert "过了日子0" in listed
    assert int(re.search(r"上线前(\d+)", listed)[1]) > 0
    mine = words(chen.get("/console/plans/mine").text)
    assert "上线前到期的" in mine
    assert "过了日子的" not in mine
    scheme = words(chen.get("/console/plans/chabaocu/scheme").text)
    assert "那时还没用上这套系统，不算超期；办过的补记一笔就算" in scheme
    assert "过了" not in scheme


def test_a_plan_of_earlier_years_is_as_old_here_as_the_house(land, sun):
    founded(land, at(1, 9, 0, 3))
    assert "3/1起，1天了" in words(sun.get("/console/plans/chabaocu").text)


def test_reports_of_before_are_quiet_as_well(land, chen, wall):
    wall.now = at(1, 9, 0, 7)
    for moment, quiet in ((at(30, 9, 0, 6), True), (at(1, 9, 0, 1), False)):
        land.carry(lambda db: db.execute(delete(QUESTIONS)).rowcount)
        founded(land, moment)
        page = words(chen.get("/console/reports").text)
        assert ("最晚5/10，上线前" in page) == quiet
        assert "最晚5/10" in page


def test_made_up_for_it_counts_like_anything(land, chen):
    founded(land, at(1, 9, 0, 3))
    before = int(re.search(r"上线前(\d+)", words(chen.get("/console/plans").text))[1])
    form = {"kind": "scheme", "happened_on": "2016-01-20", "title": "行动方案", "bodies": "union"}
    assert chen.post("/console/deeds/new", data=form).status_code == 302
    listed = words(chen.get("/console/plans").text)
    assert "办完1" in listed
    assert f"上线前{before - 1}" in listed


def test_a_house_that_stood_there_is_late(land, chen):
    founded(land, at(1, 9, 0, 1))
    assert "过了日子0" not in words(chen.get("/console/plans").text)
    assert "上线前" not in words(chen.get("/console/plans").text)


def test_the_board_tells_who_was_not_here_yet_from_who_sleeps(land, make, wall, sun):
    """市一院 came in yesterday; of 市二院 nobody ever did, and the house stood there all winter."""
    founded(land, at(1, 9, 0, 1))
    make.conversation(land.people[0], bound_at=at(1, 9, 0, 3))
    page = sun.get(BOARD).text
    told = dict(re.findall(r"<li><span>(市.院)</span><span class=\"state [a-z]*\">(.*?)</span>", page))
    assert told["市一院"] == "上线前"
    assert told["市二院"] != "上线前"
    land.send(date(2016, 2, 29))
    page = words(sun.get(BOARD).text)
    assert "准时0家，1家报的是上线前的" in page
    assert "迟了" not in page


def test_whoever_opened_it_in_time_and_sends_it_late_is_late(land, wall, sun):
    founded(land, at(1, 9, 0, 1))
    wall.now = at(26)
    land.draft()
    wall.now = at(2, 9, 0, 3)
    land.send()
    assert "迟了" in sun.get(BOARD).text


def test_the_next_sheet_is_asked_for_like_any_other(land, chen, wall):
    founded(land, at(1, 9, 0, 3))
    wall.now = at(31, 9, 0, 3)
    page = words(chen.get("/console/plans/chabaocu/monthly-table").text)
    assert "最晚3月30日" in page
    assert "过了1天" in page
