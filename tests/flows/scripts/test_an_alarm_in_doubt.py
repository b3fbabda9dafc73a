"""K4: whether it is happening now, answered in other words than its digits."""

import pytest

from tests.hospital import Hospital, Phone

HOUSE = "院内0533-2110119"


@pytest.fixture
def zhang(hospital: Hospital) -> Phone:
    return hospital.phone("张敏")


@pytest.mark.parametrize("said", ["不知道", "不清楚", "不确定", "说不好", "没看见", "不清楚有没有人"])
@pytest.mark.parametrize(
    ("doubt", "deed"),
    [("走廊有糊味", "先撤"), ("插座漏电麻手", "别碰、先断电"), ("电梯好像卡在半空了", "别扒门、按铃")],
)
def test_not_known_is_taken_for_real(
    hospital: Hospital, zhang: Phone, doubt: str, deed: str, said: str
) -> None:
    li = hospital.phone("李红")
    li.says("你好")
    zhang.says(doubt)
    assert zhang.says(said).startswith(f"拿不准就当真：{deed}，别自己凑近看。\n打1")
    hospital.forward(seconds=5)
    assert li.pushes[-1].startswith("【急】101号")


@pytest.mark.parametrize(
    ("doubt", "said"),
    [("走廊有糊味", "冒烟了"), ("走廊有糊味", "我们出不去了"), ("电梯好像卡在半空了", "里面有两个人")],
)
def test_told_instead_of_the_digit(hospital: Hospital, zhang: Phone, doubt: str, said: str) -> None:
    li = hospital.phone("李红")
    li.says("你好")
    zhang.says(doubt)
    assert "已记成101号，标了“急”。" in zhang.says(said)
    hospital.forward(seconds=5)
    assert said in li.pushes[-1]
    assert hospital.row()["urgent"]


def test_a_doubtful_fight_ends_with_the_police(hospital: Hospital, zhang: Phone) -> None:
    assert zhang.says("打起来了").endswith(
        f"1正在闹、正在打、有人伤\n2没有，是怕以后出事\n正在发生就先躲开，打110和{HOUSE}"
    )


def test_the_doubt_lasts_while_something_is_told(hospital: Hospital, zhang: Phone) -> None:
    zhang.says("走廊有糊味")
    zhang.says("护士长也闻到了")
    assert zhang.says("不知道").startswith("拿不准就当真：先撤")
