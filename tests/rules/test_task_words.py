"""What an owner says of a task by what it is called, and what is only like it."""

import pytest

from rules.words.task_words import ALONE, NOT_YET, of_task
from rules.words.which_ones import beside_number


@pytest.mark.parametrize(
    ("text", "what", "done"),
    [
        ("灭火器那个弄好了", "灭火器", True),
        ("灭火器换了", "灭火器", True),
        ("楼梯口纸箱都搬走了", "楼梯口纸箱", True),
        ("插座修好了。", "插座", True),
        ("插座的不归我，是电工的", "插座", False),
        ("灯那件等配件3月9日", "灯", False),
        ("灭火器来不及了，周五", "灭火器", False),
        ("配电箱那个弄不了", "配电箱", False),
    ],
)
def test_what_it_is_called_and_what_is_said(text: str, what: str, done: bool) -> None:
    told = of_task(text)
    assert told is not None
    assert (told.what, told.done) == (what, done)


@pytest.mark.parametrize(
    "text", ["弄好了", "103换好了", "灭火器过期了", "插座松了", "谢谢", "三楼灭火器还没换"]
)
def test_what_names_no_task(text: str) -> None:
    assert of_task(text) is None


@pytest.mark.parametrize(
    "text", ["今天弄不完", "还没弄呢", "明天再弄", "等配件", "来不及", "修不了", "太多了干不完"]
)
def test_not_yet(text: str) -> None:
    assert NOT_YET.search(text)


@pytest.mark.parametrize(
    "text", ["换了个新的", "没法拍，已经换了", "搬到库房了", "拍不了，清干净了", "拧紧了，没问题了"]
)
def test_how_it_was_done_is_no_not_yet(text: str) -> None:
    assert not NOT_YET.search(text)


@pytest.mark.parametrize("text", ["电脑坏了没修好", "配电箱盖没装好", "走廊灯坏了，修不了"])
def test_a_thing_that_was_not_mended_is_named(text: str) -> None:
    assert not ALONE.fullmatch(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("101根本没弄", (101, "根本没弄")),
        ("101谁弄的", (101, "谁弄的")),
        ("帮我看看102", (102, "")),
        ("101号 配件没到要等一周", (101, "配件没到要等一周")),
    ],
)
def test_words_beside_a_number(text: str, told: tuple[int, str]) -> None:
    assert beside_number(text) == told


@pytest.mark.parametrize(
    "text",
    ["302病房灯坏了", "101人参加", "200元", "119怎么还没来", "3楼101插座坏了", "101.5度", "13812345678"],
)
def test_rooms_and_amounts_are_no_numbers(text: str) -> None:
    assert beside_number(text) is None
