"""The question bank on the console: looked through, written, corrected, stopped, brought in, made of hazards, per seat."""

import io
import re
from dataclasses import replace
from html import unescape

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import func, select, update

from bot.links import Links
from models.photos import Photo
from models.quiz.doubts import TABLE as DOUBTS
from models.quiz.questions import TABLE
from tests.web.asked import answers, doubt, question
from tests.web.makers import HOUR, NOON, make_pages
from web.h5.questions import QUESTION

BANK = "/console/questions"
FILLED = {
    "kind": "single",
    "asks": "动火前要先办什么？",
    "option_A": "动火证",
    "option_B": "停车证",
    "right": "A",
    "level": "1",
    "topic": ["动火作业"],
    "why": "没有动火证不许动火。",
}
SHEET = """题型,题干,选项A,选项B,选项C,答案,知识点
单选,医废暂存最多多久？,2天,3天,7天,A,医疗废物
判断,灭火器每月看一次,,,,对,消防
单选,电梯困人先做什么？,按警铃,扒门,跳,E,特种设备
"""


@pytest.fixture
def desk(desk):
    return replace(desk, links=Links("a key of the tests", "https://ssp.example.cn"))


@pytest.fixture
def city(make):
    return make.unit("市医务工会", "city")


@pytest.fixture
def home(make, city):
    return make.unit("市一院", "unit", city)


@pytest.fixture
def surgery(make, home):
    return make.unit("外科", "department", home)


@pytest.fixture
def people(make, city, home, surgery):
    return {
        "department": make.person("孙科", surgery, "officer"),
        "hospital": make.person("李红", home, "officer"),
        "union": make.person("陈静", home, "union"),
        "admin": make.person("赵工", home, "admin"),
        "above": make.person("郑洁", city, "union"),
        "above_admin": make.person("吴总", city, "admin"),
    }


@pytest.fixture
def seat(people, sits):
    return lambda name: sits(people[name])


@pytest.fixture
def li(seat):
    return seat("hospital")


def words_of(page):
    """What a person reads of a page."""
    main = page[page.index("<main") :]
    return " ".join(unescape(re.sub("<[^>]+>", " ", main)).split())


def row_of(desk, key):
    with desk.reading.connect() as db:
        return db.execute(select(TABLE).where(TABLE.c.id == key)).mappings().one()


def newest(desk):
    with desk.reading.connect() as db:
        return db.execute(select(TABLE).order_by(TABLE.c.id.desc()).limit(1)).mappings().one()


def count(desk):
    with desk.reading.connect() as db:
        return db.execute(select(func.count()).select_from(TABLE)).scalar_one()


def said(answer):
    """The sentence on top of the page a form led to."""
    assert answer.status_code == 200, answer.text
    return re.search(r'class="outcome (\w+)" role="status">([^<]*)', answer.text).groups()


# Looking through it


def test_a_row_tells_stem_kind_topics_figures_and_doubts(li, make, home):
    key = question(
        make, None, asks="灭火器多久看一次？", kind="fill", accepted=["30", "三十"], options=[], right=""
    )
    answers(make, home["id"], key, True, True, False)
    doubt(make, home["id"], key)
    page = words_of(li.get(BANK).text)
    for told in (
        "灭火器多久看一次？",
        "填空",
        "消防",
        "人人要会",
        "自带",
        "答了3次，对67%",
        "1人有疑问",
        "30，或三十",
    ):
        assert told in page


def test_chips_and_filters_narrow_the_list(li, make, home, city):
    question(make, None, asks="自带的题", law="消防法")
    question(make, city["id"], asks="市里的题", topics=["燃气"])
    question(make, home["id"], asks="停了的题", state="retired")
    question(make, home["id"], asks="草稿的题", state="draft")

    def stems(query):
        return re.findall(r'class="stem"[^>]*>([^<]*)', li.get(f"{BANK}?{query}").text)

    assert stems("") == ["市里的题", "自带的题"]
    assert (stems("show=retired"), stems("show=draft")) == (["停了的题"], ["草稿的题"])
    assert (stems("topic=燃气"), stems("law=消防法")) == (["市里的题"], ["自带的题"])
    assert (stems("source=above"), stems("q=自带")) == (["市里的题"], ["自带的题"])
    assert stems("kind=made-up&level=9&page=x&show=x") == ["市里的题", "自带的题"]
    assert "没找到" in li.get(f"{BANK}?q=没有的词").text


