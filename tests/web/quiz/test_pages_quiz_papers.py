"""考试 on the console: a paper in three steps, what may still change, how it went, and who may read which of it."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from models.leaves import add_leave
from models.quiz import papers, sittings
from tests.quiz.papers import Sat, add_bank, add_paper, sit
from tests.web.makers import DAY, HOUR, NOON, make_pages, sits_down

WRONG = ("B", "B", "B", "B")
RIGHT = ("A", "A", "A", "A")


@pytest.fixture
def asked(make):
    """Four of the questions of the bank."""
    return make.writer.carry(lambda db: add_bank(db, NOON))[:4]


@pytest.fixture
def units(make, asked):
    city = make.unit("市医务工会", "city")
    home, second = make.unit("市一院", "unit", city), make.unit("市二院", "unit", city)
    surgery, clinic = make.unit("外科", "department", home), make.unit("门诊", "department", home)
    eye = make.unit("眼科", "department", second)
    return {"city": city, "home": home, "second": second, "surgery": surgery, "clinic": clinic, "eye": eye}


@pytest.fixture
def seats(make, units):
    """Who looks, by the name of the seat."""
    return {
        "department": make.person("李红", units["surgery"], "officer"),
        "hospital": make.person("周兰", units["home"], "officer"),
        "union": make.person("陈静", units["home"], "union"),
        "admin": make.person("吴刚", units["home"], "admin"),
        "above": make.person("郑会", units["city"], "union"),
    }


@pytest.fixture
def union(seats, sits):
    return sits(seats["union"])


@pytest.fixture
def staff(make, units):
    """Two in surgery, two in the clinic, one in the other hospital."""
    named = {"张敏": "surgery", "王强": "surgery", "孙丽": "clinic", "钱芳": "clinic", "冯远": "eye"}
    return {
        name: make.person(name, units[unit], staff_no=f"0{at}")
        for at, (name, unit) in enumerate(named.items())
    }


@pytest.fixture
def keep(make):
    """Does something to the database and gives back what came of it."""
    return make.writer.carry


def paper_row(keep, paper_id):
    return keep(lambda db: dict(papers.find_paper(db, paper_id)))


def where(answer):
    return int(re.search(r"/papers/(\d+)", answer.headers["Location"])[1])


def begun(browser, unit, title="三月消防考试", purpose="exam"):
    form = {"purpose": purpose, "title": title, "unit": unit["id"]}
    return where(browser.post("/console/papers/new", data=form))


PARTS = {"topic1": "消防", "kind1": "single", "level1": "", "count1": "4", "points1": "1", "shuffled": "1"}
TERMS = {
    "opens_at": "2016-03-03T08:00", "closes_at": "2016-03-09T18:00", "minutes": "", "attempts": "2", "per_day": "0",
    "resits": "1", "pass_mark": "60", "review": "closed", "ranking": "off",
}  # fmt: skip


def test_three_steps_make_a_paper_and_one_tap_publishes_it(union, units, keep):
    paper_id = begun(union, units["home"])
    page = union.get(f"/console/papers/{paper_id}/questions").text
    assert "消防" in page
    assert union.post(f"/console/papers/{paper_id}/parts", data=PARTS | {"go": "next"}).location.endswith(
        "/terms"
    )
    union.post(f"/console/papers/{paper_id}/terms", data=TERMS)
    page = union.get(f"/console/papers/{paper_id}").text
    assert "4道" in page
    assert "3/3 08:00到3/9 18:00" in page
    union.post(f"/console/papers/{paper_id}/publish")
    row = paper_row(keep, paper_id)
    assert (row["state"], row["attempts"], row["minutes"]) == ("published", 2, None)
    assert row["opens_at"].isoformat() == "2016-03-03T00:00:00+00:00"
    assert row["parts"] == [{"count": 4, "kinds": ["single"], "topics": ["消防"], "levels": [], "points": 1}]


def test_what_the_bank_cannot_fill_is_said_at_the_row_and_is_not_published(union, units, keep):
    paper_id = begun(union, units["home"])
    union.post(f"/console/papers/{paper_id}/parts", data=PARTS | {"count1": "9"})
    assert "题库里有8道" in union.get(f"/console/papers/{paper_id}/questions").text
    answer = union.post(f"/console/papers/{paper_id}/publish", follow_redirects=True)
    assert "消防的单选题要9道，题库里有8道" in answer.text
    assert paper_row(keep, paper_id)["state"] == "draft"


def test_two_rows_that_take_from_the_same_questions_are_counted_together(union, units, keep):
    """Five of fire and six of anything single: whatever is drawn first, eight are not eleven."""
    paper_id = begun(union, units["home"])
    both = PARTS | {
        "count1": "5",
        "topic2": "",
        "kind2": "single",
        "level2": "",
        "count2": "6",
        "points2": "1",
    }
    union.post(f"/console/papers/{paper_id}/parts", data=both)
    assert "前面几行可能先用掉" in union.get(f"/console/papers/{paper_id}").text
    union.post(f"/console/papers/{paper_id}/publish")
    assert paper_row(keep, paper_id)["state"] == "draft"


def test_a_refused_form_comes_back_as_it_was_typed(union, units):
    paper_id = begun(union, units["home"])
    wrong = TERMS | {"closes_at": "2016-03-01T18:00", "minutes": "45"}
    answer = union.post(f"/console/papers/{paper_id}/terms", data=wrong)
    assert answer.status_code == 422
    assert "截止要在开考以后" in answer.text
    assert 'value="2016-03-01T18:00"' in answer.text
    assert 'value="45"' in answer.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("closes_at", "2017-03-01T18:00", "太远了"),
        ("closes_at", "bald", "几时截止"),
        ("minutes", "999", "限时写5到240分钟"),
        ("attempts", "0", "能考写1到20次"),
        ("pass_mark", "101", "及格线写1到100分"),
        ("resits", "-1", "写个数"),
    ],
)
def test_terms_that_make_no_sense_are_refused_with_the_bounds(union, units, field, value, said):
    paper_id = begun(union, units["home"])
    answer = union.post(f"/console/papers/{paper_id}/terms", data=TERMS | {field: value})
    assert (answer.status_code, said in answer.text) == (422, True)


@pytest.mark.parametrize(("title", "said"), [("", "起个名字"), ("考" * 21, "最多20个字")])
def test_a_paper_has_a_name_that_fits_into_the_chat(union, units, title, said):
    form = {"purpose": "exam", "title": title, "unit": units["home"]["id"]}
    answer = union.post("/console/papers/new", data=form)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_questions_are_picked_one_by_one_and_everybody_gets_these(union, units, asked, keep):
    paper_id = begun(union, units["home"], purpose="live")
    page = union.get(f"/console/papers/{paper_id}/pick?topic=消防").text
    assert page.count('type="checkbox" name="q"') == 8
    union.post(f"/console/papers/{paper_id}/pick?topic=消防", data={"shown": asked, "q": asked[:3]})
    union.post(f"/console/papers/{paper_id}/pick?topic=消防", data={"shown": asked[:2], "q": asked[1:2]})
    assert paper_row(keep, paper_id)["fixed"] == [asked[2], asked[1]]
    assert "自己选的2道" in union.get(f"/console/papers/{paper_id}").text
    union.post(f"/console/papers/{paper_id}/unpick")
    assert paper_row(keep, paper_id)["fixed"] == []


def test_one_drawn_copy_is_shown_and_nothing_is_kept(union, units, keep):
    paper_id = begun(union, units["home"])
    union.post(f"/console/papers/{paper_id}/parts", data=PARTS)
    first, second = (union.get(f"/console/papers/{paper_id}/preview?n={n}").text for n in (1, 2))
    assert re.findall(r"消防题\d", first) != re.findall(r"消防题\d", second)
    assert len(set(re.findall(r"消防题\d", first))) == 4
    assert keep(lambda db: db.execute(sittings.TABLE.select()).first()) is None


def test_a_published_paper_is_not_changed_any_more(union, units, make, keep):
    paper_id = keep(lambda db: add_paper(db, units["home"], NOON))
    before = paper_row(keep, paper_id)
    for step, form in (("what", {"purpose": "contest", "title": "别的", "unit": units["home"]["id"]}),
                       ("parts", PARTS | {"count1": "2"}), ("terms", TERMS), ("throw-away", {}), ("publish", {})):  # fmt: skip
        answer = union.post(f"/console/papers/{paper_id}/{step}", data=form, follow_redirects=True)
        assert "已经发布，不能再改" in answer.text, step
    assert paper_row(keep, paper_id) == before


def test_a_window_only_closes_later_and_who_is_in_the_middle_gets_the_time(union, units, staff, keep):
    paper_id = keep(lambda db: add_paper(db, units["home"], NOON))
    sitting = keep(lambda db: _open_sitting(db, paper_id, staff["张敏"], units))
    url = f"/console/papers/{paper_id}/later"
    earlier = union.post(url, data={"closes_at": "2016-03-03T12:00"})
    assert (earlier.status_code, "只能往后延" in earlier.text) == (422, True)
    union.post(url, data={"closes_at": "2016-03-06T18:00"})
    later = NOON + timedelta(days=4, hours=6)
    assert paper_row(keep, paper_id)["closes_at"] == later
    assert keep(lambda db: sittings.find_sitting(db, sitting)["ends_at"]) == later


def _open_sitting(db, paper_id, person_id, units):
    return sittings.add_sitting(
        db, mode="formal", paper_id=paper_id, attempt=1, person_id=person_id, account_id=None,
        unit_id=units["home"]["id"], department_id=units["surgery"]["id"], drawn=[], started_at=NOON - HOUR,
        ends_at=papers.find_paper(db, paper_id)["closes_at"],
    )  # fmt: skip


def test_a_paper_is_withdrawn_with_a_reason_and_its_results_stay(union, units, asked, staff, keep):
    paper_id = keep(lambda db: add_paper(db, units["home"], NOON))
    keep(lambda db: sit(db, paper_id, asked, Sat(staff["张敏"], RIGHT), NOON))
    assert "写一句" in union.post(f"/console/papers/{paper_id}/withdraw", data={"reason": " "}).text
    union.post(f"/console/papers/{paper_id}/withdraw", data={"reason": "第7题答案标错了"})
    page = union.get(f"/console/papers/{paper_id}").text
    assert "撤回：第7题答案标错了" in page
    assert "另行安排</a>" in page
    assert "1处另行安排" not in page
    assert paper_row(keep, paper_id)["state"] == "withdrawn"
    assert "张敏" in unescape(str(names_in(union.get(f"/console/papers/{paper_id}.xlsx"))))


def names_in(answer):
    return [row[1].value for row in load_workbook(BytesIO(answer.data))["人员"].iter_rows(min_row=2)]


def test_one_person_or_a_department_gets_other_terms_with_a_reason(union, units, staff, keep):
    paper_id = keep(lambda db: add_paper(db, units["home"], NOON, minutes=20))
    sitting = keep(lambda db: _open_sitting(db, paper_id, staff["张敏"], units))
    keep(lambda db: sittings.change_sitting(db, sitting, ends_at=NOON - HOUR + timedelta(minutes=20)))
    url = f"/console/papers/{paper_id}/others"
    union.post(url, data={"who": "张敏", "minutes": "90", "note": "手受伤了"})
    union.post(url, data={"unit": units["clinic"]["id"], "closes_at": "2016-03-20T18:00", "note": "搬家"})
    page = union.get(url).text
    assert "外科 张敏</b> 限时90分钟" in page
    assert "门诊</b> 3/20 18:00关" in page
    ends = keep(lambda db: sittings.find_sitting(db, sitting)["ends_at"])
    assert ends == NOON - HOUR + timedelta(minutes=90)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"who": "没有这人", "attempts": "2", "note": "x"}, "没找到“没有这人”"),
        ({"who": "冯远", "attempts": "2", "note": "x"}, "没找到“冯远”"),
        ({"attempts": "2", "note": "x"}, "给谁"),
        ({"who": "张敏", "note": "x"}, "改哪一样"),
        ({"who": "张敏", "attempts": "2", "note": ""}, "为什么"),
        ({"who": "张敏", "minutes": "30", "note": "x"}, "不计时"),
        ({"who": "张敏", "closes_at": "2016-03-01T10:00", "note": "x"}, "从现在起"),
    ],
)
def test_other_terms_that_say_nothing_are_refused(union, units, staff, keep, form, said):
    paper_id = keep(lambda db: add_paper(db, units["home"], NOON))
    answer = union.post(f"/console/papers/{paper_id}/others", data=form)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_two_of_one_name_are_told_apart_by_their_numbers(union, units, staff, make, keep):
    make.person("张敏", units["clinic"], staff_no="77")
    paper_id = keep(lambda db: add_paper(db, units["home"], NOON))
    url = f"/console/papers/{paper_id}/others"
    assert "有2个张敏" in union.post(url, data={"who": "张敏", "attempts": "2", "note": "x"}).text
    union.post(url, data={"who": "77", "attempts": "2", "note": "x"})
    assert "门诊 张敏" in union.get(url).text


def test_results_stand_after_they_were_frozen_and_nobody_thaws_them(
    union, units, asked, staff, keep, desk, make, seats
):
    paper_id = keep(lambda db: add_paper(db, units["home"], NOON))
    keep(lambda db: sit(db, paper_id, asked, Sat(staff["张敏"], RIGHT), NOON))
    early = union.post(f"/console/papers/{paper_id}/freeze", follow_redirects=True)
    assert "截止以后才能定稿" in early.text
    after = sits_down(make_pages(replace(desk, clock=lambda: NOON + 3 * DAY)), make)
    make.link = lambda person, token, until=NOON + 4 * DAY, make=make.link: make(person, token, until)
    late = after(seats["union"])
    late.post(f"/console/papers/{paper_id}/freeze")
    row = paper_row(keep, paper_id)
    assert row["frozen_at"] == NOON + 3 * DAY
    for deed, form in (("later", {"closes_at": "2016-03-20T10:00"}), ("withdraw", {"reason": "x"}), ("freeze", {}),
                       ("others", {"who": "张敏", "attempts": "3", "note": "x"})):  # fmt: skip
        answer = late.post(f"/console/papers/{paper_id}/{deed}", data=form, follow_redirects=True)
        assert "已经定稿" in answer.text, deed
    assert paper_row(keep, paper_id) == row


@pytest.fixture
def sat(units, asked, staff, keep):
    """The city's paper: of the first hospital two of surgery and one of the clinic sat, of the other nobody."""
    paper_id = keep(lambda db: add_paper(db, units["city"], NOON, title="全市消防考试"))
    for name, given in (("张敏", RIGHT), ("王强", WRONG), ("孙丽", ("A", "A", "A", ""))):
        keep(lambda db, name=name, given=given: sit(db, paper_id, asked, Sat(staff[name], given), NOON))
    return paper_id


