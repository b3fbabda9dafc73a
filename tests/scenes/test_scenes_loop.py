"""Scenes 12 and 14 to 16 of the acceptance by hand: the closed loop over real HTTP between box and product."""

from typing import Any

from sqlalchemy import select

from models import history, photos
from models.base import Db
from models.hazards import TABLE
from tests.scenes.conftest import Stage
from tests.scenes.test_scenes_more import enter, last, photo, pushes

STAIRS = "外科楼3楼东楼梯口堆着纸箱"
SOCKET = "内科楼5楼东走廊插座松了"


def reported(stage: Stage, *words: str) -> None:
    """张敏 reports these, one after the other; the officers have been told."""
    zhang = stage.box.phone("张敏")
    for angle, sentence in enumerate(words, 1):
        zhang.shows(photo(angle))
        zhang.says(sentence)
        stage.forward(minutes=3)


def given(stage: Stage, *words: str) -> None:
    """All of them are in 王强's hands."""
    reported(stage, *words)
    li = stage.box.phone("李红")
    for number in range(101, 101 + len(words)):
        assert last(li.says(f"派 {number} 王强 3天")).startswith("听成")
        assert last(li.says("1")).startswith(f"派了：{number}→王强")
    stage.wait()


def hazard(stage: Stage, number: int) -> dict[str, Any]:
    """The row, with its history and the pictures after."""

    def look(db: Db) -> dict[str, Any]:
        row = db.execute(select(TABLE).where(TABLE.c.number == number)).mappings().one()
        after = [one for one in photos.photos_of(db, row["id"]) if one["stage"] == "after"]
        told = [dict(line) for line in history.history_of(db, row["id"])]
        return {**row, "history": told, "after": after}

    return stage.product.stores.writer.carry(look)


def numbers(stage: Stage) -> list[int]:
    return list(
        stage.product.stores.writer.carry(
            lambda db: db.execute(select(TABLE.c.number).where(TABLE.c.number.is_not(None))).scalars().all()
        )
    )


def test_scene_12_thirty_seconds(stage: Stage) -> None:
    """待办、2、1：三条消息、只打数字，派给王强；回复说送到没送到。"""
    reported(stage, SOCKET, STAIRS)
    li, wang = stage.box.phone("李红"), stage.box.phone("王强")
    assert "2) " in last(li.says("待办"))
    card = last(li.says("2"))
    number = int(card.split()[0])
    assert "1就这样派" in card
    said = last(li.says("1"))
    assert said.startswith(f"派了：{number}→王强，")
    assert "微信这就发" in said
    stage.wait()
    assert pushes(wang)[-1].startswith(f"派给你：{number}号")
    assert hazard(stage, number)["status"] == "assigned"


def test_scene_12_never_spoken_to(stage: Stage) -> None:
    """责任人没绑过微信：回复里有电话，没送到的名单里有他，打过了记一下。"""
    reported(stage, "内科楼5楼东走廊灭火器过期了")
    li = stage.box.phone("李红")
    li.says("101")
    said = last(li.says("1"))
    assert said.startswith("派了：101→孙涛")
    assert "0533-2110119" in said
    stage.wait()
    visit = enter(stage, li)
    page = visit.get(f"{stage.product.house.public_url}/console/?show=unreached", timeout=10).text
    assert "孙涛" in page
    li.says("101")
    assert hazard(stage, 101)["owner_id"] is not None


def test_scene_14_the_basement(stage: Stage) -> None:
    """断网时发照片、发“102弄好了”、又重发照片，再接通：没有新台账，102待验收，一张整改后照片。"""
    given(stage, STAIRS, SOCKET)
    wang = stage.box.phone("王强")
    stage.box.weather.offline.add("王强")
    wang.shows(photo(5))
    wang.says("102弄好了")
    wang.shows(photo(5))
    stage.box.weather.offline.clear()
    stage.wait()
    stage.forward(minutes=1)
    assert numbers(stage) == [101, 102]
    mended = hazard(stage, 102)
    assert (mended["status"], [one["state"] for one in mended["after"]]) == ("fixed", ["ready"])
    assert hazard(stage, 101)["status"] == "assigned"


def test_scene_14_only_a_photo(stage: Stage) -> None:
    """只发照片：被问是101、102还是新的一处。"""
    given(stage, STAIRS, SOCKET)
    asked = last(stage.box.phone("王强").shows(photo(5)))
    assert "1 101弄好了" in asked
    assert "2 102弄好了" in asked
    assert "3 新发现一处" in asked


def test_scene_15_another_pair_of_eyes(stage: Stage) -> None:
    """李红自己整改的：请上报人看，张敏选没好，101退回，写着“上报人看过，没好”，没有她的名字。"""
    reported(stage, STAIRS)
    zhang, li = stage.box.phone("张敏"), stage.box.phone("李红")
    li.says("派 101 李红 2天")
    li.says("1")
    li.says("101弄好了")
    li.shows(photo(2))
    assert "1看过了，销号" in last(li.says("101"))
    assert last(li.says("1")).startswith("101是你自己弄的，得换双眼睛。\n1请上报人看")
    li.says("1")
    stage.wait()
    assert "你路过看一眼？" in pushes(zhang)[-1]
    assert "2没好" in last(zhang.says("101"))
    zhang.says("2")
    row = hazard(stage, 101)
    assert (row["status"], row["history"][-1]["text"]) == ("assigned", "上报人看过，没好")
    page = enter(stage, li).get(f"{stage.product.house.public_url}/console/hazards/101", timeout=10).text
    assert "上报人看过，没好" in page
    assert "张敏" not in page
    stage.wait()
    assert not any("张敏" in push for push in pushes(li))


def test_scene_16_first_safe(stage: Stage) -> None:
    """食堂没装燃气报警：张敏看不到“重大”；李红先看到第几条和两个动作；写了预案就能派；缺资金不能销号。"""
    reported(stage, "食堂没装燃气报警")
    zhang, li, wang = (stage.box.phone(name) for name in ("张敏", "李红", "王强"))
    card = last(li.says("101"))
    assert "像重大清单第4条" in card
    assert "1先停用 2派人看住" in card
    assert last(li.says("1")).startswith("101记下了：")
    li.says("派 101 王强 5天 装报警器")
    assert last(li.says("1")).startswith("派了：101→王强")
    stage.wait()
    for _ in range(4):
        wang.says("你好")
        stage.forward(hours=24)
    asked = [push for push in pushes(wang) if "还缺“" in push]
    assert len(asked) == 1
    assert "还缺“资金”，缺了不能销号" in asked[0]
    wang.says("101弄好了")
    wang.says("装好了")
    li.says("101")
    assert last(li.says("1")).startswith("101号五落实还缺资金，补上才能销号。")
    li.says("101 资金 无需资金")
    li.says("101")
    assert last(li.says("1")).startswith("101销号")
    stage.wait()
    assert not any("重大" in bubble.plain for bubble in zhang.screen)
