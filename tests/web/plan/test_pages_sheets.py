"""统计表 on the desk: the form as printed, a cell opened, handed in, frozen, corrected."""

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from models.plan import sheets
from tests.web.february import FORM, NEXT, Seated, at
from tests.web.makers import make_pages


@pytest.fixture
def app(house):
    return make_pages(house)


@pytest.fixture
def chen(make, land, app, wall):
    """陈静 of the union, inside since the morning."""
    return inside(app, make, make.person("陈静", land.home, "union"), wall)


@pytest.fixture
def sun(make, land, app, wall):
    """孙玉梅 of the city's union."""
    return inside(app, make, make.person("孙玉梅", land.city, "union"), wall)


def inside(app, make, person, wall):
    return Seated(app, make, wall, person)


def numbers(page):
    """What the form prints, by cell."""
    return dict(re.findall(r'data-cell="(T\d+)".*?<b>(.*?)</b>', page, re.S))


def february(land):
    """Three hazards, one of them not looked at yet; two trainings, one by heads alone."""
    land.hazard(101, date(2016, 2, 3), status="closed")
    land.hazard(102, date(2016, 2, 22), "插座松动发烫", status="fixed")
    land.hazard(103, date(2016, 2, 25), "灯不亮", status="reported")
    land.training(date(2016, 1, 20), came=5, topics=("消防",))
    land.training(date(2016, 2, 10), attested=4)
    return land.draft()


def test_the_form_stands_there_whole_with_every_number(land, chen):
    page = chen.get(f"/console/sheets/{february(land)}").text
    assert numbers(page) == {
        "T1": "1", "T2": "9", "T3": "2", "T4": "9", "T5": "／", "T6": "／", "T7": "／", "T8": "／",
        "T9": "2", "T10": "0", "T11": "1",
    }  # fmt: skip
    for words in (
        "各市医务工会干部督导\n“查促保”活动人次",
        "注：1．",
        "填报单位(章)：市一院",
        "截至 <b>2月26日 15:40</b>",
    ):
        assert words in page, words
    assert "目标 2月26日周五" in page
    assert "法定 2月29日周一" in page
    assert "含4" in page
    assert "第1稿" in page


def test_a_cell_opens_what_counts_and_what_does_not(land, chen):
    sheet = february(land)
    page = chen.get(f"/console/sheets/{sheet}?cell=T11").text
    opened = page[page.index('id="opened"') :]
    assert "累计 <b>1</b>" in opened
    assert "验收过、已销号的" in opened
    assert "没计入1：待验收，验了就算" in opened
    assert "插座松动发烫" in opened
    assert "报出前去验收" in opened
    page = chen.get(f"/console/sheets/{sheet}?cell=T9").text
    assert "没计入1：待核实，核实了就算" in page
    assert "show=all&amp;status=reported" in page


def test_people_are_named_in_their_hospital_and_nowhere_else(land, chen, sun):
    sheet = february(land)
    mine = chen.get(f"/console/sheets/{sheet}?cell=T4").text
    assert "职工3" in mine
    assert "外科 <b>5</b>" in mine
    theirs = sun.get(f"/console/sheets/{sheet}?cell=T4").text
    assert "职工3" not in theirs
    assert "外科 <b>5</b>" in theirs


def test_the_arrows_walk_the_cells_as_links_too(land, chen):
    sheet = february(land)
    page = chen.get(f"/console/sheets/{sheet}?cell=T9").text
    assert 'href="?cell=T8#opened" rel="prev"' in page
    assert 'href="?cell=T10#opened" rel="next"' in page
    assert chen.get(f"/console/sheets/{sheet}?cell=nonsense").status_code == 200


def test_checks_ask_and_take_a_word(land, chen):
    land.training(date(2016, 2, 11))
    sheet = february(land)
    page = chen.get(f"/console/sheets/{sheet}").text
    assert "1场培训没填人数" in page
    assert "核对1处" in page
    assert chen.get("/console/sheets").text.count("要你看1处") == 1
    answer = chen.post(f"/console/sheets/{sheet}/reason", data={"code": "no-heads", "words": "没签到表"})
    assert answer.status_code == 302
    assert "说明：没签到表" in chen.get(f"/console/sheets/{sheet}").text
    assert "要你看" not in chen.get("/console/sheets").text


def test_handed_in_offline_it_closes_and_says_so(land, chen, wall):
    sheet = february(land)
    wall.now = at(26, 15, 52)
    form = {"how": "offline", "to_whom": "市医务工会 王老师", "receipt": "微信回了收到"}
    assert chen.post(f"/console/sheets/{sheet}/send", data=form).status_code == 302
    land.hazard(104, date(2016, 2, 28))
    wall.now = at(29, 9, 0)
    page = chen.get(f"/console/sheets/{sheet}?cell=T9").text
    assert numbers(page)["T9"] == "2"
    assert "报出 <b>2月26日 15:52</b>，线下，报给市医务工会 王老师" in page
    assert "T9 2 → 3" in page
    assert "报出以后多了1件，计入下期" in page
    assert "微信回了收到" in page
    assert "准时" in chen.get("/console/sheets").text


