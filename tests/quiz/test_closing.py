"""An exam that closes soon: who has not sat it hears so three days before and on the last day, once each."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.quiz import papers
from rules.quiz.closing import step_now
from tests.hospital import Hospital, Phone

SHANGHAI = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2016, 6, 24, 18, tzinfo=SHANGHAI)
moments = st.datetimes(datetime(2016, 6, 1), datetime(2016, 7, 10), timezones=st.just(UTC))


def test_three_days_before_and_on_the_last_day() -> None:
    opens = FRIDAY - timedelta(days=20)
    said = {}
    moment = opens
    while moment < FRIDAY + timedelta(days=1):
        if step := step_now(opens, FRIDAY, moment, SHANGHAI):
            said.setdefault(step.code, f"{moment:%m-%d %H:%M}")
        moment += timedelta(minutes=30)
    assert said == {"three": "06-21 08:30", "last": "06-24 08:30"}


@given(moments, moments, moments)
def test_never_outside_the_exam(opens: datetime, closes: datetime, now: datetime) -> None:
    step = step_now(opens, closes, now, SHANGHAI)
    assert step is None or (opens <= step.opens <= now < step.closes <= closes)


@pytest.fixture
def exam(hospital: Hospital) -> int:
    hospital.product.clock.now = FRIDAY - timedelta(days=10)  # type: ignore[misc]
    facts = {"title": "安全知识考试", "purpose": "exam", "parts": [{"count": 20}], "state": "published"}
    return hospital.carry(
        lambda db: papers.add_paper(
            db, unit_id=1, opens_at=hospital.now, closes_at=FRIDAY, made_at=hospital.now, **facts
        )
    )


def beat(hospital: Hospital, at: datetime) -> None:
    hospital.product.clock.now = at  # type: ignore[misc]
    hospital.product.metronome.tick(at)
    hospital.product.courier.until_empty()


def heard(phone: Phone) -> list[str]:
    return [push for push in phone.pushes if "考试" in push]


def test_who_has_not_sat_it_hears_twice_and_never_by_night(hospital: Hospital, exam: int) -> None:
    zhang = hospital.phone("张敏")
    moment = FRIDAY - timedelta(days=9)
    while moment < FRIDAY + timedelta(days=1):
        beat(hospital, moment)
        moment += timedelta(hours=3)
    assert len(heard(zhang)) == 2
    assert heard(zhang)[0] == "模板：安全知识考试快截止了｜张敏｜2016-06-24 18:00｜20题，约15分钟"


def test_a_withdrawn_exam_is_not_spoken_of(hospital: Hospital, exam: int) -> None:
    zhang = hospital.phone("张敏")
    hospital.product.metronome.tick(FRIDAY - timedelta(days=3))
    hospital.carry(lambda db: papers.change_paper(db, exam, state="withdrawn"))
    beat(hospital, FRIDAY - timedelta(days=2))
    assert heard(zhang) == []


def test_who_is_let_off_hears_nothing(hospital: Hospital, exam: int) -> None:
    zhang = hospital.phone("张敏")
    person = hospital.ids["张敏"]
    hospital.carry(
        lambda db: papers.exempt(
            db, paper_id=exam, person_id=person, attempts=0, note="产假", made_at=hospital.now
        )
    )
    beat(hospital, FRIDAY - timedelta(days=3))
    assert heard(zhang) == []
