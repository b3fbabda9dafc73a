"""Whoever says a name, a role, or that there is no number."""

import pytest

from rules.name_words import NO_NUMBER, ROLE, a_full_name, a_name


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
