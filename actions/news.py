"""News about the work on a hazard, posted for its owner and for the officers of its place."""

from datetime import datetime

from actions.looking import officers_for
from models import outbox
from models.base import Db, Row
from rules.clocks import Clocks, not_at_night, notice_due


def tell_owner(db: Db, row: Row, news: str, now: datetime, clocks: Clocks) -> None:
    """The owner hears of something about the work; what burns at once, else not in the night."""
    due_at = now if row["urgent"] else not_at_night(now, clocks)
    key = f"{news}:{row['id']}:{row['owner_id']}:{int(now.timestamp() * 1000)}"
    errand = outbox.errand(key, "tell_owner", now=now, due_at=due_at, hazard_id=row["id"])
    outbox.post(db, errand | {"person_id": row["owner_id"], "payload": {"news": news}})


def tell_officers(db: Db, row: Row, news: str, now: datetime, clocks: Clocks) -> None:
    """Whoever looks after the place hears of something about the work; not in the night."""
    due = notice_due(now, clocks, urgent=row["urgent"]) if news == "fixed" else not_at_night(now, clocks)
    stamp = int(now.timestamp() * 1000)
    told = [officer for officer in officers_for(db, row) if officer["id"] != row["owner_id"]]
    if told:
        outbox.post(
            db,
            *(
                outbox.errand(f"{news}:{row['id']}:{o['id']}:{stamp}", "tell_officer", now=now, due_at=due)
                | {"hazard_id": row["id"], "person_id": o["id"], "payload": {"news": news}}
                for o in told
            ),
        )
