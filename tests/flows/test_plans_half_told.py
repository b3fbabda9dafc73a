"""记了一半: what was told of a training waits, is asked about once, and is found again."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from actions.plan.doing import half_told
from models.plan import deeds
from tests.hospital import Hospital, Phone

NOW = datetime(2016, 2, 26, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def chen(hospital: Hospital) -> Phone:
    hospital.product.clock.now = NOW  # type: ignore[misc]
    return hospital.phone("陈静")


def kept(hospital: Hospital) -> list[dict[str, object]]:
    days = (datetime(2015, 1, 1).date(), datetime(2017, 1, 1).date())
    home = hospital.ids["市一院"]
    return hospital.carry(lambda db: [dict(row) for row in deeds.deeds_of(db, home, *days)])


def test_three_hours_later_the_answer_is_still_an_answer(hospital: Hospital, chen: Phone) -> None:
    """She was called to a meeting between the subject and the head-count."""
    for words in ("记培训", "2", "1"):
        chen.says(words)
    hospital.forward(hours=3)
    assert chen.pushes == [
        "没记完：2月25日周四 消防 职工安全培训，还差人数。\n回 接着记，一句话就能补上；不要了回 不记了。"
    ]
    assert chen.says("42人").startswith("记好了：2月25日 消防 职工安全培训 工会办 42人")


def test_two_days_later_it_is_taken_up_where_it_stood(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防")
    hospital.forward(days=2)
    said = chen.says("接着记")
    assert said.startswith("接着记：2月25日周四 消防 职工安全培训，还差人数。\n多少人？")
    assert chen.says("42").startswith("记好了：2月25日 消防")
    assert chen.says("接着记") == "没有记了一半的。要记回 记培训。"


def test_it_stands_among_what_is_to_be_done(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防")
    hospital.forward(days=2)
    assert "1) 没记完：2月25日周四 消防 职工安全培训，还差人数" in chen.says("待办")
    assert chen.says("1").startswith("接着记：2月25日周四")
    assert "没记完：2月25日周四" in chen.says("方案")


def test_a_new_one_begun_the_old_one_is_offered(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防")
    hospital.forward(days=2)
    assert chen.says("记培训").startswith(
        "上次没记完：2月25日周四 消防 职工安全培训，还差人数。\n1接着记 2另记一场"
    )
    assert chen.says("2").startswith("记一次职工安全培训。哪天？")
    chen.says("今天")
    chen.says("用电")
    chen.says("30人")
    assert [row["attested"] for row in kept(hospital)] == [30]
    assert chen.says("接着记").startswith("接着记：2月25日周四 消防")


def test_told_again_in_one_breath_it_waits_no_more(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防")
    chen.says("记培训 昨天 消防 42人")
    assert "没记完" not in chen.says("待办")
    assert [row["attested"] for row in kept(hospital)] == [42]


def test_a_hazard_in_between_loses_neither(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防")
    assert "101号" in chen.says("三楼东楼梯口堆着纸箱")
    assert chen.says("接着记").startswith("接着记：2月25日周四 消防")


def test_a_photo_hours_later_is_a_hazard(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防")
    hospital.forward(hours=5)
    assert chen.shows_photo().startswith("照片收到")
    assert kept(hospital) == []


def test_not_wanted_it_is_gone_and_nobody_asks(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防")
    hospital.forward(minutes=40)
    assert chen.says("不记了").startswith("好，")
    hospital.forward(hours=6)
    assert chen.pushes == []
    assert "没记完" not in chen.says("待办")


def test_at_night_nobody_is_asked(hospital: Hospital, chen: Phone) -> None:
    hospital.forward(hours=12)
    chen.says("记培训 昨天 消防")
    hospital.forward(hours=3)
    assert chen.pushes == []
    hospital.forward(hours=8)
    assert len(chen.pushes) == 1


def test_nothing_told_nothing_waits(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训")
    hospital.forward(hours=6)
    assert chen.pushes == []
    assert chen.says("接着记") == "没有记了一半的。要记回 记培训。"


def waiting(hospital: Hospital) -> list[str]:
    person, now = hospital.ids["陈静"], hospital.product.clock()
    return [one["words"] for one in hospital.carry(lambda db: half_told.waiting(db, person, now))]


def tells(hospital: Hospital, words: str) -> int:
    house, now = hospital.product.house, hospital.product.clock()
    person = hospital.ids["陈静"]
    return hospital.carry(lambda db: half_told.keep(db, person, {"words": words}, now, house.clocks))


def test_five_wait_at_most_the_oldest_goes(hospital: Hospital, chen: Phone) -> None:
    for words in "一二三四五六":
        tells(hospital, words)
        hospital.forward(minutes=1)
    assert waiting(hospital) == list("六五四三二")


def test_after_a_fortnight_it_is_forgotten_and_its_number_is_free(hospital: Hospital, chen: Phone) -> None:
    assert tells(hospital, "二月的") == 1
    hospital.forward(days=15)
    assert waiting(hospital) == []
    assert tells(hospital, "三月的") == 1
    assert waiting(hospital) == ["三月的"]
