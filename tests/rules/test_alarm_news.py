"""What is told of an alarm while it lasts: where people are, that it spreads, that help has come."""

import pytest

from rules.alarms.news import but_whereabouts, has_come, is_eased, is_put_out, is_whereabouts, spreads

WENT = "我们都躲到11楼平台 护士长在2楼办公室 病人转移到7楼走廊 灭火器都在9楼库房 大夫躲换药室 总闸1楼配电室 撤到一楼大厅了 钥匙在值班室"
STAND = "我在外科楼下面 我现在在门诊楼外面 患者都在楼下空地"
OTHERWISE = "病人在走廊抽烟 外科楼三楼东边 9楼药库里面 就在门口 氧气瓶乱放4楼库房 灭火器过期3楼 我在走廊滑倒了 病人在3楼厕所滑倒"


@pytest.mark.parametrize("text", WENT.split())
def test_where_people_went_is_never_the_place(text: str) -> None:
    assert is_whereabouts(text, is_known=False)
    assert but_whereabouts(text) == ""


@pytest.mark.parametrize("text", STAND.split())
def test_where_one_stands_may_be_the_place_while_none_is_known(text: str) -> None:
    assert is_whereabouts(text, is_known=True)
    assert not is_whereabouts(text, is_known=False)


@pytest.mark.parametrize("text", OTHERWISE.split())
def test_no_whereabouts(text: str) -> None:
    assert not is_whereabouts(text, is_known=True)


@pytest.mark.parametrize("text", ["烟往七楼窜", "火烧到8楼了", "烟飘到9楼来了", "火势往楼上蔓延"])
def test_spreads(text: str) -> None:
    assert spreads(text)


@pytest.mark.parametrize(
    "text", ["烟感器往下掉", "着火了", "护士站也冒烟了", "灭火器挪到8楼了", "消火栓往外漏水"]
)
def test_spreads_not(text: str) -> None:
    assert not spreads(text)


@pytest.mark.parametrize(
    "text", ["警察来了", "消防车到了", "120到了", "保安都上来了", "ambulance has arrived"]
)
def test_help_has_come(text: str) -> None:
    assert has_come(text)


@pytest.mark.parametrize("text", ["警察来了吗", "消防车还没来", "家属来了", "消防栓到期了", "120要多久"])
def test_help_has_not_come(text: str) -> None:
    assert not has_come(text)


@pytest.mark.parametrize("text", ["火灭了", "已经扑灭", "fire is out", "fire is under control"])
def test_put_out(text: str) -> None:
    assert is_put_out(text)


@pytest.mark.parametrize(
    "text", ["火没灭掉", "扑不灭", "fire is out of control", "fire is not out", "灭了又着了"]
)
def test_not_put_out(text: str) -> None:
    assert not is_put_out(text)


@pytest.mark.parametrize("text", ["劝开了", "孩子找到了", "没事了", "all safe now", "人制住了"])
def test_eased(text: str) -> None:
    assert is_eased(text)


@pytest.mark.parametrize("text", ["没劝开", "孩子没找到", "拉开了又打", "没事了吗"])
def test_not_eased(text: str) -> None:
    assert not is_eased(text)
