"""More scenes of the acceptance by hand, played over real HTTP between the box and the product."""

import re

import requests
from sqlalchemy import select

from models.photos import Photo
from simulator.bubble import Bubble
from simulator.phone import Phone
from simulator.pictures import ready_picture
from tests.scenes.conftest import Stage
from tests.scenes.test_scenes import rows, texts

BLOCKED = "外科楼3楼东楼梯口堆着纸箱"


def photo(angle: int = 1) -> bytes:
    return ready_picture(f"通道被堵/{angle}")


def last(bubbles: list[Bubble]) -> str:
    return bubbles[-1].plain


def pushes(phone: Phone) -> list[str]:
    return [bubble.plain for bubble in phone.screen if bubble.how in ("custom", "template")]


def enter(stage: Stage, phone: Phone) -> requests.Session:
    """The officer goes through the one-time link into the pages."""
    (address, _), *_ = phone.says("台账")[-1].links
    visit = requests.Session()
    knock = visit.get(address, timeout=10)
    token = re.search(r'name="csrf_token" value="([^"]+)"', knock.text)
    assert token
    assert visit.post(address, data={"csrf_token": token[1]}, timeout=10).status_code == 200
    return visit


def test_scene_1_voice_is_enough(stage: Stage) -> None:
    """一张照片、六秒语音，不打一个字：有号，安全员会听，问是不是内科二；写了以后张敏看到那句话。"""
    zhang, li = stage.box.phone("张敏"), stage.box.phone("李红")
    zhang.shows(photo())
    said = last(zhang.speaks(6))
    assert "101号" in said
    assert "安全员会听" in said
    assert "在内科二病区吗" in said
    stage.wait()
    (row,) = rows(stage)
    assert row["status"] == "reported"
    voice = stage.product.stores.writer.carry(
        lambda db: db.execute(select(Photo.id).where(Photo.medium == "voice")).scalar_one()
    )
    sound = enter(stage, li).get(f"{stage.product.house.public_url}/console/photos/{voice}/voice", timeout=10)
    assert sound.headers["Content-Type"].startswith("audio/")
    li.says("101")
    li.says("楼梯口堆纸箱")
    stage.wait()
    assert any("写的是：“楼梯口堆纸箱”" in push for push in pushes(zhang))


def test_scene_3_several_things(stage: Stage) -> None:
    """灭火器过期了，旁边插座松，走廊还堆着床；回1：三个连续的号，照片都在。"""
    zhang = stage.box.phone("张敏")
    zhang.shows(photo())
    assert "听着是3件事" in last(zhang.says("灭火器过期了，旁边插座松，走廊还堆着床"))
    zhang.says("1")
    stage.wait()
    stage.forward(seconds=10)
    three = sorted(rows(stage), key=lambda row: int(row["number"]))
    assert [row["number"] for row in three] == ["101", "102", "103"]
    assert [[p["state"] for p in row["photos"]] for row in three] == [["ready"]] * 3


def test_scene_3_without_an_answer(stage: Stage) -> None:
    """不回1而离开：一条，标着像是3件。"""
    zhang = stage.box.phone("张敏")
    zhang.says("灭火器过期了，旁边插座松，走廊还堆着床")
    stage.forward(hours=1)
    (row,) = rows(stage)
    page = enter(stage, stage.box.phone("李红")).get(
        f"{stage.product.house.public_url}/console/hazards/{row['number']}", timeout=10
    )
    assert "像是3件" in page.text


def test_scene_4_gone(stage: Stage) -> None:
    """只发照片：30分一次C1；2小时在待办里；24小时待核实；再说你好，先听到那张照片；删了打不开。"""
    zhang, li = stage.box.phone("张敏"), stage.box.phone("李红")
    zhang.shows(photo())
    stage.forward(minutes=31)
    assert pushes(zhang) == ["刚才那张照片还差一句：在哪、怎么了？\n说了就有人去弄，语音也行。\n发错了回 删"]
    assert "没说明的照片" not in last(li.says("待办"))
    stage.forward(hours=2)
    assert "没说明的照片" in last(li.says("待办"))
    stage.forward(hours=22)
    (row,) = rows(stage)
    assert (row["status"], row["number"]) == ("reported", "101")
    assert "101号" in last(zhang.says("你好"))
    visit = enter(stage, li)
    address = f"{stage.product.house.public_url}/console/photos/{_photo_id(stage)}/1600"
    assert visit.get(address, timeout=10).status_code == 200
    zhang.says("删101")
    assert visit.get(address, timeout=10).status_code == 404


def _photo_id(stage: Stage) -> int:
    first = select(Photo.id).order_by(Photo.id).limit(1)
    return stage.product.stores.writer.carry(lambda db: db.execute(first).scalar_one())


def test_scene_5_alarm_or_not(stage: Stage) -> None:
    """漏气先离开；夜里三点李红也收到急；5分钟没人接张敏再打一次；灭火器漏气没有119；糊味先记号再问。"""
    zhang, li = stage.box.phone("张敏"), stage.box.phone("李红")
    stage.forward(hours=10)
    li.says("你好")
    stage.forward(hours=8, minutes=30)
    first, second, *_ = last(zhang.says("氧气房漏气呲呲响")).split("\n")
    assert first.startswith("先离开")
    assert "119和院内0533-2110119，我不会替你打" in second
    stage.wait()
    assert pushes(li)[-1].startswith("【急】101号 03:00 氧气房漏气呲呲响")
    stage.forward(minutes=5)
    assert pushes(zhang)[-1].startswith("101号还没有人接。\n请再打一次119")
    assert "119" not in last(zhang.says("灭火器漏气没压力了"))
    zhang.says("取消")
    assert last(zhang.says("走廊有糊味")).startswith("102号先记下了。是正在发生吗？")
    assert "急事先打" in last(zhang.says("119"))


