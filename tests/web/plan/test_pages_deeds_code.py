"""签到: the code on the big screen, the page for who types a name, names added by hand, and lists."""

import re
from dataclasses import replace

import pytest

from actions.plan.doing import attending
from bot.trouble import PlatformDown
from models.plan import deeds
from tests.web.hall import build
from tests.web.makers import make_pages
from web.console.deeds.found import digest_here


@pytest.fixture
def house(desk, make, tmp_path):
    return build(desk, make, tmp_path / "photos")


@pytest.fixture
def union(house):
    return house.sits("陈静")


@pytest.fixture
def training(house):
    return house.deed(starts_at=house.clock())


def code_now(house, deed_id):
    """What a telephone reads from the screen at this moment."""
    with house.app.test_request_context():
        return attending.code_of(house.row(deed_id), attending.slot_at(house.clock()), digest_here())


def names(house, deed_id):
    return [row["name"] for row in house.carry(lambda db: deeds.there(db, deed_id))]


def opened(union, deed_id):
    answer = union.post(f"/console/deeds/{deed_id}/code")
    assert answer.location == f"/console/deeds/{deed_id}/code"
    return answer.location


def types(house, deed_id, name, number):
    browser = house.app.test_client()
    page = browser.get(f"/h5/attend/{code_now(house, deed_id)}")
    assert page.status_code == 200
    action = re.search(r'action="([^"]+)"', page.text)[1]
    return browser.post(action, data={"name": name, "number": number})


def test_looking_opens_nothing_and_a_button_does(house, union, training):
    url = f"/console/deeds/{training}/code"
    assert "放码" in union.get(url).text
    assert not house.row(training)["code_key"]
    page = union.get(opened(union, training)).text
    assert "<svg" in page
    assert "灭火器怎么用" in page
    assert house.row(training)["code_key"] not in page


def test_the_code_changes_every_half_minute(house, union, training):
    url = opened(union, training)
    first = union.get(f"{url}/state").json
    house.clock.forward(seconds=attending.SECONDS)
    second = union.get(f"{url}/state").json
    assert second["step"] == first["step"] + 1
    assert re.search("<svg.*</svg>", first["html"])[0] != re.search("<svg.*</svg>", second["html"])[0]


