"""履职记录 on the console: recording, correcting, the list, and what a deed counts for."""

import re

import pytest

from models.plan import deeds
from tests.web.hall import build

FORM = {
    "kind": "training",
    "happened_on": "2026-03-04",
    "starts": "14:30",
    "title": "灭火器怎么用",
    "bodies": ["union"],
    "topics": ["fire"],
    "attested": "42",
    "place": "报告厅",
}


@pytest.fixture
def house(desk, make, tmp_path):
    return build(desk, make, tmp_path / "photos")


@pytest.fixture
def union(house):
    return house.sits("陈静")


def recorded(browser, **changes):
    """Record by the form and give the address of the page of the deed."""
    answer = browser.post("/console/deeds/new", data=FORM | changes)
    assert answer.status_code == 302, re.findall(r'id="refused"[^>]*>([^<]*)', answer.text)
    return answer.location


def the_id(url):
    return int(url.rpartition("/")[2])


def test_one_short_form_and_it_counts_in_the_table(house, union):
    assert "记第一条" in union.get("/console/deeds").text
    url = recorded(union)
    page = union.get(url).text
    assert "记好了" in page
    assert "3月4日（周三） 14:30" in page
    assert "42人（没留名）" in page
    assert "消防" in page
    assert re.search(r"第3格 培训.*?<b>算</b>", page, re.S)
    assert re.search(r"第4格 受训 \d+人", page)
    assert "全年" in page or "培训" in page
    listed = union.get("/console/deeds").text
    assert "灭火器怎么用" in listed
    assert "工会办" in listed


def test_the_same_thing_told_twice_is_asked_about_before_it_is_recorded(house, union):
    """A second shift is a second training: 还是记 records it, and nothing typed is lost on the way."""
    first = recorded(union)
    asked = union.post("/console/deeds/new", data=FORM)
    assert asked.status_code == 422
    assert "这天已经有一条一样的了" in asked.text
    assert f'<a href="{first}">3月4日（周三） 14:30 灭火器怎么用，42人（没留名）</a>' in asked.text
    assert 'value="报告厅"' in asked.text
    assert re.search(r'name="again" value="1"[^>]*>不是同一场，还是记', asked.text)
    with pytest.raises(AssertionError):
        recorded(union)
    assert "记好了" in union.get(recorded(union, again="1")).text
    assert "记好了" in union.get(recorded(union, starts="17:00")).text
    assert union.get("/console/deeds").text.count("灭火器怎么用") == 3


def test_a_head_count_is_not_said_to_reach_anybody_by_name(house, union):
    url = recorded(union)
    assert "没有名单，算不到个人" in union.get(url).text
    union.post(f"{url}/people", data={"names": "张敏"})
    assert "没有名单，算不到个人" not in union.get(url).text


