"""Digits, hazard numbers and receipts in all the ways thumbs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.words.choice_words import read_digit, read_number, read_receipt

ONE = [
    "1",
    "１",
    "一",
    "选1",
    "选 一",
    "1.",
    "①",
    "1️⃣",
    "回1",
    "1吧",
    " 1 ",
    "回 1",
    "选择1",
    "我选1",
    "(1)",
    "（1）",
    "1。",
    "1、",
    "第一个",
    "❶",
    "1!",
    "1️",
    "答1",
    "按1",
]
NO_DIGIT = [
    "",
    "12",
    "11",
    "一二",
    "1 2",
    "十",
    "1号",
    "选",
    "112",
    "1补充了什么",
    "a",
    "三楼",
    "一下",
    "4-6",
    "1/2",
    "第一次",
    "一直漏",
    "½",
]
NUMBERS = [
    "112",
    "112号",
    "１１２",
    "回 112",
    "第112号",
    "#112",
    "看112",
    "＃112",
    "回复112",
    "查看112号",
    "112。",
    " 112 ",
    "112 号",
    "查112",
    "112呢",
    "112号怎么样了",
    "编号112",
    "回112吧",
]
NO_NUMBER = [
    "",
    "12",
    "99",
    "302室",
    "302病房",
    "1234567890",
    "020153",
    "0112",
    "112弄好了",
    "删112",
    "110",
    "119",
    "120",
    "122",
    "112 113",
    "4821 7790",
    "查48217790",
    "1.12",
    "-112",
    "一百一十二",
]
RECEIPTS = [
    "查48217790",
    "查 4821 7790",
    "查４８２１ ７７９０",
    "查询48217790",
    "查：48217790",
    "4821 7790",
    "回执48217790",
    "查 4821-7790",
    "查回执 4821 7790。",
]
NO_RECEIPT = ["", "查", "查112", "查4821779", "查482177901", "4821", "我查48217790", "手机18217790123"]


@pytest.mark.parametrize("text", ONE)
def test_one_is_read(text: str) -> None:
    assert read_digit(text) == 1


@pytest.mark.parametrize(
    ("text", "digit"),
    [*zip("0零〇０⓪", [0] * 5, strict=True), *zip("二三四五六七八九", range(2, 10), strict=True)],
)
def test_every_digit_is_read(text: str, digit: int) -> None:
    assert read_digit(text) == digit


@pytest.mark.parametrize("text", NO_DIGIT)
def test_anything_else_is_no_choice(text: str) -> None:
    assert read_digit(text) is None


@pytest.mark.parametrize("text", NUMBERS)
def test_a_hazard_number_is_read(text: str) -> None:
    assert read_number(text) == 112


@pytest.mark.parametrize("text", NO_NUMBER)
def test_rooms_staff_numbers_and_cries_are_no_hazard_number(text: str) -> None:
    assert read_number(text) is None


def test_nine_digits_are_the_longest_number() -> None:
    assert read_number("987654321") == 987654321


@pytest.mark.parametrize("text", RECEIPTS)
def test_a_receipt_is_read(text: str) -> None:
    assert read_receipt(text) == "48217790"


@pytest.mark.parametrize("text", NO_RECEIPT)
def test_other_digits_are_no_receipt(text: str) -> None:
    assert read_receipt(text) is None


@given(st.text(max_size=40) | st.text(alphabet="选回第号查 0123456789一二①１.。", max_size=12))
def test_nothing_typed_breaks_the_reading(text: str) -> None:
    digit, number = read_digit(text), read_number(text)
    assert digit is None or 0 <= digit <= 9
    assert number is None or 100 <= number < 10**9
    assert digit is None or number is None
    receipt = read_receipt(text)
    assert receipt is None or len(receipt) == 8


@pytest.mark.parametrize("again", ["看", "回", "查", "查看", "我要看", "隐患"])
def test_a_thumb_stuck_on_a_key_is_no_choice(again: str) -> None:
    text = (again * 30)[:30]
    assert (read_digit(text), read_number(text), read_receipt(text)) == (None, None, None)
