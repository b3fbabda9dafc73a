"""Two people at one hazard: one is first, the other reads who; and nobody overwrites what they have not seen."""

import threading
from datetime import date

import pytest

from bot.writer import open_writer
from models.database import open_reading, open_writing
from tests.web.makers import make_desk
from tests.web.taps import row, says, verbs


@pytest.fixture
def desk(database_url, tmp_path):
    (tmp_path / "photos").mkdir()
    writing, reading = open_writing(database_url), open_reading(database_url)
    writer = open_writer(writing)
    yield make_desk(writer, reading, tmp_path / "photos")
    writer.close()
    writing.dispose()
    reading.dispose()


@pytest.fixture
def officers(make, home, sits):
    return [sits(make.person(name, home, "officer")) for name in ("李红", "孙丽")]


@pytest.fixture
def owners(make, home):
    return [make.person(name, home) for name in ("王强", "刘军")]


def at_once(*deeds):
    """Each deed in a thread of its own, all of them let go together; what came of them in order."""
    gate, came = threading.Barrier(len(deeds)), {}

    def run(at, deed):
        gate.wait(10)
        came[at] = deed()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [came[at] for at in range(len(deeds))]


def test_two_officers_give_it_away_at_once_and_one_wins(report, officers, owners, desk):
    hazard = report(112)
    li, sun = officers
    came = at_once(
        lambda: says(li, 112, "assign", owner="王强", due_on="2016-03-04"),
        lambda: says(sun, 112, "assign", owner="刘军", due_on="2016-03-07"),
    )
    tones = [tone for tone, _ in came]
    assert sorted(tones) == ["bad", "good"]
    won = tones.index("good")
    who, owner = ("李红", "孙丽")[won], ("王强", "刘军")[won]
    assert came[1 - won][1] == f"112号{who}刚派给{owner}，你这次没动它。"
    after = row(desk, hazard)
    assert (after["status"], after["owner_id"]) == ("assigned", owners[won])
    assert [line[:2] for line in verbs(desk, hazard)] == [("assign", who)]


def test_two_close_at_once_and_one_line_is_written(report, officers, desk):
    hazard = report(112, status="fixed")
    came = at_once(*(lambda one=one: says(one, 112, "close") for one in officers))
    assert sorted(tone for tone, _ in came) == ["bad", "good"]
    assert [line[0] for line in verbs(desk, hazard)] == ["close"]


def test_a_form_that_is_out_of_date_overwrites_nothing(report, officers, owners, desk):
    li, sun = officers
    hazard = report(112, status="assigned", owner_id=owners[0], due_on=date(2016, 3, 4))
    seen = {"was_owner_id": str(owners[0]), "was_due_on": "2016-03-04"}
    assert says(li, 112, "reassign", owner="刘军", due_on="2016-03-07", **seen)[0] == "good"
    tone, words = says(sun, 112, "reassign", owner="王强", due_on="2016-03-08", **seen)
    assert (tone, words.splitlines()[0]) == ("bad", "112号李红刚改过，你这次没动它。")
    assert row(desk, hazard)["owner_id"] == owners[1]
    assert says(sun, 112, "extend", due_on="2016-03-20", was_due_on="2016-03-04")[0] == "bad"
    assert row(desk, hazard)["due_on"] == date(2016, 3, 7)


@pytest.mark.parametrize(
    ("deed", "form", "was", "name", "value"),
    [
        ("fill_in", {"measure": "清走"}, {"was_measure": ""}, "measure", "锁上"),
        ("level", {"level": "general"}, {"was_level": "general"}, "level", "major"),
        ("facts", {"contractor": "甲公司"}, {"was_contractor": ""}, "contractor", "乙公司"),
    ],
)
def test_what_somebody_wrote_meanwhile_stays(report, officers, desk, deed, form, was, name, value):
    li, sun = officers
    hazard = report(112)
    assert says(li, 112, deed, **{name: value})[0] == "good"
    assert says(sun, 112, deed, **form, **was)[0] == "bad"
    assert row(desk, hazard)[name] == value
    assert len(verbs(desk, hazard)) == 1


def test_the_page_itself_sends_what_it_showed(report, officers, owners):
    report(112, status="assigned", owner_id=owners[0], due_on=date(2016, 3, 4), measure="先<锁>上")
    page = officers[0].get("/console/hazards/112").text
    assert f'name="was_owner_id" value="{owners[0]}"' in page
    assert 'name="was_due_on" value="2016-03-04"' in page
    assert 'name="was_measure" value="先&lt;锁&gt;上"' in page


