"""没送到: whom to telephone, about everything at once, and the tick that says it was done."""

import re

import pytest
from sqlalchemy import select

from models.outbox import Errand, note_called
from tests.web.makers import NOON
from tests.web.troubles import REMINDER


@pytest.fixture
def city(make):
    return make.unit("市医务工会", "city")


@pytest.fixture
def home(make, city):
    return make.unit("市一院", "unit", city)


@pytest.fixture
def surgery(make, home):
    return make.unit("外科", "department", home)


@pytest.fixture
def zhou(make, home, sits):
    return sits(make.person("周兰", home, "officer"))


@pytest.fixture
def li(make, surgery):
    return make.person("李红", surgery, "officer", phone="13905330045")


def panel(browser):
    found = re.search(r'<section class="calls".*?</section>', browser.get("/console/").text, re.S)
    return found[0] if found else ""


def ticks(browser):
    """What each 打过了 of the page stands for."""
    return [re.findall(r'name="errand" value="(\d+)"', line) for line in panel(browser).split("</li>")[:-1]]


def seen(desk):
    with desk.reading.connect() as db:
        return [at is not None for at in db.execute(select(Errand.seen_at).order_by(Errand.id)).scalars()]


def test_who_was_not_reached_can_be_telephoned_and_ticked(make, home, li, zhou, desk):
    make.notice(make.hazard(home, 112), li, reason="template：43004 require subscribe")
    for part in (
        "没送到，打个电话",
        "李红",
        "外科",
        'href="tel:13905330045"',
        "没关注公众号",
        "112 楼梯口堆纸箱",
    ):
        assert part in panel(zhou)
    (errands,) = ticks(zhou)
    answer = zhou.post("/console/calls", data={"errand": errands}, follow_redirects=True)
    assert "打过了，记下了" in answer.text
    assert (panel(zhou), seen(desk)) == ("", [True])
    again = zhou.post("/console/calls", data={"errand": errands}, follow_redirects=True)
    assert "已经有人打过了" in again.text


def test_one_person_with_three_hazards_is_one_line_and_one_call(make, home, li, zhou, desk):
    for number in (112, 113, 114, 115):
        make.notice(make.hazard(home, number, f"第{number}件"), li, kind="tell_owner", reason="没绑定微信")
    make.notice(make.hazard(home, 116, "别人的"), make.person("王强", home, "officer"))
    first, second = panel(zhou).split("</li>")[:-1]
    assert (first.count("王强"), second.count("李红")) == (1, 1)
    assert all(f"{number} 第{number}件" in second for number in (113, 114, 115))
    assert 'href="/console/hazards/112"' in second
    assert ("第112件" in second, "等" in second) == (False, False)
    zhou.post("/console/calls", data={"errand": ticks(zhou)[1]})
    assert seen(desk) == [True, True, True, True, False]
    assert "李红" not in panel(zhou)


def test_who_missed_a_dozen_hears_nine_numbers_and_how_many_there_are(make, home, li, zhou):
    for number in range(112, 124):
        make.notice(make.hazard(home, number), li)
    (line,) = panel(zhou).split("</li>")[:-1]
    assert [f"/hazards/{number}" in line for number in (123, 115, 114, 112)] == [True, True, False, False]
    assert "等12件" in line


def test_one_hazard_missed_twice_is_told_once_and_ticked_as_a_whole(make, home, li, zhou, desk):
    hazard = make.hazard(home, 112)
    for _ in range(2):
        make.notice(hazard, li)
    (line,) = panel(zhou).split("</li>")[:-1]
    assert line.count("112 楼梯口堆纸箱") == 1
    zhou.post("/console/calls", data={"errand": ticks(zhou)[0]})
    assert seen(desk) == [True, True]


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "withdrawn"},
        {"status": "rejected"},
        {"status": "redirected"},
        {"status": "closed", "closed_at": NOON},
        {"status": "merged"},
    ],
    ids=["withdrawn", "rejected", "redirected", "closed", "merged"],
)
def test_nobody_is_telephoned_about_what_is_over(make, home, li, zhou, facts):
    if facts["status"] == "merged":
        facts = facts | {"merged_into": make.hazard(home, 111)}
    over = make.hazard(home, 112, "过去的事", **facts)
    make.notice(over, li)
    assert panel(zhou) == ""
    make.notice(make.hazard(home, 113, "还在的事"), li)
    assert ("过去的事" in panel(zhou), "还在的事" in panel(zhou)) == (False, True)
    assert len(ticks(zhou)) == 1


