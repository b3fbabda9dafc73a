"""重放, shorter stretches: three days dark, three schedulers, a June, a quick courier, the command, and other clocks."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, insert, select

from bot.writer import Work
from models.people import Person
from models.units import Unit
from rules.plan.dues import dues
from rules.plan.duty import Duty
from rules.plan.slots import Slot, slots
from suishoupai.cli import main
from suishoupai.product import Product, build
from suishoupai.reminders import reminders
from suishoupai.settings import load
from suishoupai.stores import open_stores
from tests.edges.together import at_once
from tests.hospital import Hospital
from tests.plan.replayed import SHANGHAI, TWICE, Heard, Replay, at, formal_days, opened, twice
from tests.plan.sending import plan

T = TypeVar("T")


@pytest.fixture
def fresh(database_url: str, tmp_path: Path) -> Iterator[Callable[[str], Replay]]:
    """A product that begins at some moment."""
    held = []

    def begin(begins: str) -> Replay:
        context = opened(database_url, tmp_path, at(begins))
        held.append(context)
        return Replay(Hospital(context.__enter__()))

    yield begin
    for context in held:
        context.__exit__(None, None, None)


def _of(heard: list[Heard], person: str, duty: str) -> list[tuple[str, str]]:
    return [(one.step, f"{one.at:%m-%d %H:%M}") for one in heard if (one.person, one.duty) == (person, duty)]


def test_three_days_dark_the_newest_step_is_said_and_no_older_one(fresh: Callable[[str], Replay]) -> None:
    replay = fresh("2016-02-22 08:00")
    dark = (at("2016-02-25 06:00"), at("2016-02-28 12:00"))
    replay.plays(date(2016, 2, 22), date(2016, 3, 1), dark=dark)
    heard = replay.heard()
    assert _of(heard, "陈静", "monthly-table") == [
        ("draft", "02-24 08:30"),
        ("target", "02-28 12:30"),  # the eve's own day was over
        ("last", "02-29 08:30"),
    ]
    kept = {
        (slot.step.code, duty.code)
        for duty in plan().duties
        if "unit" in duty.whom
        for slot in _open_over(duty, *dark)
    }
    assert ("target", "monthly-table") in kept
    assert kept <= {(one.step, one.duty) for one in heard if one.at >= dark[1]}
    assert twice([(one.person, one.unit, one.duty, one.formal, one.step) for one in heard]) == []


def _open_over(duty: Duty, since: datetime, until: datetime) -> list[Slot]:
    """Steps whose moment came in the dark and is not over when the light is back."""
    found = (slot for due in dues(duty, 2016) for slot in slots(duty, due, SHANGHAI))
    return [slot for slot in found if since <= slot.opens < until < slot.closes and slot.step.to == "owner"]


def test_three_schedulers_at_once_say_what_one_says(
    fresh: Callable[[str], Replay], database_url: str, tmp_path: Path
) -> None:
    replay = fresh("2016-04-24 08:00")
    settings, clock = replay.product.settings, replay.product.clock
    others = [build(settings, open_stores(settings), clock, name=f"other{n}") for n in range(2)]
    every: list[Product] = [replay.product, *others]
    replay.plays(
        date(2016, 4, 24),
        date(2016, 5, 3),
        hours=TWICE,
        beat=lambda now: (
            [None for _ in at_once([lambda one=one: one.metronome.tick(now) for one in every])] and None
        ),
    )
    for other in others:
        other.stop()
    heard = replay.heard()
    assert twice([(one.person, one.unit, one.duty, one.formal, one.step) for one in heard]) == []
    assert _of(heard, "陈静", "monthly-table") == [
        ("draft", "04-25 08:30"),
        ("eve", "04-28 08:30"),
        ("target", "04-29 08:30"),
    ]
    times = Counter((person, day) for person, day, _ in replay.messages())
    assert [one for one, count in times.items() if count > 1] == []


def test_june_and_its_day(fresh: Callable[[str], Replay]) -> None:
    """2023: the month of the district's document, in a hospital that has two documents to follow."""
    replay = fresh("2023-05-31 08:00")
    replay.plays(date(2023, 5, 31), date(2023, 6, 30), hours=(time(3, 30), time(7, 30), time(8, 30)))
    heard = [one for one in replay.heard() if one.unit == replay.unit]
    days = formal_days(heard, replay.unit)
    assert days["receipt"] == [date(2023, 6, 6)]
    assert days["consultation-day"] == [date(2023, 6, 16)]
    assert days["quarterly-report"] == [date(2023, 6, 20)]
    assert {day for duty in ("month-scheme", "whole-month") for day in days[duty]} == {date(2023, 6, 30)}
    assert _of(heard, "陈静", "consultation-day") == [
        ("-14", "06-02 08:30"),
        ("-7", "06-09 08:30"),
        ("-3", "06-13 08:30"),
        ("-1", "06-15 08:30"),
        ("day", "06-16 07:30"),
    ]
    times = Counter((person, day) for person, day, moment in replay.messages() if moment != time(7, 30))
    assert [one for one, count in times.items() if count > 1] == []
    assert min(moment for _, day, moment in replay.messages() if day == date(2023, 6, 16)) == time(7, 30)
    assert [one for one in replay.messages() if not time(7, 30) <= one[2] < time(21, 30)] == []


