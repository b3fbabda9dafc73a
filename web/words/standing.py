"""Where a hazard stands, in words: who has it, and for how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from rules.hazard import OFFICIAL, OPEN, Status, is_overdue
from rules.workdays import Calendar
from web.words.times import day_words, days_left_words, elapsed_words, working_days_left_words

NOBODY = "安全员"
NAMED = 2


@dataclass(frozen=True)
class Now:
    """The moment of the page, the zone its days are told in, and the calendar where working days are counted."""

    at: datetime
    zone: tzinfo
    calendar: Calendar | None = None

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()


def standing_words(row: Mapping[Any, Any], officers: Sequence[str], now: Now) -> str:
    """One short sentence; ``officers`` are those who should look at it."""
    status = Status(row["status"])
    if status in (Status.DRAFT, Status.REPORTED):
        return _waiting(row, officers, now)
    if status is Status.ASSIGNED:
        return f"{row['owner_name'] or '责任人'}在办，{left_words(row['due_on'], now)}"
    if status is Status.FIXED:
        return f"弄好了，等{names_words(officers)}验收"
    return _ended(row, status, now)


def left_words(due_on: date, now: Now) -> str:
    """``还2天``; in working days where the page knows the calendar."""
    if now.calendar is None:
        return days_left_words(due_on, now.today)
    return working_days_left_words(due_on, now.today, now.calendar)


def _waiting(row: Mapping[Any, Any], officers: Sequence[str], now: Now) -> str:
    """What is urgent says whether somebody goes; a voice says that nobody has listened."""
    since = row["reported_at"] or row["recorded_at"]
    came = f"{'报了' if row['number'] else '发来'}{elapsed_words(since, now.at)}"
    if burns(row) and row["number"]:
        return f"{row['responder_name']}接了，{came}" if row["responder_id"] else f"没人接，{came}"
    if row["unheard"]:
        return f"有语音没听，{came}"
    return f"等{names_words(officers)}看，{came}"


def _ended(row: Mapping[Any, Any], status: Status, now: Now) -> str:
    if status is Status.CLOSED:
        there = row["closed_at"].astimezone(now.zone).date()
        return f"已销号 {day_words(there, now.today)}"
    if status is Status.MERGED and row["merged_number"]:
        return f"已并到{row['merged_number']}号"
    return OFFICIAL[status]


def names_words(names: Sequence[str]) -> str:
    """``李红``, ``李红、周兰``, ``李红等3人``."""
    if len(names) > NAMED:
        return f"{names[0]}等{len(names)}人"
    return "、".join(names) or NOBODY


def title_words(row: Mapping[Any, Any]) -> str:
    """What the hazard is called in a list."""
    return row["brief"] or row["description"] or ("一段语音" if row["unheard"] else "没说明的照片")


def burns(row: Mapping[Any, Any]) -> bool:
    """Urgent, and not over yet."""
    return bool(row["urgent"] and row["status"] in OPEN)


def unanswered(row: Mapping[Any, Any]) -> bool:
    """An alarm that nobody has taken."""
    return bool(row["urgent"] and row["status"] == Status.REPORTED and row["responder_id"] is None)


def next_words(row: Mapping[Any, Any]) -> str:
    """The likeliest thing to do with a row, in one character."""
    waits = row["status"] == Status.REPORTED
    steps = (
        (unanswered(row), "接"),
        (row["unheard"] and row["status"] in OPEN and row["number"], "听"),
        (waits and row["pieces"], "分"),
        (waits and row["like_id"] and not row["likeness"], "对"),
        (row["status"] == Status.FIXED, "验"),
    )
    return next((word for fits, word in steps if fits), "看")


def tone(row: Mapping[Any, Any], now: Now) -> str:
    """How a row looks: late, waiting, busy, done or ended."""
    status = Status(row["status"])
    if unanswered(row) or is_overdue(status, row["due_on"], now.today):
        return "late"
    if status is Status.CLOSED:
        return "done"
    if status not in OPEN:
        return "ended"
    return "busy" if status is Status.ASSIGNED else "waits"
