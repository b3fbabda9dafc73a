"""The wall of photos: the newest first, lazily loaded, light, and without a name."""

import re

import pytest

from tests.web.makers import DAY, NOON, TODAY


@pytest.fixture
def pictured(make, report):
    """A report with a picture."""

    def one(number, words="楼梯口堆纸箱", **facts):
        hazard = report(number, words, **facts)
        return hazard, make.photo(hazard)

    return one


def numbers(page):
    return [int(number) for number in re.findall(r'class="tile-words"><b>(\d+)</b>', page)]


def test_the_newest_come_first_and_what_has_no_picture_stays_away(zhou, pictured, report, make):
    for number in (201, 202, 203):
        pictured(number)
    report(204)
    make.photo(report(205), state="waiting")
    make.photo(report(206), medium="voice")
    assert numbers(zhou.get("/console/wall").text) == [203, 202, 201]


def test_no_name_stands_on_it(zhou, pictured, make, home):
    wang = make.person("王强", home)
    pictured(201)
    pictured(202, status="assigned", owner_id=wang, due_on=TODAY)
    pictured(203, urgent=True, responder_id=wang)
    page = zhou.get("/console/wall").text.replace("周兰", "", 1)
    for name in ("张敏", "王强", "周兰", "外科"):
        assert name not in page


def test_what_was_put_right_shows_both_pictures(zhou, pictured, make):
    hazard, before = pictured(201, status="closed", closed_at=NOON)
    after = make.photo(hazard, stage="after")
    page = zhou.get("/console/wall").text
    assert page.index(f"/photos/{before}/320") < page.index(f"/photos/{after}/320")


def test_the_chips_narrow_it(zhou, pictured):
    pictured(201)
    pictured(202, urgent=True)
    pictured(203, status="closed", closed_at=NOON)
    pictured(204, status="closed", closed_at=NOON, urgent=True)
    shown = {
        show: numbers(zhou.get(f"/console/wall?show={show}").text) for show in ("open", "urgent", "done", "x")
    }
    assert shown == {"open": [202, 201], "urgent": [202], "done": [204, 203], "x": [204, 203, 202, 201]}


def test_forty_hazards_are_two_light_pages_of_lazy_pictures(zhou, pictured):
    for number in range(201, 241):
        pictured(number, "治疗室靠窗的插座松了，插上去发烫，闻到糊味")
    page = zhou.get("/console/wall")
    assert len(page.data) < 40_000
    assert page.text.count('loading="lazy"') == len(numbers(page.text)) == 36
    older = re.search(r'href="([^"]+before=\d+)"', page.text)[1].replace("&amp;", "&")
    assert numbers(zhou.get(older).text) == [204, 203, 202, 201]


def test_everybody_sees_their_own_part(make, home, pictured, sits, report):
    surgery = make.unit("外科", "department", home)
    pictured(201)
    pictured(202, department_id=surgery["id"], at=NOON - DAY)
    assert numbers(sits(make.person("李红", surgery, "officer")).get("/console/wall").text) == [202]
    other = make.unit("市二院")
    assert "还没有照片" in sits(make.person("钱伟", other, "officer")).get("/console/wall").text


def test_above_the_hospitals_only_what_is_closed_hangs_there(make, sits):
    city = make.unit("市医务工会", "city")
    home = make.unit("市一院", "unit", city)
    for number, facts in ((201, {}), (202, {"status": "closed", "closed_at": NOON})):
        make.photo(make.hazard(home, number, **facts))
    assert numbers(sits(make.person("孙玉梅", city, "union")).get("/console/wall").text) == [202]


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=99999999999999999999", "show=%00"])
def test_a_strange_address_shows_the_newest(zhou, pictured, query):
    pictured(201)
    assert numbers(zhou.get(f"/console/wall?{query}").text) == [201]
