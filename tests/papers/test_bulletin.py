"""The month's public notice: figures that betray nobody, on a telephone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.bulletin import folded, picture, text, warning
from tests.papers.samples import BLUE, BROKEN, RED, looked_at, month, photo, where

LATE = (180, 35, 26)
COUNTS = st.lists(st.tuples(st.text(max_size=6), st.integers(0, 40)), max_size=20)


def test_the_words_are_short_and_say_the_figures():
    said = text(month())
    assert said.startswith("【市一院随手拍】2026年11月\n大家发现了43处不安全，弄好了39处。")
    assert "还有4处在办，这个月没有超期的。" in said
    assert "最多的：通道被堵12、插座电线8" in said
    assert "· 楼梯口的纸箱清走了" in said
    assert "· 应急灯在等配件" in said
    assert len(said) < 300


def test_late_ones_are_said_plainly():
    assert "还有4处在办，其中2处超期" in text(month(overdue=2))
    assert "没有超期" not in text(month(overdue=2))


@pytest.mark.parametrize(
    ("found", "closed", "standing", "said"),
    [
        (0, 0, 0, "这个月没有新报的隐患。\n手上没有没办完的。"),
        (0, 3, 0, "这个月没有新报的，之前的弄好了3处。"),
        (5, 0, 5, "大家发现了5处不安全，正在一处一处办。\n还有5处在办"),
        (5, 5, 0, "弄好了5处。\n手上没有没办完的。"),
    ],
)
def test_nothing_reads_like_a_sentence_and_not_like_a_zero(found, closed, standing, said):
    words = text(
        month(found=found, closed=closed, open=standing, by_kind=[], by_place=[], good=[], waiting=[])
    )
    assert said in words
    assert "0处" not in words
    assert "最多的" not in words
    assert "弄好了的" not in words


def test_a_place_with_two_rows_is_not_named_anywhere():
    said = text(month())
    assert "心内科" not in said
    assert "外科楼9、门诊楼7、其他2" in said
    other = month(by_place=[("外科楼", 9), ("门诊楼", 7), ("肾内科", 2)])
    assert picture(month()) == picture(other)


def test_places_are_left_out_when_all_are_small():
    few = month(found=4, by_place=[("心内科", 2), ("食堂", 1)])
    assert "常出现在" not in text(few)
    assert picture(few) == picture(month(found=4, by_place=[]))


def test_whoever_publishes_a_small_month_is_warned():
    assert "只有2件" in warning(month(found=2))
    assert "1个地方不到3件" in warning(month())
    assert warning(month(by_place=[("外科楼", 9)])) == ""
    assert warning(month(found=0, by_place=[])) == ""


@given(COUNTS, st.integers(1, 5))
def test_folding_loses_no_row_and_names_nothing_small(counts, fewest):
    result = folded(counts, fewest=fewest)
    assert sum(count for _, count in result) == sum(count for _, count in counts)
    assert all(count >= fewest for name, count in result if name != "其他")
    assert len(result) <= 6


def test_the_picture_is_as_wide_as_a_telephone_and_light():
    png = picture(month(pictures=(photo(), photo(BLUE))))
    assert looked_at(png).width == 1080
    assert len(png) < 1_000_000
    assert picture(month()) == picture(month())


def test_only_what_is_late_is_red():
    assert where(looked_at(picture(month(overdue=0))), LATE) is None
    assert where(looked_at(picture(month(overdue=1))), LATE) is not None


def test_before_stands_above_after():
    seen = looked_at(picture(month(pictures=(photo(RED), photo(BLUE)))))
    red, blue = where(seen, RED), where(seen, BLUE)
    assert red[3] <= blue[1]


@pytest.mark.parametrize("broken", [None, *BROKEN])
def test_without_a_photo_the_notice_is_simply_shorter(broken):
    assert picture(month(pictures=(broken, broken))) == picture(month())


def test_long_sentences_and_emoji_neither_stick_out_nor_break():
    long = month(
        hospital="某某市第一人民医院" * 8,
        by_kind=[("一个特别特别特别特别长的种类名称", 1_000_000)],
        good=["W" * 200, "换好了😀🎉", "\x00\x07", ""],
        found=1_234_567,
    )
    seen = looked_at(picture(long))
    body = seen.crop((1080 - 58, 400, 1080, seen.height - 320))
    assert body.getcolors(2) is not None, "something sticks out on the right"
    assert len(text(long)) < 500


def test_at_most_four_sentences_each_on_its_line():
    said = text(month(good=[f"第{number}件\n弄好了。" for number in range(9)]))
    assert said.count("· 第") == 4
    assert "· 第0件 弄好了\n" in said