def rows_of(page):
    """Name and the figures behind it, of the table of departments or hospitals."""
    found = re.findall(r'<th scope="row">([^<]+)<progress.*?</th>(.*?)</tr>', page, re.DOTALL)
    return {
        name: [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", cells)]
        for name, cells in found
    }


def test_a_hospital_reads_its_departments_with_who_could_have_sat(union, sat):
    found = rows_of(union.get(f"/console/papers/{sat}").text)
    assert found == {
        "外科": ["2/3", "1/2", "人太少"], "门诊": ["1/2", "1/1", "人太少"], "院本部": ["0/3", "–", "–"],
    }  # fmt: skip


def test_those_above_read_hospitals_and_the_one_where_nobody_sat(seats, sits, sat):
    page = sits(seats["above"]).get(f"/console/papers/{sat}").text
    assert rows_of(page) == {"市一院": ["3/8", "2/3", "58.3"], "市二院": ["0/1", "–", "–"]}
    assert "3<small>/9人" in page


def test_a_department_reads_its_own_figures_and_no_other_department(seats, sits, sat):
    browser = sits(seats["department"])
    texts = [browser.get(f"/console/papers/{sat}{more}").text for more in ("", "/not-yet", "/items")]
    assert rows_of(texts[0]) == {"外科": ["2/3", "1/2", "人太少"]}
    assert not [word for word in ("门诊", "孙丽", "钱芳", "市二院") for text in texts if word in text]
    book = load_workbook(BytesIO(browser.get(f"/console/papers/{sat}.xlsx").data))
    words = str([list(row) for sheet in book for row in sheet.iter_rows(values_only=True)])
    assert "张敏" in words
    assert "孙丽" not in words
    assert "门诊" not in words


def test_who_has_not_sat_is_named_by_department_with_kind_words(seats, sits, sat):
    page = sits(seats["union"]).get(f"/console/papers/{sat}/not-yet")
    assert "钱芳" not in page.text
    link = re.search(r'href="([^"]+unit=\d+)"[^>]*>门诊', page.text)[1]
    page = sits(seats["hospital"]).get(unescape(link)).text
    assert "门诊的同事：全市消防考试，3/4 12:00截止，4题，不计时" in page
    assert "还没来得及考的：钱芳。" in page
    assert "孙丽" not in page


def test_leave_and_other_terms_are_no_reason_to_be_called(union, units, staff, make, keep, sat):
    keep(lambda db: add_leave(db, staff["钱芳"], staff["孙丽"], NOON.date(), NOON.date()) or 1)
    page = union.get(f"/console/papers/{sat}/not-yet?unit={units['clinic']['id']}").text
    assert "今天请假：钱芳" in page
    assert "还没来得及考的" not in page


def test_those_above_read_numbers_and_no_names(seats, sits, sat):
    browser = sits(seats["above"])
    pages = [
        browser.get(f"/console/papers/{sat}{more}").text for more in ("", "/not-yet", "/items", "/others")
    ]
    names = [name for name in ("张敏", "王强", "孙丽", "钱芳", "冯远") if any(name in page for page in pages)]
    assert names == []
    assert "人员" not in load_workbook(BytesIO(browser.get(f"/console/papers/{sat}.xlsx").data)).sheetnames


def test_the_paper_of_a_city_is_read_below_and_changed_only_by_the_city(seats, sits, sat, keep):
    below = sits(seats["union"])
    assert "上级出的" in below.get("/console/papers").text
    for deed in ("later", "withdraw", "freeze", "publish", "terms", "others"):
        assert below.post(f"/console/papers/{sat}/{deed}").status_code == 403, deed
    sits(seats["above"]).post(f"/console/papers/{sat}/withdraw", data={"reason": "改期"})
    assert paper_row(keep, sat)["state"] == "withdrawn"


@pytest.mark.parametrize("seat", ["department", "hospital"])
def test_officers_read_and_make_nothing(seats, sits, units, sat, seat):
    browser = sits(seats[seat])
    assert "出一份卷子" not in browser.get("/console/papers").text
    form = {"purpose": "exam", "title": "自己出的", "unit": units["home"]["id"]}
    assert browser.post("/console/papers/new", data=form).status_code == 403
    assert "撤回这份卷子" not in browser.get(f"/console/papers/{sat}").text


def test_a_hospital_sees_nothing_of_the_other_ones_papers(seats, sits, units, keep):
    other = keep(lambda db: add_paper(db, units["second"], NOON, title="二院自己的"))
    for seat in ("union", "hospital", "department", "admin", "above"):
        browser = sits(seats[seat])
        assert "二院自己的" not in browser.get("/console/papers").text, seat
        assert browser.get(f"/console/papers/{other}").status_code == 404, seat


def test_a_draft_is_seen_by_who_makes_papers(seats, sits, union, units):
    draft = begun(union, units["home"], "还没写好的")
    for seat, code in (("admin", 200), ("hospital", 404), ("department", 404), ("above", 404)):
        assert sits(seats[seat]).get(f"/console/papers/{draft}").status_code == code, seat


@pytest.mark.parametrize(("seat", "counts"), [("union", True), ("admin", False)])
def test_only_the_union_makes_an_exam_part_of_a_training(seats, sits, units, keep, seat, counts):
    browser = sits(seats[seat])
    paper_id = begun(browser, units["home"])
    page = browser.get(f"/console/papers/{paper_id}/terms").text
    assert ("培训职工人数" in page) == counts
    browser.post(f"/console/papers/{paper_id}/terms", data=TERMS | {"is_training": "1"})
    assert paper_row(keep, paper_id)["is_training"] == counts


def test_a_question_everybody_gets_wrong_leads_to_the_next_training(union, units, asked, staff, make, keep):
    paper_id = keep(lambda db: add_paper(db, units["home"], NOON))
    for n in range(12):
        person = make.person(f"职工{n}", units["surgery"])
        given = ("B", "A", "A", "A") if n else ("", "A", "A", "B")
        keep(lambda db, who=person, given=given: sit(db, paper_id, asked, Sat(who, given), NOON))
    page = unescape(union.get(f"/console/papers/{paper_id}/items").text)
    first = page[page.index('class="items"') :]
    assert first.index("消防题0") < first.index("消防题3")
    assert "答对0%" in first
    assert "太难或有歧义" in first
    assert "A✓ 0%、B 92%、C 0%" in first
    assert "大家最生的是消防（错27%）" in page
    assert "错得最多的一道是：消防题0问什么？" in page


def test_the_file_has_a_sheet_for_each_and_words_stay_words(union, units, asked, staff, make, keep):
    paper_id = keep(lambda db: add_paper(db, units["home"], NOON, title="=1+1"))
    evil = make.person("=HYPERLINK(1)", units["clinic"])
    keep(lambda db: sit(db, paper_id, asked, Sat(evil, RIGHT), NOON))
    answer = union.get(f"/console/papers/{paper_id}.xlsx")
    assert answer.headers["Cache-Control"] == "no-store"
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["汇总", "科室", "人员", "题目分析"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    people = {row[1]: row[4:6] for row in book["人员"].iter_rows(min_row=2, values_only=True)}
    assert people["=HYPERLINK(1)"] == (100, "合格")
    assert people["张敏"] == (None, None)
    units_ = {row[0]: row[1:4] for row in book["科室"].iter_rows(min_row=2, values_only=True)}
    assert units_["门诊"] == (3, 1, pytest.approx(1 / 3))


def test_a_paper_for_one_department_counts_only_that_one(union, units, asked, staff, keep):
    paper_id = keep(lambda db: add_paper(db, units["clinic"], NOON))
    keep(lambda db: sit(db, paper_id, asked, Sat(staff["钱芳"], WRONG), NOON))
    page = union.get(f"/console/papers/{paper_id}").text
    assert rows_of(page) == {"门诊": ["1/2", "0/1", "人太少"]}
    bins = dict(re.findall(r'<th scope="row">(\d+–\d+)</th><td>(.)</td>', page))
    assert {name for name, people in bins.items() if people != "–"} == {"0–9"}


def test_points_are_drawn(union, sat):
    answer = union.get(f"/console/papers/{sat}/points.svg")
    assert answer.mimetype == "image/svg+xml"
    assert b"<script" not in answer.data
