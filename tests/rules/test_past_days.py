"""A day gone by as cadres type it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.plan.spoken.past_days import FURTHEST, read_past_day


def _listed(words: str) -> list[str]:
    return words.split(" ")


TODAY = date(2016, 3, 1)  # a Tuesday


@pytest.mark.parametrize(
    ("said", "day", "rest"),
    [
        ("今天 消防", date(2016, 3, 1), "消防"),
        ("昨天消防", date(2016, 2, 29), "消防"),
        ("前天", date(2016, 2, 28), ""),
        ("大前天", date(2016, 2, 27), ""),
        ("昨儿个下午", date(2016, 2, 29), "下午"),
        ("今早晨会", date(2016, 3, 1), "晨会"),
        ("寻日演习", date(2016, 2, 29), "演习"),
        ("上周三", date(2016, 2, 24), ""),
        ("周三", date(2016, 2, 24), ""),
        ("周二", date(2016, 3, 1), ""),
        ("星期天", date(2016, 2, 28), ""),
        ("这周一", date(2016, 2, 29), ""),
        ("上个礼拜五", date(2016, 2, 26), ""),
        ("上上周日", date(2016, 2, 21), ""),
        ("3天前", date(2016, 2, 27), ""),
        ("两天前", date(2016, 2, 28), ""),
        ("十五天之前", date(2016, 2, 15), ""),
        ("2月25日", date(2016, 2, 25), ""),
        ("2月25", date(2016, 2, 25), ""),
        ("２月２５号培训", date(2016, 2, 25), "培训"),
        ("二月二十五号", date(2016, 2, 25), ""),
        ("2/25", date(2016, 2, 25), ""),
        ("2.25消防", date(2016, 2, 25), "消防"),
        ("2.25,20人", date(2016, 2, 25), ",20人"),
        ("25号", date(2016, 2, 25), ""),
        ("二十五号", date(2016, 2, 25), ""),
        ("31号", date(2016, 1, 31), ""),
        ("上月25号", date(2016, 2, 25), ""),
        ("上个月三号", date(2016, 2, 3), ""),
        ("去年12月30日", date(2015, 12, 30), ""),
        ("2016-02-25", date(2016, 2, 25), ""),
        ("2016.2.25", date(2016, 2, 25), ""),
        ("20160225", date(2016, 2, 25), ""),
        ("16年2月25日", date(2016, 2, 25), ""),
        ("2015年12月30日", date(2015, 12, 30), ""),
        ("2月25日至26日", date(2016, 2, 26), ""),
        ("2月25-26日", date(2016, 2, 26), ""),
        ("昨天学了2月1日的通报", date(2016, 2, 29), "学了2月1日的通报"),
        ("12月30日", date(2015, 12, 30), ""),
    ],
)
def test_a_day_gone_by_is_read(said: str, day: date, rest: str) -> None:
    found = read_past_day(said, TODAY)
    assert (found.day, found.rest, found.odd) == (day, rest, False)


@pytest.mark.parametrize(
    "said",
    _listed(
        "19:30 3.5小时 42人 12-14床 12到14床 2月25人 19.30 上午9.30 每周一晨会 一周一次 提前天数 目前日常 3号楼 25号会议室 42/50人 "
        "1/2的人 第3日 5日内 6·16宣传活动 6.16安全宣传咨询日 二十号人 2月份 上周 3.5学时 电话13812345678 十二三天 一号门 消防"
    ),
)
def test_what_is_no_day_is_none(said: str) -> None:
    found = read_past_day(said, TODAY)
    assert (found.day, found.rest, found.odd) == (None, said, False)


@pytest.mark.parametrize(
    "said",
    _listed(
        "明天 后天 大后天 下周三 这周三 2月30号 13月1日 2016年3月2日 2015年1月1日 999天前 2014-02-25 2017-02-25 今年12月1日"
    ),
)
def test_a_day_to_come_or_long_ago_is_asked_about(said: str) -> None:
    found = read_past_day(said, TODAY)
    assert found.day is None
    assert found.odd


@pytest.mark.parametrize(
    ("today", "said", "day"),
    [
        (date(2017, 1, 2), "12月30日", date(2016, 12, 30)),
        (date(2017, 1, 2), "31号", date(2016, 12, 31)),
        (date(2017, 1, 2), "上月25号", date(2016, 12, 25)),
        (date(2017, 1, 2), "周五", date(2016, 12, 30)),
        (date(2017, 1, 2), "大前天", date(2016, 12, 30)),
        (date(2017, 1, 2), "去年12.30", date(2016, 12, 30)),
        (date(2016, 2, 29), "2月29日", date(2016, 2, 29)),
        (date(2016, 2, 29), "去年2月28日", date(2015, 2, 28)),
        (date(2017, 3, 1), "2月29日", date(2016, 2, 29)),
        (date(2016, 3, 30), "30号", date(2016, 3, 30)),
        (date(2016, 3, 29), "30号", date(2016, 1, 30)),
    ],
)
def test_the_turn_of_the_year_and_the_leap_day(today: date, said: str, day: date) -> None:
    assert read_past_day(said, today).day == day


def test_a_leap_day_of_years_ago_and_of_no_year_is_odd() -> None:
    assert read_past_day("2月29日", date(2018, 3, 1)).odd
    assert read_past_day("2015年2月29日", TODAY).odd


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)), st.integers(0, 364))
def test_every_spelling_of_a_day_of_the_last_year_is_read_alike(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    spellings = (f"{day:%Y-%m-%d}", f"{day.year}年{day.month}月{day.day}日", f"{ago}天前")
    yearless = (f"{day.month}月{day.day}号", f"{day.month}/{day.day}", f"{day.month}.{day.day}")
    assert {read_past_day(said, today).day for said in (*spellings, *yearless)} == {day}


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)), st.integers(FURTHEST + 1, 2000))
def test_further_back_than_that_is_odd(today: date, ago: int) -> None:
    assert read_past_day(f"{today - timedelta(days=ago):%Y年%m月%d日}", today).odd


@given(
    st.text("0123456789年月日号天前上下个周一二三十九去大昨今明-/.:· ", max_size=20),
    st.dates(date(2010, 1, 1)),
)
def test_no_words_break_the_reader_and_no_day_to_come_is_read(said: str, today: date) -> None:
    found = read_past_day(said, today)
    assert found.day is None or today - timedelta(days=FURTHEST) <= found.day <= today
