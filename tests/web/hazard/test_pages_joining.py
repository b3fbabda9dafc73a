"""One place reported twice becomes one number, several things in one sentence become several."""

import pytest

from tests.web.makers import DAY, NOON
from tests.web.taps import row, says, told, verbs


@pytest.fixture
def pair(make, report):
    """112 resembles 108, both with a picture."""
    first = report(
        108, "3楼东楼梯口堆着纸箱", brief="楼梯口堆纸箱", place_text="外科楼3楼东楼梯口", at=NOON - DAY
    )
    second = report(112, "东楼梯那儿又是纸箱", like_id=first)
    return make.photo(first), make.photo(second), second


def test_a_likeness_is_shown_with_both_pictures_and_joined_with_one_tap(pair, talk, zhou, desk):
    first, second, hazard = pair
    page = zhou.get("/console/hazards/112").text
    box = page[page.index('aria-label="像报过的"') :].split("</section>")[0]
    for part in (
        "108号</a>",
        "“楼梯口堆纸箱”，外科楼3楼东楼梯口，等周兰看，报了1天",
        f"/console/photos/{second}/320",
        f"/console/photos/{first}/320",
        "是一处，并入108号",
        "不是一处",
    ):
        assert part in box
    assert says(zhou, 112, "merge", into="108") == ("good", "并好了。108号现在2个人报过，弄好了都告诉。")
    assert (row(desk, hazard)["status"], told(desk)) == ("merged", [("tell_standing", talk)])
    page = zhou.get("/console/hazards/112").text
    assert "已并到108号" in page
    assert 'href="/console/hazards/108"' in page


def test_no_likeness_is_said_once_and_asked_no_more(pair, zhou, desk):
    *_, hazard = pair
    assert says(zhou, 112, "likeness", said="other") == ("good", "记下了：和108号不是一处。")
    assert row(desk, hazard)["likeness"] == "other"
    page = zhou.get("/console/hazards/112").text
    assert "像报过的" not in page
    assert "周兰对过：和108号不是一处" in page


def test_what_comes_back_after_it_was_closed(report, zhou, desk):
    old = report(106, "插座松动", status="closed", closed_at=NOON - 30 * DAY, at=NOON - 45 * DAY)
    hazard = report(112, "插座又松了", like_id=old)
    page = zhou.get("/console/hazards/112").text
    assert "1月报过（<a" in page
    assert "106号</a>，弄好了），又犯了？" in page
    assert "并入106号" not in page
    assert says(zhou, 112, "likeness", said="again") == ("good", "记下了：106号又犯了。")
    assert row(desk, hazard)["likeness"] == "again"
    page = zhou.get("/console/hazards/112").text
    assert "又犯了：<a" in page
    assert "另一回事" not in page


def test_another_matter_at_the_place_of_a_closed_one(report, zhou):
    old = report(106, status="closed", closed_at=NOON)
    report(112, like_id=old)
    assert says(zhou, 112, "likeness", said="other") == ("good", "记下了：和106号是两回事。")


@pytest.mark.parametrize("ended", ["withdrawn", "rejected", "redirected"])
def test_a_likeness_to_what_is_gone_asks_nothing(report, zhou, ended):
    report(112, like_id=report(108, status=ended))
    assert "像报过的" not in zhou.get("/console/hazards/112").text


def test_a_likeness_follows_the_other_where_it_was_joined(report, zhou):
    target = report(105)
    report(112, like_id=report(108, status="merged", merged_into=target))
    assert "是一处，并入105号" in zhou.get("/console/hazards/112").text


def test_a_department_is_asked_about_no_row_of_another_one(make, home, report, sits):
    surgery, clinic = (make.unit(name, "department", home) for name in ("外科楼", "门诊"))
    other = report(108, "门诊的事", department_id=clinic["id"])
    report(112, like_id=other, department_id=surgery["id"])
    li = sits(make.person("李红", surgery, "officer"))
    page = li.get("/console/hazards/112").text
    assert ("门诊的事" in page, "108" in page) == (False, False)
    assert says(li, 112, "merge", into="108") == ("bad", "台账里没有108号，没并。")