def test_nobody_hands_in_twice_or_without_saying_how(land, chen):
    sheet = february(land)
    answer = chen.post(f"/console/sheets/{sheet}/send", data={})
    assert answer.status_code == 422
    assert "怎么报的" in answer.text
    assert chen.post(f"/console/sheets/{sheet}/send", data={"how": "system"}).status_code == 302
    again = chen.post(f"/console/sheets/{sheet}/send", data={"how": "offline"}, follow_redirects=True)
    assert "已经报出了" in again.text
    assert land.row(sheet)["how"] == sheets.SYSTEM


def test_a_correction_is_a_numbered_draft_beside_what_was_sent(land, chen):
    sheet = february(land)
    chen.post(f"/console/sheets/{sheet}/send", data={"how": "system"})
    assert chen.post(f"/console/sheets/{sheet}/correct", data={"why": " "}).status_code == 422
    answer = chen.post(
        f"/console/sheets/{sheet}/correct", data={"why": "培训多算了一场"}, follow_redirects=True
    )
    assert "更正第1次 草稿" in answer.text
    assert "培训多算了一场" in answer.text
    assert land.row(sheet)["state"] == sheets.SENT


def test_the_chairman_agrees_or_says_what_to_change(land, chen):
    sheet = february(land)
    assert chen.post(f"/console/sheets/{sheet}/agree", data={"why": ""}).status_code == 422
    chen.post(f"/console/sheets/{sheet}/agree", data={"why": "第3格再查查"})
    assert "陈静看过，要改：第3格再查查" in chen.get(f"/console/sheets/{sheet}").text
    chen.post(f"/console/sheets/{sheet}/agree", data={"yes": "1"})
    page = chen.get(f"/console/sheets/{sheet}").text
    assert "看过，要改 陈静：第3格再查查" in page
    assert "看过，同意 陈静" in page
    assert "陈静看过，同意报。" in page


def test_files_say_which_copy_they_are(land, chen):
    sheet = february(land)
    answer = chen.get(f"/console/sheets/{sheet}.xlsx")
    values = [
        cell.value
        for row in load_workbook(BytesIO(answer.data)).active
        for cell in row
        if cell.value is not None
    ]
    assert "第1稿" in values
    assert any("统计口径：累计，2015年12月28日至2016年2月26日15:40" in str(value) for value in values)
    assert chen.get(f"/console/sheets/{sheet}.docx").data[:2] == b"PK"
    chen.post(f"/console/sheets/{sheet}/send", data={"how": "system"})
    land.hazard(105, date(2016, 2, 26))
    sent = load_workbook(BytesIO(chen.get(f"/console/sheets/{sheet}.xlsx").data)).active
    said = [cell.value for row in sent for cell in row if cell.value is not None]
    assert "第1稿" not in said
    assert chen.get(f"/console/sheets/{sheet}.json").json["cells"]["T9"]["total"] == 2
    assert 3 not in said


def test_what_was_decided_later_does_not_touch_what_was_sent(land, chen, wall):
    land.training(date(2016, 2, 9), came=2, bodies=("department",))
    sheet = february(land)
    chen.post(f"/console/sheets/{sheet}/send", data={"how": "system"})
    wall.now = at(1, 9, 0, 3)
    page = chen.get(f"/console/sheets/options/{FORM}").text
    assert "方案默认" in page
    form = dict(re.findall(r'name="(\w+)" value="(\w+)" checked', page))
    answer = chen.post(
        f"/console/sheets/options/{FORM}",
        data=form | {"print": "period", "note": "市里说的"},
        follow_redirects=True,
    )
    assert "改了1处" in answer.text
    assert "陈静定的：本期，市里说的" in answer.text
    assert numbers(chen.get(f"/console/sheets/{sheet}").text)["T3"] == "2"
    assert "统计口径：累计" in chen.get(f"/console/sheets/{sheet}").text
    march = land.draft(NEXT)
    assert numbers(chen.get(f"/console/sheets/{march}").text)["T3"] == "0"
    chen.post(f"/console/sheets/options/{FORM}", data=form | {"wards": "in"})
    assert numbers(chen.get(f"/console/sheets/{march}").text)["T3"] == "3"


def test_the_list_opens_a_period_once(land, chen, wall):
    wall.now = at(24, 8, 30)
    page = chen.get("/console/sheets").text
    assert "2016年2月" in page
    assert "还5天" in page
    form = {"form": FORM, "formal": "2016-02-29"}
    first, second = (chen.post("/console/sheets/open", data=form).location for _ in range(2))
    assert first == second
    assert chen.post("/console/sheets/open", data=form | {"formal": "2016-02-28"}).status_code == 404
    assert chen.post("/console/sheets/open", data=form | {"formal": "soon"}).status_code == 404


def test_sheets_are_the_unions(land, make, app, wall, chen):
    sheet = february(land)
    officer = inside(app, make, make.person("李红", land.home, "officer"), wall)
    assert officer.get("/console/sheets").status_code == 403
    assert officer.get(f"/console/sheets/{sheet}").status_code == 403
    other = inside(app, make, make.person("赵刚", land.second, "union"), wall)
    assert other.get(f"/console/sheets/{sheet}").status_code == 404
    assert other.post(f"/console/sheets/{sheet}/send", data={"how": "system"}).status_code == 404
    assert chen.get(f"/console/sheets/board/{FORM}/2016-02-29").status_code == 403
