"""What one reporter has in the ledger: their own rows, those joined to others, and the draft that waits for its words."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, and_, bindparam, func, or_, select, text
from sqlalchemy.orm import aliased

from models.base import Db, Row
from models.hazards import TABLE, Hazard
from models.prepared import Prepared
from rules.hazard import Status

OPEN_DRAFT = Prepared(
    select(TABLE)
    .where(TABLE.c.reporter_id == bindparam("reporter"), TABLE.c.recorded_at > bindparam("since"))
    .where(TABLE.c.status == Status.DRAFT.value, TABLE.c.description == "")
    .order_by(TABLE.c.id.desc())
    .limit(1)
)


def reported_by(db: Db, reporter_id: int, person_id: int | None, limit: int) -> Sequence[RowMapping]:
    """The newest hazards of one reporter, drafts and withdrawn ones left out."""
    query = select(TABLE).where(
        _by(reporter_id, person_id), Hazard.number.is_not(None), Hazard.status != Status.WITHDRAWN
    )
    return db.execute(query.order_by(Hazard.id.desc()).limit(limit)).mappings().all()


def took_back(db: Db, reporter_id: int, person_id: int | None) -> bool:
    """Whether this account, or the person behind it, withdrew something that had a number."""
    numbered = and_(_by(reporter_id, person_id), Hazard.number.is_not(None))
    query = select(Hazard.id).where(numbered, Hazard.status == Status.WITHDRAWN).limit(1)
    return db.execute(query).first() is not None


def count_reported(db: Db, reporter_id: int, person_id: int | None) -> tuple[int, int]:
    """How many hazards one reporter has in the ledger, and how many of them are put right (joined ones too)."""
    target = aliased(Hazard)
    query = (
        select(func.count(), func.count().filter(or_(_closed(Hazard), _closed(target))))
        .select_from(Hazard)
        .outerjoin(target, target.id == Hazard.merged_into)
        .where(_by(reporter_id, person_id), Hazard.number.is_not(None), Hazard.status != Status.WITHDRAWN)
    )
    reported, closed = db.execute(query).one()
    return int(reported), int(closed)


JOINED = Prepared(
    select(TABLE.c.id)
    .where(TABLE.c.merged_into == bindparam("into"))
    .where(or_(TABLE.c.reporter_id == bindparam("account"), TABLE.c.person_id == bindparam("person")))
    .limit(1)
)


def has_joined(db: Db, hazard_id: int, account_id: int, person_id: int | None) -> bool:
    """Whether a report of this account (or person) was joined to the hazard."""
    return JOINED.first(db, into=hazard_id, account=account_id, person=person_id) is not None


def _closed(row: type[Hazard]) -> ColumnElement[bool]:
    return row.status == Status.CLOSED


def _by(reporter_id: int, person_id: int | None) -> ColumnElement[bool]:
    mine = Hazard.reporter_id == reporter_id
    return or_(mine, Hazard.person_id == person_id) if person_id else mine


def reported_since(db: Db, reporter_id: int, since: datetime) -> Sequence[RowMapping]:
    """What one account reported since a moment and did not take back, in order."""
    mine = and_(Hazard.reporter_id == reporter_id, Hazard.reported_at >= since)
    query = select(TABLE).where(mine, Hazard.status != Status.WITHDRAWN).order_by(Hazard.number)
    return db.execute(query).mappings().all()


def last_with_pictures(db: Db, reporter_id: int, since: datetime) -> RowMapping | None:
    """What one account last reported with pictures, while it may still be taken back."""
    kept = Hazard.status.in_([Status.DRAFT, Status.REPORTED])
    pictures = text(
        "EXISTS (SELECT 1 FROM photo WHERE photo.hazard_id = hazard.id AND photo.medium != 'voice')"
    )
    query = select(TABLE).where(Hazard.reporter_id == reporter_id, Hazard.recorded_at > since, kept, pictures)
    return db.execute(query.order_by(Hazard.id.desc()).limit(1)).mappings().one_or_none()


def open_draft_of(db: Db, reporter_id: int, since: datetime) -> Row | None:
    """The newest draft of this account that still waits for its sentence."""
    return OPEN_DRAFT.first(db, reporter=reporter_id, since=since)