def test_several_are_given_at_once_and_each_says_what_became_of_it(report, officers, owners, desk):
    li, sun = officers
    ids = [report(number) for number in (112, 113, 114)]
    page = li.post("/console/assign", data={"numbers": ["112", "113", "114", "999"]}).text
    assert page.count('name="numbers"') == 3
    assert says(sun, 113, "assign", owner="刘军", due_on="2016-03-07")[0] == "good"
    form = {"numbers": ["112", "113", "114"]}
    for number in (112, 113, 114):
        form |= {f"owner-{number}": "王强 市一院", f"due_on-{number}": "2016-03-04"}
    form["owner-114"] = ""
    done = li.post("/console/assign/all", data=form).text
    assert "派了1件，2件没派成" in done
    assert "113号孙丽刚派给刘军，你这次没动它。" in done
    assert "派给谁？写个名字再点。" in done
    assert [row(desk, one)["owner_id"] for one in ids] == [owners[0], owners[1], None]


def test_one_name_goes_for_all_of_them(report, officers, owners, desk):
    ids = [report(number) for number in (112, 113)]
    form = {"number": ["112", "113"], "owner": "刘军", "due_on-112": "2016-03-04", "due_on-113": "2016-03-07"}
    assert "派了2件" in officers[0].post("/console/assign/all", data=form).text
    assert {row(desk, one)["owner_id"] for one in ids} == {owners[1]}


def test_what_was_done_before_is_proposed(report, officers, owners, desk):
    report(111, category="ELEC"), report(112, category="ELEC")
    assert says(officers[0], 111, "assign", owner="王强", due_on="2016-03-07", measure="换插座")[0] == "good"
    page = officers[0].get("/console/hazards/112").text
    assert "建议：<b>市一院 王强</b>，3个工作日（3/7），换插座" in page
    assert 'value="王强 市一院"' in officers[0].get("/console/assign?numbers=112").text


def test_who_may_not_give_away_does_not_give_several(make, home, report, sits, officers):
    report(112)
    union = sits(make.person("陈静", home, "union"))
    for url in ("/console/assign", "/console/assign/all"):
        assert union.post(url, data={"numbers": "112", "owner": "王强"}).status_code == 403
    empty = officers[0].post("/console/assign", data={"numbers": ["x", "9" * 20]}, follow_redirects=True)
    assert "勾上几件待核实的再点" in empty.text


@pytest.mark.parametrize(
    ("owner", "due_on", "said"),
    [
        ("", "2016-03-04", "派给谁？写个名字再点。"),
        ("没这人", "2016-03-04", "花名册里没有“没这人”，看看字写对没有。"),
        ("王强", "", "哪天前弄好？选个日子再点。"),
        ("王强", "2016-02-30", "哪天前弄好？选个日子再点。"),
        ("王强", "2016-03-01", "3/1太早了，最早写3/2。"),
        ("王强", "2036-03-01", "2036/3/1太远了，最远写到8/29。"),
        ("王强", "2016-08-30", "8/30太远了，最远写到8/29。"),
        ("王强 外科", "2016-03-04", "花名册里的王强在市一院，就这一位，“外科”对不上。只写名字就行。"),
        ("赵敏", "2016-03-04", "赵敏有2位：外科、市一院。名字后面空一格，写上科室或工号。"),
    ],
)
def test_an_order_that_lacks_something_says_what(
    make, home, nurse, report, officers, owners, desk, owner, due_on, said
):
    make.person("赵敏", make.unit("外科", "department", home)), make.person("赵敏", home)
    hazard = report(112)
    assert says(officers[0], 112, "assign", owner=owner, due_on=due_on) == ("bad", said)
    assert row(desk, hazard)["status"] == "reported"
    assert says(officers[0], 112, "assign", owner="赵敏 外科", due_on="2016-03-04")[0] == "good"


def test_who_cannot_be_told_by_wechat_is_telephoned(make, home, report, officers):
    report(112), report(113)
    make.person("周工", home, phone="13905330099")
    make.conversation(make.person("许工", home))
    said = says(officers[0], 112, "assign", owner="周工", due_on="2016-03-04")[1]
    assert said == "派了：112→周工，3/4前。他没绑微信，打个电话：13905330099。"
    assert says(officers[0], 113, "assign", owner="许工", due_on="2016-03-04")[1].endswith("微信会告诉他。")


def test_urging_goes_once_a_day(report, officers, owners, desk):
    hazard = report(112, status="assigned", owner_id=owners[0], due_on=date(2016, 3, 4))
    assert says(officers[0], 112, "urge") == ("good", "催了，王强会收到。")
    assert says(officers[1], 112, "urge") == ("bad", "112号今天催过了，明天再催。")
    assert [line[0] for line in verbs(desk, hazard)] == ["urge"]
    report(113)
    assert says(officers[0], 113, "urge")[0] == "bad"
