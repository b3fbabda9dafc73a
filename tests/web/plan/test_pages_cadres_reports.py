"""文字报告 on the console: a Word draft with figures in it, and one tap that says it was handed in."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document

from tests.web.inspected import build, closed_hazards, deed, with_plan
from tests.web.makers import HOUR, ZONE, make_pages

IN_MAY = datetime(2016, 5, 6, 15, 40, tzinfo=ZONE).astimezone(UTC)
PHASE = "/console/reports/chabaocu/phase-report/2016-05-10"


@pytest.fixture
def city(make):
    return build(make)


@pytest.fixture
def app(desk):
    return make_pages(replace(with_plan(desk), clock=lambda: IN_MAY))


@pytest.fixture
def enters(app, make):
    """A browser of somebody who came in that day in May."""

    def one(person):
        browser = app.test_client()
        browser.post(make.link(person, f"may-{person}", IN_MAY + HOUR))
        return browser

    return one


@pytest.fixture
def union(enters, city):
    return enters(city.union)


def words(answer):
    return "\n".join(
        [p.text for p in Document(BytesIO(answer.data)).paragraphs]
        + [c.text for t in Document(BytesIO(answer.data)).tables for r in t.rows for c in r.cells]
    )


def test_the_draft_has_the_figures_in_it(union, make, city):
    closed_hazards(make, city, 3)
    deed(make, city.first["id"], "training", "消防", attested=2)
    said = words(union.get(f"{PHASE}.docx"))
    for words_of in (
        "鲁医工字〔2015〕54号",
        "市一院工会委员会",
        "查出安全隐患3处",
        "2016年5月6日15:40",
        "市医务工会",
    ):
        assert words_of in said, words_of


def test_what_was_told_in_private_is_in_no_report(enters, make, city):
    deed(make, city.city["id"], "heart-talk", "夜班太累")
    boss = enters(city.boss)
    assert "夜班太累" not in words(boss.get(f"{PHASE}.docx"))


def test_handed_in_is_said_and_can_be_taken_back(union):
    page = union.get("/console/reports").text
    assert "最晚5/10" in page
    form = {"how": "offline", "to_whom": "市医务工会 刘主任"}
    assert union.post(PHASE, data=form).status_code == 302
    page = union.get("/console/reports").text
    assert "线下交了，给市医务工会 刘主任" in page
    assert "交过的1份" in page
    assert union.post(f"{PHASE}/back", data={"words": "点错了"}).status_code == 302
    assert "点错了" in union.get("/console/reports").text
    assert union.post(PHASE, data={"how": "pigeon"}).status_code == 422


@pytest.mark.parametrize(
    "path", ["nothing/phase-report/2016-05-10", "chabaocu/phase-report/2016-05-11", "chabaocu/x/y"]
)
def test_a_report_nobody_asked_for_is_not_there(path, union):
    assert union.get(f"/console/reports/{path}.docx").status_code == 404
    assert union.post(f"/console/reports/{path}").status_code == 404


def test_an_officer_does_not_hand_in_reports(enters, city):
    officer = enters(city.officer)
    assert officer.get("/console/reports").status_code == 403
    assert officer.post(PHASE, data={"how": "offline"}).status_code == 403
