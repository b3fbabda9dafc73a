"""Whoever has something to do on a day that is held (拍照、答疑) hears of it the working day before. What they read stands elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from models import outbox, people
from models.base import Db, Row
from rules.clocks import Clocks, not_at_night
from rules.plan.spoken.post_words import post_name
from rules.workdays import working_day_until

KIND = "manned"
AT = time(8, 30)
"""When people are told; never said as the hour of the day itself."""
DAY = timedelta(days=1)


def posts_of(deed: Row, name: str) -> list[str]:
    """What somebody of this name was told to do on the day."""
    posts: Mapping[str, str] = deed["details"].get("posts", {})
    return [post_name(post).removeprefix("管") for post, who in posts.items() if name in _names(who)]


def leads(deed: Row, name: str) -> bool:
    """Whether somebody of this name is in charge of the day."""
    return name in _names(deed["details"].get("leader", ""))


def begins_at(deed: Row) -> str:
    """``9:00``, where somebody told it; else empty."""
    return str(deed["details"].get("begins", ""))


def begins(deed: Row, clocks: Clocks) -> datetime:
    """When it begins, for reckoning alone: at the hour told, else with the working day."""
    hour, _, minute = begins_at(deed).partition(":")
    at = time(int(hour), int(minute)) if hour else AT
    return datetime.combine(deed["happened_on"], at, clocks.zone)


def _names(said: str) -> list[str]:
    return [name for name in said.split("、") if name]


def call_up(db: Db, deed: Row, now: datetime, clocks: Clocks) -> None:
    """Everybody on the roll who has a post of this day or is in charge of it hears of it once; of a day that is over or has begun nobody does."""
    day = deed["happened_on"]
    over = begins(deed, clocks)
    if now >= over:
        return
    due = datetime.combine(working_day_until(day - DAY), AT, clocks.zone)
    for person in manned(db, deed):
        key = f"{KIND}:{deed['id']}:{person['id']}"
        facts = {"person_id": person["id"], "payload": {"deed": deed["id"]}, "stale_at": over}
        outbox.post(
            db, outbox.errand(key, KIND, now=now, due_at=not_at_night(max(now, due), clocks), **facts)
        )


def manned(db: Db, deed: Row) -> Sequence[Row]:
    """The people of the roll who have a post of this day or are in charge of it; of two of one name nobody is meant for sure."""
    told = [*deed["details"].get("posts", {}).values(), deed["details"].get("leader", "")]
    named = dict.fromkeys(name for said in told for name in _names(said))
    found = people.people_mentioned(db, "、".join(named), deed["unit_id"]) if named else []
    called = [one["name"] for one in found]
    return [one for one in found if one["name"] in named and called.count(one["name"]) == 1]
