"""Days that documents name without a date, read for every year."""

from calendar import monthrange
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.plan.almanac import (
    LUNAR_YEARS,
    UNDEFINED,
    YEARLY,
    Since,
    Yearly,
    between,
    fixed,
    fuzzy,
    node_in,
    nodes,
    spring_festival,
    undefined_in,
)
from rules.workdays import is_published

years = st.integers(LUNAR_YEARS[0], LUNAR_YEARS[-1])
months = st.integers(1, 12)


def span(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


# nodes


@pytest.mark.parametrize(
    "day",
    [
        "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01",
        "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13",
        "2030-02-03",
    ],
)  # fmt: skip
def test_spring_festival(day: str) -> None:
    assert spring_festival(int(day[:4])).isoformat() == day


@pytest.mark.parametrize("year", [year for year in range(2004, 2031) if is_published(year)])
def test_the_country_rests_on_spring_festival(year: int) -> None:
    """Two calendars nobody copied from each other."""
    rests, holiday = chinese_calendar.get_holiday_detail(spring_festival(year))
    assert (rests, holiday) == (True, "Spring Festival")


@given(years)
def test_spring_festival_lies_between_great_cold_and_rain_water(year: int) -> None:
    assert date(year, 1, 20) <= spring_festival(year) <= date(year, 2, 21)


@pytest.mark.parametrize("year", [1, 1899, 2101, 9999])
def test_a_year_without_a_lunar_calendar_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        spring_festival(year)


def test_the_nodes_of_2016() -> None:
    assert [(node.name, node.first.isoformat(), node.last.isoformat()) for node in nodes(2016)] == [
        ("春节", "2016-02-08", "2016-02-08"),
        ("职业病防治法宣传周", "2016-04-25", "2016-05-01"),
        ("五一", "2016-05-01", "2016-05-01"),
        ("安全生产月", "2016-06-01", "2016-06-30"),
        ("6·16安全宣传咨询日", "2016-06-16", "2016-06-16"),
        ("十一", "2016-10-01", "2016-10-01"),
    ]


@given(years)
def test_nodes_are_in_order_and_of_their_year(year: int) -> None:
    found = nodes(year)
    assert [node.first for node in found] == sorted(node.first for node in found)
    assert all(node.first.year == node.last.year == year and node.first <= node.last for node in found)
    assert {node.code for node in found} == {each.code for each in YEARLY}
    assert all(node_in(node.code, year) == node for node in found)


def test_6_16_does_not_move_at_weekends() -> None:
    assert {node_in("consultation-day", year).first.weekday() for year in range(2016, 2044)} == set(range(7))


def test_only_what_is_computed_for_an_unpublished_year_is_a_guess() -> None:
    assert not any(node.guessed for node in nodes(2016))
    assert not is_published(2099)
    assert {node.code for node in nodes(2099) if node.guessed} == {"spring-festival"}


def test_a_hospital_may_have_days_of_its_own() -> None:
    fire = Yearly("fire-day", "消防日", fixed(11, 9))
    leap = Yearly("leap", "闰日", fixed(2, 29))
    autumn = Yearly("autumn", "秋检", between((9, 20), (9, 30)))
    found = nodes(2023, [fire, leap, autumn])
    assert [(node.code, node.first, node.last) for node in found] == [
        ("leap", date(2023, 2, 28), date(2023, 2, 28)),
        ("autumn", date(2023, 9, 20), date(2023, 9, 30)),
        ("fire-day", date(2023, 11, 9), date(2023, 11, 9)),
    ]


# phrases


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        # the two rounds of the province, and the end of the concentrated action
        ("1月", "2016-01-01", "2016-01-31"),
        ("3月中下旬", "2016-03-11", "2016-03-31"),
        ("明年4月底", "2016-04-30", "2016-04-30"),
        # parts of a month
        ("2月上旬", "2016-02-01", "2016-02-10"),
        ("2月上中旬", "2016-02-01", "2016-02-20"),
        ("2月中旬", "2016-02-11", "2016-02-20"),
        ("2月下旬", "2016-02-21", "2016-02-29"),
        ("3月初", "2016-03-01", "2016-03-10"),
        ("3月中", "2016-03-11", "2016-03-20"),
        ("2月末", "2016-02-29", "2016-02-29"),
        ("十二月份", "2016-12-01", "2016-12-31"),
        # parts of a year
        ("年初", "2016-01-01", "2016-01-31"),
        ("年底", "2016-12-31", "2016-12-31"),
        ("今年底", "2016-12-31", "2016-12-31"),
        ("今年年底", "2016-12-31", "2016-12-31"),
        ("全年", "2016-01-01", "2016-12-31"),
        ("上半年", "2016-01-01", "2016-06-30"),
        ("下半年", "2016-07-01", "2016-12-31"),
        ("上半年末", "2016-06-30", "2016-06-30"),
        ("一季度", "2016-01-01", "2016-03-31"),
        ("第2季度", "2016-04-01", "2016-06-30"),
        ("四季度", "2016-10-01", "2016-12-31"),
        ("三季度末", "2016-09-30", "2016-09-30"),
        # a written year wins over the given one
        ("2017年", "2017-01-01", "2017-12-31"),
        ("2017年2月底", "2017-02-28", "2017-02-28"),
        # single days, and what must be done before them
        ("6月16日", "2016-06-16", "2016-06-16"),
        ("六月三十日", "2016-06-30", "2016-06-30"),
        ("2016年5月10日之前", "2016-05-10", "2016-05-10"),
        ("5月10日前", "2016-05-10", "2016-05-10"),
        ("年底以前", "2016-12-31", "2016-12-31"),
        # from one to another
        ("1-3月", "2016-01-01", "2016-03-31"),
        ("1至3月", "2016-01-01", "2016-03-31"),
        ("3月中旬到4月底", "2016-03-11", "2016-04-30"),
        ("3月中旬至下旬", "2016-03-11", "2016-03-31"),
        ("3月下旬至月底", "2016-03-21", "2016-03-31"),
        ("6月1日至30日", "2016-06-01", "2016-06-30"),
        ("2016年6月1 日至6月30 日", "2016-06-01", "2016-06-30"),
        ("2015年12月28日—2016年4月30日", "2015-12-28", "2016-04-30"),
        ("一季度至三季度", "2016-01-01", "2016-09-30"),
        # by name
        ("春节", "2016-02-08", "2016-02-08"),
        ("“五一”", "2016-05-01", "2016-05-01"),
        ("“安全生产月”期间", "2016-06-01", "2016-06-30"),
        ("十一", "2016-10-01", "2016-10-01"),
        ("十一月", "2016-11-01", "2016-11-30"),
        # as people type
        (" ３月 中下旬 ", "2016-03-11", "2016-03-31"),
        ("６～９月", "2016-06-01", "2016-09-30"),
    ],
)
def test_a_fuzzy_phrase_is_a_stretch_of_days(phrase: str, first: str, last: str) -> None:
    assert fuzzy(phrase, 2016) == span(first, last)


