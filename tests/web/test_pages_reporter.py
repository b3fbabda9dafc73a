"""What a reporter sees of one hazard by the link in the chat: the pictures with their numbers, and no names."""

import re

import pytest
from werkzeug.test import Client

from models import hazards
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


def reported(hospital: Hospital, *said: str) -> list[str]:
    """张敏 reports; the paths of her own pages."""
    zhang = hospital.phone("张敏")
    for words in said:
        zhang.says(words)
        hospital.forward(minutes=5)
    return [own(hospital, row["id"]) for row in hospital.rows()]


def own(hospital: Hospital, hazard_id: int) -> str:
    address = hospital.product.house.link_to(hazard_id, hospital.now)
    return str(address.removeprefix("http://127.0.0.1:1"))


def takes_back(hospital: Hospital, number: int) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(str(number))
    zhang.says("3")
    zhang.says("1")


def test_what_was_taken_back_offers_nothing(hospital: Hospital, browser: Client) -> None:
    (path,) = reported(hospital, "三楼东楼梯口堆着纸箱")
    assert "想补一张、改一句：在公众号里回 101。" in browser.get(path).text
    takes_back(hospital, 101)
    page = browser.get(path).text
    assert "撤回了" in page
    assert "在公众号里回" not in page


def test_two_reports_taken_back_are_not_as_if_one_had_never_reported(
    hospital: Hospital, browser: Client
) -> None:
    reported(hospital, "三楼东楼梯口堆着纸箱", "五楼开水间插座松了")
    zhang = hospital.rows()[0]["reporter_id"]
    address = hospital.product.house.link_to_mine(zhang, hospital.now).removeprefix("http://127.0.0.1:1")
    for number in (101, 102):
        takes_back(hospital, number)
    page = browser.get(address).text
    assert "你报的都撤回了。" in page
    assert "还没有" not in page


def test_one_who_never_reported_reads_that_there_is_nothing_yet(hospital: Hospital, browser: Client) -> None:
    hospital.phone("张敏")
    address = hospital.product.house.link_to_mine(1, hospital.now).removeprefix("http://127.0.0.1:1")
    assert "还没有。看见不安全的" in browser.get(address).text


def test_one_that_was_joined_says_where_the_other_one_stands(hospital: Hospital, browser: Client) -> None:
    first, path = reported(hospital, "三楼东楼梯口堆着纸箱", "五楼开水间插座松了")
    one, other = hospital.rows()
    hospital.carry(lambda db: hazards.change_hazard(db, other["id"], status="merged", merged_into=one["id"]))
    page = browser.get(path).text
    assert "和101号并在一起了：等安全员看" in page
    assert "细的：在公众号里回 102。" in page
    assert "并在一起" not in browser.get(first).text


def test_one_that_was_put_right_may_be_contradicted(hospital: Hospital, browser: Client) -> None:
    (path,) = reported(hospital, "三楼东楼梯口堆着纸箱")
    closed = {"status": "closed", "closed_at": hospital.now}
    hospital.carry(lambda db: hazards.change_hazard(db, 1, **closed))
    page = browser.get(path).text
    assert "要是没弄好：在公众号里回 101。" in page
    assert "想补一张" not in page
