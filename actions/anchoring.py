"""Sealing finished days: each day with lines of history gets one anchor. Verifying them is no business of this file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import takewhile

from models import anchors, history
from models.base import Db
from rules.chain import BEGINNING, over

SETTLED = timedelta(minutes=10)
"""So long after midnight nothing of the day before is still on its way: a line bears the time its turn began."""


@dataclass(frozen=True)
class Seal:
    """An anchor to be made: of which day, after which line, up to which, and the digest over those between."""

    day: date
    after: int
    last_id: int
    lines: int
    digest: str


def finished_day(now: datetime, zone: tzinfo) -> date:
    """The newest day whose lines are all there."""
    return (now - SETTLED).astimezone(zone).date() - timedelta(days=1)


def missing_seals(db: Db, now: datetime, zone: tzinfo) -> list[Seal]:
    """The anchors that should stand by now and do not, in the order in which they follow each other. Only reads."""
    last = anchors.last_anchor(db)
    after, before, newest = (
        (last["last_id"], last["digest"], last["day"]) if last else (0, BEGINNING, date.min)
    )
    finished = finished_day(now, zone)
    seals = []
    for day, last_id in _ends(db, after, newest, finished, zone):
        digests = [digest for _, digest in history.digests_between(db, after, last_id)]
        seals.append(Seal(day, after, last_id, len(digests), over(before, digests)))
        after, before = last_id, seals[-1].digest
    return seals


def _ends(db: Db, after: int, newest: date, finished: date, zone: tzinfo) -> Iterator[tuple[date, int]]:
    """The days to seal and the last line of each.

    A day before the newest anchor is not sealed any more: its late lines go with the next. Only yesterday may lie
    before it, after a clock that had run ahead was set back.
    """
    last_of: dict[date, int] = {}
    for line_id, at in history.moments_after(db, after, _midnight_after(finished, zone)):
        last_of[at.astimezone(zone).date()] = line_id
    anchored = anchors.days_anchored(db, last_of)
    for day in sorted(last_of):
        is_free = day not in anchored and (day > newest or day == finished)
        if is_free and last_of[day] > after:
            after = last_of[day]
            yield day, after


def _midnight_after(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone)


def seal(db: Db, seals: list[Seal], now: datetime) -> int:
    """Write them; how many. It stops at the first that somebody else was faster with."""
    written = (
        anchors.add_anchor(
            db, one.after, day=one.day, made_at=now, lines=one.lines, last_id=one.last_id, digest=one.digest
        )
        for one in seals
    )
    return sum(takewhile(bool, written))
