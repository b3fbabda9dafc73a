"""What says nothing by itself, and what only sounds so."""

import pytest

from rules.words.bare_words import is_bare, is_fine, is_here


@pytest.mark.parametrize(
    "text", ["王", "王。", "3月8日", "三天", "明天", "下周一", "3个工作日", "月底前", "昨天上午"]
)
def test_a_surname_and_a_day_are_no_place(text: str) -> None:
    assert is_bare(text)


@pytest.mark.parametrize(
    "text", ["坏了", "三", "厕所", "3号", "3-2", "三楼", "王强", "明天的灯坏了", "302", "药房"]
)
def test_what_may_be_a_place_or_a_word_is_not_bare(text: str) -> None:
    assert not is_bare(text)


@pytest.mark.parametrize("text", ["就这里", "这儿", "就在我这里", "我旁边", "在这边呢"])
def test_here_is_a_place_only_for_whoever_stands_there(text: str) -> None:
    assert is_here(text)


@pytest.mark.parametrize("text", ["这里没灯", "我们科这里", "门诊这边", "楼梯旁边"])
def test_here_with_something_to_go_by(text: str) -> None:
    assert not is_here(text)


@pytest.mark.parametrize(
    "text", ["这里没事", "没问题", "正常", "都正常", "没有隐患", "这边没什么问题。", "没事了"]
)
def test_nothing_is_wrong(text: str) -> None:
    assert is_fine(text)


@pytest.mark.parametrize(
    "text", ["没事找事", "不正常", "没人管", "没有灭火器", "安全门锁了", "安全出口", "不安全"]
)
def test_something_is_wrong(text: str) -> None:
    assert not is_fine(text)
