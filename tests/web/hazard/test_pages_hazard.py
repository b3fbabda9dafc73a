"""The page of one hazard: before and after, whose words, and nobody's name without a trace."""

import pytest

from models.history import history_of
from tests.web.makers import DAY, HOUR, NOON


def lines(desk, hazard):
    with desk.reading.connect() as db:
        return [(line["verb"], line["person_name"]) for line in history_of(db, hazard)]


def test_the_page_says_what_was_said_before_what_it_is_called(make, home, nurse, zhou):
    make.hazard(
        home,
        112,
        "三楼东楼梯口堆着纸箱",
        category="FIRE_EXIT",
        plain="通道被堵",
        place_text="外科楼3楼",
        person_id=nurse,
    )
    page = zhou.get("/console/hazards/112").text
    parts = [
        "三楼东楼梯口堆着纸箱</blockquote>",
        "外科楼3楼",
        "消防·疏散通道与安全出口",
        "通道被堵",
        "本院职工",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert "张敏" not in page


def test_a_name_is_shown_once_and_leaves_a_line(make, home, nurse, zhou, desk):
    hazard = make.hazard(home, 112, person_id=nurse)
    answer = zhou.post("/console/hazards/112/name")
    assert "外科 张敏" in answer.text
    assert "周兰看了上报人的名字" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    again = zhou.get("/console/hazards/112").text
    assert "张敏" not in again
    assert "周兰看了上报人的名字" in again
    assert lines(desk, hazard) == [("look", "周兰")]


def test_a_hazard_without_a_name_has_nothing_to_open(make, home, zhou, desk):
    hazard = make.hazard(home, 112, anonymous=True)
    page = zhou.get("/console/hazards/112").text
    assert "没留名" in page
    assert "看名字" not in page
    assert "没留名" in zhou.post("/console/hazards/112/name").text
    assert lines(desk, hazard) == []


def test_an_account_nobody_knows_is_told_as_such(make, home, zhou):
    make.hazard(home, 112, reporter_id=make.conversation(self_name="小王"))
    assert "自称小王，还没绑定" in zhou.post("/console/hazards/112/name").text


def test_looking_at_names_is_slowed_down(make, home, nurse, zhou):
    make.hazard(home, 112, person_id=nurse)
    answers = [zhou.post("/console/hazards/112/name").status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]


def test_the_history_never_names_who_reported(make, home, nurse, zhou):
    li = make.person("李红", home, "officer")
    hazard = make.hazard(home, 112, person_id=nurse)
    make.photo(hazard)
    make.line(hazard, "report", "reporter", nurse, at=NOON - 28 * HOUR)
    make.line(hazard, "report", "system", None, text="一天没有说明，先记上")
    make.line(hazard, "assign", "officer", li, text="王强，3/4前")
    make.line(hazard, "fix_on_spot", "reporter", nurse, text="挪开了")
    make.line(hazard, "something new", "owner", nurse)
    page = zhou.get("/console/hazards/112").text
    for told in (
        "<time>3/1 08:00</time> <span>本院职工报，照片1张</span>",
        "<span>一天没有说明，先记上</span>",
        "<span>李红派单：王强，3/4前</span>",
        "<span>本院职工说当场弄好了：挪开了</span>",
    ):
        assert told in page
    assert page.count("张敏") == 1  # as the owner of a line, which is no secret


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("waiting", "照片在路上"),
        ("gone", "没取到，微信已删"),
        ("sealed", "照片已封存"),
        ("purged", "照片已清除"),
    ],
)
def test_what_cannot_be_shown_is_a_grey_box_with_words(make, home, zhou, state, said):
    photo = make.photo(make.hazard(home, 112), state=state)
    page = zhou.get("/console/hazards/112").text
    assert f'class="shot grey">{said}' in page
    assert f"/console/photos/{photo}/" not in page
    assert zhou.get(f"/console/photos/{photo}/1600").status_code == 404
    assert zhou.get(f"/console/photos/{photo}/320").status_code == 404


def test_before_and_after_stand_side_by_side(make, home, zhou):
    hazard = make.hazard(home, 112, status="fixed")
    before = make.photo(hazard)
    after = make.photo(hazard, stage="after", taken_at=NOON)
    page = zhou.get("/console/hazards/112").text
    first, second = page.index(f"/console/photos/{before}/1600"), page.index(f"/console/photos/{after}/1600")
    assert first < page.index("<h2>后") < second


