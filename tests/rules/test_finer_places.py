"""A place told in two goes becomes one place, and nothing is said twice."""

import pytest

from rules.places.finer_places import narrowed, says_only_where, told_at, with_the_rest


@pytest.mark.parametrize(
    ("known", "said", "place"),
    [
        ("", "5楼氧气房", "5楼氧气房"),
        ("氧气房", "5楼氧气房", "5楼氧气房"),
        ("氧气房", "5楼", "5楼氧气房"),
        ("内科楼5楼", "氧气房", "内科楼5楼氧气房"),
        ("内科楼5楼东走廊", "氧气房", "内科楼5楼东走廊氧气房"),
        ("5楼走廊", "内科楼5楼东走廊氧气房", "内科楼5楼东走廊氧气房"),
        ("内科楼5楼东走廊", "5楼", "内科楼5楼东走廊"),
        ("5楼", "3楼", "3楼"),
    ],
)
def test_the_later_words_make_it_finer_or_put_it_right(known: str, said: str, place: str) -> None:
    assert narrowed(known, said) == place


@pytest.mark.parametrize(
    ("name", "phrase", "place"),
    [
        ("内科楼5楼东走廊", "内科楼5楼东走廊氧气房", "内科楼5楼东走廊氧气房"),
        ("内科楼5楼东走廊", "5楼东走廊氧气房", "内科楼5楼东走廊氧气房"),
        ("内科楼5楼东走廊", "5楼东走廊", "内科楼5楼东走廊"),
        ("内科楼5楼东走廊", "开水间", "内科楼5楼东走廊"),
    ],
)
def test_what_stands_behind_a_name_of_the_register_is_kept(name: str, phrase: str, place: str) -> None:
    assert with_the_rest(name, phrase) == place


@pytest.mark.parametrize(
    ("text", "is_where"),
    [
        ("在5楼氧气房", True),
        ("在内科楼5楼东走廊氧气房，没人困住", True),
        ("5楼东走廊，人都出来了", True),
        ("没人困住", False),
        ("302", False),
        ("5楼氧气房着火了", False),
        ("5楼走廊灯坏了", False),
        ("好的", False),
    ],
)
def test_an_answer_that_says_only_where(text: str, is_where: bool) -> None:
    assert says_only_where(text) is is_where


@pytest.mark.parametrize(
    ("code", "phrase", "place"),
    [
        ("外科楼3楼东楼梯口", "楼梯口", "外科楼3楼东楼梯口"),
        ("外科楼3楼东楼梯口", "3楼楼梯口", "外科楼3楼东楼梯口"),
        ("外科楼3楼东楼梯口", "楼梯口旁边", "外科楼3楼东楼梯口旁边"),
        ("内科楼5楼东走廊", "氧气房", "内科楼5楼东走廊氧气房"),
        ("内科楼5楼东走廊", "5楼走廊尽头", "内科楼5楼东走廊尽头"),
        ("内科楼5楼东走廊", "", "内科楼5楼东走廊"),
    ],
)
def test_what_the_code_says_already_is_not_said_again(code: str, phrase: str, place: str) -> None:
    assert told_at(code, phrase) == place
