"""How fast the loop turns: days by class, the next question, silence, passed deadlines, the time boxes of the tiers."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rules.hazard import Tier
from rules.pace import (
    OFFICIAL,
    Pace,
    box_ends,
    in_the_morning_of,
    next_question,
    overdue_at,
    silence_ends,
    working_days,
)
from rules.workdays import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
USUAL, PUBLISHED = Pace(), Calendar()

days = some.dates(date(2024, 1, 1), date(2030, 12, 31))
moments = some.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=some.just(UTC))
spans = some.timedeltas(timedelta(hours=1), timedelta(days=40))
paces = some.builds(
    Pace,
    progress=spans,
    progress_major=spans,
    silence=some.integers(1, 5),
    speak_at=some.sampled_from([time(7, 30), time(9), time(14, 15)]),
)
calendars = some.dictionaries(days, some.booleans(), max_size=10).map(Calendar)
tiers = some.sampled_from(Tier)
levels = some.sampled_from(["general", "major"])


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI)


@pytest.mark.parametrize(
    ("level", "category", "usual", "expected"),
    [
        pytest.param("general", "FIRE", 0, 3, id="nothing is known of the class"),
        pytest.param("general", "FIRE", 5, 5, id="the class has its usual days"),
        pytest.param("general", "GAS", 5, 2, id="a setting goes before the usual"),
        pytest.param("major", "GAS", 5, 1, id="a grave one has its own"),
    ],
)
def test_how_many_days_there_are(level: str, category: str, usual: int, expected: int) -> None:
    assert working_days(Pace(days_of={"GAS": 2}), level=level, category=category, usual=usual) == expected


@pytest.mark.parametrize(
    ("level", "now", "due_on", "asked"),
    [
        pytest.param(
            "general", at(date(2026, 3, 2), 12), date(2026, 3, 5), at(date(2026, 3, 4), 9), id="the eve"
        ),
        pytest.param(
            "general", at(date(2026, 3, 2), 12), date(2026, 4, 5), at(date(2026, 3, 9), 9), id="a week later"
        ),
        pytest.param(
            "major", at(date(2026, 3, 2), 12), date(2026, 4, 5), at(date(2026, 3, 5), 9), id="grave: in three"
        ),
        pytest.param(
            "general",
            at(date(2026, 3, 2), 12),
            date(2026, 3, 3),
            at(date(2026, 3, 9), 9),
            id="the eve is over",
        ),
        pytest.param(
            "general",
            at(date(2026, 3, 2), 8),
            date(2026, 3, 3),
            at(date(2026, 3, 2), 9),
            id="this is the eve",
        ),
        pytest.param(
            "general", at(date(2026, 3, 2), 12), date(2026, 2, 20), at(date(2026, 3, 9), 9), id="long overdue"
        ),
        pytest.param(
            "general",
            at(date(2028, 2, 26), 0, 5),
            date(2028, 3, 1),
            at(date(2028, 2, 29), 9),
            id="29 February",
        ),
    ],
)
def test_when_the_owner_is_asked(level: str, now: datetime, due_on: date, asked: datetime) -> None:
    found = next_question(USUAL, level=level, now=now.astimezone(UTC), due_on=due_on, zone=SHANGHAI)
    assert found == asked


@given(paces, levels, moments, some.integers(-30, 120))
def test_the_question_comes_before_the_deadline(pace: Pace, level: str, now: datetime, ahead: int) -> None:
    """Never after the eve while that lies ahead, never later than the interval, always in the morning hour."""
    due_on = now.astimezone(SHANGHAI).date() + timedelta(days=ahead)
    asked = next_question(pace, level=level, now=now, due_on=due_on, zone=SHANGHAI)
    eve = datetime.combine(due_on - timedelta(days=1), pace.speak_at, SHANGHAI)
    assert asked <= eve or eve <= now
    assert asked <= now + (pace.progress_major if level == "major" else pace.progress) + timedelta(days=1)
    assert asked.timetz().replace(tzinfo=None) == pace.speak_at


@given(paces, levels, moments, days, days)
def test_a_later_deadline_is_not_asked_about_earlier(
    pace: Pace, level: str, now: datetime, one: date, other: date
) -> None:
    """While both days lie ahead; of a day that has passed nobody waits for the eve."""
    early, late = sorted((one, other))
    if in_the_morning_of(early - timedelta(days=1), pace, SHANGHAI) > now:
        first = next_question(pace, level=level, now=now, due_on=early, zone=SHANGHAI)
        assert first <= next_question(pace, level=level, now=now, due_on=late, zone=SHANGHAI)


@pytest.mark.parametrize(
    ("due_on", "told"),
    [
        pytest.param(date(2026, 3, 4), date(2026, 3, 5), id="the next morning"),
        pytest.param(date(2026, 3, 6), date(2026, 3, 9), id="after the weekend"),
        pytest.param(date(2026, 2, 14), date(2026, 2, 24), id="after 春节"),
        pytest.param(date(2026, 2, 20), date(2026, 2, 24), id="due in 春节"),
        pytest.param(date(2026, 10, 9), date(2026, 10, 10), id="a Saturday worked in lieu"),
        pytest.param(date(2028, 2, 28), date(2028, 2, 29), id="29 February"),
    ],
)
def test_when_a_passed_deadline_is_spoken_of(due_on: date, told: date) -> None:
    assert overdue_at(USUAL, PUBLISHED, due_on, SHANGHAI) == at(told, 9)
    assert silence_ends(USUAL, PUBLISHED, due_on, SHANGHAI) == at(told, 9), "silence: one working day, too"


@pytest.mark.parametrize(
    ("tier", "since", "over"),
    [
        pytest.param(Tier.POST, date(2026, 3, 2), date(2026, 3, 4), id="a post: one day, then the morning"),
        pytest.param(Tier.TEAM, date(2026, 3, 2), date(2026, 3, 5), id="a team: two"),
        pytest.param(Tier.TEAM, date(2026, 2, 12), date(2026, 2, 24), id="over 春节"),
        pytest.param(Tier.DEPARTMENT, date(2026, 9, 28), date(2026, 10, 14), id="seven over 国庆"),
        pytest.param(Tier.UNIT, date(2026, 3, 2), date(2026, 4, 15), id="thirty over 清明"),
    ],
)
def test_when_a_tier_has_had_its_time(tier: Tier, since: date, over: date) -> None:
    assert box_ends(USUAL, PUBLISHED, tier, since, SHANGHAI) == at(over, 9)


@given(paces, calendars, tiers, days)
def test_the_loop_speaks_in_the_morning_of_a_working_day(
    pace: Pace, calendar: Calendar, tier: Tier, day: date
) -> None:
    for told in (
        box_ends(pace, calendar, tier, day, SHANGHAI),
        overdue_at(pace, calendar, day, SHANGHAI),
        silence_ends(pace, calendar, day, SHANGHAI),
    ):
        local = told.astimezone(SHANGHAI)
        assert local.time() == pace.speak_at
        assert local.date() > day
        assert not calendar.is_rest(local.date())


@given(calendars, tiers, days, days)
def test_who_began_later_ends_no_earlier(calendar: Calendar, tier: Tier, one: date, other: date) -> None:
    early, late = sorted((one, other))
    ends = [box_ends(USUAL, calendar, tier, day, SHANGHAI) for day in (early, late)]
    assert ends == sorted(ends)


@given(calendars, tiers, days)
def test_a_tier_has_its_full_days(calendar: Calendar, tier: Tier, since: date) -> None:
    over = box_ends(USUAL, calendar, tier, since, SHANGHAI).astimezone(SHANGHAI).date()
    assert calendar.between(since, over) == USUAL.box[tier] + 1


def test_tiers_stand_in_the_order_of_the_plan() -> None:
    assert list(OFFICIAL.values()) == ["个人和岗位", "班组", "科室", "单位", "监管部门"]
    boxes = [USUAL.box[tier] for tier in OFFICIAL]
    assert boxes == sorted(boxes)