def test_a_department_reads_and_sees_no_drafts_and_no_buttons(seat, make, home):
    shown, draft = question(make, home["id"]), question(make, home["id"], state="draft", asks="还没看过")
    browser = seat("department")
    page = browser.get(BANK).text
    assert "灭火器压力指针在红区" in page
    for hidden in ("还没看过", "出一道", "/import", "导出", "草稿"):
        assert hidden not in page
    assert browser.get(f"{BANK}?show=draft").text.count("还没看过") == 0
    assert browser.get(f"{BANK}/{draft}").status_code == 404
    one = browser.get(f"{BANK}/{shown}").text
    assert "改题" not in one
    assert "停用" not in one


def test_another_hospitals_questions_are_not_there(seat, make, city):
    other = make.unit("市二院", "unit", city)
    key = question(make, other["id"], asks="二院的题")
    for name in ("hospital", "department", "union", "admin", "above"):
        assert "二院的题" not in seat(name).get(BANK).text, name
        assert seat(name).get(f"{BANK}/{key}").status_code == 404, name


# Writing and correcting


def test_a_written_question_is_asked_at_once(li, desk, people, home):
    answer = li.post(f"{BANK}/new", data=FILLED, follow_redirects=True)
    row = newest(desk)
    assert said(answer)[0] == "good"
    assert (row["unit_id"], row["source"], row["state"]) == (home["id"], "written", "live")
    assert (row["options"], row["right"], row["topics"]) == (["动火证", "停车证"], "A", ["动火作业"])
    assert row["made_by_id"] == people["hospital"]


def test_letters_follow_the_options_where_one_was_left_blank(li, desk):
    data = FILLED | {
        "kind": "multiple",
        "option_B": "",
        "option_C": "看火人",
        "option_E": "灭火器",
        "right": ["A", "E"],
    }
    li.post(f"{BANK}/new", data=data)
    row = newest(desk)
    assert (row["options"], row["right"]) == (["动火证", "看火人", "灭火器"], "AC")


def test_fields_of_another_kind_are_not_read(li, desk):
    li.post(f"{BANK}/new", data=FILLED | {"kind": "judge", "judged": "F", "accepted": "30"})
    row = newest(desk)
    assert (row["kind"], row["options"], row["right"], row["accepted"]) == ("judge", [], "F", [])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"right": []}, "没有答案"),
        ({"right": "C"}, "勾了C是对的，可是C没写。"),
        ({"asks": ""}, "没有题干"),
        ({"option_B": "动火证"}, "两个选项一样：动火证"),
        ({"topic": []}, "知识点至少勾一个"),
        ({"kind": "essay"}, "选一个题型"),
        ({"valid_from": "2016-13-01"}, "不像一个日子"),
    ],
)
def test_a_refused_form_comes_back_as_it_was_filled_in(li, desk, typed, told):
    answer = li.post(f"{BANK}/new", data=FILLED | typed)
    assert answer.status_code == 422
    page = answer.text
    assert told in unescape(page)
    assert 'value="停车证"' in page or "option_B" in typed
    assert "没有动火证不许动火。" in page
    assert ('value="动火作业" checked' in page) == ("topic" not in typed)
    assert count(desk) == 0


def test_a_correction_keeps_the_old_version_to_be_read(li, desk, make, home):
    key = question(make, home["id"], code="own")
    answer = li.post(f"{BANK}/{key}/edit", data=FILLED, follow_redirects=True)
    row = newest(desk)
    assert said(answer) == ("good", "改好了，答过的不变。")
    assert (row["version"], row["state"], row_of(desk, key)["state"]) == (2, "live", "retired")
    page = words_of(answer.text)
    assert "题干：灭火器压力指针在红区，先做什么？ → 动火前要先办什么？" in page
    assert "选项：A 报修更换；B 继续使用；C 放回原处 → A 动火证；B 停车证" in page


def test_whoever_doubted_reads_what_was_changed(li, desk, make, home):
    key = question(make, home["id"], code="own")
    doubt(make, home["id"], key, "红区不一定没气")
    unsaid = li.post(f"{BANK}/{key}/edit", data=FILLED)
    assert (unsaid.status_code, "写一句改了什么" in unsaid.text) == (422, True)
    assert row_of(desk, key)["state"] == "live"
    li.post(f"{BANK}/{key}/edit", data=FILLED | {"changed": "题干说清楚了"})
    with desk.reading.connect() as db:
        assert db.execute(select(DOUBTS.c.settled)).scalars().all() == ["改题：题干说清楚了"]


