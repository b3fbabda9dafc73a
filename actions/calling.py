"""打过了: somebody was rung up because WeChat did not reach them."""

from datetime import datetime

from actions.moving import By
from models import history, outbox
from models.base import Db, Row


def note_call(db: Db, row: Row, person: Row, now: datetime, *, by: By) -> None:
    """Written into the history, and off the list of who was not reached."""
    text = f"给{person['name']}打了电话"
    history.add_line(db, row["id"], "called", now, part=by.part, person_id=by.person_id, text=text)
    outbox.note_called(db, row["id"], person["id"], now)
