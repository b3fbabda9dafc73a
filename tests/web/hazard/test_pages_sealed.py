"""Pictures nobody may see any more: a grey box with the reason, and a second person who lets them go now."""

import pytest
from sqlalchemy import select

from models.outbox import Errand
from tests.web.makers import HOUR, NOON
from tests.web.taps import says, verbs

LATER = NOON + 20 * HOUR
WHY = "照片里有病人或隐私"


@pytest.fixture
def sealed(make, report):
    hazard = report(112, status="withdrawn", reason=WHY)
    photo = make.photo(hazard, state="sealed", reason=WHY)
    make.notice(hazard, None, "waiting", kind="purge_photos", due_at=LATER)
    return hazard, photo


@pytest.fixture
def union(make, home, sits):
    return sits(make.person("陈静", home, "union"))


def due(desk):
    with desk.reading.connect() as db:
        return db.execute(select(Errand.due_at).where(Errand.kind == "purge_photos")).scalar_one()


@pytest.mark.parametrize(("state", "words"), [("sealed", "照片已封存"), ("purged", "照片已清除")])
def test_the_number_stays_and_the_reason_stands_in_the_grey_box(make, report, zhou, state, words):
    photo = make.photo(report(112, status="withdrawn"), state=state, reason=WHY)
    page = zhou.get("/console/hazards/112").text
    assert f'class="shot grey">{words}<small>{WHY}</small>' in page
    assert f"/console/photos/{photo}/" not in page
    assert zhou.get(f"/console/photos/{photo}/1600").status_code == 404
    assert f'<span class="pic">{words.removeprefix("照片")}</span>' in zhou.get("/console/?show=all").text


def test_a_voice_is_sealed_in_its_own_words(make, report, zhou):
    make.photo(report(112, ""), medium="voice", state="sealed", reason=WHY)
    page = zhou.get("/console/hazards/112").text
    assert "语音已封存" in page
    assert "<audio" not in page


def test_why_the_platform_had_no_picture_is_nobodys_news(make, report, zhou):
    make.photo(report(112), state="gone", reason="errcode 40007")
    assert "40007" not in zhou.get("/console/hazards/112").text


def test_the_union_lets_it_go_now(sealed, union, desk):
    hazard, _ = sealed
    assert "现在清掉" in union.get("/console/hazards/112").text
    assert says(union, 112, "purge") == ("good", "这就清掉，号和原因留着。")
    assert due(desk) == NOON
    assert verbs(desk, hazard) == [("purge", "陈静", "")]


def test_an_officer_is_offered_nothing_and_refused(sealed, zhou, desk):
    assert "现在清掉" not in zhou.get("/console/hazards/112").text
    assert zhou.post("/console/hazards/112/purge").status_code == 403
    assert due(desk) == LATER


@pytest.mark.parametrize("known_by", ["person_id", "reporter_id"])
def test_nobody_lets_go_what_they_sent_themselves(make, home, sits, desk, known_by):
    chen = make.person("陈静", home, "union")
    ids = {"person_id": chen, "reporter_id": make.conversation(chen)}
    hazard = make.hazard(home, 112, status="withdrawn", **{known_by: ids[known_by]})
    make.photo(hazard, state="sealed")
    make.notice(hazard, None, "waiting", kind="purge_photos", due_at=LATER)
    assert says(sits(chen), 112, "purge") == ("bad", "这一件是你自己报的，得换个人来清。")
    assert due(desk) == LATER


@pytest.mark.parametrize("state", ["done", "claimed", "unwanted"])
def test_what_is_gone_already_is_said(make, report, union, state):
    hazard = report(112, status="withdrawn")
    make.photo(hazard, state="purged")
    make.notice(hazard, None, state, kind="purge_photos", due_at=LATER)
    assert "现在清掉" not in union.get("/console/hazards/112").text
    assert says(union, 112, "purge") == ("bad", "照片已经清掉了，或者没有要清的。")