def test_somebody_else_was_faster(li, seat, desk, make, home):
    key = question(make, home["id"], code="own")
    seat("union").post(f"{BANK}/{key}/edit", data=FILLED)
    slow = li.post(f"{BANK}/{key}/edit", data=FILLED | {"asks": "另一句？"})
    assert (slow.status_code, "刚有人改过" in slow.text, "另一句？" in slow.text) == (422, True, True)
    assert count(desk) == 2


def test_topics_an_import_wrote_in_its_own_words_stay(li, desk, make, home):
    key = question(make, home["id"], code="own", topics=["消防", "院感"])
    li.post(f"{BANK}/{key}/edit", data=FILLED)
    assert newest(desk)["topics"] == ["动火作业", "院感"]


def test_a_shipped_question_is_rewritten_as_ones_own(li, desk, make, home):
    key = question(make, None, asks="自带的题")
    doubt(make, home["id"], key, "不对")
    page = li.get(f"{BANK}/{key}").text
    assert "停不了" in page
    assert f"/new?like={key}" in page
    assert "自带的题" in li.get(f"{BANK}/new?like={key}").text
    assert li.post(f"{BANK}/{key}/edit", data=FILLED).status_code == 403
    li.post(f"{BANK}/new", data=FILLED | {"like": key})
    assert (newest(desk)["unit_id"], row_of(desk, key)["state"]) == (home["id"], "live")
    assert "改题：写了本单位的一版" in li.get(f"{BANK}/{key}").text


# Stopping, doubts, drafts


def test_stopping_wants_a_reason_and_can_be_undone(li, desk, make, home):
    key = question(make, home["id"])
    doubt(make, home["id"], key)
    unsaid = li.post(f"{BANK}/{key}/stop", data={"words": " "})
    assert (unsaid.status_code, "为什么停用" in unsaid.text) == (422, True)
    assert (
        "停用了" in said(li.post(f"{BANK}/{key}/stop", data={"words": "条文改了"}, follow_redirects=True))[1]
    )
    assert row_of(desk, key)["state"] == "retired"
    assert "停用：条文改了" in li.get(f"{BANK}/{key}").text
    assert "又会出" in said(li.post(f"{BANK}/{key}/back", follow_redirects=True))[1]
    assert row_of(desk, key)["state"] == "live"


def test_nothing_wrong_is_said_to_ones_own_people_only(li, desk, make, home, city):
    other = make.unit("市二院", "unit", city)
    key = question(make, None)
    doubt(make, home["id"], key, "应该是15日")
    doubt(make, other["id"], key, "二院的疑问")
    page = li.get(f"{BANK}/{key}").text
    assert "应该是15日" in page
    assert "二院的疑问" not in page
    data = {"what": "fine", "words": "条文里就是30日"}
    assert said(li.post(f"{BANK}/{key}/doubts", data=data, follow_redirects=True)) == (
        "good",
        "1个人的疑问处理了。",
    )
    with desk.reading.connect() as db:
        assert db.execute(select(DOUBTS.c.settled).order_by(DOUBTS.c.id)).scalars().all() == [
            "没问题：条文里就是30日",
            "",
        ]


@pytest.mark.parametrize(
    "data", [{"words": "对的"}, {"what": "fine", "words": ""}, {"what": "burn", "words": "x"}]
)
def test_a_doubt_is_settled_with_a_choice_and_a_sentence(li, desk, make, home, data):
    key = question(make, home["id"])
    doubt(make, home["id"], key)
    assert li.post(f"{BANK}/{key}/doubts", data=data).status_code == 422
    with desk.reading.connect() as db:
        assert db.execute(select(DOUBTS.c.settled_at)).scalars().all() == [None]


def test_a_shipped_question_is_stopped_by_who_keeps_everything(seat, desk, make, city):
    key = question(make, None)
    for name in ("hospital", "union", "above"):
        answer = seat(name).post(f"{BANK}/{key}/stop", data={"words": "过时"}, follow_redirects=True)
        assert row_of(desk, key)["state"] == "live", name
        assert "不是本单位的" in answer.text, name
    assert "停用这道" in seat("admin").get(f"{BANK}/{key}").text
    make.person("钱芳", make.unit("市二院", "unit", city))
    seat("admin").post(f"{BANK}/{key}/stop", data={"words": "过时"})
    assert row_of(desk, key)["state"] == "live", (
        "the admin of one hospital among two does not stop it for both"
    )
    seat("above_admin").post(f"{BANK}/{key}/stop", data={"words": "过时"})
    assert row_of(desk, key)["state"] == "retired"


