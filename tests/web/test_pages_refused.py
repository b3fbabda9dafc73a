"""A form that is refused comes back open, with what was typed and the sentence beside it; and deadlines have an end."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape

import pytest
from werkzeug.datastructures import MultiDict

from models.letters import letters_of
from tests.web.makers import HOUR, NOON, make_pages
from tests.web.taps import row, says
from web.console.refilled import refilled

FILLED = {"measure": "清走纸箱", "funds": "无需资金", "contingency": "派人看住"}


@pytest.fixture
def owner(make, home):
    return make.person("王强", home)


@pytest.fixture
def given(report, owner):
    return report(
        112, status="assigned", owner_id=owner, due_on=date(2016, 3, 4), tier="department", **FILLED
    )


def form_of(page, address):
    """The form that was refused: its words, and the folds around it that are still shut."""
    for found in re.finditer(r"<form[^>]*>.*?</form>", page, re.S):
        if f'/112/{address}"' in found[0] and 'id="refused"' in found[0]:
            before = page[: found.start()]
            shut = []
            for tag in re.finditer(r"<details([^>]*)>|</details>", before):
                if tag[0] == "</details>":
                    shut.pop()
                else:
                    shut.append(" open" not in tag[1])
            return unescape(found[0]), any(shut)
    raise AssertionError(f"nothing was refused at {address}")


REFUSED = [
    ("reassign", {"owner": "王小强", "due_on": "2016-03-09", "measure": "换新的"}, "花名册里没有“王小强”"),
    ("extend", {"due_on": "2017-01-03"}, "2017/1/3太远了，最远写到8/29。"),
    ("hand_up", {"words": " "}, "为什么弄不了？写一句"),
    ("fix", {"words": ""}, "拍一张弄好后的照片"),
    ("facts", {"source": "nobody", "contractor": "大地保洁"}, "没有这个选项"),
    ("letter", {"words": "  "}, "为什么不能及时整改"),
    ("merge", {"into": "999"}, "台账里没有999号"),
    ("reject", {"words": ""}, "为什么不是隐患"),
    ("publish", {"title": "通道不能堵", "wrong": "", "right": "清走了"}, "哪里不安全？写一句"),
]


@pytest.mark.parametrize(("address", "typed", "said"), REFUSED, ids=[each[0] for each in REFUSED])
def test_what_was_refused_comes_back_open_with_its_words(zhou, given, report, address, typed, said):
    page = zhou.post(f"/console/hazards/112/{address}", data=typed)
    assert page.status_code == 422
    form, is_shut = form_of(page.text, address)
    assert said in form
    assert not is_shut, "one would have to look for it"
    for name, words in typed.items():
        if words.strip() and name != "source":
            assert f'value="{words}"' in form or f">{words}</textarea>" in form, (name, form)


def test_words_with_signs_stay_words(zhou, given):
    text = zhou.post(
        "/console/hazards/112/reassign", data={"owner": '"><script>x', "measure": "</textarea><script>y"}
    ).text
    assert "<script>" not in text
    assert "&lt;/textarea&gt;&lt;script&gt;y</textarea>" in text


def test_the_picked_reason_is_still_picked(zhou, report, owner):
    report(112, status="fixed", owner_id=owner, due_on=date(2016, 3, 4), fixed_at=NOON - HOUR, **FILLED)
    page = zhou.post("/console/hazards/112/send_back", data={"usual": "又乱了", "due_on": "2018-01-01"})
    form, is_shut = form_of(page.text, "send_back")
    assert re.search(r'value="又乱了"[^>]* checked', form)
    assert form.count("checked") == 1
    assert 'value="2018-01-01"' in form
    assert not is_shut


def test_only_the_letter_it_was_about_opens(zhou, given, desk, make, home):
    make.person("许峰", home, post="院长")
    assert says(zhou, 112, "letter", words="要停业改造")[0] == "good"
    with desk.reading.connect() as db:
        letter = letters_of(db, given)[0]["id"]
    page = zhou.post(f"/console/hazards/112/letters/{letter}/delivered", data={"received_by": " "})
    form, is_shut = form_of(page.text, f"letters/{letter}/delivered")
    assert "谁签收的？" in form
    assert not is_shut
    assert page.text.count('id="refused"') == 1


def test_what_somebody_changed_meanwhile_can_be_sent_again(zhou, given, make, desk):
    """The words stay, the page shows how it stands now, and a second tap counts."""
    typed = {"measure": "贴封条", "funds": "500元", "contingency": "派人看住"}
    stale = typed | {"was_measure": "还没写", "was_funds": "", "was_contingency": ""}
    page = zhou.post("/console/hazards/112/fill_in", data=stale)
    form, _ = form_of(page.text, "fill_in")
    assert "刚改过，你这次没动它" in form
    assert ">贴封条</textarea>" in form
    seen = dict(re.findall(r'name="(was_\w+)" value="([^"]*)"', form))
    assert seen == {"was_measure": "清走纸箱", "was_funds": "无需资金", "was_contingency": "派人看住"}
    assert says(zhou, 112, "fill_in", **typed, **seen)[0] == "good"
    assert row(desk, given)["measure"] == "贴封条"


def test_where_there_is_nothing_to_type_the_sentence_stands_on_top(zhou, given):
    assert says(zhou, 112, "urge")[0] == "good"
    again = zhou.post("/console/hazards/112/urge")
    assert again.status_code == 302, "nothing typed, nothing to keep"
    assert "今天催过了" in zhou.get("/console/hazards/112").text


def test_a_page_without_such_a_form_is_left_alone():
    page = '<main><form action="/a"><input name="x"></form><form action="/b"><button>b</button></form></main>'
    assert refilled(page, "/c", MultiDict({"x": "1"}), "不行") is None
    assert refilled(page, "/b", MultiDict(), "不行") is None
    assert 'value="1"' in (refilled(page, "/a", MultiDict({"x": "1"}), "不行") or "")


@pytest.mark.parametrize("day", ["2016-08-29", "2016-03-02"])
def test_a_deadline_within_half_a_year_is_taken(zhou, given, desk, day):
    assert says(zhou, 112, "extend", due_on=day)[0] == "good"
    assert row(desk, given)["due_on"].isoformat() == day


def test_the_fields_for_days_end_where_the_chat_does(zhou, given):
    page = zhou.get("/console/hazards/112").text
    days = re.findall(r'<input[^>]*type="date"[^>]*name="due_on"[^>]*>', page)
    assert days
    assert all('max="2016-08-29"' in each for each in days)


def test_a_day_of_another_year_says_its_year(desk, make, home, report, owner):
    christmas = replace(desk, clock=lambda: datetime(2016, 12, 20, 4, 0, tzinfo=UTC))
    report(112, status="assigned", owner_id=owner, due_on=date(2017, 1, 6), tier="department",
           asked_due_on=date(2017, 2, 3), asked_why="等配件", **FILLED)  # fmt: skip
    app = make_pages(christmas)
    browser = app.test_client()
    browser.post(make.link(make.person("周兰", home, "officer"), "late", datetime(2017, 1, 1, tzinfo=UTC)))
    page = browser.get("/console/hazards/112").text
    assert "（2017/1/6）" in page
    assert "想延到<b>2017/2/3</b>（原来2017/1/6）" in page
    assert "<dd>2017/1/6前</dd>" in page
    assert not re.search(r"(?<![\d/])[12]/\d", re.sub(r"<[^>]*>", " ", page)), (
        "a bare day would be taken for this year's"
    )
    assert says(browser, 112, "extend", due_on="2017-02-03") == (
        "good",
        "112号改到2017/2/3前，责任人会知道。",
    )
