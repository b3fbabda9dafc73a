"""急: the duty list hears at once; somebody goes; the reporter is told who, or that nobody has come yet."""

from datetime import datetime

from actions.telling import tell_reporter
from models import hazards, history, outbox
from models.base import Db, Row
from rules.clocks import Clocks
from rules.hazard import Part


def raise_alarm(db: Db, row: Row, now: datetime, clocks: Clocks) -> None:
    """It is happening now: everybody on duty hears of it at once, at any hour."""
    hazards.change_hazard(db, row["id"], urgent=True)
    history.add_line(db, row["id"], "urgent", now, part=Part.REPORTER)
    outbox.drop_errands(db, row["id"], ["tell_officers"], now)
    key = f"tell-urgent:{row['id']}"
    outbox.post(db, outbox.errand(key, "tell_officers", now=now, hazard_id=row["id"]))
    tell_reporter(db, row, "nobody_came", now, due_at=now + clocks.respond)


def calm(db: Db, row: Row, now: datetime) -> None:
    """Not happening, only feared."""
    hazards.change_hazard(db, row["id"], urgent=False)
    history.add_line(db, row["id"], "calm", now, part=Part.REPORTER)


def respond(db: Db, row: Row, person_id: int, now: datetime) -> bool:
    """接了：this person goes. False when somebody else was faster."""
    if not hazards.take_alarm(db, row["id"], person_id, now):
        return False
    history.add_line(db, row["id"], "respond", now, part=Part.OFFICER, person_id=person_id)
    outbox.drop_errands(db, row["id"], ["nobody_came"], now)
    tell_reporter(db, row, "somebody_comes", now, person_id=person_id)
    return True
