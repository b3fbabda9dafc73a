"""陈静 through the end of February and through June, day by day, over real HTTP between the box and the product."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models import outbox
from simulator.phone import Phone
from suishoupai.demo.cast import milestones
from tests.flows.test_reminders import narrow
from tests.scenes.conftest import Stage

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(said: str) -> datetime:
    """``2026-06-12 08:30`` in Shanghai."""
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def only_two_duties(stage: Stage) -> None:
    """The table and the day: what else the documents ask for is told elsewhere."""
    narrow(stage.product.house.plans, ("monthly-table", "consultation-day"))


@pytest.fixture
def chen(stage: Stage) -> Phone:
    phone = stage.box.phone("陈静", "工会")
    phone.says("绑定 陈静 010001")
    return phone


def go(stage: Stage, moment: datetime) -> None:
    """The clock is moved there, and both halves of the product look at it, as after a jump in the demo."""
    stage.box.clock.to(moment)
    stage.product.metronome.tick(stage.product.clock())
    stage.wait()


def live(stage: Stage, since: str, until: str) -> None:
    """Day by day: at seven, at half past eight, and in the evening."""
    day = at(since)
    while day <= at(until):
        for hour in (7, 8, 20):
            go(stage, day.replace(hour=hour, minute=31))
        day += timedelta(days=1)


def heard(phone: Phone) -> list[tuple[str, str]]:
    """Day and hour, and first line, of each template message."""
    sent = [bubble for bubble in phone.screen if bubble.how == "template"]
    return [(f"{b.at.astimezone(SHANGHAI):%m-%d %H}", b.plain.splitlines()[0]) for b in sent]


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2027, {"02-23 08": "起草", "02-25 08": "核对", "02-26 08": "该报了"}),
        (2028, {"02-24 08": "起草", "02-25 08": "核对", "02-28 08": "该报了", "02-29 08": "最后一天"}),
    ],
)
def test_the_end_of_february(stage: Stage, chen: Phone, year: int, days: dict[str, str]) -> None:
    """闰年到29日；平年到28日，28日是周日，就说到周五为止；每一步一条，3月1日没有。"""
    live(stage, f"{year}-02-12 00:00", f"{year}-03-01 00:00")
    said = heard(chen)
    assert [when for when, _ in said] == list(days)
    assert all(step in words for (_, words), step in zip(said, days.values(), strict=True))


def test_june_from_the_first_to_the_17th(stage: Stage, chen: Phone) -> None:
    """−14 −7 −3 −1 和当天，一共五条；6月13日是周六，−3 提前到12日。"""
    live(stage, "2026-06-01 00:00", "2026-06-17 00:00")
    assert [when for when, _ in heard(chen)] == ["06-02 08", "06-09 08", "06-12 08", "06-15 08", "06-16 07"]
    others = [phone for phone in stage.box.phones if phone.name != "陈静"]
    assert Counter(b.how for phone in others for b in phone.screen if b.how == "template") == Counter()


def test_scene_19_three_days_dark(stage: Stage, chen: Phone) -> None:
    """6月12日停、15日早上开：只来一条“明天”，没有迟到的“−3”。"""
    live(stage, "2026-06-09 00:00", "2026-06-11 00:00")
    before = len(heard(chen))
    live(stage, "2026-06-15 00:00", "2026-06-15 00:00")
    assert [when for when, _ in heard(chen)[before:]] == ["06-15 08"]
    assert "明天6·16咨询日" in heard(chen)[-1][1]


def test_the_buttons_of_the_box_lead_to_a_reminder(stage: Stage, chen: Phone) -> None:
    """到2/28、到6/16：跳过去，陈静手机上就有当天那一条。"""
    for label, moment in sorted(milestones(stage.product.clock().astimezone(SHANGHAI)), key=lambda it: it[1]):
        go(stage, moment)
        when, words = heard(chen)[-1]
        assert (label, when[:5]) in {("到6/16", "06-16"), ("到2/28（没有29日）", "02-28")}
        assert ("2月查保促统计表：该报了" in words) == (label != "到6/16")


def test_a_box_set_to_the_days_of_the_first_document_has_no_sixteenth_of_june() -> None:
    """安全生产月 is of 2023: before it, only February's table is worth a jump."""
    assert [label for label, _ in milestones(at("2015-12-28 08:30"))] == ["到2/29"]


def test_who_left_is_on_the_list(stage: Stage, chen: Phone) -> None:
    """收不到的人在发件箱里，写着原因，好打电话。"""
    chen.unfollows()
    go(stage, at("2026-06-16 08:30"))
    (errand,) = stage.product.stores.writer.carry(
        lambda db: [
            row for row in outbox.errands(db) if row["kind"] == "remind" and row["reason"] != "没绑定微信"
        ]
    )
    assert errand["state"] == "given_up"
    assert errand["reason"]
