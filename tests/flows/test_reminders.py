"""提醒: what the union's officer hears of the days that stand in a document, when, and how often."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, update

from actions import reminding
from actions.plan.book import PlanBook
from actions.reminding import Planner
from models.people import Person
from models.plan import beginnings
from plans.loading import load_plans
from tests.edges.together import at_once
from tests.hospital import Hospital, Phone

SHANGHAI = ZoneInfo("Asia/Shanghai")
TWO = ("monthly-table", "consultation-day")


def at(said: str) -> datetime:
    """``2026-06-12 08:30`` in Shanghai."""
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


def beat(hospital: Hospital, said: str) -> None:
    """The clock is moved there; scheduler and courier look at it."""
    hospital.product.clock.now = at(said)  # type: ignore[misc]
    hospital.product.metronome.tick(hospital.now)
    hospital.product.courier.until_empty()


def live(hospital: Hospital, since: str, until: str, every: timedelta = timedelta(hours=1)) -> None:
    """Every hour from one moment to another."""
    moment = at(since)
    while moment <= at(until):
        beat(hospital, f"{moment:%Y-%m-%d %H:%M}")
        moment += every


@pytest.fixture(autouse=True)
def only_two_duties(hospital: Hospital) -> None:
    """The table and the day: what else the documents ask for is told elsewhere."""
    narrow(hospital.product.house.plans, TWO)


def narrow(book: PlanBook, codes: tuple[str, ...]) -> None:
    """The documents as if they asked for nothing else."""
    book.shipped = tuple(
        replace(plan, duties=tuple(duty for duty in plan.duties if duty.code in codes))
        for plan in book.shipped
    )


def only(hospital: Hospital, *codes: str) -> None:
    """These duties instead of the two."""
    hospital.product.house.plans.shipped = load_plans()
    narrow(hospital.product.house.plans, codes)


@pytest.fixture
def chen(hospital: Hospital) -> Phone:
    return hospital.phone("陈静")


def test_the_day_itself_at_half_past_seven(hospital: Hospital, chen: Phone) -> None:
    beat(hospital, "2026-06-16 07:29")
    before = len(chen.pushes)
    beat(hospital, "2026-06-16 07:30")
    assert chen.pushes[before:] == [
        "模板：今天6·16咨询日｜市一院 陈静｜2026-06-16 18:00｜留4样：照片人数份数问答"
    ]


def test_who_spoke_lately_gets_the_text(hospital: Hospital, chen: Phone) -> None:
    hospital.product.clock.now = at("2026-06-15 08:00")  # type: ignore[misc]
    chen.says("你好")
    beat(hospital, "2026-06-15 08:30")
    assert chen.pushes == ["明天就是6·16安全宣传咨询日。\n海报、资料、签到表都带上，早点到场摆好。"]


def test_a_reminder_changes_no_digit(hospital: Hospital, chen: Phone) -> None:
    """Met in the middle of a report: the next 1 still belongs to the report."""
    hospital.product.clock.now = at("2026-06-15 08:20")  # type: ignore[misc]
    assert chen.says("三楼东楼梯口堆着纸箱").startswith("记好了，101号")
    beat(hospital, "2026-06-15 08:30")
    assert sum("6·16" in push for push in chen.pushes) == 1
    assert chen.says("1").startswith("想补什么？")


def test_the_whole_ladder_of_june_once_each(hospital: Hospital, chen: Phone) -> None:
    live(hospital, "2026-06-01 00:00", "2026-06-17 23:00")
    assert [push.split("｜")[0] for push in chen.pushes] == [
        "模板：6·16咨询日：定方案",
        "模板：6·16咨询日：备东西",
        "模板：6·16咨询日：定人",
        "模板：明天6·16咨询日",
        "模板：今天6·16咨询日",
    ]
    sent = [f"{e['done_at'].astimezone(SHANGHAI):%m-%d %H}" for e in reversed(hospital.errands("remind"))]
    assert sent == ["06-02 09", "06-09 09", "06-12 09", "06-15 09", "06-16 08"]


def test_three_days_dark(hospital: Hospital, chen: Phone) -> None:
    """Scene 19: from the 12th to the morning of the 15th nobody was there; only 明天 comes, no late −3."""
    live(hospital, "2026-06-09 07:00", "2026-06-12 08:00")
    before = len(chen.pushes)
    live(hospital, "2026-06-15 00:30", "2026-06-15 23:30")
    assert [push.split("｜")[0] for push in chen.pushes[before:]] == ["模板：明天6·16咨询日"]


def test_what_was_posted_but_not_carried_before_the_dark_is_not_carried_late(
    hospital: Hospital, chen: Phone
) -> None:
    hospital.product.metronome.tick(at("2026-06-12 08:30"))
    beat(hospital, "2026-06-15 08:00")
    assert chen.pushes == []
    assert [e["state"] for e in hospital.errands("remind")] == ["stale"]
    beat(hospital, "2026-06-15 08:30")
    assert [push.split("｜")[0] for push in chen.pushes] == ["模板：明天6·16咨询日"]


def test_nothing_by_night(hospital: Hospital, chen: Phone) -> None:
    beat(hospital, "2026-06-12 23:00")
    assert chen.pushes == []
    assert [e["due_at"] for e in hospital.errands("remind")] == [at("2026-06-13 07:30")]
    beat(hospital, "2026-06-13 07:29")
    assert chen.pushes == []
    beat(hospital, "2026-06-13 07:30")
    assert [push.split("｜")[0] for push in chen.pushes] == ["模板：6·16咨询日：定人"]


def test_nothing_by_night_though_the_courier_slept_all_day(hospital: Hospital, chen: Phone) -> None:
    hospital.product.metronome.tick(at("2026-06-12 08:30"))
    beat(hospital, "2026-06-13 03:00")
    assert chen.pushes == []
    beat(hospital, "2026-06-13 07:30")
    assert len(chen.pushes) == 1


def test_caught_up_a_day_late_it_counts_the_days_from_then(hospital: Hospital, chen: Phone) -> None:
    hospital.product.clock.now = at("2026-06-14 09:00")  # type: ignore[misc]
    chen.says("你好")
    beat(hospital, "2026-06-14 10:00")
    assert chen.pushes[0].startswith("6·16安全宣传咨询日还有2天，人定了吗？")


def test_said_late_it_names_no_hour_that_is_over(hospital: Hospital, chen: Phone) -> None:
    beat(hospital, "2026-06-07 10:00")
    assert chen.pushes == ["模板：6·16咨询日：定方案｜市一院 陈静｜2026-06-16 17:00｜定：地点、形式、负责人"]


@pytest.mark.parametrize(
    ("day", "what", "by"),
    [
        ("2026-02-27 08:30", "2月查保促统计表：该报了", "2026-02-27 17:00"),
        ("2026-02-28 08:30", "2月查保促统计表：最后一天", "2026-02-28 17:00"),
        ("2028-02-28 08:30", "2月查保促统计表：该报了", "2028-02-28 17:00"),
        ("2028-02-29 08:30", "2月查保促统计表：最后一天", "2028-02-29 17:00"),
        ("2028-03-30 08:30", "3月查保促统计表：最后一天", "2028-03-30 17:00"),
    ],
)
def test_the_monthly_table(hospital: Hospital, chen: Phone, day: str, what: str, by: str) -> None:
    beat(hospital, day)
    assert [push.split("｜")[:3] for push in chen.pushes] == [[f"模板：{what}", "市一院 陈静", by]]


def test_only_the_union_hears_of_it(hospital: Hospital, chen: Phone) -> None:
    others = [hospital.phone(name) for name in ("张敏", "李红", "王强")]
    live(hospital, "2026-06-15 08:30", "2026-06-16 08:30")
    assert [phone.pushes for phone in others] == [[], [], []]
    assert len(chen.pushes) == 2


def test_who_takes_office_meanwhile_hears_the_newest_step(hospital: Hospital, chen: Phone) -> None:
    zhang = hospital.phone("张敏")
    beat(hospital, "2026-06-12 08:30")
    hospital.carry(lambda db: db.execute(update(Person).where(Person.name == "张敏").values(role="union")))
    beat(hospital, "2026-06-12 09:00")
    assert len(zhang.pushes) == len(chen.pushes) == 1


def test_who_cannot_be_reached_is_in_the_outbox_with_the_reason(hospital: Hospital) -> None:
    beat(hospital, "2026-06-15 08:30")
    (errand,) = hospital.errands("remind")
    assert (errand["state"], errand["reason"]) == ("given_up", "没绑定微信")
    assert errand["person_id"] == hospital.ids["陈静"]


def test_two_schedulers_in_the_same_moment_post_it_once(hospital: Hospital, chen: Phone) -> None:
    now, house = at("2026-06-15 08:30"), hospital.product.house
    calls = hospital.carry(lambda db: Planner(house.plans, house.clocks).calls(db, now))
    assert len(calls) == 1
    beats = [lambda: hospital.product.metronome.tick(now)] * 8
    beats += [lambda: hospital.carry(lambda db: reminding.remind(db, calls, now))] * 8  # type: ignore[list-item]
    at_once(beats)
    assert len(hospital.errands("remind")) == 1


@pytest.mark.parametrize(("day", "most"), [("2026-08-03 10:00", 2), ("2026-06-15 10:00", 2)])
def test_an_idle_beat_asks_little(hospital: Hospital, chen: Phone, day: str, most: int) -> None:
    beat(hospital, day)
    asked: list[str] = []
    event.listen(
        hospital.product.stores.reading, "before_cursor_execute", lambda *said: asked.append(said[2])
    )
    hospital.product.metronome.tick(hospital.now + timedelta(seconds=30))
    assert len(asked) <= most, asked
    house = hospital.product.house
    again = hospital.carry(lambda db: Planner(house.plans, house.clocks).calls(db, hospital.now))
    assert hospital.carry(lambda db: reminding.remind(db, again, hospital.now)) == 0


# 签收


@pytest.mark.parametrize(
    ("founded", "asked", "silent"),
    [
        (None, "2015-12-28 08:30", "2016-12-28 08:30"),
        ("2026-03-02 09:00", "2026-12-28 08:30", "2027-12-28 08:30"),
    ],
)
def test_a_document_that_is_followed_on_is_announced_once(
    hospital: Hospital,
    chen: Phone,
    monkeypatch: pytest.MonkeyPatch,
    founded: str | None,
    asked: str,
    silent: str,
) -> None:
    """Whoever never signed is not asked anew each December as if a document had come; 方案 goes on saying so."""
    only(hospital, "receipt")
    monkeypatch.setattr(beginnings, "founded_at", lambda _: founded and at(founded))
    beat(hospital, asked)
    assert [push.split("｜")[0] for push in chen.pushes] == ["模板：签收：查保促方案"]
    beat(hospital, silent)
    assert len(chen.pushes) == 1
    assert "还没签收" in chen.says("方案")
