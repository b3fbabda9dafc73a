"""What an officer does on the page of a hazard: listens, asks, goes, decides."""

from datetime import date

import pytest
from sqlalchemy import select

from models.hazards import Hazard
from tests.web.makers import HOUR, MINUTE, NOON
from tests.web.taps import in_the_list, row, says, told, verbs
from web.console.hazard.moves import AGAIN


def test_a_voice_is_heard_and_put_into_words(make, report, talk, zhou, desk):
    hazard = report(112, "", at=NOON - 12 * MINUTE)
    make.photo(hazard, medium="voice", seconds=6.0)
    assert in_the_list(zhou, 112) == ("有语音没听，报了12分钟", "听")
    page = zhou.get("/console/hazards/112").text
    assert page.index("<audio") < page.index("听完写一句，上报人会看到") < page.index("写好了")
    assert "6秒" in page
    assert says(zhou, 112, "heard", words="三楼东楼梯口堆着纸箱") == ("good", "写好了。上报人会看到这句话。")
    after = row(desk, hazard)
    assert (after["description"], after["place_text"]) == ("三楼东楼梯口堆着纸箱", "3楼东楼梯口")
    assert told(desk) == [("tell_heard", talk)]
    assert "周兰听了语音，写的是：三楼东楼梯口堆着纸箱" in zhou.get("/console/hazards/112").text
    assert in_the_list(zhou, 112) == ("等周兰看，报了12分钟", "派")


def test_a_second_voice_asks_to_be_heard_again(make, report, zhou):
    hazard = report(112, "")
    make.photo(hazard, medium="voice")
    says(zhou, 112, "heard", words="楼梯口堆纸箱")
    make.photo(hazard, medium="voice", taken_at=NOON + MINUTE)
    assert in_the_list(zhou, 112)[1] == "听"


def test_a_voice_that_says_what_stands_there_already_needs_no_typing(make, report, zhou, desk):
    hazard = report(112, "楼梯口堆纸箱\n推不过去")
    make.photo(hazard, medium="voice")
    assert "和上面写的一样" in zhou.get("/console/hazards/112").text
    assert says(zhou, 112, "heard", same="1")[0] == "good"
    assert row(desk, hazard)["description"] == "楼梯口堆纸箱\n推不过去"
    assert in_the_list(zhou, 112)[1] == "派"


def test_a_voice_that_has_not_come_yet_asks_for_nothing(make, report, zhou):
    make.photo(report(112, ""), medium="voice", state="waiting")
    assert in_the_list(zhou, 112)[1] == "派"
    assert "写好了" not in zhou.get("/console/hazards/112").text


def test_nothing_written_says_what_is_missing(make, report, zhou, desk):
    hazard = report(112, "")
    make.photo(hazard, medium="voice")
    assert says(zhou, 112, "heard", words="  ") == ("bad", "听完写一句：在哪里、怎么了。")
    assert verbs(desk, hazard) == []


def test_a_voice_nobody_understands_is_asked_for_again(make, report, talk, zhou, desk):
    make.photo(report(112, ""), medium="voice")
    assert says(zhou, 112, "ask", unclear="1")[0] == "good"
    assert told(desk) == [("ask_reporter", talk)]
    assert AGAIN in zhou.get("/console/hazards/112").text


def test_a_question_goes_to_the_reporter_and_waits_for_the_answer(make, report, talk, zhou, desk):
    hazard = report(112)
    assert "没留名" not in zhou.get("/console/hazards/112").text
    assert says(zhou, 112, "ask", words="东楼梯还是西楼梯？")[0] == "good"
    assert told(desk) == [("ask_reporter", talk)]
    page = zhou.get("/console/hazards/112").text
    assert "问过上报人：“东楼梯还是西楼梯？”，还没答" in page
    assert "周兰问上报人：东楼梯还是西楼梯？" in page
    make.line(hazard, "answer", "reporter", text="东边的")
    page = zhou.get("/console/hazards/112").text
    assert "本院职工答：东边的" in page
    assert "还没答" not in page


def test_a_nameless_reporter_finds_the_question_by_the_receipt(make, home, zhou, desk):
    make.hazard(home, 112, anonymous=True)
    assert "没留名，他查回执时看得到" in zhou.get("/console/hazards/112").text
    assert says(zhou, 112, "ask", words="哪一间？") == ("good", "记下了，他查回执时看得到。")
    assert told(desk) == []


def test_an_empty_question_is_not_asked(report, zhou, desk):
    report(112)
    assert says(zhou, 112, "ask", words="")[0] == "bad"
    assert told(desk) == []