def test_who_sits_above_works_at_their_own_bank(seat, desk, make, city, home):
    above = seat("above")
    hospitals = question(make, home["id"])
    above.post(f"{BANK}/new", data=FILLED)
    assert newest(desk)["unit_id"] == city["id"]
    assert above.get(f"{BANK}/{hospitals}/edit").status_code == 404
    assert above.get(f"{BANK}/from-hazards").status_code == 403
    assert "动火前要先办什么" in seat("department").get(BANK).text


def test_a_draft_waits_until_it_is_approved(li, seat, desk):
    li.post(f"{BANK}/new", data=FILLED | {"draft": "1"})
    draft = newest(desk)
    assert draft["state"] == "draft"
    assert "同意用" in seat("union").get(f"{BANK}/{draft['id']}").text
    seat("union").post(f"{BANK}/{draft['id']}/approve")
    assert row_of(desk, draft["id"])["state"] == "live"


@pytest.mark.parametrize("name", ["department"])
@pytest.mark.parametrize("deed", ["edit", "stop", "back", "approve", "doubts"])
def test_who_only_reads_changes_nothing(seat, desk, make, home, name, deed):
    key = question(make, home["id"], state="retired" if deed == "back" else "live")
    before = dict(row_of(desk, key))
    answer = seat(name).post(f"{BANK}/{key}/{deed}", data=FILLED | {"words": "x", "what": "stop"})
    assert answer.status_code == 403
    assert (dict(row_of(desk, key)), count(desk)) == (before, 1)


# Pictures out of closed hazards


@pytest.fixture
def closed(make, home, people):
    def one(number=301, **facts):
        photo = facts.pop("photo", {"redacted_at": NOON, "boxes": [[0.1, 0.1, 0.2, 0.2]]})
        usual = {"status": "closed", "closed_at": NOON - HOUR, "category": "FIRE_EXIT", "place_text": "3号楼"}
        key = make.hazard(home, number, "3号楼楼梯口堆纸箱", **(usual | facts))
        return key, make.photo(key, **photo)

    return one


def made_of(li, desk, key, **data):
    li.post(f"{BANK}/from-hazards/{key}", data=data)
    with desk.reading.connect() as db:
        found = db.execute(select(TABLE).where(TABLE.c.hazard_id == key).order_by(TABLE.c.id)).mappings()
        return [dict(row) for row in found]


def approved(browser, desk, row):
    page = browser.get(f"{BANK}/{row['id']}").text
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    browser.post(f"{BANK}/{row['id']}/approve", data={"seen": seen})
    return row_of(desk, row["id"])


def link_of(desk, key):
    return f"/h5/questions/{desk.links.sign(QUESTION, key, NOON)}.jpg"


def test_one_tap_makes_a_draft_and_a_second_person_lets_it_out(li, seat, desk, app, closed):
    key, _ = closed()
    assert "3号楼楼梯口堆纸箱" in li.get(f"{BANK}/from-hazards").text
    what, helps = made_of(li, desk, key)
    assert (what["state"], helps["state"], what["source"]) == ("draft", "draft", "hazard")
    assert "同意用" not in li.get(f"{BANK}/{what['id']}").text
    assert app.test_client().get(link_of(desk, what["id"])).status_code == 404, "a draft is nobody's yet"
    assert approved(seat("union"), desk, what)["state"] == "live"
    assert "3号楼" not in words_of(seat("department").get(f"{BANK}/{what['id']}").text)


def test_the_picture_is_small_and_the_one_everybody_may_see(li, seat, desk, app, closed, tmp_path):
    key, photo = closed()
    what = made_of(li, desk, key)[0]
    approved(seat("union"), desk, what)
    answer = app.test_client().get(link_of(desk, what["id"]))
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert (picture.size, answer.mimetype, bool(picture.getexif())) == ((640, 480), "image/jpeg", False)
    again = {"If-None-Match": answer.headers["ETag"]}
    assert app.test_client().get(link_of(desk, what["id"]), headers=again).status_code == 304
    forged = link_of(desk, what["id"]).replace("/questions/", "/questions/x")
    assert app.test_client().get(forged).status_code == 410
    seal = update(Photo).where(Photo.id == photo).values(state="sealed")
    desk.writer.carry(lambda db: db.execute(seal).rowcount)
    assert app.test_client().get(link_of(desk, what["id"]), headers=again).status_code == 404


def test_a_stopped_question_takes_its_picture_along(li, seat, desk, app, closed):
    key, _ = closed()
    what = made_of(li, desk, key)[0]
    approved(seat("union"), desk, what)
    li.post(f"{BANK}/{what['id']}/stop", data={"words": "照片里有个人"})
    assert app.test_client().get(link_of(desk, what["id"])).status_code == 404


