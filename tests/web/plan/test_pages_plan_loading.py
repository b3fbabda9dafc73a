"""Loading a plan on the console: mistakes with their line, the look before it holds, 启用, new versions and refusals."""

import re
from io import BytesIO

import pytest

from models.plan import plans, signings
from tests.web.planned import build, with_plans

LOAD = "/console/plans/load"
FILE = """plan: gas-week
number: 市工〔2016〕3号
title: 燃气安全周方案
short: 燃气周
issuer: 市医务工会
issued_on: 2016-03-01
year: 2016
from: 2016-03-01
to: 2016-12-31
recipients: [city, unit]
kinds:
  - {code: gas-check, name: 燃气自查, group: check}
  - {code: training, name: 职工安全培训, group: training}
duties:
  - code: gas-check
    clauses: [C1]
    article: 一
    quote: 各单位五月底前要开展一次燃气自查
    whom: [city, unit]
    needs: 燃气自查
    due: {dates: [2016-05-31]}
    goal: {measure: deeds, kinds: [gas-check]}
"""


@pytest.fixture
def desk(desk):
    return with_plans(desk)


@pytest.fixture
def house(make):
    return build(make)


@pytest.fixture
def above(house, sits):
    return sits(house.seats["above"])


@pytest.fixture
def union(house, sits):
    return sits(house.seats["union"])


def sent(browser, text, name="方案.yaml"):
    content = text if isinstance(text, bytes) else text.encode()
    form = {"file": (BytesIO(content), name)}
    return browser.post(LOAD, data=form, content_type="multipart/form-data")


def started(browser, text, **form):
    where = sent(browser, text).headers["Location"]
    return browser.post(where, data={"first": "me"} | form, follow_redirects=True)


@pytest.fixture
def live(make):
    return lambda code: make.writer.carry(
        lambda db: [row for row in plans.versions_of(db, code) if row["state"] == "live"]
    )


def test_every_mistake_is_told_with_its_line_and_nothing_is_kept(above, live):
    wrong = FILE.replace("2016-05-31", "五月底").replace("year: 2016", "yeer: 2016")
    answer = sent(above, wrong)
    assert answer.status_code == 422
    assert "第7行" in answer.text
    assert "第21行" in answer.text
    assert "要写成日期，例如 2016-04-30" in answer.text
    assert live("gas-week") == []


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"\xff\xfe\x00", "a.yaml", "另存为 UTF-8"),
        (b"PK\x03\x04 nothing", "a.xlsx", "a.xlsx"),
        (b"%PDF", "a.pdf", "不认得这种文件"),
        (b"", "", "先选一个文件"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_sentence(above, content, name, said):
    answer = sent(above, content, name)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_the_look_says_duties_days_kinds_and_whom_it_binds(above):
    page = above.get(sent(above, FILE).headers["Location"]).text
    assert "燃气自查" in page
    assert "5/31" in page
    assert "新的1种：燃气自查" in page
    assert "1种是本来就有的" in page
    assert "市一院、市二院" in page


def test_once_started_everybody_below_has_it_and_who_started_it_stands_in(above, union, live, make, house):
    answer = started(above, FILE)
    assert answer.request.path == "/console/plans/gas-week"
    assert live("gas-week")[0]["unit_id"] == house.units["city"]["id"]
    assert "燃气周" in union.get("/console/plans").text
    assert "燃气自查" in above.get("/console/plans/mine").text
    kept = make.writer.carry(lambda db: signings.signing_of(db, "gas-week", house.units["city"]["id"]))
    assert kept["stand_in_id"] == house.seats["above"]


def test_a_plan_never_holds_with_nobody_who_has_it(above, live):
    for form in ({"first": ""}, {"first": "other", "who": ""}, {"first": "other", "who": "陈静"}):
        answer = started(above, FILE, **form)
        assert answer.status_code == 422
        assert "要有人先管着" in answer.text or "花名册上没找到" in answer.text
        assert live("gas-week") == []


def test_the_same_code_again_is_a_new_version_and_the_look_says_what_changed(above, live):
    started(above, FILE)
    later = FILE.replace("2016-05-31", "2016-06-15")
    page = above.get(sent(above, later).headers["Location"]).text
    assert "到哪天" in page
    assert "6月15日" in page
    started(above, later)
    assert [row["version"] for row in live("gas-week")] == [2]
    assert "6月15日" in re.sub(r"\s", "", above.get("/console/plans/gas-week/gas-check").text)
    assert "一模一样" in started(above, later).text


def test_a_hospital_cannot_take_over_what_was_shipped_or_is_somebody_elses(above, union, live):
    started(above, FILE)
    answer = started(union, FILE.replace("recipients: [city, unit]", "recipients: [unit]"))
    assert "别的单位的方案在用" in answer.text
    page = sent(union, FILE.replace("plan: gas-week", "plan: chabaocu"))
    assert "大家都在用的方案" in union.get(page.headers["Location"]).text
    assert "大家都在用的方案" in started(union, FILE.replace("plan: gas-week", "plan: chabaocu")).text
    assert live("chabaocu") == []


def test_a_local_plan_may_add_and_never_drop(above, union, live):
    started(above, FILE)
    local = FILE.replace("plan: gas-week", "plan: gas-here\nparent: gas-week").replace(
        "[city, unit]", "[unit]"
    )
    fewer = (
        local.replace("code: gas-check\n    clauses", "code: other\n    clauses")
        .replace("各单位五月底前要开展一次燃气自查", "各科室随手拍一次")
        .replace("needs: 燃气自查", "needs: 拍一次")
    )
    page = union.get(sent(union, fewer).headers["Location"]).text
    assert "燃气周要办“燃气自查”，这里没有" in page
    assert ">启用</button>" not in page
    started(union, fewer)
    assert live("gas-here") == []
    later = local.replace("2016-05-31", "2016-06-30")
    assert "只能更严" in union.get(sent(union, later).headers["Location"]).text
    started(union, local)
    assert len(live("gas-here")) == 1


def test_the_empty_table_comes_back_as_a_plan(above):
    answer = above.get("/console/plans/template.xlsx")
    assert answer.data[:2] == b"PK"
    assert sent(above, answer.data, "空表.xlsx").status_code == 422


def test_a_file_of_another_person_cannot_be_started(above, union, live):
    where = sent(above, FILE).headers["Location"]
    assert "放了太久" in union.post(where, data={"first": "me"}, follow_redirects=True).text
    assert live("gas-week") == []


@pytest.mark.parametrize("seat", ["department", "hospital"])
def test_officers_load_nothing(house, sits, seat):
    officer = sits(house.seats[seat])
    assert officer.get(LOAD).status_code == 403
    assert sent(officer, FILE).status_code == 403
