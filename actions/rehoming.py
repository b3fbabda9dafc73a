"""A picture finds its task: from the draft it opened to the hazard it shows put right."""

from datetime import datetime

from actions import same_eye
from actions.hazards import CLOCKS
from actions.moving import move
from models import outbox, photos
from models.base import Db, Row
from rules.hazard import Part


def rehome(db: Db, draft: Row, row: Row, now: datetime) -> None:
    """The draft's pictures stand beside ``row`` as taken after; the empty draft is gone from every list."""
    photos.rehome_photos(db, draft["id"], row["id"], stage="after")
    move(
        db,
        draft["id"],
        "withdraw",
        Part.REPORTER,
        now,
        text=f"照片归到{row['number']}号",
        reason="整改后照片",
    )
    outbox.drop_errands(db, draft["id"], CLOCKS, now)
    same_eye.look_over_all(db, row, now)