def test_a_voice_can_be_heard_and_kept(make, home, zhou):
    hazard = make.hazard(home, 112, "")
    voice = make.photo(hazard, medium="voice")
    (make.folder / f"{voice}.mp3").write_bytes(b"#!AMR\n" + bytes(90))
    page = zhou.get("/console/hazards/112").text
    assert "<audio controls" in page
    assert "只有语音，请听一听" in page
    heard = zhou.get(f"/console/photos/{voice}/voice")
    assert (heard.status_code, heard.mimetype) == (200, "audio/amr")
    kept = zhou.get(f"/console/photos/{voice}/voice?download=1").headers["Content-Disposition"]
    assert kept.startswith("attachment")
    assert zhou.get(f"/console/photos/{voice}/320").status_code == 404


@pytest.mark.parametrize(
    ("state", "result", "said"),
    [
        ("waiting", {}, "在路上"),
        ("claimed", {}, "在路上"),
        ("done", {"channel": "template", "status": "success"}, "已送到"),
        ("done", {"channel": "template"}, "发出了，等微信回话"),
        ("done", {"channel": "custom"}, "发到微信了"),
        ("given_up", {}, "没送到"),
        ("stale", {}, "不用送了"),
    ],
)
def test_delivered_is_only_said_when_the_platform_said_so(make, home, zhou, state, result, said):
    hazard = make.hazard(home, 112)
    make.notice(
        hazard, make.person("李红", home, "officer"), state, result=result, reason="failed:user block"
    )
    page = zhou.get("/console/hazards/112").text
    assert f">{said}</b>" in page
    assert ("拒收公众号的通知" in page) == (state == "given_up")


def test_others_at_the_same_place_are_named_by_number(make, home, zhou):
    place = make.place("东楼梯口", home)
    make.hazard(home, 108, place_id=place)
    make.hazard(home, 109, place_id=place, status="closed", closed_at=NOON)
    make.hazard(home, 112, place_id=place)
    page = zhou.get("/console/hazards/112").text
    assert "108号" in page
    assert "109号" not in page


def test_what_was_withdrawn_says_so_and_why(make, home, zhou):
    make.hazard(home, 112, status="withdrawn", reason="照片里有病人", at=NOON - DAY)
    page = zhou.get("/console/hazards/112").text
    assert "已撤回" in page
    assert "照片里有病人" in page


@pytest.mark.parametrize(
    "url", ["/console/hazards/999", "/console/hazards/" + "9" * 30, "/console/drafts/1", "/console/hazards/x"]
)
def test_a_number_that_is_not_there_says_what_to_do(zhou, url):
    answer = zhou.get(url)
    assert answer.status_code == 404
    assert "回台账" in answer.text or "回首页" in answer.text


def test_a_picture_is_kept_and_asked_for_again(make, home, zhou):
    photo = make.photo(make.hazard(home, 112), sha256="ab" * 32)
    small, large = (zhou.get(f"/console/photos/{photo}/{size}") for size in ("320", "1600"))
    assert small.mimetype == "image/jpeg"
    assert small.headers["Cache-Control"] == "private, no-cache"
    assert "ab" * 32 in small.headers["ETag"]
    assert small.headers["ETag"] != large.headers["ETag"]
    again = zhou.get(f"/console/photos/{photo}/320", headers={"If-None-Match": small.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert zhou.get(f"/console/photos/{photo}/original").status_code == 404


def test_something_else_on_the_shelf_is_never_shown_as_a_page(make, home, zhou):
    photo = make.photo(make.hazard(home, 112))
    (make.folder / f"{photo}-320.jpg").write_bytes(b"<html><script>alert(1)</script>")
    answer = zhou.get(f"/console/photos/{photo}/320")
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_whether_the_reporter_was_reached_is_said_without_a_name(make, home, zhou):
    """Also when the reporter happens to be an officer."""
    li = make.person("李红", home, "officer")
    talk = make.conversation(li)
    hazard = make.hazard(home, 112, person_id=li, reporter_id=talk)
    make.notice(hazard, None, "done", to_id=talk, kind="ask_reporter", result={"channel": "custom"})
    make.notice(hazard, None, to_id=talk, kind="tell_heard", reason="窗口已关，微信不让发")
    page = zhou.get("/console/hazards/112").text
    assert '<span>本院职工（问的话）</span> <b class="">发到微信了</b>' in page
    assert '<span>本院职工（听写的话）</span> <b class="bad">没送到</b>' in page
    assert "李红</span> <b" not in page
    assert "没送到，打个电话" not in zhou.get("/console/").text
