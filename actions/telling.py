"""Telling the reporters of a hazard what became of it: the first one and everybody whose report was joined to it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from models import hazards, outbox
from models.base import Db, Row
from models.hazards import Hazard
from rules.clocks import Clocks, not_at_night
from rules.hazard import Status


def tell_standing(db: Db, row: Row, now: datetime, clocks: Clocks) -> None:
    """Each reporter hears of each standing once, not in the night; a nameless one never does."""
    told = reports_of(db, row) if row["status"] in (Status.ASSIGNED, Status.CLOSED) else [row]
    due_at = not_at_night(now, clocks)
    news = [
        outbox.errand(
            f"standing:{row['id']}:{row['status']}:{report['id']}", "tell_standing", now=now, due_at=due_at
        )
        | {"hazard_id": row["id"], "to_id": report["reporter_id"]}
        | {"payload": {"status": row["status"], "number": report["number"]}}
        for report in told
        if report["reporter_id"] is not None
    ]
    if news:
        outbox.post(db, *news)


def reports_of(db: Db, row: Row) -> Sequence[Row]:
    """The report itself, and those that were joined to it."""
    query = select(hazards.TABLE).where(or_(Hazard.id == row["id"], Hazard.merged_into == row["id"]))
    return db.execute(query.order_by(Hazard.id)).mappings().all()


def tell_reporter(
    db: Db,
    row: Row,
    kind: str,
    now: datetime,
    *,
    due_at: datetime | None = None,
    once: str = "",
    **facts: object,
) -> None:
    """One errand to the reporter of this row, if there is one to be told. ``facts`` as in ``outbox.errand``."""
    if row["reporter_id"] is None:
        return
    key = once or f"{kind}:{row['id']}:{int(now.timestamp() * 1000)}"
    errand = outbox.errand(key, kind, now=now, due_at=due_at, hazard_id=row["id"], to_id=row["reporter_id"])
    outbox.post(db, errand | facts)
