"""The page of people: finding somebody among 1,200, saying what they are, and what nobody may take away."""

import re

import pytest
from sqlalchemy import insert, select
from structlog.testing import capture_logs

from bot.writer import open_writer
from models.conversations import Conversation
from models.database import open_reading, open_writing
from models.people import Person, find_person, roll_of
from models.units import find_unit
from tests.web.makers import make_desk


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
def surgery(make, home):
    return make.unit("外科", "department", home)


@pytest.fixture
def admin_id(make, home):
    return make.person("韩冬", home, "admin", staff_no="010009")


@pytest.fixture
def admin(sits, admin_id):
    return sits(admin_id)


@pytest.fixture
def zhang(make, surgery):
    return make.person("张敏", surgery, staff_no="020153", phone="13905330001", post="护士")


@pytest.fixture
def says(desk):
    """Somebody changes a line of the roll; what the page says then."""

    def one(browser, person_id, **changes):
        with desk.reading.connect() as db:
            row = find_person(db, person_id)
        form = {"role": row["role"], "unit": str(row["unit_id"]), "phone": row["phone"] or ""}
        form |= {name: "1" for name in ("on_duty", "outside", "active") if row[name]}
        form |= {name: value for name, value in changes.items() if value is not None}
        form = {name: value for name, value in form.items() if changes.get(name, "") is not None}
        page = browser.post(f"/console/people/{person_id}", data=form, follow_redirects=True)
        return re.search(r'<p class="outcome (\w+)"[^>]*>(.*?)</p>', page.text)[2]

    return one


def person(desk, person_id):
    with desk.reading.connect() as db:
        return dict(find_person(db, person_id))


def names(page):
    return re.findall(r'class="who-name">(.*?)</b>', page)


def test_a_nurse_is_made_safety_officer_of_another_ward(admin, zhang, make, home, desk, says):
    ward = make.unit("内科", "department", home)
    assert (
        says(admin, zhang, role="officer", unit=str(ward["id"]), phone="0533-2110123", on_duty="1")
        == "张敏改好了。"
    )
    row = person(desk, zhang)
    assert (row["role"], row["unit_name"], row["phone"], row["on_duty"]) == (
        "officer",
        "内科",
        "0533-2110123",
        True,
    )


def test_her_rights_follow_at_once(admin, zhang, sits, says):
    browser = sits(zhang)
    assert browser.get("/console/").status_code == 403
    says(admin, zhang, role="officer")
    assert browser.get("/console/").status_code == 200
    says(admin, zhang, role="staff")
    assert browser.get("/console/").status_code == 403


def test_who_left_comes_in_no_more(admin, zhang, sits, says):
    says(admin, zhang, role="officer")
    browser = sits(zhang)
    says(admin, zhang, active=None)
    assert browser.get("/console/").status_code == 401


def test_who_left_is_counted_among_the_people_no_more(admin, zhang, home, says, desk):
    def on_roll():
        with desk.reading.connect() as db:
            return find_unit(db, home["id"])["on_roll"], roll_of(db, home["id"])

    says(admin, zhang, role="officer")
    assert on_roll()[0] is None
    says(admin, zhang, active=None)
    kept, counted = on_roll()
    assert kept == counted > 0


def test_nobody_takes_the_last_admin_away(admin, admin_id, make, home, says, desk):
    for change in ({"role": "officer"}, {"active": None}):
        assert "只剩这一个管理员" in says(admin, admin_id, **change)
    assert person(desk, admin_id)["role"] == "admin"
    make.person("孙强", home, "admin")
    assert says(admin, admin_id, role="officer") == "韩冬改好了。"


def test_an_admin_who_left_or_sits_elsewhere_does_not_count(admin, admin_id, make, home, says):
    make.person("已走", home, "admin", active=False)
    make.person("别院", make.unit("市二院"), "admin")
    assert "只剩这一个管理员" in says(admin, admin_id, role="staff")


def test_the_union_names_officers_but_no_admins(admin_id, make, home, zhang, sits, says, desk):
    union = sits(make.person("陈静", home, "union"))
    assert says(union, zhang, role="officer") == "张敏改好了。"
    assert "管理员由管理员来定" in says(union, zhang, role="admin")
    assert "管理员由管理员来定" in says(union, admin_id, role="staff")
    assert (person(desk, zhang)["role"], person(desk, admin_id)["role"]) == ("officer", "admin")


def test_where_there_is_no_admin_the_union_names_the_first(make, home, zhang, sits, says):
    union = sits(make.person("陈静", home, "union"))
    assert says(union, zhang, role="admin") == "张敏改好了。"


