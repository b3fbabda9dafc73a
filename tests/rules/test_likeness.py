"""What looks like the same hazard: by its words at one place, and by its picture."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest
from PIL import Image, ImageEnhance

from bot.pictures import develop
from plans.kinds import load_kinds
from rules.likeness import (
    NEAR_BITS,
    NEAR_WORDS,
    Bands,
    Told,
    contradict,
    distance,
    is_blank,
    is_near,
    likeness,
    same_spot,
    stands_alone,
)
from rules.words.suggesting import suggest
from simulator.pictures import ready_picture

KINDS = load_kinds()

SAME = """
三楼东楼梯口堆着纸箱，推车也挡着门      | 3楼东楼梯口堆纸箱
三楼东楼梯口堆着纸箱                    | 东楼梯口好多纸箱子堵着，推不开门
安全出口被纸箱堵住了，推不开门          | 安全出口堆了纸箱，门打不开
五楼东走廊灭火器被柜子挡住了            | 灭火器让柜子挡着，够不着
5楼东走廊灭火器过期了                   | 走廊灭火器过期没人换
灭火器没压力了                          | 灭火器压力不够，指针在红区
护士站的插座插满了，摸着发烫            | 护士站插座发烫
值班室插线板有糊味                      | 值班室插线板插头变色，闻到糊味
开水间门口一地水，差点滑倒              | 开水间门口地上有水很滑
治疗室的锐器盒满了，针头都冒出来了      | 锐器盒满了没人换
应急灯不亮                              | 应急照明灯坏了不亮
安全出口指示牌不亮了                    | 疏散指示牌不亮
消防门关不上                            | 防火门关不严，闭门器坏了
电梯门夹人                              | 电梯关门太快夹到人了
二楼厕所地砖翘起来了，绊人              | 厕所地砖翘了
天花板要掉下来了                        | 吊顶板松了快掉了
氧气瓶没固定                            | 氧气瓶没有固定，容易倒
电动车在楼道充电                        | 楼道里有人给电瓶车充电
配电箱门开着                            | 配电箱没锁，门敞着
窗户玻璃裂了                            | 窗玻璃裂了一道缝快掉了
扶手松了                                | 楼梯扶手松动，一拉就晃
井盖没了                                | 下水井盖不见了，容易掉下去
药柜没锁                                | 药柜门没上锁
医疗废物桶没盖                          | 医废桶敞着盖
"""
OTHER = """
三楼东楼梯口堆着纸箱      | 三楼西楼梯口堆着纸箱
三楼东楼梯口堆着纸箱      | 四楼东楼梯口堆着纸箱
302房间插座松了           | 305房间插座松了
302插座松了               | 306插座松了
三号电梯门夹人            | 5号电梯门夹人
12床床栏坏了              | 十五床床栏坏了
男厕所地滑                | 女厕所地滑
左边的插座松了            | 右边的插座松了
东楼梯口堆着纸箱          | 东楼梯口扶手松了
灭火器过期了              | 应急灯不亮
护士站插座插满了          | 护士站地砖翘了
开水间门口一地水          | 开水间插座没盖子
走廊灯不亮                | 走廊地很滑
楼道有人给电瓶车充电      | 楼道堆着纸箱
窗户玻璃裂了              | 窗帘掉了
配电箱门开着              | 防火门开着
药柜没锁                  | 安全出口锁着
扶手松了                  | 插座松了
医废桶没盖                | 插座没盖
应急灯坏了                | 门锁坏了
水龙头漏水                | 氧气漏气
"""


def pairs(text: str) -> list[tuple[str, ...]]:
    return [tuple(side.strip() for side in line.split("|")) for line in text.split("\n") if line]


def told(words: str) -> Told:
    return Told(words, suggest(words, KINDS).code)


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_two_people_tell_of_one_thing(one: str, other: str) -> None:
    assert likeness(told(one), told(other)) >= NEAR_WORDS
    assert likeness(told(other), told(one)) >= NEAR_WORDS


@pytest.mark.parametrize(("one", "other"), pairs(OTHER))
def test_two_things_at_one_place_stay_two(one: str, other: str) -> None:
    assert likeness(told(one), told(other)) < NEAR_WORDS
    assert likeness(told(other), told(one)) < NEAR_WORDS


def test_things_are_no_side_of_the_house() -> None:
    assert not contradict("东侧走廊堆着东西", "走廊东边堆东西")
    assert not contradict("楼梯口堆着东西门打不开", "东侧楼梯口堆着纸箱")


def test_three_cartons_are_not_five_storeys() -> None:
    assert likeness(told("东楼梯口堆了3个纸箱"), told("东楼梯口堆着五个纸箱")) >= NEAR_WORDS


@pytest.mark.parametrize("words", ["", "3楼东走廊", "！！！"])
def test_without_words_nothing_is_alike(words: str) -> None:
    assert likeness(told(words), told(words)) == 0


@pytest.mark.parametrize(
    ("place", "alone"),
    [
        ("外科楼3楼东楼梯口", True),
        ("内科二病区走廊", True),
        ("手术室门口", True),
        ("走廊", False),
        ("3楼楼梯口", False),
    ],
)
def test_only_some_places_are_told_by_their_words(place: str, *, alone: bool) -> None:
    assert stands_alone(place) is alone


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("3楼东楼梯口", "三楼东侧楼梯口", True),
        ("外科楼3楼东楼梯口", "3楼东楼梯口", True),
        ("3楼东楼梯口", "外科楼3楼东楼梯口", True),
        ("3楼东楼梯口", "3楼西楼梯口", False),
        ("3楼东楼梯口", "4楼东楼梯口", False),
        ("302病房", "305病房", False),
        ("走廊", "开水间", False),
    ],
)
def test_one_place_has_many_names(one: str, other: str, *, same: bool) -> None:
    assert same_spot(one, other) is same
    assert same_spot(other, one) is same


# Pictures. The ready ones are drawn with a flat brush, and the corridor stands in two of them.

DIFFERENT = ("通道被堵", "灭火器被挡", "插座插满", "地面有水", "锐器盒满了", "插座换好")


def opened(name: str) -> Image.Image:
    return Image.open(BytesIO(ready_picture(name))).convert("RGB")


def hashed(picture: Image.Image, quality: int = 88) -> Bands:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return develop(out.getvalue()).bands


@cache
def bands(name: str) -> Bands:
    return develop(ready_picture(name)).bands


def trimmed(picture: Image.Image, share: float) -> Image.Image:
    """So much of width and height cut away, half of it at each side."""
    x, y = round(picture.width * share / 2), round(picture.height * share / 2)
    return picture.crop((x, y, picture.width - x, picture.height - y))


HARMLESS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "sent on": lambda picture: picture,
    "half the size": lambda picture: picture.resize((picture.width // 2, picture.height // 2)),
    "a fifth darker": lambda picture: ImageEnhance.Brightness(picture).enhance(0.8),
}
HARSH: dict[str, Callable[[Image.Image], Image.Image]] = {
    "a fifth brighter": lambda picture: ImageEnhance.Brightness(picture).enhance(1.2),
    "trimmed by 5 %": lambda picture: trimmed(picture, 0.05),
    "turned by 2 degrees": lambda picture: trimmed(picture.rotate(2, Image.Resampling.BICUBIC), 0.047),
}


@pytest.mark.parametrize("name", DIFFERENT)
@pytest.mark.parametrize("change", HARMLESS)
def test_a_picture_that_went_through_a_chat_is_known_again(name: str, change: str) -> None:
    assert is_near(bands(name), hashed(HARMLESS[change](opened(name)), quality=60))


@pytest.mark.parametrize("change", HARSH)
def test_most_pictures_survive_harsher_treatment(change: str) -> None:
    known = [is_near(bands(name), hashed(HARSH[change](opened(name)))) for name in DIFFERENT]
    assert sum(known) >= len(DIFFERENT) - 2, change


@pytest.mark.parametrize("one", DIFFERENT)
def test_different_hazards_never_look_alike(one: str) -> None:
    for other in DIFFERENT:
        if one != other:
            assert distance(bands(one), bands(other)) > 2 * NEAR_BITS


@pytest.mark.parametrize(
    "blank",
    [
        Image.new("RGB", (400, 300), "white"),
        Image.new("RGB", (400, 300), "black"),
        Image.linear_gradient("L").rotate(90),
        Image.linear_gradient("L").rotate(270),
        Image.radial_gradient("L").crop((0, 0, 128, 128)),
    ],
    ids=["a wall", "the dark", "light from the left", "light from the right", "a lamp in the corner"],
)
def test_a_blank_picture_looks_like_nothing(blank: Image.Image) -> None:
    flat = hashed(blank)
    assert is_blank(flat)
    assert not is_near(flat, flat)


@pytest.mark.parametrize(
    ("bands", "blank"),
    [
        ((0x0F0F, 0, 0, 0xFFFF), True),
        ((0x0001, 0x8000, 0xFFFE, 0x0100), True),
        ((0x0F0F, 0x3030, 0, 0), False),
        ((0x0003, 0x0000, 0xFFFC, 0xFFFF), False),
    ],
    ids=["one lamp on a wall", "a wall with specks", "half a picture", "two edges"],
)
def test_half_a_picture_is_enough_and_less_is_not(bands: Bands, *, blank: bool) -> None:
    assert is_blank(bands) is blank


def test_a_picture_that_was_never_read_looks_like_nothing() -> None:
    unread = (None, None, None, None)
    assert is_blank(unread)
    assert not is_near(unread, bands("通道被堵"))