def test_a_courier_who_carries_at_once_still_says_one_thing_a_day(fresh: Callable[[str], Replay]) -> None:
    """The threads of a real process: scheme, handbook and agenda fall due together and are one message."""
    replay = fresh("2016-01-26 08:00")
    product, now = replay.product, at("2016-01-26 08:30")
    replay.set(now)
    eager = replace(product.stores, writer=AtOnce(product))  # type: ignore[arg-type]
    reminders(eager, product.house.clocks, product.house.plans)(now)
    mine = [one for one in replay.heard() if (one.person, one.unit) == ("陈静", replay.unit)]
    assert {one.duty for one in mine} >= {"scheme", "handbook", "agenda"}
    assert len(replay.phones["陈静"].pushes) == 1


class AtOnce:
    """A writer after whose every commit the courier has already been."""

    def __init__(self, product: Product) -> None:
        self.product = product

    def carry(self, work: Work[T]) -> T:
        value = self.product.stores.writer.carry(work)
        self.product.courier.until_empty()
        return value


# the command, and the machine


def test_the_command_ticks_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SSP_WECHAT__TOKEN", "shhh")
    monkeypatch.setenv("SSP_WEB__SECRET_KEY", "a secret of the tests")
    assert CliRunner().invoke(main, ["db", "upgrade"]).exit_code == 0
    _somebody(load().database_url)
    said = ("--at", "2016-02-24T00:30:00+08:00", "--until", "2016-02-29T20:30:00+08:00", "--every", "4h")
    ticked = CliRunner().invoke(main, ["tick", *said])
    assert (ticked.exit_code, ticked.output.strip()) == (0, "走了36拍。")
    assert CliRunner().invoke(main, ["tick", *said[:2]]).exit_code == 0
    rows = json.loads(CliRunner().invoke(main, ["outbox", "list", "--json"]).output)
    mine = [row for row in rows if row["kind"] == "remind"]
    assert len({row["id"] for row in mine}) == len(mine) > 5
    days = sorted(datetime.fromisoformat(row["due_at"]).astimezone(SHANGHAI) for row in mine)
    assert all(time(7, 30) <= moment.time() < time(21, 30) for moment in days)
    assert {moment.date() for moment in days} >= {date(2016, 2, 24), date(2016, 2, 26), date(2016, 2, 29)}


def _somebody(url: str) -> None:
    """The hospital of a fresh installation gets somebody of the union."""
    engine = create_engine(url)
    with engine.begin() as db:
        home = db.execute(select(Unit.id)).scalar_one()
        facts = {"name": "陈静", "unit_id": home, "home_id": home, "role": "union", "staff_no": "1"}
        db.execute(insert(Person).values(**facts))
    engine.dispose()


SAYS_THE_DAYS = """
from zoneinfo import ZoneInfo
from datetime import datetime, timedelta, UTC
from plans.loading import load_plans
from rules.plan.dues import dues
from rules.plan.slots import open_slots, slots
zone = ZoneInfo("Asia/Shanghai")
duties = [duty for plan in load_plans() for duty in plan.duties]
for duty in duties:
    for year in (2016, 2023):
        for due in dues(duty, year):
            print(duty.code, due.formal, due.target, due.opens, due.closes)
            for slot in slots(duty, due, zone):
                print(slot.key, slot.opens.isoformat(), slot.closes.isoformat(), slot.by.isoformat())
now = datetime(2016, 2, 25, 16, 30, tzinfo=UTC)
for hours in range(0, 96, 6):
    print(sorted(slot.key for slot in open_slots(duties, now + timedelta(hours=hours), zone)))
"""


def test_whatever_time_zone_the_machine_has_the_days_are_the_same() -> None:
    said = [_said_in(zone) for zone in ("America/New_York", "Pacific/Kiritimati", "Asia/Shanghai")]
    assert said[0] == said[1] == said[2]
    assert "2016-02-29" in said[0]


def _said_in(zone: str) -> str:
    words = [sys.executable, "-c", SAYS_THE_DAYS]
    root = Path(__file__).parents[2]
    return subprocess.run(
        words, env={**os.environ, "TZ": zone}, cwd=root, capture_output=True, text=True, check=True
    ).stdout
