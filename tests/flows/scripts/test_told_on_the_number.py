"""What a reporter is not rung for stands on the number: refused again, sent back, given to somebody else."""

import pytest

from tests.flows.scripts.test_officers_loop import given
from tests.hospital import Hospital, Phone


@pytest.fixture
def zhang(hospital: Hospital) -> Phone:
    """Reported 101; 王强 has it and says that it is right."""
    wang = given(hospital)
    wang.says("101弄好了")
    wang.says("搬走了")
    return hospital.phone("张敏")


def second_line(reply: str) -> str:
    return reply.splitlines()[1]


def test_the_union_does_not_agree_with_the_closure(hospital: Hospital, zhang: Phone) -> None:
    hospital.phone("李红").says("101")
    hospital.phone("李红").says("1")
    assert second_line(zhang.says("101")) == "3/2报，弄好了"
    hospital.forward(minutes=5)
    heard = len(zhang.pushes)
    chen = hospital.phone("陈静")
    chen.says("101")
    chen.says("1")
    chen.says("纸箱又回来了")
    assert second_line(zhang.says("101")) == "3/2报，工会说没弄好，后勤科接着弄，3/5前"
    assert zhang.says("我的").splitlines()[1] == "101 楼梯口堆纸箱：后勤科接着弄，3/5前。细的回号。"
    hospital.forward(minutes=5)
    assert len(zhang.pushes) == heard, "nobody is rung for it"


def test_the_officer_sends_it_back(hospital: Hospital, zhang: Phone) -> None:
    li = hospital.phone("李红")
    li.says("101")
    li.says("2")
    li.says("1")
    assert second_line(zhang.says("101")) == "3/2报，安全员看过，没弄好，后勤科接着弄，3/5前"


def test_the_reporter_knows_who_said_no_when_it_was_the_reporter(zhang: Phone) -> None:
    zhang.says("101")
    zhang.says("2")
    zhang.says("0")
    assert second_line(zhang.says("101")) == "3/2报，后勤科接着弄，3/5前"


def test_somebody_else_does_it_now(hospital: Hospital) -> None:
    given(hospital)
    hospital.phone("李红").orders("改派 101 孙丽 2天")
    zhang = hospital.phone("张敏")
    assert second_line(zhang.says("101")) == "3/2报，换内科二病区办，3/4前"
    assert "换内科二病区办" in zhang.says("我的")


def test_another_day_for_the_same_person_is_no_news(hospital: Hospital) -> None:
    given(hospital)
    hospital.phone("李红").orders("改派 101 王强 5天")
    assert second_line(hospital.phone("张敏").says("101")) == "3/2报，后勤科在办，3/7前"


def test_the_receipt_says_it_as_well(hospital: Hospital) -> None:
    hospital.phone("王强").says("你好")
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    receipt = next(line for line in zhang.says("内科楼5楼东走廊堆着纸箱").splitlines() if "回执" in line)
    digits = "".join(filter(str.isdigit, receipt.partition("回执")[2]))[:8]
    hospital.forward(minutes=3)
    hospital.phone("李红").orders("派 101 王强 3天")
    hospital.phone("李红").orders("改派 101 孙丽 2天")
    assert zhang.says(f"查{digits}").splitlines()[0] == "101号：换内科二病区办，3/4前。"
