"""What a reporter sees of one hazard by the link in the chat: the pictures with their numbers, and no names."""

import re

import pytest
from werkzeug.test import Client

from suishoupai.app import front
from tests.hospital import Hospital


@pytest.fixture
def browser(hospital: Hospital) -> Client:
    return Client(front(hospital.product))


def link(hospital: Hospital, said: str) -> str:
    """The path of the one link in a bubble."""
    (address,) = re.findall(r'href="http://127\.0\.0\.1:1([^"]+)"', said)
    return str(address)


def test_nine_small_pictures_with_numbers(hospital: Hospital, browser: Client) -> None:
    zhang = hospital.phone("张敏")
    for _ in range(9):
        zhang.shows_photo()
    zhang.says("外科楼3楼东通道堆满纸箱")
    path = link(hospital, zhang.says("5"))
    hospital.product.courier.until_empty()
    page = browser.get(path).text
    assert "101号" in page
    assert [f"第{n}张" in page for n in range(1, 10)] == [True] * 9
    assert "张敏" not in page
    with browser.get(f"{path}/4/320") as picture:
        assert (picture.status_code, picture.headers["Cache-Control"]) == (200, "private, no-cache")
    assert browser.get(f"{path}/10/320").status_code == 404
    assert browser.get(f"{path}/1/original").status_code == 404


def test_a_sealed_picture_is_gone_at_once(hospital: Hospital, browser: Client) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    path = link(hospital, zhang.says("101"))
    hospital.product.courier.until_empty()
    with browser.get(f"{path}/1/1600") as picture:
        assert picture.status_code == 200
    zhang.says("3")
    zhang.says("4")
    assert browser.get(f"{path}/1/1600").status_code == 404
    assert "封存了" in browser.get(path).text


def test_the_link_holds_for_a_day_and_for_one_hazard(hospital: Hospital, browser: Client) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    path = link(hospital, zhang.says("101"))
    assert browser.get(path[:-1] + ("A" if path[-1] != "A" else "B")).status_code == 410
    hospital.forward(days=1, seconds=1)
    late = browser.get(path)
    assert late.status_code == 410
    assert "回 我的" in late.text


def test_everything_one_has_reported(hospital: Hospital, browser: Client) -> None:
    zhang = hospital.phone("张敏")
    for words in (
        "三楼东楼梯口堆着纸箱",
        "五楼开水间插座松了",
        "二楼抽血处地上有水很滑",
        "四楼走廊灯掉了砸人",
    ):
        zhang.says(words)
        hospital.forward(minutes=5)
    said = zhang.says("我的")
    assert said.startswith("你报的，最近3件：\n104 ")
    page = browser.get(link(hospital, said)).text
    assert [str(number) in page for number in range(101, 105)] == [True] * 4
    assert "张敏" not in page
    own = re.findall(r'href="(/h5/hazards/[^"]+)"', page)
    assert browser.get(own[-1]).text.count("101号") >= 1


def test_a_link_to_one_thing_opens_nothing_else(hospital: Hospital, browser: Client) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    token = link(hospital, zhang.says("101")).rpartition("/")[2]
    assert browser.get(f"/h5/mine/{token}").status_code == 410
