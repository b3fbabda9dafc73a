"""Every finished day is sealed once, whatever clocks and schedulers do; what was sealed cannot be made anew."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from actions import anchoring
from models import anchors as kept
from models import chains, history
from models.base import Db
from models.database import open_writing
from rules.chain import BEGINNING, digest, over
from suishoupai.anchors import anchors
from tests.edges.forging import (
    LINE,
    POSTGRESQL,
    SHANGHAI,
    a_hazard,
    beat,
    forge,
    is_intact,
    next_day,
    on,
    reread,
    sealed,
    tamper,
)
from tests.edges.together import at_once
from tests.hospital import Hospital


def test_a_chain_computed_anew_is_found_by_its_anchor(hospital: Hospital) -> None:
    hazard = a_hazard(hospital)
    next_day(hospital)

    def soften(lines: list[dict[str, Any]]) -> None:
        lines[3]["text"] = "不急"

    hospital.carry(lambda db: forge(db, hazard, soften))
    assert is_intact(hospital, hazard)  # its own lines cannot tell
    assert reread(hospital) == [("anchor", None)]


def test_a_line_put_in_with_everything_computed_anew_is_found_by_its_anchor(hospital: Hospital) -> None:
    hazard, later = a_hazard(hospital), a_hazard(hospital)
    next_day(hospital)

    def work(db: Db) -> None:
        db.execute(text("DELETE FROM history WHERE hazard_id = :later"), {"later": later})
        hole = db.execute(text("SELECT max(id) + 1 FROM history")).scalar_one()
        end = chains.chain_of(db, hazard)[1][-1]
        line = {
            **{name: end[name] for name in chains.LINE},
            "id": hole,
            "seq": end["seq"] + 1,
            "verb": "urge",
            "text": "早就催过",
        }
        facts = line | {"digest": digest(end["digest"], line)}
        db.execute(history.TABLE.insert(), facts)

    hospital.carry(work)
    assert is_intact(hospital, hazard)
    assert ("anchor", None) in reread(hospital)


@pytest.mark.parametrize(
    "change", ["digest = '0'", "lines = lines + 1", "last_id = last_id - 1", "digest = 'f', lines = 0"]
)
def test_a_changed_anchor_is_found(hospital: Hospital, change: str) -> None:
    a_hazard(hospital)
    next_day(hospital)
    tamper(hospital, f"UPDATE anchor SET {change}")
    assert ("anchor", None) in reread(hospital)


def test_a_deleted_anchor_is_found_by_the_next(hospital: Hospital) -> None:
    for _ in range(2):
        a_hazard(hospital)
        next_day(hospital)
    tamper(hospital, "DELETE FROM anchor WHERE day = (SELECT min(day) FROM anchor)")
    assert reread(hospital) == [("anchor", None)]


def test_a_wrong_day_does_not_make_the_next_one_wrong(hospital: Hospital) -> None:
    first = a_hazard(hospital)
    next_day(hospital)
    a_hazard(hospital)
    next_day(hospital)
    tamper(hospital, f"UPDATE history SET text = 'x' {LINE}", hazard=first, seq=3)
    assert reread(hospital) == [("changed", 3)]  # the anchors cover digests, and those still stand
    tamper(hospital, f"UPDATE history SET digest = 'x' {LINE}", hazard=first, seq=5)
    assert reread(hospital) == [("changed", 3), ("changed", 5), ("anchor", None)]


def test_a_day_is_sealed_ten_minutes_after_midnight_and_once(hospital: Hospital) -> None:
    on(hospital, 2026, 3, 2, 23, 59)
    a_hazard(hospital)
    on(hospital, 2026, 3, 3, 0, 9)
    a_hazard(hospital)
    beat(hospital.product)
    assert sealed(hospital) == []
    on(hospital, 2026, 3, 3, 0, 10)
    for _ in range(3):
        beat(hospital.product)
    assert sealed(hospital) == [(date(2026, 3, 2), 5)]


def test_an_anchor_is_the_digest_over_the_day_and_the_anchor_before(hospital: Hospital) -> None:
    for day in (2, 3):
        on(hospital, 2026, 3, day)
        a_hazard(hospital)
    on(hospital, 2026, 3, 4)
    beat(hospital.product)
    digests = hospital.carry(
        lambda db: list(db.execute(select(history.TABLE.c.digest).order_by(history.TABLE.c.id)).scalars())
    )
    first, second = (row["digest"] for row in hospital.carry(lambda db: list(kept.all_anchors(db))))
    assert first == over(BEGINNING, digests[:5])
    assert second == over(first, digests[5:])


def test_days_without_lines_have_no_anchor_and_downtime_is_caught_up_on(hospital: Hospital) -> None:
    for day in ((2028, 2, 28), (2028, 2, 29), (2028, 3, 1), (2028, 3, 5)):
        on(hospital, *day, 0, 1)
        a_hazard(hospital)
    on(hospital, 2028, 3, 9)
    beat(hospital.product)
    days = [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1), date(2028, 3, 5)]
    assert sealed(hospital) == [(day, 5) for day in days]
    beat(hospital.product)
    assert len(sealed(hospital)) == 4
    assert reread(hospital) == []


def test_a_line_that_arrives_late_goes_with_the_next_anchor(hospital: Hospital) -> None:
    on(hospital, 2026, 3, 2)
    a_hazard(hospital)
    on(hospital, 2026, 3, 3, 0, 10)
    beat(hospital.product)
    late = on(hospital, 2026, 3, 2, 23, 59)  # a turn that began yesterday and was committed today
    a_hazard(hospital)
    on(hospital, 2026, 3, 3, 0, 20)
    beat(hospital.product)
    assert (sealed(hospital), reread(hospital)) == ([(date(2026, 3, 2), 5)], [])
    a_hazard(hospital)
    on(hospital, 2026, 3, 4)
    beat(hospital.product)
    assert sealed(hospital) == [(date(2026, 3, 2), 5), (date(2026, 3, 3), 10)]
    assert reread(hospital) == []
    assert late < hospital.now


def test_lines_around_midnight_may_be_written_out_of_turn(hospital: Hospital) -> None:
    for minute in (1, -1, 1, -1):
        hospital.product.clock.now = datetime(2026, 3, 2, 16, tzinfo=UTC) + timedelta(minutes=minute)  # type: ignore[attr-defined]
        a_hazard(hospital)
    for day in (3, 4):
        on(hospital, 2026, 3, day)
        beat(hospital.product)
    assert sealed(hospital) == [(date(2026, 3, 2), 20)]
    assert reread(hospital) == []


def test_a_clock_that_ran_ahead_and_was_set_back_breaks_nothing(hospital: Hospital) -> None:
    on(hospital, 2026, 3, 2)
    a_hazard(hospital)
    on(hospital, 2027, 1, 1)  # the machine's battery
    a_hazard(hospital)
    on(hospital, 2027, 1, 2)
    beat(hospital.product)
    for day in (3, 4):
        on(hospital, 2026, 3, day)
        a_hazard(hospital)
    on(hospital, 2026, 3, 4, 0, 10)
    beat(hospital.product)
    on(hospital, 2026, 3, 5, 0, 10)
    beat(hospital.product)
    ahead, back = date(2027, 1, 1), [date(2026, 3, 3), date(2026, 3, 4)]
    assert sealed(hospital) == [(day, 5) for day in (date(2026, 3, 2), ahead, *back)]
    assert reread(hospital) == []


def test_several_schedulers_make_one_anchor(hospital: Hospital) -> None:
    for day in range(1, 9):
        on(hospital, 2026, 3, day)
        a_hazard(hospital)
    now = on(hospital, 2026, 3, 9)
    at_once([lambda: beat(hospital.product, now) for _ in range(4)])
    assert sealed(hospital) == [(date(2026, 3, day), 5) for day in range(1, 9)]
    assert reread(hospital) == []


def test_whoever_was_slower_does_not_go_on_from_an_old_anchor(hospital: Hospital) -> None:
    on(hospital, 2026, 3, 2)
    a_hazard(hospital)
    now = on(hospital, 2026, 3, 3)
    with hospital.product.stores.reading.connect() as db:
        slow = anchoring.missing_seals(db, now, SHANGHAI)
    beat(hospital.product)
    other = [anchoring.Seal(date(2026, 3, 1), 0, slow[0].last_id, 5, "f")]
    assert hospital.carry(lambda db: anchoring.seal(db, slow, now)) == 0
    assert hospital.carry(lambda db: anchoring.seal(db, other, now)) == 0
    assert reread(hospital) == []


@POSTGRESQL
def test_nobody_seals_beside_somebody_who_has_not_committed_yet(hospital: Hospital) -> None:
    a_hazard(hospital)
    now = hospital.now + timedelta(days=1)
    engine = open_writing(hospital.product.settings.database_url)
    with engine.connect() as one, engine.connect() as other:
        seals = anchoring.missing_seals(one, now, SHANGHAI)
        assert anchoring.seal(one, seals, now) == 1
        other.execute(text("SET LOCAL lock_timeout = '100ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            anchoring.seal(other, [replace(seals[0], day=date(2026, 3, 1))], now)
    engine.dispose()


def test_an_idle_beat_asks_once_a_day(hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[datetime] = []
    whole = anchoring.missing_seals
    monkeypatch.setattr(
        anchoring, "missing_seals", lambda db, now, zone: asked.append(now) or whole(db, now, zone)
    )
    duty = anchors(hospital.product.stores, hospital.product.house.clocks)
    for hours in range(0, 48, 4):
        duty(hospital.now + timedelta(hours=hours))
    assert len(asked) == 3
