"""The list a safety officer sees: who has what, for how long, and whom to telephone."""

import re
from datetime import date

import pytest
from sqlalchemy import event

from tests.web.makers import DAY, HOUR, MINUTE, NOON
from tests.web.story import tell
from tests.web.troubles import add_troubles


@pytest.fixture
def home(make):
    return make.unit("市一院")


@pytest.fixture
def zhou(make, home, sits):
    return sits(make.person("周兰", home, "officer"))


def numbers(page):
    return [int(n) for n in re.findall(r'class="what"><b>(\d+)</b>', page.text)]


def chips(page):
    found = re.findall(r'\?show=\w+"[^>]*>(\w+)(?: <b>([\d+]+)</b>)?</a>', page.text)
    return {name: n or None for name, n in found}


def moves(page):
    """The one button of each row, and where it leads."""
    said = re.findall(r'<a href="([^"]+)" class="move[^>]*>(\w)</a>', page.text)
    return {int(re.search(r"hazards/(\d+)", link)[1]): (word, link.partition("#")[2]) for link, word in said}


def test_each_row_says_who_has_it_and_for_how_long(make, home, zhou):
    wang = make.person("王强", home)
    target = make.hazard(home, 101, "插座松动", at=NOON - 12 * MINUTE)
    make.hazard(home, 102, status="assigned", owner_id=wang, due_on=date(2016, 3, 4))
    make.hazard(home, 103, status="assigned", owner_id=wang, due_on=date(2016, 3, 2))
    make.hazard(home, 104, status="assigned", owner_id=wang, due_on=date(2016, 2, 28))
    make.hazard(home, 105, status="fixed")
    make.hazard(home, 106, status="closed", closed_at=NOON)
    make.hazard(home, 107, status="merged", merged_into=target)
    make.hazard(home, 108, status="withdrawn")
    text = zhou.get("/console/?show=all").text
    said = dict(re.findall(r'class="what"><b>(\d+)</b>.*?class="state \w+">(.*?)</span>', text, re.S))
    assert said == {
        "101": "等周兰看，报了12分钟",
        "102": "王强在办，还2天",
        "103": "王强在办，今天到期",
        "104": "王强在办，超期3天",
        "105": "弄好了，等周兰验收",
        "106": "已销号 3/2",
        "107": "已并到101号",
        "108": "已撤回",
    }
    assert "state late" in text


def test_the_nearest_officer_is_named(make, home, zhou):
    surgery = make.unit("外科", "department", home)
    team, clinic = make.unit("外科一组", "team", surgery), make.unit("门诊", "department", home)
    make.person("李红", surgery, "officer")
    make.person("赵某", surgery, "officer", active=False)
    make.hazard(home, 101, department_id=team["id"])
    make.hazard(home, 102, department_id=clinic["id"])
    text = zhou.get("/console/").text
    assert text.count("等李红看") == 1
    assert text.count("等周兰看") == 1


def test_chips_count_what_is_behind_them(make, home, zhou):
    li = make.person("李红", home)
    make.hazard(home, 101, urgent=True)
    make.hazard(home, 102, status="fixed")
    late = make.hazard(home, 103, status="assigned", owner_id=li, due_on=date(2016, 3, 1))
    make.hazard(home, 104, status="closed", closed_at=NOON, urgent=True)
    make.notice(late, li, kind="tell_owner")
    assert chips(zhou.get("/console/")) == {
        "等我办": "2",
        "超期": "1",
        "急": "1",
        "没主的": "1",
        "没送到": "1",
        "全部": None,
    }
    behind = {
        show: numbers(zhou.get(f"/console/?show={show}"))
        for show in ("mine", "overdue", "urgent", "nobodys", "unreached", "all")
    }
    assert behind == {
        "mine": [101, 102],
        "overdue": [103],
        "urgent": [101],
        "nobodys": [101],
        "unreached": [103],
        "all": [104, 103, 102, 101],
    }


def test_the_last_chip_is_remembered(make, home, zhou):
    make.hazard(home, 101, status="closed", closed_at=NOON)
    assert "没有等你办的" in zhou.get("/console/").text
    zhou.get("/console/?show=all")
    assert numbers(zhou.get("/console/")) == [101]


def test_a_fresh_draft_is_shown_to_nobody(make, home, zhou):
    young = make.hazard(home, None, "", at=NOON - HOUR)
    photo = make.photo(young)
    assert "没说明的照片" not in zhou.get("/console/?show=all").text
    assert zhou.get(f"/console/drafts/{young}").status_code == 404
    assert zhou.get(f"/console/photos/{photo}/320").status_code == 404


def test_an_old_draft_asks_to_be_looked_at(make, home, zhou):
    old = make.hazard(home, None, "", at=NOON - 3 * HOUR)
    photo = make.photo(old)
    page = zhou.get("/console/").text
    assert "没说明的照片" in page
    assert f"/console/drafts/{old}" in page
    assert "没说明，只有照片" in zhou.get(f"/console/drafts/{old}").text
    assert zhou.get(f"/console/photos/{photo}/320").status_code == 200


