"""Level, facts, 挂牌督办 and 整改通知书 from the page of a hazard: what a person decided, and what a paper says."""

import io
import zipfile
from datetime import date

import pytest

from models.letters import letters_of
from models.listings import listing_of
from tests.web.makers import NOON
from tests.web.taps import row, says, verbs

FILLED = {"measure": "装燃气报警", "funds": "8000元", "contingency": "先停用灶台"}


@pytest.fixture
def owner(make, home):
    return make.person("王强", home)


@pytest.fixture
def grave(report, owner, home):
    return report(
        112, "食堂后厨燃气没装报警器", category="GAS_KITCHEN", status="assigned", level="major",
        owner_id=owner, due_on=date(2016, 3, 4), tier="unit", place_text="食堂后厨", **FILLED,
    )  # fmt: skip


def test_the_list_is_asked_and_a_person_decides(report, zhou, desk):
    hazard = report(112, "食堂后厨燃气没装报警器", category="GAS_KITCHEN")
    page = zhou.get("/console/hazards/112").text
    assert "算不算重大" in page
    assert "像重大清单第" in page
    answered = zhou.get("/console/hazards/112?a0=unknown").text
    assert "拿不准" in answered
    assert "定不定由人" in answered
    assert row(desk, hazard)["level"] == "general"
    item = page.split('name="item" value="', 1)[1].split('"', 1)[0]
    assert says(zhou, 112, "level", level="major", item=item)[0] == "good"
    after = row(desk, hazard)
    assert after["level"] == "major"
    assert after["major_item"].startswith("重大清单第")
    assert f"周兰定了级别：重大，{after['major_item']}" in zhou.get("/console/hazards/112").text
    assert says(zhou, 112, "level", level="general", item=item)[0] == "good"
    assert row(desk, hazard)["major_item"] == ""


@pytest.mark.parametrize("level", ["", "terrible"])
def test_a_level_nobody_knows_is_not_written(report, zhou, desk, level):
    hazard = report(112)
    assert says(zhou, 112, "level", level=level) == ("bad", "定成一般还是重大？选一个再点。")
    assert row(desk, hazard)["level"] == "general"


def test_what_the_report_could_not_know_is_written_down_in_chinese(report, zhou, desk):
    hazard = report(112)
    form = {
        "source": "delegate",
        "kind": "occupational",
        "cause": "unsafe",
        "contractor": "甲公司",
        "urgent": "True",
    }
    assert says(zhou, 112, "facts", **form) == ("good", "登记改好了。")
    after = row(desk, hazard)
    assert {name: str(after[name]) for name in form} == form
    page = zhou.get("/console/hazards/112").text
    assert "周兰改了登记：来源职工代表巡查，种类职业危害，透视镜不安全，急是，外包单位甲公司" in page
    assert says(zhou, 112, "facts", **form) == ("good", "和原来一样，没有要改的。")
    assert says(zhou, 112, "facts", source="rumour")[0] == "bad"
    assert len(verbs(desk, hazard)) == 1


def test_listing_goes_its_way_by_the_days_on_the_papers(grave, zhou, desk):
    assert says(zhou, 112, "list", on="2016-03-02") == ("bad", "112号还没提请挂牌。")
    assert says(zhou, 112, "propose", authority="", on="2016-03-02")[0] == "bad"
    assert says(zhou, 112, "propose", authority="区应急管理局", on="2016-03-09")[0] == "bad"
    assert says(zhou, 112, "propose", authority="区应急管理局", on="2016-03-02")[0] == "good"
    assert says(zhou, 112, "propose", authority="市应急管理局", on="2016-03-02")[0] == "bad"
    assert "提请中" in zhou.get("/console/hazards/112").text
    assert says(zhou, 112, "delist", on="2016-03-02") == ("bad", "112号现在没在挂牌。")
    assert says(zhou, 112, "not_listed", note="", on="2016-03-02")[0] == "bad"
    assert says(zhou, 112, "not_listed", note="不够条件", on="2016-03-02")[0] == "good"
    assert "没挂：不够条件" in zhou.get("/console/hazards/112").text
    assert "<summary>再次提请" in zhou.get("/console/hazards/112").text
    again = {"authority": "区应急管理局", "on": "2016-03-02"}
    assert "写一句为什么" in says(zhou, 112, "propose", **again)[1]
    assert says(zhou, 112, "propose", **again, why="又查出两处")[0] == "good"
    assert "<summary>再次提请" not in zhou.get("/console/hazards/112").text
    assert says(zhou, 112, "list", reference="应急挂3号", on="2016-03-02")[0] == "good"
    assert row(desk, grave)["tier"] == "regulator"
    page = zhou.get("/console/hazards/112").text
    assert "已挂牌" in page
    assert "应急挂3号" in page
    assert says(zhou, 112, "delist", on="2016-03-02") == ("good", "112号摘牌了。")
    with desk.reading.connect() as db:
        assert listing_of(db, grave)["delisted_on"] == date(2016, 3, 2)


def test_what_is_not_grave_is_not_proposed(report, owner, zhou):
    report(112, status="assigned", owner_id=owner, due_on=date(2016, 3, 4), **FILLED)
    assert says(zhou, 112, "propose", authority="区应急管理局", on="2016-03-02")[0] == "bad"
    assert "提请挂牌" not in zhou.get("/console/hazards/112").text


