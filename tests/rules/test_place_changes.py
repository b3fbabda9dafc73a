"""Places put right by a second word, carried on to the next hazard, or at odds with a wall code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.places.place_changes import carried, corrected, correction, other_site
from rules.places.place_words import contradicts, read

HALVES = [
    ("病房卫生间地滑，三楼302", "3楼302病房卫生间", "地滑"),
    ("病房卫生间水龙头滴水，在三楼302", "3楼302病房卫生间", "水龙头滴水"),
    ("骨科病房卫生间漏水，三楼302", "骨科3楼302病房卫生间", "漏水"),
    ("内科楼开水间地滑，在三楼", "内科楼3楼开水间", "地滑"),
    ("三楼灯不亮，走廊", "3楼走廊", "灯不亮"),
    ("302病房地滑，三楼", "3楼302病房", "地滑"),
    ("三楼，灯坏了，走廊堆着床", "3楼", "灯坏了，走廊堆着床"),
    ("三楼卫生间漏水漏到二楼", "3楼卫生间", "漏水漏到二楼"),
    ("三楼卫生间漏水，二楼", "3楼卫生间", "漏水，二楼"),
]

CORRECTIONS = [
    ("不对，是四楼", "4楼"),
    ("打错了，是西楼梯", "西楼梯"),
    ("说错了在四楼", "4楼"),
    ("错了 应该是五楼", "5楼"),
    ("不是三楼，是四楼", "4楼"),
    ("是四楼不是三楼", "4楼"),
    ("不是三楼是五楼", "5楼"),
    ("三楼打错了 是五楼", "5楼"),
    ("我说错了，是门诊楼不是外科楼", "门诊楼"),
    ("更正：4楼西侧", "4楼西侧"),
    ("改成302病房", "302病房"),
    ("位置错了，是东走廊", "东走廊"),
    ("哦不对，在儿科", "儿科"),
    ("打错字了，应该是护士站后面", "护士站后面"),
    ("刚才说错了，地点是门诊二楼抽血处旁边", "门诊2楼抽血处旁边"),
    ("不好意思，楼层错了，是12楼", "12楼"),
    ("在外科楼4楼才对", "外科楼4楼"),
    ("是五楼，说错了", "5楼"),
    ("四楼", "4楼"),
]
NO_CORRECTIONS = [
    "不对", "不是三楼", "打错了", "谢谢", "是的", "不对，是四楼的灯坏了", "四楼灯坏了", "错了", "", "不是我报的",
    "不对，是灭火器过期", "4", "好的，是这样",
]  # fmt: skip

CORRECTED = [
    ("外科楼3楼东楼梯口", "4楼", "外科楼4楼东楼梯口"),
    ("外科楼3楼东楼梯口", "西楼梯", "外科楼3楼西楼梯"),
    ("外科楼3楼东楼梯口", "门诊楼", "门诊楼3楼东楼梯口"),
    ("外科楼3楼东楼梯口", "4楼西头", "外科楼4楼西头"),
    ("外科楼3楼东楼梯口", "门诊楼2楼", "门诊楼2楼"),
    ("外科楼3楼东楼梯口", "食堂", "食堂"),
    ("内科二病区302病房", "305病房", "内科二病区305病房"),
    ("", "4楼", "4楼"),
    ("走廊", "3楼", "3楼"),
    ("内科楼5楼东走廊", "儿科", "内科楼5楼儿科"),
]

AT_ODDS = [
    ("内科楼5楼东走廊", "3楼"),
    ("内科楼5楼东走廊", "三楼护士站"),
    ("内科楼5楼东走廊", "西走廊"),
    ("内科楼5楼东走廊", "外科楼"),
    ("内科楼5楼东走廊", "302病房"),
    ("内科楼5楼东走廊", "院子里"),
    ("5楼东走廊", "地下车库"),
    ("3号楼2层", "5号楼"),
    ("A座3楼", "B座3楼"),
    ("住院楼5楼", "门诊楼5楼"),
    ("302病房", "305病房"),
    ("负1楼配电室", "一楼"),
]
IN_ACCORD = [
    ("内科楼5楼东走廊", "5楼东走廊旁边"),
    ("内科楼5楼东走廊", "护士站后面"),
    ("内科楼5楼东走廊", "里面"),
    ("内科楼5楼东走廊", "五层东头"),
    ("内科楼5楼东走廊", "住院楼五层"),
    ("内科楼5楼", "502病房"),
    ("东楼5楼", "西走廊"),
    ("3号楼2层", "三号楼二楼西头"),
    ("门诊楼2楼抽血处", "抽血处里面"),
    ("负1楼配电室", "地下室"),
    ("新楼5楼", "外科楼5楼"),
    ("5楼东走廊", "走廊"),
    ("5楼东走廊", ""),
    ("", "3楼"),
]


@pytest.mark.parametrize(("text", "place", "what"), HALVES)
def test_the_other_half_of_the_place_may_stand_behind(text: str, place: str, what: str) -> None:
    said = read(text)
    assert (said.place, said.what) == (place, what)


@pytest.mark.parametrize(("text", "place"), CORRECTIONS)
def test_a_place_put_right_is_understood(text: str, place: str) -> None:
    assert correction(text) == place


@pytest.mark.parametrize("text", NO_CORRECTIONS)
def test_anything_else_puts_no_place_right(text: str) -> None:
    assert correction(text) == ""


@pytest.mark.parametrize(("old", "new", "place"), CORRECTED)
def test_only_what_was_said_anew_changes(old: str, new: str, place: str) -> None:
    assert corrected(old, new) == place


@pytest.mark.parametrize(("code", "said"), AT_ODDS)
def test_a_code_of_another_place_is_at_odds_with_the_words(code: str, said: str) -> None:
    assert contradicts(code, said)
    assert contradicts(said, code)


@pytest.mark.parametrize(("code", "said"), IN_ACCORD)
def test_a_finer_or_vaguer_spot_is_not(code: str, said: str) -> None:
    assert not contradicts(code, said)


PLACES = st.text(
    alphabet=st.sampled_from("外内科楼三四5层东西走廊302病房梯口不对是错了，在负一A座"), max_size=30
)


@given(PLACES, PLACES)
def test_places_never_break(one: str, other: str) -> None:
    assert len(correction(one)) <= len(one)
    assert not contradicts(one, one)
    assert contradicts(one, other) == contradicts(other, one)
    assert other in carried(one, other)
    corrected(one, other)


@pytest.mark.parametrize(
    ("known", "said", "apart"),
    [
        ("氧气房", "食堂", True),
        ("食堂", "食堂后厨", False),
        ("食堂", "厨房", False),
        ("氧气房", "5楼走廊", False),
        ("5楼氧气房", "氧气站", False),
        ("急诊大厅", "大厅", False),
        ("地下车库", "配电室", True),
        ("", "食堂", False),
    ],
)
def test_another_site(known: str, said: str, *, apart: bool) -> None:
    assert other_site(known, said) is apart
