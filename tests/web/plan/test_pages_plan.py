"""方案 on the console: the list, one's own list, one plan, 签收 from below and from above, and the pages of coverage."""

import re
from datetime import date

import pytest
from sqlalchemy import event, select

from models.outbox import TABLE as OUTBOX
from models.plan import choices, excused, signings
from tests.web.makers import NOON, TODAY
from tests.web.planned import build, with_plans

PLAN = "/console/plans/chabaocu"


@pytest.fixture
def desk(desk):
    return with_plans(desk)


@pytest.fixture
def house(make):
    return build(make)


@pytest.fixture
def seat(house, sits):
    return lambda name: sits(house.seats[name])


@pytest.fixture
def union(seat):
    return seat("union")


def words(page):
    """What a person reads, without the tags."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


@pytest.fixture
def signed(union, house):
    union.post(f"{PLAN}/sign", data={"stand_in": "1"})
    return house


def test_the_list_says_what_is_not_signed_and_how_far_the_rest_is(union, house):
    page = words(union.get("/console/plans").text)
    assert "鲁医工字〔2015〕54号" in page
    assert "还没签收" in page
    union.post(f"{PLAN}/sign", data={"stand_in": "1"})
    house.did("agenda", date(2016, 1, 20))
    house.did("scheme", date(2016, 1, 20))
    page = words(union.get("/console/plans").text)
    assert "2016-03-02签收，陈静" in page
    assert "办完2要办10过了日子2" in page


def test_signing_says_how_much_it_is_and_what_comes_first(union):
    said = words(union.post(f"{PLAN}/sign", data={"stand_in": "1"}, follow_redirects=True).text)
    assert re.search(r"签好了。你们单位\d+件事要办（一共\d+件），先都归你", said)
    assert "最近一件：3月30日周三前，查保促统计表" in said


def owners(page):
    """Who stands under each duty of a list."""
    return set(re.findall(r'class="duty-foot"><span>(?:查保促 )?(.*?)</span>', page))


def test_whoever_takes_all_has_all_and_what_is_handed_out_later_waits_for_somebody(union):
    union.post(f"{PLAN}/sign", data={"stand_in": "0"})
    assert owners(union.get("/console/plans/mine").text) == {"还没分人"}
    union.post(f"{PLAN}/sign", data={"stand_in": "1"})
    assert owners(union.get("/console/plans/mine").text) == {"陈静"}


def test_duties_are_handed_out_in_one_go_or_not_at_all(signed, union, house, make):
    form = {"drills": "王强", "agenda": "没有这个人"}
    answer = union.post(f"{PLAN}/owners", data=form)
    assert (answer.status_code, "花名册上没找到" in answer.text) == (422, True)
    home = house.units["home"]["id"]
    assert make.writer.carry(lambda db: choices.choices_of(db, home)) == {}
    said = union.post(f"{PLAN}/owners", data=form | {"agenda": "01"}, follow_redirects=True).text
    assert "2件换了人" in said
    again = union.get(f"{PLAN}/owners").text
    assert 'name="drills" value="王强"' in again
    same = union.post(f"{PLAN}/owners", data={"drills": "王强"}, follow_redirects=True).text
    assert "没有什么要改的" in same


def test_my_list_says_what_is_missing_both_days_and_opens_where_it_is_done(signed, union):
    page = union.get("/console/plans/mine").text
    assert "最晚3月30日周三，3月29日周二交最稳" in words(page)
    assert 'href="/console/sheets"' in page
    assert 'href="/console/deeds/new?kind=drill"' in page
    assert "还差2次" in page


def test_a_ward_officer_has_only_what_was_given_to_them(signed, union, seat):
    ward = seat("department")
    assert "眼下没有归你办的事" in ward.get("/console/plans/mine").text
    union.post(f"{PLAN}/drills/owner", data={"owner": "李红"})
    mine = ward.get("/console/plans/mine").text
    assert "两次应急演练" in mine
    assert "全员安全培训" not in mine


def test_the_plan_shows_words_phases_preamble_and_its_year(union):
    page = union.get(PLAN).text
    assert "所有建会单位年内要至少组织两次安全应急演练" in page
    assert "明责" in page
    assert "主动公开" in page
    assert "集中行动" in page
    assert 'class="strip"' in page
    assert "还没有：" in page or "不用单独办的条款" in page
    shown = words(page)
    assert shown.index("查保促统计表") < shown.index("两次应急演练"), (
        "the window that ends first stands first"
    )


def test_three_lines_say_what_is_handed_in_and_what_must_be_enough(union):
    lines = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", union.get(PLAN).text.split('id="sign"')[1])[:3]
    assert [name for name, _ in lines][:2] == ["要报的", "要办够的"]
    assert "查保促统计表" in lines[0][1]
    assert "两次应急演练" in lines[1][1]


def test_leaders_are_named_by_name_or_number_and_two_of_a_name_are_asked_apart(signed, union, make, house):
    make.person("张敏", house.units["lab"], staff_no="77")
    form = {"leader": "张敏", "deputy": "", "stand_in": "陈静"}
    answer = union.post(f"{PLAN}/leaders", data=form)
    assert answer.status_code == 422
    assert "有2个人" in answer.text
    assert "检验科张敏（77）" in answer.text
    union.post(f"{PLAN}/leaders", data=form | {"leader": "77", "deputy": "王强"})
    page = words(union.get(PLAN).text)
    assert "牵头领导张敏" in page
    assert "具体负责王强" in page


def test_there_is_always_somebody_who_has_it_first(signed, union, house, make):
    answer = union.post(f"{PLAN}/leaders", data={"leader": "王强", "stand_in": ""})
    assert "先归谁" in answer.text
    kept = make.writer.carry(lambda db: signings.signing_of(db, "chabaocu", house.units["home"]["id"]))
    assert kept["stand_in_id"] == house.seats["union"]


def test_above_one_reads_who_has_not_signed_since_when_and_asks_them_once_a_day(seat, house, make, desk):
    above = seat("above")
    seat("union").post(f"{PLAN}/sign", data={"stand_in": "1"})
    page = words(above.get(PLAN).text)
    assert "签收1/2家" in page
    assert "65天了" in page
    assert "市二院孙梅0533-3330001" in page
    for _ in range(2):
        said = above.post(f"{PLAN}/urge", follow_redirects=True).text
        assert "跟1家的工会说了一声" in said
    asked = make.writer.carry(
        lambda db: [
            dict(row) for row in db.execute(select(OUTBOX).where(OUTBOX.c.kind == "remind")).mappings()
        ]
    )
    assert len(asked) == 1
    assert asked[0]["unit_id"] == house.units["second"]["id"]
    assert asked[0]["payload"]["duty"] == "receipt"


def test_nobody_of_a_hospital_asks_other_hospitals(union, seat):
    assert union.post(f"{PLAN}/urge").status_code == 403
    assert "签收0/" not in words(union.get(PLAN).text)
    assert seat("hospital").post(f"{PLAN}/sign", data={"stand_in": "1"}).status_code == 403


def test_the_matrix_is_red_for_who_was_nowhere_and_keeps_the_excused_below(signed, union, house, make):
    lab, store = house.units["lab"]["id"], house.units["store"]["id"]
    surgery = house.units["surgery"]["id"]
    house.did("drill", date(2016, 1, 12), departments=(surgery,), topics=("emergency",), title="火灾处置")
    house.did("drill", date(2016, 2, 20), "孙丽", topics=("escape", "emergency"), title="疏散")
    page = union.get(f"{PLAN}/drill-departments/matrix").text
    assert re.findall(r'<tr class="missing"><th scope="row">(.*?)</th>', page) == ["药剂科"]
    assert "2/3个科室" in page
    assert "应急处置2次，到了2/3个科室" in words(page)
    assert "逃生自救1次，到了1/3个科室" in words(page)
    assert words(page).split("到了几个科室")[1].startswith("1/31/3")
    facts = {"person_id": None, "department_id": store, "reason": "外包", "from_on": TODAY, "to_on": None}
    make.writer.carry(
        lambda db: excused.excuse(db, house.units["home"]["id"], **facts, set_at=NOON, set_by_id=None)
    )
    page = union.get(f"{PLAN}/drill-departments/matrix").text
    assert "药剂科：外包" in page
    assert "2/2个科室" in page
    assert lab != store


def test_who_was_not_trained_is_named_to_the_union_and_the_own_officer_alone(signed, union, seat, house):
    house.did("training", date(2016, 2, 1), "张敏")
    url = f"{PLAN}/training-for-all/missing"
    lab = house.units["lab"]["id"]
    page = union.get(f"{url}?unit={lab}").text
    assert "孙丽" in page
    ward = seat("department")
    own = ward.get(f"{url}?unit={lab}").text
    assert "孙丽" not in own
    assert "王强" in own
    for name in ("hospital", "admin"):
        counts = seat(name).get(f"{url}?unit={lab}").text
        assert "检验科" in counts
        assert not {"王强", "孙丽", "钱芳"} & set(re.findall(r"[\u4e00-\u9fff]{2,3}", counts)), name
    assert seat("above").get(url).status_code == 404


def test_it_says_when_they_hear_by_themselves(signed, union):
    assert "不用一个个催：3月" in words(union.get(f"{PLAN}/training-for-all/missing").text)


def test_not_counted_needs_a_reason_a_day_and_one_of_two(signed, union, house, make):
    form = {"person": "张敏", "department": "", "reason": "产假", "from_on": "2016-03-01", "to_on": ""}
    for wrong, said in (
        ({"reason": " "}, "为什么不计入"),
        ({"person": ""}, "二选一"),
        ({"department": str(house.units["lab"]["id"])}, "二选一"),
        ({"to_on": "2016-02-01"}, "写反了"),
        ({"from_on": ""}, "从哪天起"),
        ({"person": "郑会"}, "花名册上没找到"),
    ):
        answer = union.post("/console/excused", data=form | wrong)
        assert (answer.status_code, said in answer.text) == (422, True), wrong
    before = union.get(f"{PLAN}/training-for-all/missing").text
    union.post("/console/excused", data=form)
    after = union.get(f"{PLAN}/training-for-all/missing").text
    counted = re.compile(r"(\d+)/(\d+)人</p>")
    assert int(counted.search(before)[2]) - int(counted.search(after)[2]) == 1
    assert "已经在不计入里了" in union.post("/console/excused", data=form).text
    row = make.writer.carry(lambda db: excused.excused(db, house.units["home"]["id"])[0])
    union.post(f"/console/excused/{row['id']}/end")
    assert counted.search(union.get(f"{PLAN}/training-for-all/missing").text)[2] == counted.search(before)[2]


def test_why_somebody_is_not_counted_is_for_the_union(signed, union, seat):
    form = {"person": "张敏", "reason": "产假", "from_on": "2016-03-01"}
    union.post("/console/excused", data=form)
    assert "产假" in union.get("/console/excused").text
    ward = seat("department").get("/console/excused").text
    assert "张敏" not in ward
    assert "产假，" not in ward
    assert seat("department").post("/console/excused", data=form).status_code == 403


def test_another_hospital_sees_neither_ours_nor_changes_it(signed, sits, make, house):
    other = sits(make.person("别人", house.units["second"], "union"))
    assert "还没签收" in other.get("/console/plans").text
    other.post(f"{PLAN}/drills/off", data={"note": "我们没有"})
    kept = make.writer.carry(lambda db: choices.choices_of(db, house.units["home"]["id"]))
    assert kept == {}


@pytest.mark.parametrize(
    ("url", "most"),
    [
        ("/console/plans", 130),
        (PLAN, 140),
        (f"{PLAN}/drills", 30),
        (f"{PLAN}/training-for-all/missing", 20),
        (f"{PLAN}/drill-departments/matrix", 20),
    ],
)
def test_a_page_asks_no_more_when_there_are_more_people_and_deeds(
    url, most, signed, union, house, make, desk
):
    def statements():
        asked = []
        listen = lambda *given: asked.append(given[2])  # noqa: E731
        event.listen(desk.reading, "before_cursor_execute", listen)
        union.get(url)
        event.remove(desk.reading, "before_cursor_execute", listen)
        return len(asked)

    house.did("drill", date(2016, 1, 12), departments=(house.units["lab"]["id"],))
    before = statements()
    for day in range(1, 9):
        house.did("drill", date(2016, 2, day), "张敏", departments=(house.units["lab"]["id"],))
        make.person(f"新人{day}", house.units["lab"])
    assert statements() == before
    assert before <= most


def test_an_address_that_is_none_says_so_kindly(union):
    assert "没有这个方案" in union.get("/console/plans/nothing").text
    assert "方案里没有这件事" in union.get(f"{PLAN}/nothing").text
    assert union.get(f"{PLAN}/drills/missing").status_code == 404
