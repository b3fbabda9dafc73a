"""给主席看: the chairman has no seat; by the link of a day he sees the draft and agrees, or says what to change."""

import html
import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pytest

from bot.links import EXAM, SHEET, Links
from models.plan import sheets
from models.plan.sheets import Sheet
from tests.web.february import Seated, at, desk_at
from tests.web.makers import make_pages

LINKS = Links("a secret", "https://ssp.example.cn")


@pytest.fixture
def house(desk, wall):
    return replace(desk_at(desk, wall), links=LINKS)


@pytest.fixture
def app(house):
    return make_pages(house)


@pytest.fixture
def chen(make, land, app, wall):
    """陈静 of the union, who fills it in."""
    return Seated(app, make, wall, make.person("陈静", land.home, "union"))


@pytest.fixture
def leader(app):
    """The chairman's telephone: nobody the house knows."""
    return app.test_client()


@pytest.fixture
def draft(land):
    """Two hazards of two people, one not looked at yet; a training by heads, one without."""
    land.hazard(101, date(2016, 2, 3), status="closed", person_id=land.people[3])
    land.hazard(102, date(2016, 2, 22), "插座松动发烫", status="fixed")
    land.training(date(2016, 2, 10), attested=4)
    land.training(date(2016, 2, 11))
    return land.draft()


@pytest.fixture
def path(draft, wall):
    return way_to(draft, wall)


def way_to(sheet_id, wall, what=SHEET):
    return f"/h5/sheet/{LINKS.sign(what, sheet_id, wall())}"


def numbers(page):
    return dict(re.findall(r'data-cell="(T\d+)"><b>(.*?)</b>', page))


def lines(land, sheet_id):
    rows = land.carry(lambda db: sheets.lines_of(db, sheet_id))
    return [(row["verb"], row["by_id"], row["text"]) for row in rows if row["verb"] in ("agree", "object")]


def test_the_page_of_the_cadre_gives_a_link_that_opens_without_a_seat(draft, chen, leader):
    address = re.search(
        r'class="address">(https://ssp[^<]+/h5/sheet/[^<]+)<', chen.get(f"/console/sheets/{draft}").text
    )
    page = leader.get(urlsplit(html.unescape(address[1])).path)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "市一院" in page.text


def test_he_reads_every_figure_and_what_is_open_and_no_reporter(land, make, draft, path, leader):
    clerk = make.person("陈静", land.home, "union")
    land.carry(lambda db: sheets.change_sheet(db, draft, filled_by_id=clerk) or 1)
    page = leader.get(path).text
    assert numbers(page) == {
        "T1": "1", "T2": "5", "T3": "2", "T4": "4", "T5": "／", "T6": "／", "T7": "／", "T8": "／",
        "T9": "2", "T10": "0", "T11": "1",
    }  # fmt: skip
    for words in (
        "截至 <b>2月26日周五15:40</b>",
        "第1稿",
        "填表 陈静",
        "<th>累计</th>",
        "<small>本期 5</small>",
        "还要核对",
        ">同意<",
        ">要改<",
    ):
        assert words in page, words
    assert "职工" not in re.sub("<th.*?</th>|<title>.*?</title>|<h1>.*?</h1>", "", page)


def test_he_agrees_and_twice_is_once(land, draft, path, leader, chen):
    for _ in range(2):
        answer = leader.post(path, data={"yes": "1"})
        assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert "看过，同意报" in leader.get(path).text
    assert lines(land, draft) == [("agree", None, "")]
    row = land.row(draft)
    assert (row["state"], row["checked_at"], row["checked_by_id"]) == (sheets.DRAFT, at(26), None)
    page = chen.get(f"/console/sheets/{draft}").text
    assert "链接里看的人看过，同意报" in page
    assert "看过，同意 链接里看的人" in page


def test_he_says_what_to_change_and_later_agrees(land, draft, path, leader, chen):
    leader.post(path, data={"why": "培训少了<b>一场</b>"})
    assert "要改，培训少了&lt;b&gt;一场" in leader.get(path).text
    assert "链接里看的人看过，要改：培训少了&lt;b&gt;一场" in chen.get(f"/console/sheets/{draft}").text
    assert land.row(draft)["checked_at"] is None
    leader.post(path, data={"yes": "1"})
    assert [verb for verb, *_ in lines(land, draft)] == ["object", "agree"]


def test_to_change_needs_a_word(land, draft, path, leader):
    answer = leader.post(path, data={"why": "  "})
    assert (answer.status_code, "要改哪儿？写一句。" in answer.text) == (422, True)
    assert lines(land, draft) == []


def test_what_was_handed_in_is_shown_as_it_was_and_nothing_can_be_said(land, draft, path, leader):
    land.send()
    land.training(date(2016, 2, 12), attested=7)
    page = leader.get(path).text
    assert "报出了（2月26日周五15:40）" in page
    assert numbers(page)["T4"] == "4"
    assert "<form" not in page
    answer = leader.post(path, data={"yes": "1"})
    assert (answer.status_code, "这期已经报出了" in answer.text) == (409, True)
    assert lines(land, draft) == []


def test_a_link_of_yesterday_or_of_something_else_or_made_up_opens_nothing(land, draft, path, leader, wall):
    others = (way_to(draft, wall, EXAM), f"{path}x", "/h5/sheet/made-up")
    wall.now = at(27, 15, 39)
    assert leader.get(path).status_code == 200
    wall.now = at(27, 15, 41)
    for old in (path, *others):
        for answer in (leader.get(old), leader.post(old, data={"yes": "1"})):
            assert (answer.status_code, "发给你的人再发一次" in answer.text) == (410, True), old
    assert leader.get(way_to(999, wall)).status_code == 404
    assert leader.post(way_to(999, wall), data={"yes": "1"}).status_code == 404
    assert lines(land, draft) == []


def test_the_address_is_the_key_and_a_page_from_elsewhere_cannot_agree(land, draft, path, leader, app):
    app.config["WTF_CSRF_ENABLED"] = True
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert leader.post(path, data={"yes": "1"}, headers=headers).status_code == 403
    assert (
        leader.post(path, data=b"why=%ff%fe", content_type="application/x-www-form-urlencoded").status_code
        == 400
    )
    assert lines(land, draft) == []
    assert leader.post(path, data={"yes": "1"}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_looking_writes_nothing_and_the_next_draft_needs_its_own_link(land, draft, path, leader, make):
    leader.get(path)
    land.send()
    again = make._add(Sheet, form=land.row(draft)["form"], unit_id=land.home["id"], formal=date(2016, 2, 29),
                      number=2, opened_at=at(26), note="算多了")  # fmt: skip
    leader.post(path, data={"yes": "1"})
    assert lines(land, again) == []