def test_what_a_department_held_alone_is_shown_and_says_why_it_does_not_count(house, union):
    page = union.get(recorded(union, bodies=["department"], department=str(house.units["外科"]["id"]))).text
    assert "科室自己办的" in page
    assert "外科" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "nothing"}, "记的是什么？选一样。"),
        ({"happened_on": "soon"}, "哪天的事？选个日子。"),
        ({"happened_on": "2024-01-01"}, "日子太早了"),
        ({"attested": "很多"}, "人数写个0到"),
        ({"attested": "٤٢"}, "人数写个0到"),
        ({"starts": "一点"}, "几点开始？"),
        ({"bodies": []}, "谁办的？"),
    ],
)
def test_what_cannot_be_comes_back_as_it_was_typed(union, wrong, said):
    answer = union.post("/console/deeds/new", data=FORM | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="报告厅"' in answer.text
    assert "还没有" not in answer.text
    assert "记第一条" in union.get("/console/deeds").text


def test_a_correction_keeps_what_stood_before_and_says_who_and_why(house, union):
    url = recorded(union)
    same = union.post(f"{url}/edit", data=FORM | {"why": "看错了", "version": "1"})
    assert "和原来一样" in same.text
    lacks_why = union.post(f"{url}/edit", data=FORM | {"attested": "40", "version": "1"})
    assert "为什么改？" in lacks_why.text
    answer = union.post(
        f"{url}/edit", data=FORM | {"attested": "40", "place": "", "why": "重数了一遍", "version": "1"}
    )
    assert answer.status_code == 302
    page = union.get(url).text
    assert "改过1次" in page
    assert "市一院 陈静：重数了一遍" in page
    assert "没留名的人数：42人" in page
    assert "在哪：报告厅" in page
    assert "几点" not in page.partition("改过1次")[2], "what did not change is not told"
    late = union.post(f"{url}/edit", data=FORM | {"attested": "1", "why": "再改", "version": "1"})
    assert "刚才有人改过这一条" in late.text


def test_a_voided_deed_can_be_read_and_counts_nowhere(house, union):
    url = recorded(union)
    assert "为什么作废？" in union.post(f"{url}/void", data={"why": " "}).text
    assert union.post(f"{url}/void", data={"why": "记重了"}).status_code == 302
    page = union.get(url).text
    assert "记重了" in page
    assert "算进哪些" not in page
    assert f'action="{url}/void"' not in page
    assert "灭火器怎么用" not in union.get("/console/deeds").text
    assert "灭火器怎么用" in union.get("/console/deeds?show=void").text


def test_those_without_a_head_count_come_first_and_are_filled_in_with_one_number(house, union):
    first = house.deed(title="没数人的")
    house.deed(title="数过的", attested=3)
    house.deed(title="宣传栏", kind="publicity")
    page = union.get("/console/deeds").text
    assert page.index("没数人的") < page.index("数过的")
    assert "没填人数 <b>1</b>" in page
    only = union.get("/console/deeds?show=no_heads").text
    assert "没数人的" in only
    assert "宣传栏" not in only
    assert union.post(f"/console/deeds/{first}/heads", data={"attested": "38人"}).status_code == 302
    assert house.row(first)["attested"] == 38
    assert "没填人数" not in union.get("/console/deeds").text


def test_the_list_narrows_by_group_and_month(house, union):
    house.deed(title="三月的培训", attested=1)
    house.deed(
        title="二月的演练", kind="drill", happened_on=house.row(1)["happened_on"].replace(month=2), attested=1
    )
    assert "二月的演练" not in union.get("/console/deeds?show=training").text
    february = union.get("/console/deeds?month=2026-02").text
    assert "二月的演练" in february
    assert "三月的培训" not in february
    for strange in ("?show=x", "?month=9999-99", "?page=-1", "?page=x"):
        assert union.get(f"/console/deeds{strange}").status_code == 200


def test_a_departments_officer_records_for_the_own_department_alone(house):
    li = house.sits("李红")
    form = li.get("/console/deeds/new").text
    assert "记在外科名下" in form
    assert 'value="union"' not in form
    url = recorded(li, bodies=["union"], department=str(house.units["门诊"]["id"]), departments=["999"])
    row = house.row(the_id(url))
    assert (row["bodies"], row["department_id"]) == (["department"], house.units["外科"]["id"])
    of_union = house.deed(title="全院的")
    assert li.get(f"/console/deeds/{of_union}").status_code == 404
    assert "全院的" not in li.get("/console/deeds").text
    assert house.sits("门诊安全员").get(url).status_code == 404
    assert house.sits("周兰").get(url).status_code == 200


def test_who_held_it_together_reads_it_and_changes_nothing(house):
    city = house.sits("孙玉梅")
    beside = [str(house.units["市一院"]["id"])]
    url = recorded(city, kind="training", bodies=["above"], beside=beside, attested="")
    page = house.sits("陈静").get(url).text
    assert "市医务工会牵头，这里只看" in page
    assert '<form method="post" action="/console/deeds' not in page
    assert house.sits("陈静").post(f"{url}/void", data={"why": "不要"}).status_code == 403
    assert house.sits("二院主席").get(url).status_code == 404
    assert house.row(the_id(url))["voided_at"] is None


def test_another_hospital_and_the_union_above_do_not_see_it(house, union):
    url = recorded(union)
    for name in ("二院主席", "孙玉梅", "省里"):
        assert house.sits(name).get(url).status_code == 404, name
        assert house.sits(name).post(f"{url}/heads", data={"attested": "1"}).status_code == 404, name


def test_what_is_still_missing_for_a_duty_is_named(house, union):
    page = union.get(recorded(union, kind="consultation-day", happened_on="2026-06-16", attested="")).text
    assert "还差照片、人数" in page


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(house, union):
    house.deed(title="一")
    few = house.statements(lambda: union.get("/console/deeds"))
    for number in range(30):
        house.deed(title=str(number), attested=number)
    assert house.statements(lambda: union.get("/console/deeds")) == few


def test_the_page_of_a_deed_asks_no_more_for_many_people(house, union):
    deed_id = house.deed()
    house.carry(lambda db: come(db, deed_id, [house.people["张敏"]], house.clock()))
    few = house.statements(lambda: union.get(f"/console/deeds/{deed_id}"))
    others = [house.people[name] for name in ("王强", "赵刚", "李伟", "周兰")]
    house.carry(lambda db: come(db, deed_id, others, house.clock()))
    assert house.statements(lambda: union.get(f"/console/deeds/{deed_id}")) == few


def come(db, deed_id, people, now):
    for person in people:
        deeds.attend(db, deed_id, person, home_id=1, department_id=None, how="typed", at=now)
    return True
