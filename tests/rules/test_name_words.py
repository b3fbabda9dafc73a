"""Whoever says a name, a role, or that there is no number."""

import pytest

from rules.words.name_words import NO_NUMBER, ROLE, a_full_name, a_name, a_trade, introduced


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("保洁 王桂英", "保洁 王桂英"),
        ("王桂英 保洁", "王桂英 保洁"),
        ("电梯维保 刘师傅", "电梯维保 刘师傅"),
        ("我是王桂英", "王桂英"),
        ("我是内科 张敏", "内科 张敏"),
        ("我叫阿依古丽", "阿依古丽"),
        ("我是保洁", None),
        ("我是内科的", None),
        ("我是新来的护工", None),
        ("张敏 补充一下昨天就这样了", None),
        ("走廊 太黑", None),
        ("三楼东走廊", None),
        ("谢谢", None),
    ],
)
def test_a_name_is_told_from_a_role_and_from_a_tale(said: str, name: str | None) -> None:
    assert a_name(said) == name


def test_while_a_photo_waits_only_a_whole_name_is_one() -> None:
    assert a_full_name("保洁 王桂英") == "保洁 王桂英"
    assert a_full_name("走廊 黑") is None


@pytest.mark.parametrize(
    "said", ["我是保洁", "我是保洁员", "我是护工", "我是内科的", "我们是后勤的", "我是新来的实习生"]
)
def test_a_role_is_heard(said: str) -> None:
    assert ROLE.fullmatch(said)


@pytest.mark.parametrize("said", ["我没有工号", "没工号", "保洁没有工号怎么办"])
def test_having_no_number_is_heard(said: str) -> None:
    assert NO_NUMBER.fullmatch(said)
    assert not NO_NUMBER.fullmatch("没有灭火器")


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("孙师傅 电梯维保", "电梯维保 孙师傅"),
        ("我是修电梯的 孙志刚", "修电梯的 孙志刚"),
        ("保洁刘翠花 13905331111", "保洁 刘翠花 13905331111"),
        ("孙志刚 电梯维保 13905331111", "电梯维保 孙志刚 13905331111"),
        ("中央空调维保公司 李建国 电话13905331111", "中央空调维保公司 李建国 13905331111"),
        ("王经理 物业", "物业 王经理"),
        ("维保 张工", "维保 张工"),
    ],
)
def test_a_trade_and_a_name_are_put_in_order(said: str, line: str) -> None:
    told = introduced(said)
    assert told is not None
    assert told.line == line


@pytest.mark.parametrize(
    "said",
    [
        "电梯坏了 孙志刚",
        "电梯高温",
        "锅炉 高温",
        "保安打人",
        "空调漏水",
        "消防 安全",
        "电梯 金属扶手松",
        "维修中",
        "保洁没人",
    ],
)
def test_what_is_wrong_is_nobody(said: str) -> None:
    assert introduced(said) is None


def test_a_trade_alone_is_no_name() -> None:
    assert a_trade("保洁")
    assert a_trade("我是空调维修的")
    assert a_name("我是空调维修的") is None
    assert not a_trade("电梯")
    assert not a_trade("保洁车挡门")
