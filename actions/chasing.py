"""The clocks of a hazard that somebody has to put right: when they are asked, and when silence goes up the line."""

from datetime import datetime

from models import calendar, outbox
from models.base import Db, Row
from rules import pace as rule
from rules.blocks import LATER, State, state_of
from rules.clocks import Clocks, day_of
from rules.hazard import Tier
from rules.workdays import Calendar

ASKING = ["ask_progress", "tell_silence", "tell_overdue", "tell_box"]
"""Errands about somebody's work, void when it is done or somebody else's."""


def calendar_of(db: Db) -> Calendar:
    """The published calendar with the hospital's own days."""
    return Calendar(calendar.own_days(db))


def chase(db: Db, row: Row, now: datetime, clocks: Clocks) -> None:
    """Wind the clocks of a hazard anew: the next question, the deadline, and the time box of its tier."""
    stop(db, row, now)
    days = calendar_of(db)
    # Two deeds of one moment (an owner hands up while an officer gives another day) each wind clocks of their own.
    stamp = f"{row['owner_id']}:{row['due_on']}:{int(now.timestamp() * 1_000_000)}"
    pace, zone = clocks.pace, clocks.zone
    asked = rule.next_question(pace, level=row["level"], now=now, due_on=row["due_on"], zone=zone)
    late = rule.overdue_at(pace, days, row["due_on"], zone)
    tier = Tier(row["tier"])
    over = rule.box_ends(pace, days, tier, day_of(row["tier_since"] or now, clocks), zone)
    due = {"ask_progress": asked, "tell_overdue": late, "tell_box": over}
    outbox.post(
        db,
        *(
            outbox.errand(f"{kind}:{row['id']}:{stamp}", kind, now=now, due_at=at, hazard_id=row["id"])
            | {"person_id": row["owner_id"], "payload": {"due_on": row["due_on"].isoformat(), "tier": tier}}
            for kind, at in due.items()
            if at > now  # what has passed was said when it did
        ),
    )


def stop(db: Db, row: Row, now: datetime) -> None:
    """Nobody is asked about it any more."""
    outbox.drop_errands(db, row["id"], ASKING, now)


def wait_for_answer(db: Db, row: Row, now: datetime, clocks: Clocks) -> None:
    """A question was put to the owner: when nobody answers, the line above hears of it."""
    at = rule.silence_ends(clocks.pace, calendar_of(db), day_of(now, clocks), clocks.zone)
    key = f"silence:{row['id']}:{int(now.timestamp())}"
    errand = outbox.errand(key, "tell_silence", now=now, due_at=at, hazard_id=row["id"])
    outbox.post(db, errand | {"person_id": row["owner_id"], "payload": {"asked_at": now.isoformat()}})


def ask_for_blocks(db: Db, row: Row, now: datetime, clocks: Clocks) -> None:
    """A grave hazard was given away without measure or funds: each is asked for on its own, once."""
    until = calendar_of(db).after(day_of(now, clocks), clocks.pace.blocks)
    at = rule.in_the_morning_of(until, clocks.pace, clocks.zone)
    missing = [block for block in LATER if state_of(row, block) is not State.FILLED]
    if missing:
        outbox.post(
            db,
            *(
                outbox.errand(f"block:{row['id']}:{block.value}:{until}", "ask_block", now=now, due_at=at)
                | {"hazard_id": row["id"], "person_id": row["owner_id"], "payload": {"block": block.value}}
                for block in missing
            ),
        )