def test_an_alarm_nobody_took_stands_on_top_until_somebody_goes(make, report, talk, home, zhou, sits, desk):
    hazard = report(112, urgent=True, at=NOON - 12 * MINUTE)
    make.notice(hazard, None, "waiting", kind="nobody_came", to_id=talk)
    assert in_the_list(zhou, 112) == ("没人接，报了12分钟", "接")
    page = zhou.get("/console/hazards/112").text
    assert page.index("没人接，报了12分钟") < page.index("我接了") < page.index('aria-label="照片"')
    assert says(zhou, 112, "respond") == ("good", "你接了，上报人会知道有人去。路上小心。")
    assert ("somebody_comes", talk) in told(desk)
    page = zhou.get("/console/hazards/112").text
    assert "周兰 3/2 12:00 接了" in page
    assert "我接了" not in page
    assert in_the_list(zhou, 112)[0] == "周兰接了，报了12分钟"
    late = sits(make.person("孙涛", home, "officer"))
    assert says(late, 112, "respond")[0] == "bad"
    assert row(desk, hazard)["responded_at"] == NOON


def test_what_is_not_urgent_needs_nobody_to_go(report, zhou, desk):
    hazard = report(112)
    assert says(zhou, 112, "respond")[0] == "bad"
    assert row(desk, hazard)["responder_id"] is None


def test_a_repair_is_handed_over_and_counted_apart(report, talk, zhou, desk):
    hazard = report(112)
    assert says(zhou, 112, "redirect") == ("good", "转报修了，上报人会知道。")
    assert row(desk, hazard)["status"] == "redirected"
    assert told(desk) == [("tell_standing", talk)]
    assert "周兰转报修：是报修" in zhou.get("/console/hazards/112").text


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"words": "是演练的道具"}, "是演练的道具"),
        ({"usual": "现场没有"}, "现场没有"),
        ({"usual": "现场没有", "words": "去看过，已经搬走"}, "去看过，已经搬走"),
    ],
)
def test_no_hazard_needs_a_reason_its_reporter_will_read(report, talk, zhou, desk, form, reason):
    hazard = report(112)
    assert says(zhou, 112, "reject", **form) == ("good", "记成不是隐患了，上报人会看到这个原因。")
    after = row(desk, hazard)
    assert (after["status"], after["reason"]) == ("rejected", reason)
    assert told(desk) == [("tell_standing", talk)]


@pytest.mark.parametrize("form", [{}, {"words": " "}, {"usual": "随便"}])
def test_without_a_reason_it_stays_a_hazard(report, zhou, desk, form):
    hazard = report(112)
    assert says(zhou, 112, "reject", **form) == ("bad", "为什么不是隐患？选一条或写一句，上报人会看到。")
    assert row(desk, hazard)["status"] == "reported"


@pytest.mark.parametrize("status", ["reported", "fixed"])
def test_what_is_right_again_is_closed(report, zhou, desk, status):
    hazard = report(112, status=status)
    page = zhou.get("/console/hazards/112").text
    assert ("看过了，销号" in page, "已经好了，销号" in page) == (status == "fixed", status != "fixed")
    assert says(zhou, 112, "close") == ("good", "112号销号了。上报人会知道。")
    assert row(desk, hazard)["closed_at"] == NOON


def test_nobody_closes_what_they_mended_themselves(make, home, report, sits, desk):
    li = make.person("李红", home, "officer")
    hazard = report(112, status="assigned", owner_id=li, due_on=date(2016, 3, 4))
    tone, words = says(sits(li), 112, "close")
    assert (tone, "得换双眼睛看" in words) == ("bad", True)
    assert row(desk, hazard)["status"] == "assigned"


def test_a_page_that_is_out_of_date_changes_nothing_and_says_so(make, report, zhou, desk):
    hazard = report(112, status="closed", closed_at=NOON - HOUR)
    make.line(hazard, "close", "officer")
    for deed in ("heard", "ask", "redirect", "reject", "close", "respond", "split", "merge", "likeness"):
        tone, words = says(zhou, 112, deed, words="晚了一步", into="112", said="other")
        assert (tone, bool(words)) == ("bad", True), deed
    assert (row(desk, hazard)["status"], verbs(desk, hazard)) == ("closed", [("close", None, "")])
    assert "问上报人" not in zhou.get("/console/hazards/112").text


def test_a_draft_can_only_be_looked_at(make, home, zhou):
    draft = make.hazard(home, None, "", at=NOON - 3 * HOUR)
    page = zhou.get(f"/console/drafts/{draft}")
    assert page.status_code == 200
    assert "问上报人" not in page.text
    assert f'action="/console/drafts/{draft}' not in page.text


def test_a_report_is_given_to_somebody_on_its_own_page(make, home, report, zhou, desk):
    wang = make.person("王强", home)
    hazard = report(112)
    assert "这类隐患还没派过人，派一次就记住了" in zhou.get("/console/hazards/112").text
    assert says(zhou, 112, "assign", owner="王强", due_on="2016-03-04")[0] == "good"
    assert row(desk, hazard)["owner_id"] == wang
    assert "王强在办，还2个工作日" in zhou.get("/console/hazards/112").text


def test_a_row_of_another_hospital_is_not_touched(make, zhou, desk):
    other = make.hazard(make.unit("市二院"), 112)
    assert zhou.post("/console/hazards/112/close").status_code == 404
    with desk.reading.connect() as db:
        assert db.execute(select(Hazard.status).where(Hazard.id == other)).scalar_one() == "reported"
