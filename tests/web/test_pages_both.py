"""The questions of the pages, asked of both databases."""

import re

import pytest

from bot.writer import open_writer
from models.database import open_reading, open_writing
from tests.web.makers import make_desk
from tests.web.story import tell
from tests.web.troubles import add_troubles


@pytest.fixture
def desk(database_url, tmp_path):
    (tmp_path / "photos").mkdir()
    writing, reading = open_writing(database_url), open_reading(database_url)
    writer = open_writer(writing)
    yield make_desk(writer, reading, tmp_path / "photos")
    writer.close()
    writing.dispose()
    reading.dispose()


def test_every_page_is_answered_on_both_databases(make, sits):
    story = tell(make)
    for person in (story.officer, story.ward_officer, story.city_union):
        browser = sits(person)
        urls = [f"/console/?show={show}" for show in ("mine", "overdue", "urgent", "unreached", "all")]
        urls += [
            "/console/?show=mine&before=1.900",
            "/console/?show=all&before=0.20",
            "/console/?q=纸箱&status=closed",
        ]
        urls += [f"/console/hazards/{story.open_number}", f"/console/hazards/{story.closed_number}"]
        for url in urls:
            assert browser.get(url).status_code == 200, url
    for url in (
        "/console/notice?month=2016-03",
        "/console/notice.png?month=2016-03",
        "/console/assign?numbers=104",
    ):
        assert sits(story.officer).get(url, follow_redirects=True).status_code == 200, url
    assert "外科 张敏" in sits(story.ward_officer).post(f"/console/hazards/{story.open_number}/name").text


def test_every_deed_is_done_on_both_databases(make, sits):
    story = tell(make)
    troubles = add_troubles(make, story)
    officer, union = sits(story.officer), sits(story.union)
    for number, deed, form, said in (
        (troubles.voice, "heard", {"words": "换药室地滑"}, "上报人会看到这句话"),
        (troubles.voice, "ask", {"words": "哪张床边？"}, "问出去了"),
        (troubles.like, "merge", {"into": "151"}, "151号现在2个人报过"),
        (troubles.again, "likeness", {"said": "again"}, "152号又犯了"),
        (troubles.pieces, "split", {}, "分好了"),
        (troubles.burning, "respond", {}, "你接了"),
        (troubles.nameless, "reject", {"words": "现场没有"}, "记成不是隐患了"),
        (troubles.voice, "redirect", {}, "转报修了"),
        (troubles.fixed, "close", {}, "销号了"),
        (troubles.sealed, "purge", {}, "这就清掉"),
    ):
        who = union if deed == "purge" else officer
        page = who.post(f"/console/hazards/{number}/{deed}", data=form, follow_redirects=True)
        assert said in page.text, deed
    ledger = union.get("/console/").text
    assert "3月查保促统计表" in ledger
    errands = re.findall(r'name="errand" value="(\d+)"', ledger)
    assert len(errands) == 3
    assert (
        "打过了，记下了" in union.post("/console/calls", data={"errand": errands}, follow_redirects=True).text
    )
    known = union.post(
        f"/console/strangers/{troubles.stranger}", data={"person": "new"}, follow_redirects=True
    )
    assert "添成外协了：王桂英。以前报的168号也算上了。" in known.text
