"""报表看板: what the union above sees of those below, accepts, returns, and opens unit by unit."""

import re
from datetime import date

import pytest
from sqlalchemy import update

from models.plan import sheets
from models.units import Unit
from tests.web.february import FORM, Seated, at
from tests.web.makers import make_pages

BOARD = f"/console/sheets/board/{FORM}/2016-02-29"


@pytest.fixture
def seat(make, house, wall, land):
    app = make_pages(house)
    return lambda name, unit, **facts: Seated(app, make, wall, make.person(name, unit, "union", **facts))


def headline(page):
    return [int(number) for number in re.findall(r"<dd>(\d+)<small>家", page)]


def test_the_board_counts_and_names_whom_to_call(land, sun, seat):
    seat("赵刚", land.second, phone="0533-220")
    land.send(how=sheets.OFFLINE)
    page = sun.get(BOARD).text
    assert headline(page) == [2, 1, 1, 1]
    assert "已报（线下）" in page
    assert "还没报 1家" in page
    assert 'href="tel:0533-220"' in page
    assert page.index("还没报") < page.index("等收")


def test_late_is_said(land, sun, wall):
    wall.now = at(1, 9, 0, 3)
    land.send()
    page = sun.get(BOARD).text
    assert headline(page) == [2, 1, 0, 1]
    assert "迟了" in page


def test_whoever_finds_a_mistake_later_is_not_late(land, sun, seat, wall):
    """Sent in time, corrected in March: on the board it came in time."""
    chen, sheet = seat("陈静", land.home), land.send()
    wall.now = at(5, 9, 0, 3)
    chen.post(f"/console/sheets/{sheet}/correct", data={"why": "漏了一场"})
    assert land.send() != sheet
    page = sun.get(BOARD).text
    assert headline(page) == [2, 1, 1, 1]
    assert "迟了" not in page


def test_what_was_given_back_and_comes_again_after_its_day_is_late(land, sun, wall):
    sheet = land.send()
    sun.post(f"/console/sheets/{sheet}/return", data={"why": "第3格不对"})
    wall.now = at(5, 9, 0, 3)
    land.send()
    assert headline(sun.get(BOARD).text) == [2, 1, 0, 1]


def test_accepting_and_returning(land, sun, wall):
    sheet = land.send()
    assert sun.post(f"/console/sheets/{sheet}/return", data={"why": ""}).status_code == 422
    answer = sun.post(f"/console/sheets/{sheet}/return", data={"why": "第3格不对"}, follow_redirects=True)
    assert "退给市一院了" in answer.text
    assert "退回了 1家" in answer.text
    assert "第3格不对" in answer.text
    assert land.row(sheet)["state"] == sheets.RETURNED
    again = land.send()
    assert again != sheet
    answer = sun.post(f"/console/sheets/{again}/accept", follow_redirects=True)
    assert "收下了 1家" in answer.text
    twice = sun.post(f"/console/sheets/{again}/accept", follow_redirects=True)
    assert "不能收" in twice.text


def test_a_correction_begun_takes_nothing_away(land, sun, seat):
    chen, sheet = seat("陈静", land.home), land.send()
    chen.post(f"/console/sheets/{sheet}/correct", data={"why": "多算了"})
    assert headline(sun.get(BOARD).text)[1] == 1


def test_then_and_now_stand_side_by_side(land, sun):
    land.hazard(101, date(2016, 2, 3), status="closed")
    land.fold()
    land.send()
    land.hazard(102, date(2016, 2, 26))
    land.hazard(201, date(2016, 2, 4), unit=land.second)
    land.fold()
    page = sun.get(f"{BOARD}?cell=T9").text
    table = page[page.index('class="sides"') :]
    assert re.findall(r"<td>(.*?)</td><td>(.*?)</td>", table) == [("1", "2"), ("没报", "1")]
    own = land.draft(unit=land.city)
    opened = sun.get(f"/console/sheets/{own}?cell=T9").text
    assert re.findall(r"<td>(.*?)</td><td>(.*?)</td>", opened) == [("1", "2"), ("没报", "1")]


def test_heads_over_the_roll_are_no_people(land, sun):
    land.training(date(2016, 2, 10), attested=500)
    land.fold()
    table = sun.get(f"{BOARD}?cell=T4").text
    assert "<td>没报</td><td>20</td>" in table


def test_heads_told_a_minute_ago_are_no_people_over_the_roll_either(land, sun):
    """The city may hand in before the counters were brought up to date; that figure is frozen."""
    land.training(date(2016, 2, 10), attested=500)
    city = land.draft(unit=land.city)
    for _ in range(2):
        page = sun.get(f"/console/sheets/{city}?cell=T4").text
        assert re.search(r'data-cell="T4".*?<b>(\d+)</b>', page, re.S)[1] == "20"
        land.fold()


@pytest.fixture
def gao(make, land, seat):
    """The province, to which the city reports."""
    province = make.unit("省医务工会", "province")
    path = f"/{province['id']}/{land.city['id']}/"

    def hang(db):
        db.execute(update(Unit).where(Unit.id == land.city["id"]).values(parent_id=province["id"], path=path))
        for unit in (land.home, land.second):
            db.execute(update(Unit).where(Unit.id == unit["id"]).values(path=f"{path}{unit['id']}/"))
        return 1

    make.writer.carry(hang)
    return seat("高峰", province)


def test_a_province_fills_in_nothing_and_finds_the_board(gao, wall):
    page = gao.get("/console/sheets").text
    assert "省医务工会不用填，看下面报来的" in page
    assert BOARD in page
    assert "现在没有要报的表" not in page
    opened = gao.post("/console/sheets/open", data={"form": FORM, "formal": "2016-02-29"})
    assert opened.status_code == 404


def test_a_province_goes_down_through_the_city(gao, land):
    page = gao.get(BOARD).text
    assert "市医务工会" in page
    assert "市一院" not in page
    under = gao.get(f"{BOARD}?under={land.city['id']}").text
    assert "市一院" in under
    sheet = land.send()
    assert gao.get(f"/console/sheets/{sheet}").status_code == 200
    assert gao.post(f"/console/sheets/{sheet}/accept").status_code == 403
    for wrong in ("99999999999999", "999999999", "x", str(land.home["id"])):
        assert gao.get(f"{BOARD}?under={wrong}").status_code == 404, wrong


def test_the_board_is_for_those_above(land, seat, make):
    chen = seat("陈静", land.home)
    assert chen.get(BOARD).status_code == 403
    sheet = land.send()
    assert chen.post(f"/console/sheets/{sheet}/accept").status_code == 403
    far = make.unit("邻市工会", "city")
    assert seat("外人", far).get(f"/console/sheets/{sheet}").status_code == 404
    assert seat("外人二", far).post(f"/console/sheets/{sheet}/return", data={"why": "x"}).status_code == 404
    assert seat("外人三", land.city).get(f"/console/sheets/board/{FORM}/2016-02-30").status_code == 404
