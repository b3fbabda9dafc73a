"""不对、不是开水间: what is denied, and what is said instead."""

import pytest

from rules.words.denials import Denial, denial, is_bare_denial


@pytest.mark.parametrize(
    "text", ["不是", "不对", "不对。", "不是的", "错了", "听错了", "你们写错了", "不是这样", "不对吧"]
)
def test_just_no(text: str) -> None:
    assert is_bare_denial(text)


@pytest.mark.parametrize(
    ("text", "denied", "instead"),
    [
        ("不对 不是开水间是治疗室", "开水间", "治疗室"),
        ("不对 不是开水间 是治疗室", "开水间", "治疗室"),
        ("不是东走廊", "东走廊", ""),
        ("不是东走廊，是西走廊", "东走廊", "西走廊"),
        ("不是插座，是开关", "插座", "开关"),
        ("不对，说的是床轮坏了", "", "床轮坏了"),
        ("听错了 是四楼配电箱没锁", "", "四楼配电箱没锁"),
        ("不是二楼，三楼", "二楼", "三楼"),
        ("不是厕所 是旁边的洗手间地上滑", "厕所", "旁边的洗手间地上滑"),
    ],
)
def test_what_holds_instead(text: str, denied: str, instead: str) -> None:
    assert denial(text) == Denial(denied, instead)


@pytest.mark.parametrize(
    "text",
    ["不对劲，闻到糊味", "不是所有灯都亮", "不是我弄的", "灯不亮", "不是隐患", "不是报隐患", "不是同一处", "没压力",
     "不是很亮的灯", "没有", "不是开玩笑，着火了", "门不是关着的", "错题", "错题本", "错别字贴在墙上"],
)  # fmt: skip
def test_nothing_is_denied(text: str) -> None:
    assert denial(text) is None
