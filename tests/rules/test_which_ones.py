"""Which pictures somebody means."""

import pytest

from rules.words.which_ones import numbered_wish, which_of, which_ones


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("4-6", [4, 5, 6]),
        ("4 5 6", [4, 5, 6]),
        ("４－６", [4, 5, 6]),
        ("4、5、6", [4, 5, 6]),
        ("4，6", [4, 6]),
        ("第4到第6张", [4, 5, 6]),
        ("四到六", [4, 5, 6]),
        ("4~6张", [4, 5, 6]),
        ("456", [4, 5, 6]),
        ("3", [3]),
        ("第三张", [3]),
        ("6-4", [4, 5, 6]),
        ("1-2，5", [1, 2, 5]),
        ("最后两张", None),
        ("三楼东楼梯口", None),
        ("112", None),
        ("", None),
    ],
)
def test_numbers_of_pictures(said: str, meant: list[int] | None) -> None:
    assert which_ones(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("4-6", [4, 5, 6]),
        ("后两张", [3, 4]),
        ("最后一张", [4]),
        ("最后那个", [4]),
        ("后面2张是另一处", [3, 4]),
        ("前三张", [1, 2, 3]),
        ("第一张", [1]),
        ("除了第一张", [2, 3, 4]),
        ("除了第一张都是另一处", [2, 3, 4]),
        ("全部", [1, 2, 3, 4]),
        ("3-9", [3, 4, 5, 6, 7, 8, 9]),
        ("三楼后面", None),
        ("后勤科", None),
        ("", None),
    ],
)
def test_pictures_counted_from_either_end(said: str, meant: list[int] | None) -> None:
    assert which_of(said, 4) == meant


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("101号电梯3楼撤销谢谢", (101, "withdraw")),
        ("把103撤了吧", (103, "withdraw")),
        ("昨天报的101我想撤回", (101, "withdraw")),
        ("取消101号", (101, "withdraw")),
        ("催一下102", (102, "urge")),
        ("102号怎么还没人来", (102, "urge")),
        ("102弄好了", (102, "fixed")),
        ("谢谢，101号弄好了", (101, "fixed")),
        ("102修好了没", (102, "ask")),
        ("104怎么样了", (104, "ask")),
        ("101号没弄好", (101, "ask")),
        ("补充101", (101, "more")),
        ("101补充一张照片", (101, "more")),
        ("102 销号", (102, "close")),
        ("１０２　销号", (102, "close")),
    ],
)
def test_a_wish_about_a_number_inside_a_sentence(said: str, wish: tuple[int, str]) -> None:
    assert numbered_wish(said) == wish


@pytest.mark.parametrize(
    "said",
    [
        "302病房漏水",
        "302病房漏水修好了",
        "302漏水",
        "201插座松了，弄好了",
        "5楼201插座弄好了",
        "102号楼梯修好了",
        "200元取消了",
        "15个人没人管",
        "119催一下",
        "0533-2110119催一下",
        "101和102撤了",
        "101 谢谢",
        "101",
        "撤了吧",
    ],
)
def test_rooms_amounts_and_doubts_are_no_wish(said: str) -> None:
    assert numbered_wish(said) is None
