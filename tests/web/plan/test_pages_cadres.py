"""督导和包靠 on the console: a city union goes everywhere once, draws fairly, and follows what it asked for."""

import re
from hashlib import sha256

import pytest
from sqlalchemy import event

from actions.plan.cadres.inspecting import progress
from models.plan import below, inspections
from rules.plan.draw import KEY_UNIT, Candidate, draw, list_digest
from tests.web.inspected import build, deed, with_plan
from tests.web.makers import DAY, NOON, TODAY, make_pages

PAGE = "/console/cadres"


@pytest.fixture
def app(desk):
    return make_pages(with_plan(desk))


@pytest.fixture
def city(make):
    return build(make)


@pytest.fixture
def boss(city, sits):
    return sits(city.boss)


def visited(browser, city, *units, kind="inspection", day=TODAY, cadres=(), **more):
    form = {"kind": kind, "day": day.isoformat(), "unit": [unit["id"] for unit in units]}
    form |= {"cadre": list(cadres) or [city.boss], "method": ["hearing", "visit"], **more}
    return browser.post(f"{PAGE}/visits/new", data=form)


def seen_id(browser, answer):
    return re.search(r"/cadres/seen/(\d+)", browser.get(answer.headers["Location"]).text)[1]


def found(browser, city, unit, **more):
    """A visit with one finding; the number of the finding."""
    inspection = seen_id(browser, visited(browser, city, unit))
    form = {"fault": "rules", "opinion": "值班制度没上墙，补上", "due_on": (TODAY + 9 * DAY).isoformat()}
    answer = browser.post(f"{PAGE}/seen/{inspection}/finding", data=form | more)
    return inspection, answer


def one_finding(desk):
    with desk.reading.connect() as db:
        return inspections.find_finding(db, 1)


def test_the_page_says_how_many_units_were_visited_and_which_not(boss, city):
    page = boss.get(PAGE).text
    assert "<b>3</b>家去了<b>0</b>家" in page
    assert "其中重点单位1家" in page
    visited(boss, city, city.first)
    page = boss.get(PAGE).text
    assert "<b>3</b>家去了<b>1</b>家" in page
    assert f"?unit={city.second['id']}" in page


def test_days_without_a_visit_are_a_number_on_the_page(boss, city):
    visited(boss, city, city.first, day=TODAY - 40 * DAY)
    visited(boss, city, city.second, kind="care-visit", day=TODAY - 5 * DAY)
    page = boss.get(PAGE).text
    assert "40天没去" in page
    assert "还没去过" in page
    assert "5天没去" not in page
    assert "5天没去" in boss.get(f"{PAGE}?days=3").text
    assert "多久没去算久" in boss.get(f"{PAGE}?days=-1").text


def test_a_cadre_looks_after_a_unit_until_somebody_ends_it(boss, city, desk):
    form = {"cadre": city.cadre, "unit": city.second["id"], "from_on": TODAY.isoformat()}
    assert boss.post(f"{PAGE}/care", data=form).status_code == 302
    page = boss.get(PAGE).text
    assert "1家有人管" in page
    assert "冯远" in page
    with desk.reading.connect() as db:
        assert below.units_in_care(db, city.city["path"], TODAY) == 1
    again = boss.post(f"{PAGE}/care", data=form)
    assert (again.status_code, "已经包靠这家了" in again.text) == (422, True)
    assert boss.post(f"{PAGE}/care/1/end").status_code == 302
    with desk.reading.connect() as db:
        assert below.units_in_care(db, city.city["path"], TODAY + DAY) == 0


@pytest.mark.parametrize("name", ["cadre", "unit"])
def test_nobody_looks_after_what_is_not_theirs(name, boss, city, make):
    far = make.unit("邻市工会", "city")
    strange = {"cadre": city.nurse, "unit": make.unit("邻市医院", "unit", far)["id"]}
    form = {"cadre": city.cadre, "unit": city.second["id"], name: strange[name]}
    assert boss.post(f"{PAGE}/care", data=form).status_code == 422


def test_two_cadres_at_two_units_are_four_person_times(boss, city, desk):
    answer = visited(boss, city, city.first, city.second, cadres=(city.boss, city.cadre))
    assert "算督导4人次" in boss.get(answer.headers["Location"]).text
    with desk.reading.connect() as db:
        assert below.person_times(db, city.city["path"], TODAY, TODAY) == 4


def test_a_walk_and_a_talk_are_no_inspection(boss, city, desk):
    visited(boss, city, city.first, kind="care-visit")
    visited(boss, city, city.second, kind="heart-talk", title="夜班太累")
    with desk.reading.connect() as db:
        assert below.person_times(db, city.city["path"], TODAY, TODAY) == 0
        assert progress(db, city.city, TODAY, TODAY).done == 0
    assert "只有本工会看得到" in boss.get(PAGE).text


