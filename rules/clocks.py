"""The waiting times of a report, and what the clock on the wall means for them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from rules.pace import Pace


@dataclass(frozen=True)
class Clocks:
    """How long everything waits. Times of day are those of ``zone``."""

    zone: tzinfo
    grace: timedelta = timedelta(minutes=2)
    respond: timedelta = timedelta(minutes=5)
    join: timedelta = timedelta(minutes=2)
    breath: timedelta = timedelta(seconds=5)
    choices: timedelta = timedelta(minutes=30)
    place: timedelta = timedelta(minutes=10)
    nudge: timedelta = timedelta(minutes=30)
    show_draft: timedelta = timedelta(hours=2)
    settle_draft: timedelta = timedelta(hours=24)
    receipt: timedelta = timedelta(hours=1)
    login_link: timedelta = timedelta(minutes=10)
    bind_lock: timedelta = timedelta(minutes=30)
    look: timedelta = timedelta(hours=4)
    quiet_from: time = time(21, 30)
    quiet_to: time = time(7, 30)
    night_look: time = time(10, 0)
    pace: Pace = field(default_factory=Pace)
    """How fast what is reported has to be put right."""


def day_of(at: datetime, clocks: Clocks) -> date:
    """The day an instant belongs to, by the hospital's own clock."""
    return at.astimezone(clocks.zone).date()


def is_quiet(now: datetime, clocks: Clocks) -> bool:
    """Whether ordinary notices wait until the morning."""
    at = now.astimezone(clocks.zone).time()
    return at >= clocks.quiet_from or at < clocks.quiet_to


def notice_due(now: datetime, clocks: Clocks, *, urgent: bool) -> datetime:
    """When the officer hears of a hazard: at once when urgent, else after the grace, never by night."""
    return now if urgent else not_at_night(now + clocks.grace, clocks)


def not_at_night(due: datetime, clocks: Clocks) -> datetime:
    """The same moment, or the next morning when it lies in the quiet hours."""
    return next_at(due, clocks.quiet_to, clocks.zone) if is_quiet(due, clocks) else due


def look_by(now: datetime, clocks: Clocks) -> datetime:
    """The latest moment at which the officer has promised to look; half hours, as people say them."""
    due = now + clocks.look
    if is_quiet(due, clocks) or is_quiet(now, clocks):
        return next_at(now, clocks.night_look, clocks.zone)
    over = timedelta(minutes=due.minute % 30, seconds=due.second, microseconds=due.microsecond)
    return due - over + timedelta(minutes=30) if over else due


def next_at(now: datetime, at: time, zone: tzinfo) -> datetime:
    """The next moment strictly after ``now`` at which the clock on the wall shows ``at``."""
    local = now.astimezone(zone)
    same_day = datetime.combine(local.date(), at, zone)
    return same_day if same_day > local else same_day + timedelta(days=1)


def in_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """A coming moment as people say it: ``今天14点``, ``明早10点``, ``3/4 10点``."""
    there, here = at.astimezone(zone), now.astimezone(zone)
    minutes = {0: "", 30: "半"}.get(there.minute, f"{there.minute}分")
    clock = f"{there.hour}点{minutes}"
    days = (there.date() - here.date()).days
    if days == 0:
        return f"今天{clock}"
    if days == 1:
        return f"明早{clock}" if there.hour < 12 else f"明天{clock}"
    return f"{there.month}/{there.day} {clock}"