def test_a_picture_nobody_covered_needs_a_word_that_no_face_is_on_it(li, desk, closed):
    key, _ = closed(photo={})
    page = li.get(f"{BANK}/from-hazards").text
    assert "没有人脸和名字，出题" in page
    assert "/cover" in page
    assert made_of(li, desk, key) == []
    assert len(made_of(li, desk, key, clear="1")) == 2


def test_of_a_nameless_report_not_even_the_number_is_told(li, seat, desk, closed):
    named, nameless = closed(301)[0], closed(302, anonymous=True)[0]
    for key, number in ((named, "301"), (nameless, "302")):
        what = made_of(li, desk, key)[0]
        page = words_of(li.get(f"{BANK}/{what['id']}").text)
        assert (f"{number}号" in page) == (key == named)


def test_the_hazard_of_another_house_makes_nothing(li, desk, make, city, closed):
    other = make.unit("市二院", "unit", city)
    key = make.hazard(other, 9, "堆纸箱", status="closed", closed_at=NOON, category="FIRE_EXIT")
    make.photo(key, redacted_at=NOON)
    assert made_of(li, desk, key, clear="1") == []


# In and out


def sent(browser, content, name="题库.csv"):
    data = {"file": (io.BytesIO(content), name)}
    return browser.post(f"{BANK}/import", data=data, content_type="multipart/form-data")


def test_a_file_is_looked_at_before_anything_is_written(li, desk, home):
    answer = sent(li, SHEET.encode())
    assert count(desk) == 0
    look = answer.headers["Location"]
    page = words_of(li.get(look).text)
    assert "1道有问题" in page
    assert "电梯困人先做什么？" in page
    assert "没有这个选项" in page
    assert "医废暂存最多多久？" in li.get(f"{look}?fate=new").text
    assert "一道也没导入" in said(li.post(look, follow_redirects=True))[1]
    assert count(desk) == 0
    assert (
        said(li.post(look, data={"skip_bad": "1"}, follow_redirects=True))[1]
        == "导入好了：新增2道、有问题1道。"
    )
    assert (count(desk), newest(desk)["unit_id"], newest(desk)["source"]) == (2, home["id"], "imported")
    assert "再选一次" in said(li.get(look, follow_redirects=True))[1], "what was brought in is not kept"


def test_nobody_sees_the_file_of_somebody_else_nor_an_old_one(li, seat, desk, people, make):
    look = sent(li, SHEET.encode()).headers["Location"]
    assert seat("union").get(look).status_code == 302
    browser = make_pages(replace(desk, clock=lambda: NOON + 2 * HOUR)).test_client()
    browser.post(make.link(people["hospital"], "later", NOON + 3 * HOUR))
    assert browser.get(look).status_code == 302
    assert li.get(look).status_code == 200
    assert li.get(f"{BANK}/import/..%2f..%2fetc").status_code in (302, 404)


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.csv", "空文件"),
        (b"%PDF-1.4", "a.pdf", "PDF"),
        (b"\x00\x01\x02", "a.bin", ""),
        (b"a" * 11_000, "a.txt", "太大"),
    ],
)
def test_what_is_no_bank_is_refused_in_a_sentence(li, desk, content, name, told, monkeypatch):
    monkeypatch.setattr("web.console.questions.importing.LARGEST", 10_000)
    assert sent(li, content, name).status_code == 302
    tone, words = said(li.get(f"{BANK}/import"))
    assert tone == "bad"
    assert told in words
    assert count(desk) == 0


def test_a_hospital_without_questions_of_its_own_is_offered_no_empty_file(li, make, home):
    question(make, None, asks="自带的题")
    page = li.get(BANK).text
    offered = re.findall(r'href="(/console/questions\.xlsx[^"]*)"', page)
    assert offered == ["/console/questions.xlsx?of=shipped"]
    question(make, home["id"], asks="本院的题")
    assert 'href="/console/questions.xlsx"' in li.get(BANK).text


def test_what_goes_out_comes_in_again_unchanged(li, seat, desk, make, home):
    question(make, home["id"], asks="30日还是15日？")
    question(make, None, asks="自带的题")
    answer = li.get("/console/questions.xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert "30日还是15日？" in [cell.value for cell in sheet["B"]]
    look = sent(li, answer.data, "题库.xlsx").headers["Location"]
    assert "没有什么要导入的" in li.get(look).text
    shipped = load_workbook(io.BytesIO(li.get("/console/questions.xlsx?of=shipped").data)).active
    assert "自带的题" in [cell.value for cell in shipped["B"]]
    assert seat("department").get("/console/questions.xlsx").status_code == 403
