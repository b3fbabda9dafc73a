"""Scenes of the acceptance by hand, played over real HTTP between the box and the product."""

from collections.abc import Iterable
from typing import Any

import pytest

from models import units
from models.base import Db
from reports.ledger import ledger
from simulator.bubble import Bubble
from simulator.pictures import ready_picture
from tests.scenes.conftest import Stage

WORDS = "外科楼3楼东楼梯口堆满纸箱"


def rows(stage: Stage) -> list[dict[str, Any]]:
    """The ledger of the hospital, as scripts see it."""

    def look(db: Db) -> list[dict[str, Any]]:
        return ledger(db, units.home_of_strangers(db)["id"])

    return stage.product.stores.writer.carry(look)


def texts(bubbles: Iterable[Bubble]) -> list[str]:
    return [bubble.plain for bubble in bubbles]


@pytest.mark.parametrize("seed", range(3))
def test_scene_2_nine_in_disorder(stage: Stage, seed: int) -> None:
    """乱序、重复三次，九张照片，马上说一句：最多两条回复，一条台账，九张照片，回复里写着九张。"""
    zhang = stage.box.phone("张敏")
    stage.box.rng.seed(seed)
    stage.box.weather.repeat = stage.box.weather.shuffle = True
    pictures = [ready_picture(f"通道被堵/{angle}") for angle in range(1, 10)]
    said = texts(zhang.shows(*pictures)) + texts(zhang.says(WORDS))
    assert len(said) == 2
    assert "9张照片都在" in said[1]
    stage.wait()
    (row,) = rows(stage)
    assert [photo["state"] for photo in row["photos"]] == ["ready"] * 9
    assert len({photo["sha256"] for photo in row["photos"]}) == 9


def test_scene_13_the_wrong_1(stage: Stage) -> None:
    """待办开着时推送到了，回2动的还是列表第2件；30分钟后的2不算数；两人同派，慢的一人读到是谁。"""
    box = stage.box
    zhang, li, sun, wang = (box.phone(name) for name in ("张敏", "李红", "孙丽", "王强"))
    li.says("你好")
    assert texts(sun.says("绑定 孙丽 020002"))[0].startswith("绑好了：孙丽")
    zhang.says("外科楼3楼东楼梯口堆着纸箱")
    wang.says("内科楼5楼东走廊插座松了")
    stage.forward(minutes=3)
    second = texts(li.says("待办"))[0].splitlines()[2]
    zhang.says("内科楼5楼开水间地上有水很滑")
    stage.forward(minutes=3)
    assert [b.plain for b in li.screen if b.how == "custom"][-1].startswith("新来1件：103")
    assert texts(li.says("2"))[0].split()[0] in second
    stage.forward(minutes=31)
    assert texts(li.says("2")) == ["这个选项过时了，我没动。\n回 待办 重新看，回 帮助 看我会什么。"]
    assert texts(li.says("派 101 王强 3天 清走"))[0].startswith("听成：101→后勤科 王强，3/5前，清走。")
    sun.says("派 101 王强 3天")
    assert texts(li.says("1"))[0].startswith("派了：101→王强，3/5前，清走。")
    assert texts(sun.says("1"))[0].startswith("101号李红刚派给王强，你这次没动它。")
    stage.wait()
    assert [b.plain for b in wang.screen if b.how][-1].startswith("派给你1件：101")


def test_scene_8_a_stranger_on_a_wall_code(stage: Stage) -> None:
    """没关注的人扫墙上的码：没人先问是谁，地点是那里；11分钟后不再自动是那里。"""
    wang = stage.box.phone("王桂英")
    assert "你在：内科楼5楼东走廊。" in texts(wang.scans("NK-5F-E"))[0]
    wang.shows(ready_picture("地面有水"))
    assert "内科楼5楼东走廊" in texts(wang.says("地上有水很滑"))[0]
    (row,) = rows(stage)
    assert (row["place"], row["bound"]) == ("内科楼5楼东走廊", False)
    stage.forward(minutes=11)
    wang.shows(ready_picture("插座插满"))
    assert "在哪里呢" in texts(wang.says("插座松了"))[0]


def test_scene_11_sent_twice(stage: Stage) -> None:
    """断网时连点三次重发同一句话，再接通：一条台账，一条“已经在里面”。"""
    zhang = stage.box.phone("张敏")
    stage.box.weather.offline.add("张敏")
    for _ in range(3):
        zhang.says(WORDS)
    stage.box.weather.offline.clear()
    stage.wait()
    said = [b.plain for b in zhang.screen if b.how == "reply"]
    assert len(rows(stage)) == 1
    assert sum("已经在101号里" in text for text in said) == 1


def test_scene_11_photo_and_sentence_by_turns(stage: Stage) -> None:
    """断网时照片、话、照片、话、照片、话，再接通：一条台账，一张照片，最多一条提示。"""
    zhang = stage.box.phone("张敏")
    stage.box.weather.offline.add("张敏")
    for _ in range(3):
        zhang.shows(ready_picture("通道被堵/1"))
        zhang.says(WORDS)
    stage.box.weather.offline.clear()
    stage.wait()
    stage.forward(seconds=30)
    (row,) = rows(stage)
    assert [photo["state"] for photo in row["photos"]] == ["ready"]
    read = texts(bubble for bubble in zhang.screen if bubble.how)
    assert sum("已经在101号里" in text or "没记第二遍" in text for text in read) == 1
    assert not any("共2张" in text or "共3张" in text for text in read)


def test_the_officer_follows_the_link_into_the_ledger(stage: Stage) -> None:
    """台账：一次性链接，给这个人，只能用一次。"""
    stage.box.phone("张敏").says(WORDS)
    (bubble,) = stage.box.phone("李红").says("台账")
    ((address, words),) = bubble.links
    assert (words, "/login/" in address) == ("点这里进台账", True)