def test_other_hospitals_are_none_of_ours(admin, make, desk):
    other = make.unit("市二院")
    stranger = make.person("王强", other)
    assert admin.get(f"/console/people/{stranger}").status_code == 404
    assert admin.post(f"/console/people/{stranger}", data={"role": "officer"}).status_code == 404
    assert "王强" not in admin.get("/console/people").text
    assert person(desk, stranger)["role"] == "staff"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"role": "emperor"}, "没有这样的身份"),
        ({"unit": "999999"}, "没有这个科室"),
        ({"unit": "外科"}, "没有这个科室"),
        ({"phone": "打我手机"}, "不像电话"),
    ],
)
def test_what_cannot_be_is_said(admin, zhang, says, desk, change, said):
    before = person(desk, zhang)
    assert said in says(admin, zhang, **change)
    assert person(desk, zhang) == before


def test_who_leads_a_department_is_told_by_it(admin, make, home, surgery, zhang, says, desk):
    """Another one takes over; who moves away leads no more."""
    liu = make.person("刘静", surgery)

    def head():
        with desk.reading.connect() as db:
            return find_unit(db, surgery["id"])["head_id"]

    says(admin, zhang, leads="1")
    assert head() == zhang
    assert says(admin, zhang, leads="1") == "没有什么要改的。"
    says(admin, liu, leads="1")
    assert head() == liu
    says(admin, liu, leads="1", unit=str(home["id"]))
    assert head() is None


def test_each_change_leaves_a_line_without_names_or_numbers(admin, admin_id, zhang, says):
    with capture_logs() as lines:
        says(admin, zhang, role="officer", phone="0533-2110123")
    (line,) = [line for line in lines if line["event"] == "person changed"]
    assert (line["person"], line["by"], line["changed"]) == (zhang, admin_id, ["role", "phone"])
    assert not {"张敏", "0533-2110123"} & {str(value) for value in line.values()}


def test_an_account_is_unbound(admin, zhang, make, desk):
    talk = make.conversation(zhang)
    assert "已绑定微信" in admin.get(f"/console/people/{zhang}").text
    page = admin.post(f"/console/people/{zhang}/unbind", follow_redirects=True).text
    assert "张敏的微信解绑了" in page
    assert "没绑定" in page
    with desk.reading.connect() as db:
        assert db.execute(select(Conversation.person_id).where(Conversation.id == talk)).scalar_one() is None
    assert "本来就没绑微信" in admin.post(f"/console/people/{zhang}/unbind", follow_redirects=True).text


@pytest.mark.parametrize("words", ["张敏", "020153", "13905330001", "外科", "护士 外科"])
def test_somebody_is_found_by_what_one_knows(admin, zhang, make, home, words):
    make.person("王强", home, staff_no="099999")
    assert names(admin.get("/console/people", query_string={"q": words}).text) == ["张敏"]


def test_the_chips_show_who_is_what(admin, zhang, make, home, surgery):
    make.person("李红", surgery, "officer", on_duty=True)
    make.person("王桂英", home, outside=True)
    make.person("走了", home, active=False)
    make.conversation(zhang)
    expected = {
        "staff": ["王桂英", "张敏"],
        "officer": ["李红"],
        "admin": ["韩冬"],
        "duty": ["李红"],
        "outside": ["王桂英"],
        "gone": ["走了"],
    }
    for show, found in expected.items():
        assert names(admin.get(f"/console/people?show={show}").text) == found, show
    assert "张敏" not in names(admin.get("/console/people?show=unbound").text)


@pytest.mark.parametrize("bad", ["%", "_", "'", "\\", "<script>alert(1)</script>", "x" * 500])
def test_a_strange_search_finds_nobody_and_breaks_nothing(admin, zhang, bad):
    answer = admin.get("/console/people", query_string={"q": bad, "page": "-3", "show": "nothing"})
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert names(answer.text) == []


def test_among_1200_people_a_page_stays_small(admin, make, home, desk):
    units = [make.unit(f"第{n}病区护理单元", "department", home) for n in range(60)]
    rows = [
        {"name": f"欧阳{n:04}", "staff_no": f"{n:06}", "phone": f"1390533{n:04}", "post": "主管护师"}
        | {"unit_id": units[n % 60]["id"], "home_id": home["id"], "role": "staff", "outside": n % 9 == 0}
        for n in range(1200)
    ]
    make.writer.carry(lambda db: db.execute(insert(Person), rows).rowcount)
    pages = [admin.get(f"/console/people?page={n}") for n in (1, 2, 31, 32)]
    assert max(len(page.data) for page in pages) < 60_000
    found = [names(page.text) for page in pages]
    assert [len(some) for some in found] == [40, 40, 1, 0]
    assert not set(found[0]) & set(found[1])
    one = admin.get(f"/console/people/{_id_of(desk, '欧阳0007')}")
    assert len(one.data) < 60_000


def _id_of(desk, name):
    with desk.reading.connect() as db:
        return db.execute(select(Person.id).where(Person.name == name)).scalar_one()


def test_a_hospital_without_officers_is_told_so(admin, zhang, says):
    assert "还没有安全员" in admin.get("/console/people").text
    says(admin, zhang, role="officer")
    assert "还没有安全员" not in admin.get("/console/people").text