def test_scene_6_no_name_anywhere(stage: Stage) -> None:
    """先回9再说：哪里都找不到她；用另一部手机查回执能看进展并答话；手机没有推送。"""
    zhang, wang = stage.box.phone("张敏"), stage.box.phone("王强")
    zhang.shows(photo())
    zhang.says("9")
    said = last(zhang.says(BLOCKED))
    receipt = re.search(r"查(\d{8})", said)
    assert receipt
    (row,) = rows(stage)
    assert (row["reporter"], row["anonymous"]) == (None, True)
    assert "这里没有你报的" in last(zhang.says("我的"))
    page = enter(stage, stage.box.phone("李红")).get(
        f"{stage.product.house.public_url}/console/hazards/101", timeout=10
    )
    assert "张敏" not in page.text
    assert last(wang.says(f"查{receipt[1]}")).startswith("101号：等")
    assert "看不到你" in last(wang.says("东边那个楼梯"))
    stage.forward(hours=26)
    assert pushes(zhang) == []


def test_scene_7_a_face_in_the_picture(stage: Stage) -> None:
    """撤回选4：打开的链接立刻打不开，号还在；两分钟内撤回的，李红没收到过通知。"""
    zhang, li = stage.box.phone("张敏"), stage.box.phone("李红")
    li.says("你好")
    zhang.shows(photo())
    zhang.says(BLOCKED)
    stage.wait()
    visit = enter(stage, li)
    house = stage.product.house.public_url
    addresses = [f"{house}/console/photos/{_photo_id(stage)}/{size}" for size in (1600, 320)]
    assert [visit.get(a, timeout=10).status_code for a in addresses] == [200, 200]
    zhang.says("3")
    zhang.says("4")
    assert [visit.get(a, timeout=10).status_code for a in addresses] == [404, 404]
    assert "照片已封存" in visit.get(f"{house}/console/hazards/101", timeout=10).text
    stage.forward(minutes=5)
    assert pushes(li) == []


def test_scene_8_the_officer_knows_the_cleaner(stage: Stage) -> None:
    """她说“保洁 王桂英”后，李红待办里多一件“认人”，点一下，号算到她名下。"""
    wang, li = stage.box.phone("王桂英"), stage.box.phone("李红")
    wang.scans("NK-5F-E")
    assert "101号" in last(wang.speaks(4))
    wang.says("保洁 王桂英")
    assert "认人：保洁 王桂英" in last(li.says("待办"))
    li.says("1")
    assert last(li.says("1")).startswith("认好了：王桂英（外协），以前报的101号也算上了。")
    (row,) = rows(stage)
    assert (row["reporter"], row["bound"]) == ("王桂英", True)


def test_scene_9_binding_goes_wrong(stage: Stage) -> None:
    """工号错5次歇30分钟，其间照样有号；新手机绑上，旧手机收到，回不是我，新手机被解开。"""
    new, old = stage.box.phone("新手机", "护士"), stage.box.phone("张敏")
    new.follows()
    old.says("你好")
    said = [last(new.says(f"绑定 张敏 99990{n}")) for n in range(5)]
    assert said[-1].startswith("先歇30分钟再试")
    new.shows(photo())
    assert "101号" in last(new.says(BLOCKED))
    stage.forward(minutes=31)
    assert last(new.says("绑定 张敏 020153")).startswith("绑好了：张敏")
    stage.wait()
    assert pushes(old)[-1].startswith("你的名字刚绑到另一个微信上")
    old.says("不是我")
    stage.wait()
    assert pushes(new)[-1].startswith("这个微信和张敏解开了")
    assert "先歇30分钟再试" in last(new.says("绑定"))


def test_scene_10_same_place_again(stage: Stage) -> None:
    """同处再报、不理会提问：一条在；李红一键并入；销号时两人都得知；没认过的人看不到别人的照片。"""
    zhang, wang, li = (stage.box.phone(name) for name in ("张敏", "王强", "李红"))
    zhang.shows(photo())
    zhang.says(BLOCKED)
    li.says("派 101 王强 3天 清走")
    li.says("1")
    wang.shows(photo(2))
    assert "好像和101号是一处" in last(wang.says("外科楼3楼东楼梯口还有纸箱挡着"))
    stage.forward(minutes=3)
    assert {row["status"] for row in rows(stage)} == {"assigned", "reported"}
    card = last(li.says("102"))
    digit = re.search(r"(\d)同101号", card)
    assert digit
    assert last(li.says(digit[1])).startswith("102并到101了")
    for words in ("101", "7", "1"):
        li.says(words)
    stage.wait()
    assert any("101号弄好了" in push for push in pushes(zhang))
    assert any("102号弄好了" in push for push in pushes(wang))
    stranger = stage.box.phone("路人", "家属")
    stranger.follows()
    assert texts(stranger.says("101")) == ["101号不是你报的，只能说：弄好了。"]


def test_scene_11_the_same_photo_three_times(stage: Stage) -> None:
    """断网时连点三次重发同一张照片和同一句话，再接通：一条台账，一张照片。"""
    zhang = stage.box.phone("张敏")
    stage.box.weather.offline.add("张敏")
    for _ in range(3):
        zhang.shows(photo())
    for _ in range(3):
        zhang.says(BLOCKED)
    stage.box.weather.offline.clear()
    stage.wait()
    (row,) = rows(stage)
    assert [p["state"] for p in row["photos"]] == ["ready"]
