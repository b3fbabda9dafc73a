"""How fast the loop turns: working days to put right, time boxes of the tiers, and when silence is spoken of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from rules.hazard import Tier
from rules.workdays import Calendar

TIERS = tuple(Tier)

OFFICIAL = {
    Tier.POST: "个人和岗位",
    Tier.TEAM: "班组",
    Tier.DEPARTMENT: "科室",
    Tier.UNIT: "单位",
    Tier.REGULATOR: "监管部门",
}


@dataclass(frozen=True)
class Pace:
    """Settings of the loop; days are working days unless said otherwise."""

    days: int = 3
    days_major: int = 1
    days_of: Mapping[str, int] = field(default_factory=dict)
    """Working days of single classes, by code."""
    progress: timedelta = timedelta(days=7)
    progress_major: timedelta = timedelta(days=3)
    silence: int = 1
    """Working days after a question until silence goes up the line."""
    speak_at: time = time(9, 0)
    blocks: int = 3
    """Working days in which measure and funds of a grave hazard follow."""
    scheme: int = 5
    """Working days in which the administration answers a letter with its 整改方案."""
    propose: int = 1
    """Working days in which a grave hazard is proposed for 挂牌督办."""
    box: Mapping[Tier, int] = field(
        default_factory=lambda: {
            Tier.POST: 1,
            Tier.TEAM: 2,
            Tier.DEPARTMENT: 7,
            Tier.UNIT: 30,
            Tier.REGULATOR: 90,
        }
    )
    """Working days a tier has before it should hand up."""


def working_days(pace: Pace, *, level: str, category: str, usual: int = 0) -> int:
    """How many working days a hazard gets: a setting of its class, the grave ones', the class's usual, the common."""
    if level == "major":
        return pace.days_major
    return pace.days_of.get(category) or usual or pace.days


def next_question(pace: Pace, *, level: str, now: datetime, due_on: date, zone: tzinfo) -> datetime:
    """When the owner is asked next: after the interval, but the day before the deadline if that is sooner."""
    every = pace.progress_major if level == "major" else pace.progress
    regular = datetime.combine((now + every).astimezone(zone).date(), pace.speak_at, zone)
    eve = datetime.combine(due_on - timedelta(days=1), pace.speak_at, zone)
    return min(regular, eve) if eve > now else regular


def silence_ends(pace: Pace, calendar: Calendar, asked_on: date, zone: tzinfo) -> datetime:
    """When an unanswered question goes up the line."""
    return in_the_morning_of(calendar.after(asked_on, pace.silence), pace, zone)


def overdue_at(pace: Pace, calendar: Calendar, due_on: date, zone: tzinfo) -> datetime:
    """When the line above hears that a deadline passed: the next working day in the morning."""
    return in_the_morning_of(calendar.after(due_on, 1), pace, zone)


def box_ends(pace: Pace, calendar: Calendar, tier: Tier, since: date, zone: tzinfo) -> datetime:
    """When a tier has had its time."""
    return in_the_morning_of(calendar.after(since, pace.box[tier] + 1), pace, zone)


def in_the_morning_of(day: date, pace: Pace, zone: tzinfo) -> datetime:
    """The hour at which the loop speaks."""
    return datetime.combine(day, pace.speak_at, zone)