def test_a_screen_that_has_everything_is_told_so_in_a_few_bytes(house, union, training):
    url = opened(union, training)
    tag = union.get(f"{url}/state").headers["ETag"]
    assert union.get(f"{url}/state", headers={"If-None-Match": tag}).status_code == 304
    types(house, training, "张敏", "020153")
    fresh = union.get(f"{url}/state", headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert "外科" in fresh.json["html"]
    assert "张敏" not in fresh.json["html"], "departments stand on a wall, people do not"


def test_without_an_account_people_type_who_they_are(house, union, training):
    opened(union, training)
    assert "签到了" in types(house, training, "张敏", "020153").text
    assert "签过了" in types(house, training, " 张 敏 ", "020153").text
    wrong = types(house, training, "张敏", "999")
    assert (wrong.status_code, "对不上花名册" in wrong.text) == (422, True)
    assert 'value="张敏"' in wrong.text
    house.clock.forward(minutes=16)
    assert "迟到" in types(house, training, "王强", "020154").text
    assert names(house, training) == ["张敏", "王强"]
    assert "1人迟到" in union.get(f"/console/deeds/{training}").text


def test_a_forwarded_picture_of_the_code_opens_no_page(house, union, training):
    opened(union, training)
    code = code_now(house, training)
    house.clock.forward(seconds=2 * attending.SECONDS)
    answer = house.app.test_client().get(f"/h5/attend/{code}")
    assert (answer.status_code, "截图和转发的不算" in answer.text) == (410, True)


def test_one_scan_is_one_person_so_nobody_types_in_those_at_home(house, union, training):
    opened(union, training)
    browser = house.app.test_client()
    action = re.search(r'action="([^"]+)"', browser.get(f"/h5/attend/{code_now(house, training)}").text)[1]
    house.clock.forward(minutes=2)
    assert "签到了" in browser.post(action, data={"name": "张敏", "number": "020153"}).text
    again = browser.post(action, data={"name": "王强", "number": "020154"})
    assert (again.status_code, "这一页已经签过一个人了" in again.text) == (410, True)
    assert "签过了" in browser.post(action, data={"name": "张敏", "number": "020153"}).text
    assert names(house, training) == ["张敏"]


def test_typing_slowly_makes_nobody_late(house, union, training):
    opened(union, training)
    house.clock.forward(minutes=14)
    browser = house.app.test_client()
    action = re.search(r'action="([^"]+)"', browser.get(f"/h5/attend/{code_now(house, training)}").text)[1]
    house.clock.forward(minutes=4)
    assert "迟到" not in browser.post(action, data={"name": "张敏", "number": "020153"}).text


def test_after_the_code_is_taken_down_nobody_types_on(house, union, training):
    opened(union, training)
    browser = house.app.test_client()
    action = re.search(r'action="([^"]+)"', browser.get(f"/h5/attend/{code_now(house, training)}").text)[1]
    union.post(f"/console/deeds/{training}/code/end")
    assert browser.post(action, data={"name": "张敏", "number": "020153"}).status_code == 410
    assert union.get(f"/console/deeds/{training}/code/state").status_code == 410
    assert names(house, training) == []


def test_a_form_from_another_house_signs_nobody_in(house, union, training):
    opened(union, training)
    browser = house.app.test_client()
    action = re.search(r'action="([^"]+)"', browser.get(f"/h5/attend/{code_now(house, training)}").text)[1]
    form = {"name": "张敏", "number": "020153"}
    assert browser.post(action, data=form, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert names(house, training) == []


def test_with_an_account_the_platform_is_asked_once_for_each_code(house, union, training):
    asked = []

    def create(scene, seconds):
        asked.append((scene, seconds))
        return f"http://weixin.qq.com/q/{len(asked)}"

    house.app = make_pages(replace(house.desk, create_scene=create))
    union = house.sits("陈静")
    url = opened(union, training)
    for _ in range(3):
        assert union.get(f"{url}/state").status_code == 200
    assert [scene for scene, _ in asked] == [code_now(house, training)]
    assert asked[0][1] >= 2 * attending.SECONDS, "it must outlive the half minute in which it is still taken"


def test_when_the_platform_is_away_the_screen_goes_on_with_the_page(house, training):
    def create(scene, seconds):
        raise PlatformDown("timeout")

    house.app = make_pages(replace(house.desk, create_scene=create))
    page = house.sits("陈静").get(opened(house.sits("陈静"), training)).text
    assert "先用网页签到" in page
    assert "<svg" in page


@pytest.mark.parametrize("name", ["李红", "二院主席", "孙玉梅"])
def test_nobody_else_opens_the_code(house, training, name):
    browser = house.sits(name)
    assert browser.post(f"/console/deeds/{training}/code").status_code == 404
    assert not house.row(training)["code_key"]


def test_names_are_added_by_hand_and_taken_out_again(house, union, training):
    url = f"/console/deeds/{training}"
    assert union.post(f"{url}/people", data={"names": "张敏、王强 外科，赵刚"}).status_code == 302
    assert names(house, training) == ["张敏", "王强", "赵刚"]
    page = union.get(url).text
    assert "添上了3人" in page
    assert "<small>负责人</small>" in page
    union.post(f"{url}/people", data={"names": "张敏"})
    assert "另外1人本来就签过" in union.get(url).text
    union.post(f"{url}/not-there", data={"names": "赵刚"})
    assert names(house, training) == ["张敏", "王强"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "写上名字"),
        ("没这人", "花名册里没有“没这人”"),
        ("李伟", "李伟有2位"),
        ("李伟 眼科", "对不上"),
        ("张敏、没这人", "花名册里没有"),
        ("二院院长", "花名册里没有"),
    ],
)
def test_a_name_that_means_nobody_adds_nobody(house, union, training, typed, said):
    answer = union.post(f"/console/deeds/{training}/people", data={"names": typed})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert names(house, training) == []
    assert typed in answer.text, "what was typed is still there"


def test_namesakes_are_told_apart(house, union, training):
    union.post(f"/console/deeds/{training}/people", data={"names": "李伟 门诊、李伟 1"})
    assert names(house, training) == ["李伟", "李伟"]


def test_a_city_reads_who_leads_and_of_the_others_only_their_hospital(house):
    city = house.sits("孙玉梅")
    deed_id = house.deed("市医务工会", bodies=("above",), title="负责人培训班")
    city.post(f"/console/deeds/{deed_id}/people", data={"names": "二院院长、张敏"})
    page = city.get(f"/console/deeds/{deed_id}").text
    assert "二院院长" in page
    assert "市一院" in page
    assert "张敏" not in page