def test_what_was_dropped_before_it_counted_is_gone(make, home, zhou):
    make.hazard(home, None, "发错了", status="withdrawn", at=NOON - DAY)
    assert "发错了" not in zhou.get("/console/?show=all").text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("112", [112]),
        ("112号", [112]),
        ("纸箱", [113, 112]),
        ("外科楼", [112]),
        ("纸箱 外科楼", [112]),
        ("100%", [114]),
        ("%", [114]),
        ("没有这个", []),
        ("9" * 40, []),
        ("'; drop table hazard", []),
    ],
)
def test_searching_by_number_words_and_place(make, home, zhou, words, found):
    make.hazard(home, 112, "楼梯口堆纸箱", place_text="外科楼3楼")
    make.hazard(home, 113, "药房门口有纸箱", place_text="门诊1楼")
    make.hazard(home, 114, "酒精浓度100%没贴标签", place_text="检验科")
    page = zhou.get("/console/", query_string={"q": words})
    assert numbers(page) == found
    assert found or "没找到" in page.text


def test_narrowing_by_status_and_category(make, home, zhou):
    make.hazard(home, 112, category="ELEC")
    make.hazard(home, 113, category="ELEC", status="fixed")
    make.hazard(home, 114, category="OCC")
    assert numbers(zhou.get("/console/?category=ELEC")) == [113, 112]
    assert numbers(zhou.get("/console/?category=ELEC&status=fixed")) == [113]
    assert "不筛了" in zhou.get("/console/?status=fixed").text


@pytest.mark.parametrize("show", ["all", "mine"])
def test_turning_pages_shows_every_row_once(make, home, zhou, show):
    for number in range(101, 222):
        make.hazard(home, number, urgent=number % 20 == 0)
    seen, url = [], f"/console/?show={show}"
    while url:
        page = zhou.get(url)
        seen.append(numbers(page))
        further = re.search(r'class="older"><a class="act-second" href="([^"]+)"', page.text)
        url = further and further[1].replace("&amp;", "&")
    assert [len(rows) for rows in seen] == [50, 50, 21]
    flat = [number for rows in seen for number in rows]
    assert sorted(flat) == list(range(101, 222))
    assert flat[:3] == ([220, 200, 180] if show == "mine" else [221, 220, 219])


@pytest.mark.parametrize("before", ["x", "1", "2.5", "0." + "9" * 30, "0.-1", "0.²"])
def test_a_broken_address_shows_the_first_page(make, home, zhou, before):
    make.hazard(home, 101)
    assert numbers(zhou.get("/console/", query_string={"before": before, "show": "all"})) == [101]


def test_words_of_reporters_cannot_become_markup(make, home, zhou):
    make.hazard(home, 112, "<script>alert(1)</script>", place_text='"><img src=x>')
    for url in ("/console/?q=<b>", "/console/?show=all", "/console/hazards/112"):
        text = zhou.get(url).text
        assert "<script>" not in text
        assert "<img src=x>" not in text
        assert "<b>”" not in text


def count_statements(desk, browser, url):
    seen = []

    def note(connection, cursor, statement, *_):
        if statement != "BEGIN":
            seen.append(statement)

    event.listen(desk.reading, "before_cursor_execute", note)
    answer = browser.get(url)
    event.remove(desk.reading, "before_cursor_execute", note)
    assert answer.status_code == 200
    return len(seen), len(answer.data)


@pytest.mark.parametrize("who", ["officer", "ward_officer", "union", "city_union"])
def test_a_full_page_costs_as_many_statements_as_a_short_one(make, sits, desk, who):
    story = tell(make)
    browser = sits(getattr(story, who))
    assert len(numbers(browser.get("/console/?show=all"))) >= 14
    few, _ = count_statements(desk, browser, "/console/?show=all")
    add_troubles(make, story)
    for number in range(201, 221):
        hazard = make.hazard(story.home, number, department_id=story.surgery["id"])
        make.photo(hazard, medium="voice")
        make.notice(hazard, make.person(f"没绑{number}", story.surgery, "officer"))
        make.conversation(self_name=f"保洁 {number}", self_unit_id=story.surgery["id"], self_said_at=NOON)
    many, size = count_statements(desk, browser, "/console/?show=all")
    assert few <= 11
    assert many <= few + 2  # the first person to know, whoever else waits
    assert size <= 120_000


def test_the_page_of_a_hazard_costs_few_statements(make, sits, desk):
    story = tell(make)
    troubles = add_troubles(make, story)
    browser = sits(story.ward_officer)
    assert count_statements(desk, browser, f"/console/hazards/{story.open_number}")[0] <= 18
    assert count_statements(desk, browser, f"/console/hazards/{troubles.like}")[0] <= 22