@pytest.mark.parametrize(
    ("into", "words"),
    [
        ("", "并到哪一号？写上号再点。"),
        ("999", "台账里没有999号，没并。"),
        ("112", "112号就是112号，不用并。"),
        ("107", "107号已经不在办了，没并。\n112号照常办。"),
        ("一零八", "台账里没有一零八号，没并。"),
        ("9" * 10, "台账里没有999999999号，没并。"),
    ],
)
def test_a_number_that_cannot_be_joined_is_said(report, zhou, desk, into, words):
    report(107, status="closed", closed_at=NOON)
    hazard = report(112)
    assert says(zhou, 112, "merge", into=into) == ("bad", words)
    assert row(desk, hazard)["status"] == "reported"


def test_any_number_can_be_typed(report, zhou, desk):
    report(108)
    hazard = report(112)
    assert says(zhou, 112, "merge", into=" 108号 ")[0] == "good"
    assert row(desk, hazard)["merged_into"] is not None


PIECES = ["灭火器过期了", "旁边插座松", "5楼走廊还堆着床"]


def test_several_things_become_several_numbers_with_all_the_pictures(make, home, report, zhou, desk):
    hazard = report(112, "，".join(PIECES), pieces=PIECES, place_text="内科楼4楼")
    make.photo(hazard)
    page = zhou.get("/console/hazards/112").text
    assert "像是3件" in page
    assert [page.index(words) for words in PIECES] == sorted(page.index(words) for words in PIECES)
    tone, said = says(zhou, 112, "split")
    assert (tone, said.startswith("分好了：112灭火器过期")) == ("good", True)
    with desk.reading.connect() as db:
        rows = db.exec_driver_sql("select number, description, place_text from hazard order by id").all()
        photos = db.exec_driver_sql("select count(*) from photo").scalar()
    assert [(each[1], each[2]) for each in rows] == [
        ("灭火器过期了", "内科楼4楼"),
        ("旁边插座松", "内科楼4楼"),
        ("5楼走廊还堆着床", "5楼走廊"),
    ]
    assert photos == 3
    assert row(desk, hazard)["pieces"] == []
    assert verbs(desk, hazard)[0][:2] == ("split", "周兰")
    assert says(zhou, 112, "split")[0] == "bad"


def test_or_it_is_one_thing_after_all(report, zhou, desk):
    hazard = report(112, "，".join(PIECES), pieces=PIECES)
    assert says(zhou, 112, "split", one="1") == ("good", "好，112号就算一件。")
    assert row(desk, hazard)["pieces"] == []
    assert "像是3件" not in zhou.get("/console/hazards/112").text


def test_the_parts_of_a_nameless_report_lead_nowhere(make, home, zhou, desk):
    hazard = make.hazard(
        home,
        112,
        "灯坏了，插座松",
        anonymous=True,
        seal="sealed",
        pieces=["灯坏了", "插座松"],
        described_at=NOON,
    )
    assert says(zhou, 112, "split")[0] == "good"
    with desk.reading.connect() as db:
        rows = db.exec_driver_sql("select reporter_id, person_id, anonymous from hazard").all()
    assert [tuple(each)[:2] for each in rows] == [(None, None)] * 2
    assert row(desk, hazard)["anonymous"]


@pytest.mark.parametrize(("facts", "word"), [({"pieces": PIECES}, "分"), ({"status": "fixed"}, "验")])
def test_the_row_says_what_comes_next(report, zhou, facts, word):
    report(112, **facts)
    assert f">{word}</a>" in zhou.get("/console/").text


def test_the_row_of_a_likeness_says_it_wants_to_be_compared(pair, zhou):
    assert ">对</a>" in zhou.get("/console/").text