@pytest.mark.parametrize(
    "phrase",
    [
        "", "年", "月底", "下旬", "13月", "0月", "2月30日", "一二月", "五季度", "0000年底",
        "每月30日前", "每季度最后一个月的20日之前",  # a rhythm, not a stretch
        "3月前", "上半年之前", "一季度前",  # before the first of it, or before its end?
        "4月至3月", "12月至次年2月", "1月至2月至3月", "3月至", "至3月", "1月和3月中下旬",
        "尽快", "及时", "年内", "春节前后", "文件下发之日",
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_not_guessed(phrase: str) -> None:
    assert fuzzy(phrase, 2016) is None


def test_spring_festival_is_no_phrase_where_nobody_computed_it() -> None:
    assert fuzzy("春节", 2300) is None
    assert fuzzy("五一", 2300) == span("2300-05-01", "2300-05-01")


@given(st.integers(1, 9999), months)
def test_the_three_parts_of_a_month_tile_it(year: int, month: int) -> None:
    parts = [fuzzy(f"{month}月{part}旬", year) for part in "上中下"]
    days = [
        first + timedelta(days=n)
        for first, last in filter(None, parts)
        for n in range((last - first).days + 1)
    ]
    assert days == [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    assert fuzzy(f"{month}月", year) == (days[0], days[-1])
    assert fuzzy(f"{month}月底", year) == (days[-1], days[-1])


@given(st.integers(1, 9999))
def test_quarters_tile_the_halves(year: int) -> None:
    quarters = [found for n in "一二三四" if (found := fuzzy(f"{n}季度", year))]
    assert [first.month for first, _ in quarters] == [1, 4, 7, 10]
    assert [(last + timedelta(days=1)).day for _, last in quarters[:3]] == [1, 1, 1]
    assert fuzzy("上半年", year) == (quarters[0][0], quarters[1][1])
    assert fuzzy("下半年", year) == (quarters[2][0], quarters[3][1])


pieces = st.sampled_from(
    [
        *"一二三四十初中底末月日年半上下第至到前-0139",
        "季度",
        "上旬",
        "中下旬",
        "之前",
        "2016年",
        "今年",
        "春节",
    ]
)


@given(st.text(max_size=12) | st.lists(pieces, max_size=8).map("".join), st.integers(-1, 10_000))
@example("9999年12月底至12月31日", 9999)
@example("٣月", 2016)
def test_whatever_is_written_gives_a_stretch_forward_or_nothing(phrase: str, year: int) -> None:
    found = fuzzy(phrase, year)
    assert found is None or found[0] <= found[1]


# words that set no day


@pytest.mark.parametrize(
    ("phrase", "since", "due"),
    [
        ("尽快", "2015-12-28", "2016-01-27"),
        ("及时", "2016-02-29", "2016-02-29"),
        ("迅速", "2016-02-28", "2016-02-29"),
        ("经常性", "2016-01-01", "2016-01-31"),
        ("定期", "2016-02-25", "2016-03-03"),
        ("年内", "2016-02-25", "2016-12-31"),
    ],
)
def test_an_open_word_has_a_default_and_keeps_its_phrase(phrase: str, since: str, due: str) -> None:
    reading = UNDEFINED[phrase]
    assert reading.phrase == phrase
    assert reading.due(date.fromisoformat(since)).isoformat() == due


def test_the_default_is_said_in_words() -> None:
    """The number a person reads is the number that counts."""
    assert set(UNDEFINED) == {"尽快", "及时", "迅速", "经常性", "定期", "年内"}
    assert all(str(r.days) in r.said for r in UNDEFINED.values() if r.days > 1)
    assert [r.phrase for r in UNDEFINED.values() if r.since is Since.ISSUE] == ["尽快"]


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("积极协调本单位党政，尽快将群众性安全生产活动纳入本单位安全生产的总体部署", ["尽快"]),
        ("要定期填写整改情况，在整改完成后，要及时对销号处理", ["定期", "及时"]),
        ("经常性地走进单位、深入一线", ["经常性"]),
        ("2016年5月10日之前上报集中行动情况报告", []),
    ],
)
def test_the_open_words_of_a_clause(clause: str, words: list[str]) -> None:
    assert [reading.phrase for reading in undefined_in(clause)] == words
