"""The page of places: what one finds there, and what one may print."""

import io
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import insert, select, update

from bot.trouble import PlatformDown, PlatformError
from models.places import Place
from reports.posters.code import matrix_of
from tests.web.makers import Make, make_desk, make_pages, sits_down

PHONE = "0533-2110119"


@dataclass
class Wall:
    """The platform's half of a code: remembers what it was asked, and may stop answering."""

    asked: list[str]
    after: int = 999
    trouble: Exception | None = None

    def __call__(self, scene: str) -> str:
        if len(self.asked) >= self.after:
            raise self.trouble or PlatformDown("Timeout")
        self.asked.append(scene)
        return f"http://weixin.qq.com/q/{scene}"


@dataclass
class Land:
    """Two hospitals of a city, their people and places."""

    home: Any
    ward: Any
    people: dict[str, int]
    places: dict[str, int]


@pytest.fixture
def wall() -> Wall:
    return Wall([])


@pytest.fixture
def land(make) -> Land:
    city = make.unit("淄博市医务工会", "city")
    home, other = make.unit("市第一人民医院", "unit", city), make.unit("市第二人民医院", "unit", city)
    ward, store = make.unit("内科二病区", "department", home), make.unit("后勤科", "department", home)
    people = {
        "city": make.person("孙玉梅", city, "union"),
        "union": make.person("陈静", home, "union"),
        "officer": make.person("李红", ward, "officer"),
        "nurse": make.person("张敏", ward),
        "other": make.person("周平", other, "union"),
    }
    places = {
        name: add(make, name, unit, code, usual)
        for name, unit, code, usual in (
            ("内科楼5楼东走廊", ward, "NK-5F-E", ["5楼东走廊", "护士站东边"]),
            ("内科楼5楼开水间", ward, "NK-5F-KS", []),
            ("配电间", store, "HQ-PD", ["电房"]),
            ("二院门诊大厅", other, "MZ", []),
        )
    }
    return Land(home, ward, people, places)


def add(make, name, unit, code, usual=()):
    facts = {"name": name, "code": code, "unit_id": unit["id"], "home_id": unit["home_id"]}
    work = insert(Place).values(aliases=list(usual), **facts).returning(Place.id)
    return make.writer.carry(lambda db: db.execute(work).scalar_one())


def gets_code(make, *ids):
    work = update(Place).where(Place.id.in_(ids)).values(scan_url="http://weixin.qq.com/q/abc")
    make.writer.carry(lambda db: db.execute(work).rowcount)


def codes(make):
    """The scan addresses kept, by code of the place."""
    query = select(Place.code, Place.scan_url)
    return make.writer.carry(lambda db: {code: url for code, url in db.execute(query) if url})


@pytest.fixture
def sit(desk, make, wall):
    return sits_down(make_pages(replace(desk, emergency_phone=PHONE, create_scene=wall)), make)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("officer", ("内科楼5楼东走廊", "内科楼5楼开水间")),
        ("union", ("内科楼5楼东走廊", "内科楼5楼开水间", "配电间")),
        ("city", ("内科楼5楼东走廊", "内科楼5楼开水间", "配电间", "二院门诊大厅")),
        ("other", ("二院门诊大厅",)),
    ],
)
def test_everybody_sees_the_places_of_their_part_of_the_house(land, sit, make, who, seen):
    gets_code(make, *land.places.values())
    browser = sit(land.people[who])
    page = browser.get("/console/places").text
    assert {name for name in land.places if name in page} == set(seen)
    for name, place in land.places.items():
        assert browser.get(f"/console/places/{place}/code.png").status_code == (200 if name in seen else 404)


def test_who_only_reports_finds_no_places_here(land, sit):
    assert sit(land.people["nurse"]).get("/console/places").status_code == 403


@pytest.mark.parametrize("words", ["5楼东", "护士站", "nk-5f-e", "东走廊 内科二"])
def test_a_place_is_found_by_name_usual_word_code_and_department(land, sit, words):
    page = sit(land.people["union"]).get("/console/places", query_string={"q": words}).text
    assert "内科楼5楼东走廊" in page
    assert "配电间" not in page


def test_nothing_found_says_how_to_go_on(land, sit):
    assert "没找到“月球”" in sit(land.people["union"]).get("/console/places?q=月球").text


