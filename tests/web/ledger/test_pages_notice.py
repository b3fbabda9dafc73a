"""The month's public notice, and the cards of single hazards: what leaves the house, and who said that it may."""

import pytest
from sqlalchemy import select

from models.publications import Publication
from tests.web.makers import DAY, HOUR, NOON
from tests.web.taps import says


@pytest.fixture
def union(make, home, sits):
    return sits(make.person("陈静", home, "union"))


@pytest.fixture
def second(make, home, sits):
    return sits(make.person("赵主席", home, "union"))


def cards(desk):
    with desk.reading.connect() as db:
        return [dict(row) for row in db.execute(select(Publication.__table__)).mappings()]


def test_the_notice_counts_the_month_and_names_nobody(make, report, home, union):
    make.person("王强", home)
    report(
        101,
        "楼梯口堆纸箱",
        measure="王强清走了",
        status="closed",
        closed_at=NOON - HOUR,
        fixed_at=NOON - HOUR,
    )
    report(
        102,
        "插座松动",
        at=NOON - 2 * DAY,
        status="assigned",
        owner_id=make.person("李红", home),
        due_on=(NOON - DAY).date(),
    )
    report(103, "上个月的", at=NOON - 20 * DAY)
    make.hazard(home, 104, "没留名的事", anonymous=True, status="closed", closed_at=NOON - HOUR)
    page = union.get("/console/notice?month=2016-03").text
    assert "大家发现了2处不安全，弄好了2处" in page
    assert "还有2处在办，其中1处超期" in page
    assert "楼梯口堆纸箱：某同事清走了" in page
    assert "王强" not in page
    assert "没留名的事" not in page
    picture = union.get("/console/notice.png?month=2016-03")
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")


def test_the_sentences_can_be_written_otherwise(report, union):
    report(101)
    page = union.get("/console/notice?month=2016-03&good=东楼梯通了&waiting=").text
    assert "· 东楼梯通了" in page
    assert "楼梯口堆纸箱" not in page


@pytest.mark.parametrize("asked", ["", "2011-01", "xx", "2016-13"])
def test_the_month_that_ended_last_is_shown_where_none_is_named(union, asked):
    assert "<h1>2月公示" in union.get(f"/console/notice?month={asked}").text


def test_who_looks_from_above_publishes_nothing(make, home, sits):
    city = make.unit("市工会", "city")
    above = sits(make.person("孙玉梅", city, "union"))
    assert above.get("/console/notice").status_code == 403
    assert above.get("/console/notice.png").status_code == 403


CARD = {
    "kind": "exposure",
    "title": "通道堵了",
    "wrong": "王强把纸箱堆在楼梯口",
    "right": "清走了",
    "shows_place": "1",
}


def test_a_card_needs_two_people_and_names_nobody(make, report, home, union, second, desk):
    make.person("王强", home)
    make.photo(report(112, place_text="3楼东楼梯口"))
    assert says(union, 112, "publish", **CARD) == ("good", "写好了，等另一个人看过就能发。")
    (card,) = cards(desk)
    assert card["wrong"] == "某同事把纸箱堆在楼梯口"
    at = f"cards/{card['id']}"
    assert says(union, 112, f"{at}/posted")[0] == "bad"
    assert says(union, 112, f"{at}/approve") == ("bad", "这张是你自己写的，得换个人来看。")
    assert cards(desk)[0]["approved_at"] is None
    assert says(second, 112, f"{at}/approve") == ("good", "同意了，可以发。")
    assert says(second, 112, f"{at}/approve")[0] == "bad"
    drawn = union.get(f"/console/hazards/112/{at}.png")
    assert (drawn.status_code, drawn.mimetype) == (200, "image/png")
    assert says(union, 112, f"{at}/posted") == ("good", "记下了，发出去了。")
    assert cards(desk)[0]["published_at"] == NOON
    assert says(union, 112, "publish", **CARD)[0] == "bad"
    page = union.get("/console/hazards/112").text
    assert "陈静写了一张卡片：曝光" in page
    assert "赵主席同意发出卡片：曝光" in page


def test_a_refused_card_says_why_and_can_be_written_anew(report, union, second, desk):
    report(112)
    says(union, 112, "publish", **CARD)
    at = f"cards/{cards(desk)[0]['id']}"
    assert says(second, 112, f"{at}/refuse", words="")[0] == "bad"
    assert says(second, 112, f"{at}/refuse", words="照片里有人") == ("good", "记下了，先不发。")
    assert "没同意：照片里有人" in union.get("/console/hazards/112").text
    assert says(union, 112, f"{at}/posted")[0] == "bad"
    assert says(second, 112, "publish", **CARD)[0] == "good"
    assert len(cards(desk)) == 1
    assert says(union, 112, f"{at}/approve")[0] == "good"


def test_a_good_practice_is_told_of_what_is_closed(report, union, desk):
    report(112)
    assert says(union, 112, "publish", **(CARD | {"kind": "practice"}))[0] == "bad"
    assert says(union, 112, "publish", **(CARD | {"kind": "poem"}))[0] == "bad"
    assert cards(desk) == []


def test_a_card_of_another_hazard_is_not_reached_through_this_one(report, union, second, desk):
    report(112), report(113)
    says(union, 112, "publish", **CARD)
    card_id = cards(desk)[0]["id"]
    assert says(second, 113, f"cards/{card_id}/approve") == ("bad", "没有这张卡片。")
    assert second.get(f"/console/hazards/113/cards/{card_id}.png").status_code == 404


def test_an_officer_writes_a_card_but_does_not_approve_it(make, report, home, zhou, union, desk):
    report(112)
    assert says(union, 112, "publish", **CARD)[0] == "good"
    assert zhou.post(f"/console/hazards/112/cards/{cards(desk)[0]['id']}/approve").status_code == 403
    assert cards(desk)[0]["approved_at"] is None
