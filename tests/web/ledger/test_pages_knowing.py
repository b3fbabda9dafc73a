"""认人: who said a name is known with one tap, and nobody becomes an officer by saying an officer's name."""

import re

import pytest
from sqlalchemy import select

from models.conversations import Conversation
from models.hazards import Hazard
from models.people import Person
from tests.web.makers import HOUR, NOON


@pytest.fixture
def home(make):
    return make.unit("市一院", "unit", make.unit("市医务工会", "city"))


@pytest.fixture
def surgery(make, home):
    return make.unit("外科", "department", home)


@pytest.fixture
def zhou(make, home, sits):
    return sits(make.person("周兰", home, "officer"))


@pytest.fixture
def stranger(make, surgery):
    """王桂英 of the cleaners, who reported 101."""

    def one(name="保洁 王桂英", unit=surgery):
        return make.conversation(self_name=name, self_unit_id=unit["id"], self_said_at=NOON - HOUR)

    return one


def box(browser):
    found = re.search(r'<details class="strangers".*?</details>', browser.get("/console/").text, re.S)
    return found[0] if found else ""


def taps(browser, account, person):
    page = browser.post(
        f"/console/strangers/{account}", data={"person": str(person)}, follow_redirects=True
    ).text
    return re.search(r'class="outcome (\w+)"[^>]*>(.*?)</p>', page, re.S).groups()


def bound(desk, account):
    with desk.reading.connect() as db:
        return db.execute(select(Conversation.person_id).where(Conversation.id == account)).scalar_one()


def test_somebody_of_another_firm_is_added_with_one_tap(make, home, surgery, stranger, zhou, desk):
    account = stranger()
    hazard = make.hazard(home, 101, "5楼走廊地滑", department_id=surgery["id"], reporter_id=account)
    for part in ("认人(1)", "保洁 王桂英", "101号", "认得，添成外协", "不认识"):
        assert part in box(zhou)
    assert "就是花名册上的" not in box(zhou)
    assert taps(zhou, account, "new") == ("good", "添成外协了：王桂英。以前报的101号也算上了。")
    assert box(zhou) == ""
    with desk.reading.connect() as db:
        person = db.execute(select(Person.__table__).where(Person.name == "王桂英")).mappings().one()
        owner = db.execute(select(Hazard.person_id).where(Hazard.id == hazard)).scalar_one()
    assert (person["outside"], person["role"], person["unit_id"]) == (True, "staff", surgery["id"])
    assert owner == person["id"] == bound(desk, account)


def test_somebody_of_the_roll_is_recognised(make, home, stranger, zhou, desk):
    account = stranger()
    wang = make.person("王桂英", make.unit("后勤科", "department", home))
    assert f'value="{wang}">就是花名册上的后勤科 王桂英</button>' in box(zhou)
    assert taps(zhou, account, wang) == ("good", "认得了：后勤科 王桂英。")
    assert bound(desk, account) == wang


def test_who_is_not_known_leaves_the_list_and_reports_on(stranger, zhou, desk):
    account = stranger()
    assert taps(zhou, account, "nobody") == ("good", "好，保洁 王桂英先不认，报隐患照常。")
    assert (box(zhou), bound(desk, account)) == ("", None)
    assert taps(zhou, account, "new")[0] == "bad"


@pytest.mark.parametrize("role", ["officer", "union", "admin"])
def test_saying_the_name_of_an_officer_opens_no_ledger(make, home, stranger, zhou, desk, role):
    account = stranger("李红")
    li = make.person("李红", home, role)
    assert "就是花名册上的" not in box(zhou)
    assert taps(zhou, account, li) == ("bad", "这位要进台账，得自己在公众号里绑定，不能替他认。")
    assert bound(desk, account) is None


def test_only_somebody_of_that_name_can_be_meant(make, home, stranger, zhou, desk):
    account = stranger()
    other = make.person("张敏", home)
    for chosen in (other, "", "x", "9" * 30):
        assert taps(zhou, account, chosen)[0] == "bad"
    assert bound(desk, account) is None


def test_a_department_knows_its_own_and_the_union_above_nobody(make, home, surgery, stranger, sits, desk):
    clinic = make.unit("门诊", "department", home)
    mine, theirs = stranger("保洁 王桂英", surgery), stranger("护工 李梅", clinic)
    li = sits(make.person("李红", surgery, "officer"))
    assert ("王桂英" in box(li), "李梅" in box(li)) == (True, False)
    assert taps(li, theirs, "new") == ("bad", "这位已经有人认过了，或者不归你看。")
    other = sits(make.person("别院的", make.unit("市二院"), "officer"))
    assert box(other) == ""
    assert taps(other, mine, "new")[0] == "bad"
    assert (bound(desk, mine), bound(desk, theirs)) == (None, None)


def test_a_nameless_report_is_never_shown_beside_a_name(make, home, stranger, zhou):
    stranger()
    make.hazard(home, 101, anonymous=True)
    assert "101号" not in box(zhou)


def test_many_are_counted_and_the_first_ones_shown(stranger, zhou):
    for number in range(8):
        stranger(f"保洁 第{number}位")
    assert "认人(8)" in box(zhou)
    assert box(zhou).count("认得，添成外协") == 5
    assert "还有3位" in box(zhou)


def test_a_name_cannot_become_markup(stranger, zhou):
    stranger("<b>王</b>")
    assert "<b>王</b>" not in box(zhou)