def test_how_many_are_still_open_stands_beside_the_place_and_leads_to_them(land, sit, make):
    for number, status in ((101, "reported"), (102, "reported"), (103, "withdrawn")):
        here = {"place_id": land.places["内科楼5楼东走廊"], "place_text": "内科楼5楼东走廊"}
        make.hazard(land.home, number, status=status, department_id=land.ward["id"], **here)
    browser = sit(land.people["officer"])
    assert "2件没办完" in browser.get("/console/places").text
    open_ones = browser.get("/console/places?show=open").text
    assert "东走廊" in open_ones
    assert "开水间" not in open_ones


def test_one_click_gets_every_code_that_is_missing(land, sit, make, wall):
    gets_code(make, land.places["配电间"])
    browser = sit(land.people["union"])
    assert "2处还没有码" in browser.get("/console/places").text
    page = browser.post("/console/places/codes", follow_redirects=True).text
    assert "2个码取好了" in page
    assert wall.asked == ["NK-5F-E", "NK-5F-KS"]
    assert codes(make)["NK-5F-E"] == "http://weixin.qq.com/q/NK-5F-E"


def test_one_place_alone_may_get_its_code(land, sit, wall):
    form = {"place": land.places["配电间"], "q": "配电"}
    answer = sit(land.people["union"]).post("/console/places/codes", data=form)
    assert wall.asked == ["HQ-PD"]
    assert "q=%E9%85%8D%E7%94%B5" in answer.location


def test_a_code_of_another_department_is_not_fetched(land, sit, wall):
    sit(land.people["officer"]).post("/console/places/codes", data={"place": land.places["配电间"]})
    assert wall.asked == []


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (PlatformError(48001, "api unauthorized"), "要用认证过的服务号"),
        (PlatformError(45009, "reach max api daily quota limit"), "今天的接口次数用完了，明天再来"),
        (PlatformError(99999, "strange"), "请把这一行发给公众号管理员：strange"),
        (PlatformDown("Timeout"), "连不上微信平台，过一会儿再来"),
    ],
)
def test_what_came_before_the_platform_stopped_is_kept(land, sit, make, wall, trouble, said):
    wall.after, wall.trouble = 1, trouble
    page = sit(land.people["union"]).post("/console/places/codes", follow_redirects=True).text
    assert said in page
    assert list(codes(make)) == ["HQ-PD"]
    wall.after = 999
    sit(land.people["union"]).post("/console/places/codes")
    assert wall.asked == ["HQ-PD", "NK-5F-E", "NK-5F-KS"]


def test_without_an_account_the_page_says_what_to_do(land, desk, make):
    browser = sits_down(make_pages(desk), make)(land.people["union"])
    page = browser.get("/console/places").text
    assert "公众号还没接通" in page
    assert "suishoupai doctor" in page
    assert "取码</button>" not in page
    assert browser.post("/console/places/codes").status_code == 409


def test_unions_above_look_and_leave_the_codes_to_the_hospitals(land, sit, wall):
    browser = sit(land.people["city"])
    assert "取码</button>" not in browser.get("/console/places").text
    assert browser.post("/console/places/codes").status_code == 403
    assert wall.asked == []


def test_a_hospital_without_places_is_told_how_to_bring_them_in(desk, make):
    union = make.person("陈静", make.unit("市第一人民医院"), "union")
    page = sits_down(make_pages(desk), make)(union).get("/console/places").text
    assert "suishoupai places import" in page