def test_what_was_told_in_a_talk_goes_nowhere_else(boss, city, make, sits):
    visited(boss, city, city.second, kind="heart-talk", title="夜班太累")
    province = sits(make.person("省里", city.province, "union"))
    for url in (PAGE, "/console/findings", "/console/reports"):
        assert "夜班太累" not in province.get(url).text, url


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"unit": []}, "去了哪家"),
        ({"cadre": []}, "谁去的"),
        ({"cadre": ["999"]}, "谁去的"),
        ({"kind": "training"}, "记的是什么"),
        ({"day": TODAY + DAY}, "还没去的先不记"),
        ({"method": ["x"]}, "怎么看的"),
        ({"draw": "77"}, "去了哪家"),
    ],
)
def test_a_visit_that_lacks_something_comes_back_as_typed(facts, said, boss, city):
    more = {"unit": []} if "draw" in facts else {}
    answer = visited(boss, city, city.first, title="春节前", **(facts | more))
    assert (answer.status_code, said in answer.text) == (422, True)
    assert "春节前" in answer.text


def test_five_points_show_what_the_records_say_already(boss, city, make):
    deed(make, city.first["id"], "training", "消防", attested=42)
    inspection = seen_id(boss, visited(boss, city, city.first))
    page = boss.get(f"{PAGE}/seen/{inspection}").text
    assert "职工安全培训 1次" in page
    assert "查保促行动方案 还没有" in page
    form = {"point-training": "签到表齐", "method": ["files"]}
    assert boss.post(f"{PAGE}/seen/{inspection}", data=form).status_code == 302
    page = boss.get(f"{PAGE}/seen/{inspection}").text
    assert "签到表齐" in page
    assert 'value="files" checked' in page
    assert 'value="hearing" checked' not in page


def test_what_still_has_days_is_not_late_though_the_window_ends_later(boss, city, make):
    soon = {
        "status": "assigned",
        "tallied": 1,
        "assigned_at": NOON,
        "happened_on": TODAY,
        "owner_id": city.boss,
    }
    make.hazard(city.first, 101, "插座松动", due_on=TODAY + 3 * DAY, **soon)
    make.hazard(city.first, 102, "插座松动", due_on=TODAY - DAY, **soon)
    page = boss.get(f"{PAGE}/seen/{seen_id(boss, visited(boss, city, city.first))}").text
    assert "超期没改完 1件" in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"opinion": "改"}, "督导意见要具体"),
        ({"due_on": ""}, "还差整改时限"),
        ({"due_on": (TODAY - DAY).isoformat()}, "整改时限早过督导那天"),
        ({"fault": "x"}, "是哪一类问题"),
    ],
)
def test_a_finding_needs_kind_words_and_day(facts, said, boss, city):
    _, answer = found(boss, city, city.first, **facts)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_a_finding_goes_to_the_hospital_and_back_until_it_is_done(boss, city, sits, desk):
    found(boss, city, city.first)
    union = sits(city.union)
    page = union.get("/console/findings").text
    assert "值班制度没上墙，补上" in page
    assert "待整改，还9天" in page
    assert union.post("/console/findings/1/answer", data={"words": "上墙了"}).status_code == 302
    assert boss.post("/console/findings/1/back", data={"words": ""}).status_code == 422
    due = (TODAY + 20 * DAY).isoformat()
    assert boss.post("/console/findings/1/back", data={"words": "缺夜班", "due_on": due}).status_code == 302
    assert one_finding(desk)["due_on"] == TODAY + 20 * DAY
    assert "缺夜班" in union.get("/console/findings").text
    union.post("/console/findings/1/answer", data={"words": "夜班也有了"})
    assert boss.post("/console/findings/1/close", data={"words": "看过"}).status_code == 302
    assert one_finding(desk)["state"] == "closed"
    assert "办结了的1条" in union.get("/console/findings").text


def test_each_side_makes_its_own_moves_and_no_other(boss, city, sits, desk):
    found(boss, city, city.first)
    union = sits(city.union)
    assert union.post("/console/findings/1/close").status_code == 403
    assert boss.post("/console/findings/1/answer", data={"words": "改好了"}).status_code == 403
    boss.post("/console/findings/1/close")
    assert "单位还没回复" in boss.get("/console/findings").text
    assert one_finding(desk)["state"] == "open"


def test_another_hospital_does_not_see_it(boss, city, make, sits):
    found(boss, city, city.first)
    other = sits(make.person("李工", city.second, "union"))
    assert "值班制度" not in other.get("/console/findings").text
    assert other.post("/console/findings/1/answer", data={"words": "改好了"}).status_code == 404