def test_who_was_telephoned_from_the_chat_is_off_the_list(make, home, li, zhou, desk):
    hazard = make.hazard(home, 112)
    make.notice(hazard, li)
    assert "李红" in panel(zhou)
    desk.writer.carry(lambda db: note_called(db, hazard, li, NOON))
    assert panel(zhou) == ""


def test_the_chip_counts_people(make, home, li, zhou):
    for number in (112, 113):
        make.notice(make.hazard(home, number), li)
    assert "没送到 <b>1</b>" in zhou.get("/console/").text


def test_the_first_three_are_shown_and_the_others_counted(make, home, zhou):
    for number in range(101, 106):
        make.notice(make.hazard(home, number), make.person(f"第{number}人", home, "officer"))
    assert len(ticks(zhou)) == 3
    assert "还有2人" in panel(zhou)
    assert "第105人" in panel(zhou)


def test_nobody_ticks_what_is_not_theirs(make, zhou, desk):
    other = make.unit("市二院")
    errand = make.notice(make.hazard(other, 112), make.person("别人", other, "officer"))
    answer = zhou.post("/console/calls", data={"errand": str(errand)}, follow_redirects=True)
    assert "不归你看" in answer.text
    assert ("别人" in answer.text, seen(desk)) == (False, [False])


@pytest.mark.parametrize("sent", ["", "x", "²", "9" * 40, "-1"])
def test_a_broken_tick_ticks_nothing(make, home, li, zhou, desk, sent):
    make.notice(make.hazard(home, 112), li)
    assert zhou.post("/console/calls", data={"errand": sent}).status_code == 302
    assert seen(desk) == [False]


def test_a_department_telephones_its_own(make, home, surgery, li, sits):
    make.notice(make.hazard(home, 112, department_id=surgery["id"]), li)
    make.notice(make.hazard(home, 113), make.person("院里的", home, "officer"))
    assert "李红" in panel(sits(li))
    assert "院里的" not in panel(sits(li))


def test_a_cadre_above_telephones_nobody(make, city, home, li, sits):
    make.notice(make.hazard(home, 112), li)
    browser = sits(make.person("孙玉梅", city, "union"))
    page = browser.get("/console/?show=all").text
    assert "楼梯口堆纸箱" in page
    assert "13905330045" not in page
    assert "没送到" not in page


def test_the_union_telephones_about_reminders_and_nobody_else_sees_them(make, home, zhou, sits, desk):
    chen = make.person("陈静", home, "union", phone="0533-2110088")
    make.notice(None, chen, kind="remind", payload=REMINDER, reason="没绑定微信")
    assert panel(zhou) == ""
    union = sits(make.person("赵主席", home, "union"))
    for part in ("陈静", "tel:0533-2110088", "3月查保促统计表", "没绑定微信"):
        assert part in panel(union)
    assert panel(sits(make.person("别院的", make.unit("市二院"), "union"))) == ""
    union.post("/console/calls", data={"errand": ticks(union)[0]})
    assert seen(desk) == [True]


def test_a_reminder_without_words_still_has_a_telephone(make, home, sits):
    make.notice(None, make.person("陈静", home, "union", phone="2110088"), kind="remind")
    union = sits(make.person("赵主席", home, "union"))
    assert "tel:2110088" in panel(union)
    assert "方案里的事到日子了" in panel(union)


def test_a_word_of_thanks_that_did_not_arrive_does_not_name_the_reporter(make, home, zhou):
    nurse = make.person("张敏", home, phone="13900000001")
    talk = make.conversation(nurse)
    for number in (112, 113):
        hazard = make.hazard(home, number, person_id=nurse, reporter_id=talk)
        make.notice(hazard, None, to_id=talk)
    for page in (zhou.get("/console/"), zhou.get("/console/hazards/112")):
        assert "张敏" not in page.text
        assert "13900000001" not in page.text
    assert len(ticks(zhou)) == 2  # never put together: that would tell that it was the same person


def test_what_did_arrive_late_needs_no_call(make, home, li, zhou):
    make.notice(make.hazard(home, 112), li, "done", result={"status": "success"}, done_at=NOON)
    assert panel(zhou) == ""