def test_the_code_in_the_picture_is_the_one_the_platform_gave(land, sit, make):
    gets_code(make, land.places["配电间"])
    answer = sit(land.people["union"]).get(f"/console/places/{land.places['配电间']}/code.png")
    picture = Image.open(io.BytesIO(answer.data)).convert("L")
    matrix = matrix_of("http://weixin.qq.com/q/abc")
    module = picture.width // (len(matrix) + 8)
    edge = (picture.width - module * len(matrix)) // 2
    drawn = [
        [picture.getpixel((edge + module * x + module // 2, edge + module * y + module // 2)) < 128
         for x in range(len(matrix))]
        for y in range(len(matrix))
    ]  # fmt: skip
    assert drawn == [[bool(dark) for dark in line] for line in matrix]


@pytest.mark.parametrize("what", ["code.png", "poster.png", "sticker.png"])
def test_a_browser_that_has_the_picture_is_not_sent_it_again(land, sit, make, what):
    place = land.places["配电间"]
    gets_code(make, place)
    browser = sit(land.people["union"])
    first = browser.get(f"/console/places/{place}/{what}")
    assert (first.status_code, first.mimetype) == (200, "image/png")
    assert "private" in first.headers["Cache-Control"]
    tag = {"If-None-Match": first.headers["ETag"]}
    again = browser.get(f"/console/places/{place}/{what}", headers=tag)
    assert (again.status_code, again.data) == (304, b"")
    make.writer.carry(lambda db: db.execute(update(Place).values(name="新配电间")).rowcount)
    assert browser.get(f"/console/places/{place}/{what}", headers=tag).status_code == 200


def test_a_place_without_a_code_has_no_poster_yet(land, sit):
    answer = sit(land.people["union"]).get(f"/console/places/{land.places['配电间']}/poster.png")
    assert answer.status_code == 404
    assert "还没有码" in answer.text


def test_a_code_that_leads_to_another_hospital_is_not_printed(land, sit, make, wall):
    twin = add(make, "一院门诊", land.ward, "MZ")
    gets_code(make, twin)
    browser = sit(land.people["union"])
    assert "请在地点表里换一个编码" in browser.get("/console/places?q=一院门诊").text
    assert browser.get(f"/console/places/{twin}/poster.png").status_code == 404
    browser.post("/console/places/codes")
    assert "MZ" not in wall.asked


def test_the_chosen_places_come_as_one_pdf(land, sit, make):
    gets_code(make, *land.places.values())
    browser = sit(land.people["officer"])
    chosen = {"place": [str(each) for each in land.places.values()]}
    answer = browser.get("/console/places/poster.pdf", query_string=chosen)
    assert answer.mimetype == "application/pdf"
    assert answer.data.count(b"/Type /Page ") == 2
    assert browser.get("/console/places/sticker.pdf").data.count(b"/Type /Page ") == 1
    assert browser.get("/console/places/sticker.pdf?q=月球").status_code == 404


def test_a_long_register_has_pages(land, sit, make):
    for number in range(35):
        add(make, f"门诊{number:02}诊室", land.ward, f"Z{number:02}")
    browser = sit(land.people["union"])
    assert "下一页" in browser.get("/console/places").text
    last = browser.get("/console/places?page=2").text
    assert "门诊34诊室" in last
    assert "下一页" not in last


@pytest.fixture
def product_pages(product, tmp_path):
    """The pages over whichever database the product has."""
    desk = make_desk(product.stores.writer, product.stores.reading, tmp_path)
    make = Make(product.stores.writer, tmp_path)
    return make, sits_down(make_pages(replace(desk, create_scene=Wall([]))), make)


def test_both_databases_find_and_fill_the_same_places(product_pages):
    make, sit = product_pages
    home = make.unit("市第一人民医院")
    ward = make.unit("内科二病区", "department", home)
    add(make, "门诊楼2楼采血室", ward, "MZ-2F", ["抽血处"])
    east = add(make, "内科楼5楼东走廊", ward, "NK-5F-E", ["5楼100%东"])
    make.hazard(home, 101, place_id=east, department_id=ward["id"])
    browser = sit(make.person("李红", ward, "officer"))
    for words, seen in (
        ("抽血处", "采血室"),
        ("mz-2f", "采血室"),
        ("100%", "东走廊"),
        ("\x00东走廊", "东走廊"),
    ):
        page = browser.get("/console/places", query_string={"q": words}).text
        assert [name for name in ("采血室", "东走廊") if name in page.partition("<ol")[2]] == [seen], words
    assert "1件没办完" in browser.get("/console/places?show=open").text
    assert "2个码取好了" in browser.post("/console/places/codes", follow_redirects=True).text
    assert browser.get("/console/places/poster.pdf").data.count(b"/Type /Page ") == 2
    for odd in ("9" * 30, "-1", "1e3", "一"):
        assert browser.get("/console/places/poster.pdf", query_string={"place": odd}).status_code == 200
        assert browser.post("/console/places/codes", data={"place": odd}).status_code == 302
