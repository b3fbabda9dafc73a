"""到场的人: whoever has a post of the consultation day hears of it the working day before, once."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.hospital import Hospital, Phone


def put(hospital: Hospital, said: str) -> None:
    hospital.product.clock.now = datetime.fromisoformat(said).replace(tzinfo=ZoneInfo("Asia/Shanghai"))  # type: ignore[misc]


@pytest.fixture
def chen(hospital: Hospital) -> Phone:
    put(hospital, "2026-06-11 09:00")
    return hospital.phone("陈静")


@pytest.fixture
def zhang(hospital: Hospital, chen: Phone) -> Phone:
    """张敏 spoke this morning: her window is open."""
    phone = hospital.phone("张敏")
    phone.says("你好")
    return phone


def about_the_day(phone: Phone) -> list[str]:
    return [said for said in phone.pushes if "咨询日" in said]


def test_she_hears_where_when_and_what(hospital: Hospital, chen: Phone, zhang: Phone) -> None:
    chen.says("咨询日")
    chen.says("门诊大厅，展台，陈静负责")
    chen.says("张敏拍照，孙丽答疑")
    put(hospital, "2026-06-15 08:00")
    zhang.says("你好")
    hospital.forward(hours=1)
    (said,) = about_the_day(zhang)
    assert said.startswith("明天，咨询日，")
    assert "门诊大厅" in said
    assert said.endswith("你管：拍照。")
    hospital.forward(hours=20)
    assert len(about_the_day(zhang)) == 1


def test_whoever_was_replaced_hears_nothing(hospital: Hospital, chen: Phone, zhang: Phone) -> None:
    chen.says("咨询日")
    chen.says("张敏拍照")
    chen.says("李红拍照")
    put(hospital, "2026-06-15 08:00")
    zhang.says("你好")
    hospital.forward(hours=1)
    assert about_the_day(zhang) == []


def test_told_the_evening_before_it_is_said_at_once(hospital: Hospital, chen: Phone, zhang: Phone) -> None:
    put(hospital, "2026-06-15 17:00")
    zhang.says("你好")
    chen.says("咨询日")
    chen.says("张敏拍照")
    hospital.forward(minutes=5)
    assert len(about_the_day(zhang)) == 1


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        ("上午9点半", "明天9:30，"),
        ("9点开始", "明天9:00，"),
        ("8点半", "明天8:30，"),
        ("陈静负责", "明天，咨询日"),
    ],
)
def test_the_hour_that_was_told_is_the_one_that_is_heard(
    hospital: Hospital, chen: Phone, zhang: Phone, hour: str, said: str
) -> None:
    chen.says("咨询日")
    chen.says(hour)
    chen.says("张敏负责拍照，李红负责答疑")
    put(hospital, "2026-06-15 08:00")
    zhang.says("你好")
    hospital.forward(hours=1)
    (heard,) = about_the_day(zhang)
    assert heard.startswith(said)


@pytest.mark.parametrize(
    ("words", "job"),
    [
        ("张敏负责", "你负责。"),
        ("张敏负责，张敏拍照", "你负责，还管：拍照。"),
        ("张敏搬桌子", "你管：搬桌子。"),
        ("张敏管桌椅", "你管：桌椅。"),
        ("张敏、李红答疑", "你管：答疑。"),
    ],
)
def test_whoever_is_named_hears_what_is_theirs(
    hospital: Hospital, chen: Phone, zhang: Phone, words: str, job: str
) -> None:
    chen.says("咨询日")
    chen.says(words)
    put(hospital, "2026-06-15 08:00")
    zhang.says("你好")
    hospital.forward(hours=1)
    (heard,) = about_the_day(zhang)
    assert heard.endswith(f"\n{job}")
