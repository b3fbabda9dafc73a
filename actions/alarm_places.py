"""Where it burns, told after the alarm: whoever goes there already hears it, too."""

from datetime import datetime, timedelta

from models import outbox
from models.base import Db, Row

TOO_LATE = timedelta(hours=2)
"""After so long whoever went is there."""


def tell_who_goes(db: Db, row: Row, now: datetime) -> None:
    """The place to whoever has answered the alarm; as long as nobody has, all on duty hear it anyway."""
    if not row["urgent"] or row["responder_id"] is None:
        return
    key = f"news:where:{row['id']}:{int(now.timestamp())}"
    news = outbox.errand(key, "news", now=now, hazard_id=row["id"], stale_at=now + TOO_LATE)
    outbox.post(db, news | {"person_id": row["responder_id"]})
