"""One duty on the console: what counts and why, each window, and what a unit decides about it for itself."""

import re
from datetime import date

import pytest

from models.plan import choices
from tests.web.planned import build, with_plans

PLAN = "/console/plans/chabaocu"
DRILLS, TABLE, CLASS = f"{PLAN}/drills", f"{PLAN}/monthly-table", f"{PLAN}/leader-class"


@pytest.fixture
def desk(desk):
    return with_plans(desk)


@pytest.fixture
def house(make):
    return build(make)


@pytest.fixture
def union(house, sits):
    browser = sits(house.seats["union"])
    browser.post(f"{PLAN}/sign", data={"stand_in": "1"})
    return browser


@pytest.fixture
def decided(make, house):
    """What holds in the hospital now about a duty."""

    def one(duty, name):
        key = ("chabaocu", duty, name)
        return make.writer.carry(lambda db: choices.choices_of(db, house.units["home"]["id"]).get(key))

    return one


def words(page):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def test_a_deed_that_counts_for_several_duties_names_them(union, house):
    house.did("drill", date(2016, 2, 20), title="疏散", departments=(house.units["lab"]["id"],))
    page = union.get(DRILLS).text
    assert "1/2次" in words(page)
    assert "也算进：各科室演练" in page
    assert "还差1次" in page


def test_a_deed_that_does_not_count_says_why(sits, house):
    city = sits(house.seats["above"])
    house.did("leader-class", date(2016, 2, 20), title="院长班", unit=house.units["city"])
    page = city.get(CLASS).text
    assert "没算：没讲到规定的2项内容" in page
    assert "还差1次" in words(page)


def test_each_window_of_the_year_says_how_it_went(union):
    shown = words(union.get(TABLE).text)
    assert "最晚1月30日周六" in shown
    assert "过了32天" in shown
    assert "算3/1到3/30的" in shown
    assert "还没开始" in shown


def test_a_duty_of_others_can_be_read_and_not_decided(union):
    assert "不归市一院" in union.get(CLASS).text
    answer = union.post(f"{CLASS}/off", data={"note": "x"}, follow_redirects=True)
    assert "不归你们单位办" in answer.text


def test_the_owner_is_somebody_of_the_roll(union, decided, house):
    for typed, said in (("郑会", "花名册上没找到"), ("孙梅", "花名册上没找到")):
        answer = union.post(f"{DRILLS}/owner", data={"owner": typed})
        assert (answer.status_code, said in answer.text) == (422, True)
        assert f'value="{typed}"' in answer.text, "as it was typed"
    said = union.post(f"{DRILLS}/owner", data={"owner": "王强", "note": "他熟"}, follow_redirects=True).text
    assert "交给外科王强了" in said
    assert decided("drills", "owner") == str(house.staff["王强"])
    assert "陈静：他熟" in said
    union.post(f"{DRILLS}/owner", data={"owner": ""})
    assert decided("drills", "owner") is None


def test_an_own_day_is_earlier_than_the_document_and_never_later(union, decided):
    for day, said in (("2016-03-29", "只能更早"), ("2016-03-30", "只能更早"), ("2016-02-29", "太早了")):
        answer = union.post(f"{TABLE}/day", data={"day": day})
        assert (answer.status_code, said in answer.text) == (422, True), day
    said = union.post(f"{TABLE}/day", data={"day": "2016-03-25"}, follow_redirects=True).text
    assert "都比文件的稳妥日早4天" in said
    assert "3月25日周五交最稳" in words(said)
    assert decided("monthly-table", "day") == "4"
    union.post(f"{TABLE}/day", data={"day": ""})
    assert decided("monthly-table", "day") is None


def test_a_quota_only_goes_up(union, decided):
    for typed, said in (
        ("2", "只能往上加"),
        ("1", "只能往上加"),
        ("两次", "写一个数"),
        ("999", "多打了一个数"),
    ):
        answer = union.post(f"{DRILLS}/quota", data={"quota": typed})
        assert (answer.status_code, said in answer.text) == (422, True), typed
    assert "0/3次" in words(union.post(f"{DRILLS}/quota", data={"quota": "3"}, follow_redirects=True).text)
    assert decided("drills", "quota") == "3"
    answer = union.post(f"{PLAN}/training-for-all/quota", data={"quota": "3"}, follow_redirects=True)
    assert "不是按次数算的" in answer.text


def test_what_does_not_apply_is_off_with_a_reason_and_can_come_back(union, decided):
    answer = union.post(f"{DRILLS}/off", data={"note": "  "})
    assert (answer.status_code, "为什么" in answer.text) == (422, True)
    said = union.post(f"{DRILLS}/off", data={"note": "没有建会"}, follow_redirects=True).text
    assert "不适用于市一院" in said
    assert "没有建会" in said
    assert "两次应急演练" not in union.get("/console/plans/mine").text
    assert "不适用于本单位" in union.get(PLAN).text
    union.post(f"{DRILLS}/off", data={"again": "1"})
    assert decided("drills", "off") is None


def test_the_signature_itself_cannot_be_switched_off(union, decided):
    assert (
        "签收不能不办" in union.post(f"{PLAN}/receipt/off", data={"note": "不想"}, follow_redirects=True).text
    )
    assert decided("receipt", "off") is None


@pytest.mark.parametrize("seat", ["department", "hospital"])
def test_officers_read_and_decide_nothing(union, sits, house, seat):
    officer = sits(house.seats[seat])
    page = officer.get(DRILLS)
    assert page.status_code == 200
    assert "换人办" not in page.text
    for deed in ("owner", "day", "quota", "off"):
        assert officer.post(f"{DRILLS}/{deed}", data={"note": "x"}).status_code == 403