def test_what_is_late_is_said_in_words(boss, city, desk, make):
    inspection = seen_id(boss, visited(boss, city, city.first, day=TODAY - 20 * DAY))
    form = {"fault": "effort", "opinion": "三月没有活动", "due_on": (TODAY - 4 * DAY).isoformat()}
    boss.post(f"{PAGE}/seen/{inspection}/finding", data=form)
    page = boss.get("/console/findings").text
    assert "超期1条" in page
    assert "超期4天" in page


def drawn(browser, seed="2016 7 31", count="2", title="三月抽查"):
    page = browser.post(f"{PAGE}/draws", data={"title": title}).headers["Location"]
    return page, browser.post(page, data={"seed": seed, "count": count})


def test_the_list_is_published_before_the_draw_and_anybody_can_repeat_it(boss, city, sits):
    units = (city.first, city.second, city.third)
    listed = [Candidate(unit["id"], KEY_UNIT if unit is city.second else 1) for unit in units]
    page, answer = drawn(boss)
    before = boss.get(page).text
    assert list_digest(listed) in before
    assert answer.status_code == 302
    names = {unit["id"]: unit["name"] for unit in units}
    expected = [names[key] for key in draw(listed, 2, "2016 7 31")]
    log = sits(city.union).get(page).text
    assert re.findall(r"<li>(市.院)</li>", log) == expected
    assert "2016 7 31" in log
    assert list_digest(listed) in log


def test_a_draw_is_made_once(boss, city):
    page, _ = drawn(boss)
    before = re.findall(r"<li>(市.院)</li>", boss.get(page).text)
    again = boss.post(page, data={"seed": "别的", "count": "3"})
    assert again.status_code in (302, 422)
    assert re.findall(r"<li>(市.院)</li>", boss.get(page).text) == before


@pytest.mark.parametrize(("seed", "count"), [("", "2"), ("1", "0"), ("1", "4"), ("1", "两家")])
def test_a_draw_without_a_seed_or_with_too_many_is_refused(seed, count, boss, city):
    _, answer = drawn(boss, seed, count)
    assert answer.status_code == 422


def test_only_those_it_is_about_read_the_log(boss, city, make, sits):
    page, _ = drawn(boss)
    far = make.unit("邻市工会", "city", city.province)
    assert sits(make.person("远", far, "union")).get(page).status_code == 404
    assert sits(city.union).post(page, data={"seed": "1", "count": "1"}).status_code == 403
    assert sits(make.person("省", city.province, "union")).get(page).status_code == 200


def test_the_units_that_were_drawn_are_visited_with_one_tick(boss, city, desk):
    drawn(boss)
    assert "抽到的2家" in boss.get(f"{PAGE}/visits/new?draw=1").text
    assert visited(boss, city, draw="1").status_code == 302
    with desk.reading.connect() as db:
        assert progress(db, city.city, TODAY, TODAY).done == 2
        assert {row["draw_id"] for row in inspections.inspected(db, 1)} == {1}


@pytest.mark.parametrize("who", ["union", "officer"])
def test_a_hospital_has_no_cadres_page(who, city, sits):
    browser = sits(getattr(city, who))
    for url in (PAGE, f"{PAGE}/draws", f"{PAGE}/visits/new"):
        assert browser.get(url).status_code == 403


def test_another_city_sees_none_of_it(boss, city, make, sits):
    inspection, _ = found(boss, city, city.first)
    far = make.unit("邻市工会", "city", city.province)
    stranger = sits(make.person("远", far, "union"))
    assert stranger.get(f"{PAGE}/seen/{inspection}").status_code == 404
    assert stranger.get(f"{PAGE}/visits/1").status_code == 404
    assert "市一院" not in stranger.get(PAGE).text


def test_more_units_do_not_ask_more_of_the_database(boss, city, make, desk):
    """The page says the same number of things however many units there are."""
    asked = []
    event.listen(desk.reading, "before_cursor_execute", lambda *args: asked.append(args[2]))
    boss.get(PAGE)
    few = len(asked)
    for at in range(30):
        make.unit(f"第{at}卫生院", "unit", city.city)
    visited(boss, city, city.first, city.second)
    asked.clear()
    page = boss.get(PAGE)
    assert len(asked) <= few + 1
    assert len(page.data) < 60_000


def test_the_page_says_how_to_repeat_the_digest_of_its_list(boss, city):
    page = boss.post(f"{PAGE}/draws", data={"title": "三月"}, follow_redirects=True).text
    recipe = re.search(r"printf &#39;(.*?)&#39;|printf '(.*?)'", page)
    lines = (recipe[1] or recipe[2]).replace("\\n", "\n")
    assert sha256(lines.encode()).hexdigest() in page
