"""Whoever has something to do on a day that is held (拍照、答疑) hears of it the working day before. What they read stands elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from models import outbox, people
from models.base import Db, Row
from rules.clocks import Clocks, not_at_night
from rules.plan.spoken.day_words import POST_NAMES
from rules.workdays import working_day_until

KIND = "manned"
AT = time(8, 30)
DAY = timedelta(days=1)


def posts_of(deed: Row, name: str) -> list[str]:
    """What somebody of this name was told to do on the day."""
    posts: Mapping[str, str] = deed["details"].get("posts", {})
    return [POST_NAMES[post] for post, who in posts.items() if who == name]


def call_up(db: Db, deed: Row, now: datetime, clocks: Clocks) -> None:
    """Everybody on the roll who has a post of this day hears of it once; of a day that is over or has begun nobody does."""
    day = deed["happened_on"]
    begins = datetime.combine(day, AT, clocks.zone)
    if now >= begins:
        return
    due = datetime.combine(working_day_until(day - DAY), AT, clocks.zone)
    for person in manned(db, deed):
        key = f"{KIND}:{deed['id']}:{person['id']}"
        facts = {"person_id": person["id"], "payload": {"deed": deed["id"]}, "stale_at": begins}
        outbox.post(
            db, outbox.errand(key, KIND, now=now, due_at=not_at_night(max(now, due), clocks), **facts)
        )


def manned(db: Db, deed: Row) -> Sequence[Row]:
    """The people of the roll who have a post of this day; of two of one name nobody is meant for sure."""
    named = dict.fromkeys(deed["details"].get("posts", {}).values())
    found = people.people_mentioned(db, "、".join(named), deed["unit_id"]) if named else []
    called = [one["name"] for one in found]
    return [one for one in found if one["name"] in named and called.count(one["name"]) == 1]