def test_a_letter_is_written_printed_delivered_and_answered(make, grave, zhou, desk):
    make.photo(grave)
    assert says(zhou, 112, "letter", words="")[0] == "bad"
    assert says(zhou, 112, "letter", words="要等厂家排期")[1].startswith("通知书〔2016〕1号出好了")
    with desk.reading.connect() as db:
        (letter,) = letters_of(db, grave)
    at = f"letters/{letter['id']}"
    paper = zhou.get(f"/console/hazards/112/{at}.docx")
    assert paper.headers["Content-Disposition"] == "attachment; filename=letter-2016-1.docx"
    words = zipfile.ZipFile(io.BytesIO(paper.data)).read("word/document.xml").decode()
    for said in ("要等厂家排期", "食堂后厨", "〔2016〕1号", "先停用灶台"):
        assert said in words
    assert "张敏" not in words
    assert says(zhou, 112, f"{at}/delivered", received_by="许峰") == ("good", "记下了，许峰签收。")
    assert says(zhou, 112, f"{at}/delivered", received_by="许峰")[0] == "bad"
    assert says(zhou, 112, f"{at}/scheme", scheme="停用三天，换管装报警")[0] == "good"
    assert says(zhou, 112, f"{at}/scheme", scheme="停用三天，换管装报警")[0] == "bad"
    page = zhou.get("/console/hazards/112").text
    assert "许峰签收" in page
    assert "方案：停用三天，换管装报警" in page
    assert [line[0] for line in verbs(desk, grave)] == ["notify", "deliver", "scheme"]


def test_the_letter_of_another_hazard_is_not_reached_through_this_one(report, grave, zhou, desk):
    report(113)
    says(zhou, 112, "letter", words="要等厂家排期")
    with desk.reading.connect() as db:
        at = f"letters/{letters_of(db, grave)[0]['id']}"
    assert zhou.get(f"/console/hazards/113/{at}.docx").status_code == 404
    assert says(zhou, 113, f"{at}/delivered", received_by="许峰") == ("bad", "没有这张通知书。")


def test_who_looks_from_above_reads_no_letters(make, home, grave, zhou, sits):
    says(zhou, 112, "letter", words="要等厂家排期")
    above = sits(make.person("孙玉梅", make.unit("省工会", "province"), "union"))
    assert above.get("/console/hazards/112/letters/1.docx").status_code in (403, 404)


def test_a_handed_up_hazard_has_a_letter_and_another_owner(make, home, report, owner, zhou, desk):
    make.person("许峰", home, post="院长")
    hazard = report(112, status="assigned", owner_id=owner, due_on=date(2016, 3, 4), tier="department")
    assert says(zhou, 112, "hand_up", words="要换整栋楼的管子")[1].startswith("112号交到许峰，通知书出好了")
    after = row(desk, hazard)
    assert after["tier"] == "unit"
    assert after["owner_id"] != owner
    assert "〔2016〕1号" in zhou.get("/console/hazards/112").text


def test_an_asked_day_is_shown_with_both_answers(report, owner, zhou, desk):
    facts = {"status": "assigned", "owner_id": owner, "due_on": date(2016, 3, 4)}
    hazard = report(112, asked_due_on=date(2016, 3, 9), asked_why="等配件", **facts)
    page = zhou.get("/console/hazards/112").text
    assert "想延到<b>3/9</b>（原来3/4）" in page
    assert page.index(">准</button>") < page.index("不准，还按原来的")
    assert says(zhou, 112, "keep_day") == ("good", "112号还按3/4前，责任人会知道。")
    assert row(desk, hazard)["asked_due_on"] is None
    assert says(zhou, 112, "keep_day") == ("bad", "112号没人要延期。")
    assert says(zhou, 112, "extend", due_on="2016-03-09") == ("good", "112号改到3/9前，责任人会知道。")
    assert says(zhou, 112, "extend", due_on="2016-03-09")[0] == "bad"


def test_the_line_of_an_order_says_whether_it_arrived(make, home, report, owner, zhou, desk):
    report(112)
    assert says(zhou, 112, "assign", owner="王强", due_on="2016-03-04")[0] == "good"
    page = zhou.get("/console/hazards/112").text
    assert '<span>周兰派单：王强，3/4前</span> <b class="news ">微信在路上</b>' in page


def test_a_history_that_was_touched_is_not_called_intact(make, report, zhou, desk):
    hazard = report(112)
    make.line(hazard, "report", "reporter", at=NOON, status="reported")
    assert "自立案起无人改动 ✓" in zhou.get("/console/hazards/112").text
    desk.writer.carry(lambda db: db.exec_driver_sql("UPDATE history SET text = '另一句'").rowcount)
    page = zhou.get("/console/hazards/112").text
    assert "无人改动" not in page
    assert "经过和台账对不上，请信息科查" in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"funds": ""}, "五落实里资金没写，写全了才能提请挂牌。"),
        ({"measure": "", "funds": ""}, "五落实里措施、资金没写，"),
        ({"defaulted": ["funds"]}, "五落实里资金还是默认的，"),
        ({"measure": "", "defaulted": ["contingency"]}, "五落实里措施没写，预案还是默认的，"),
    ],
)
def test_a_listing_is_offered_only_when_all_five_stand(make, home, report, owner, sits, facts, said):
    union = sits(make.person("陈静", home, "union"))
    usual = FILLED | {"status": "assigned", "level": "major", "owner_id": owner, "due_on": date(2016, 3, 4)}
    report(112, **usual | facts)
    report(113, **usual)
    page = union.get("/console/hazards/112").text
    assert said in page
    assert "/112/propose" not in page
    whole = union.get("/console/hazards/113").text
    assert "/113/propose" in whole
    assert "五落实里" not in whole
