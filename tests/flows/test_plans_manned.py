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
    assert said.startswith("明天8:30，")
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
