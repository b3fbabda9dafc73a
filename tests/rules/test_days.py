"""A day as officers say it."""

from datetime import date

import pytest

from rules.days import read_day

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("said", "day", "rest"),
    [
        ("王强 3天 清走", date(2026, 3, 5), "王强 清走"),
        ("王强 三天", date(2026, 3, 5), "王强"),
        ("王强 十五天", date(2026, 3, 17), "王强"),
        ("王强 二十天", date(2026, 3, 22), "王强"),
        ("王强 3个工作日", date(2026, 3, 5), "王强"),
        ("明天 王强", date(2026, 3, 3), "王强"),
        ("王强 后天", date(2026, 3, 4), "王强"),
        ("王强 大后天", date(2026, 3, 5), "王强"),
        ("王强 3月9日 等配件", date(2026, 3, 9), "王强 等配件"),
        ("王强 3/9前", date(2026, 3, 9), "王强"),
        ("王强 1月5日", date(2027, 1, 5), "王强"),
        ("王强 周五", date(2026, 3, 6), "王强"),
        ("王强 下周五前 清走", date(2026, 3, 13), "王强 清走"),
        ("王强 周一", date(2026, 3, 2), "王强"),
        ("王强 2026年3月9日", date(2026, 3, 9), "王强"),
        ("2026-03-09 等配件", date(2026, 3, 9), "等配件"),
        ("王强", None, "王强"),
    ],
)
def test_a_day_is_read(said: str, day: date | None, rest: str) -> None:
    found = read_day(said, MONDAY)
    if day == date(2027, 1, 5):
        assert found.odd  # ten months ahead is a slip of the finger
        return
    assert (found.day, found.rest, found.odd) == (day, rest, False)


@pytest.mark.parametrize("said", ["王强 2月30日", "王强 999天", "王强 13月1日"])
def test_a_day_that_cannot_be_is_asked_about(said: str) -> None:
    assert read_day(said, MONDAY).odd


@pytest.mark.parametrize("said", ["明年12月5日", "2020年1月1日", "1000天", "13月5日"])
def test_a_slip_of_the_finger_is_asked_about(said: str) -> None:
    found = read_day(said, MONDAY)
    assert found.day is None
    assert found.odd
