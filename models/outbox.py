"""The outbox: errands that leave the house, written in the commit that caused them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    RowMapping,
    bindparam,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.once import insert_all_once, insert_once, put

STATES = ("waiting", "claimed", "done", "given_up", "stale", "unwanted")
POSTED = "posted"


class Errand(Base):
    """One thing to carry. Waits until ``due_at``, is pointless after ``stale_at``.

    ``to_id`` is the conversation or ``person_id`` the person it is for, ``unit_id`` whose duty it is about;
    ``result`` what the platform said, ``message_id`` how it calls the message.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(f"state in {STATES}", name="state_is_known"),
        Index(
            "ix_outbox_open",
            "due_at",
            sqlite_where=text("state in ('waiting', 'claimed')"),
            postgresql_where=text("state in ('waiting', 'claimed')"),
        ),
        Index(
            "ix_outbox_not_told",
            "id",
            sqlite_where=text("state = 'given_up' AND seen_at IS NULL"),
            postgresql_where=text("state = 'given_up' AND seen_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    hazard_id: Mapped[int | None] = mapped_column(ForeignKey("hazard.id"), index=True)
    to_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="waiting")
    posted_at: Mapped[datetime]
    due_at: Mapped[datetime]
    stale_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    message_id: Mapped[str] = mapped_column(default="", index=True)
    seen_at: Mapped[datetime | None]


TABLE = table_of(Errand)


def errand(
    key: str, kind: str, *, now: datetime, due_at: datetime | None = None, **facts: Any
) -> dict[str, Any]:
    """A row for ``post``; facts are payload, hazard_id, to_id, person_id, unit_id, stale_at."""
    empty: dict[str, Any] = {
        "payload": {},
        "hazard_id": None,
        "to_id": None,
        "person_id": None,
        "unit_id": None,
        "stale_at": None,
    }
    return empty | {"key": key, "kind": kind, "posted_at": now, "due_at": due_at or now} | facts


def post(db: Db, *rows: dict[str, Any]) -> None:
    """Queue errands; one whose key was posted before is left as it is."""
    insert_all_once(db, Errand, list(rows))
    db.info[POSTED] = True


def post_once(db: Db, row: dict[str, Any]) -> bool:
    """Queue an errand; False when one of this key was posted before."""
    db.info[POSTED] = True
    return insert_once(db, Errand, **row)


def post_again(db: Db, row: dict[str, Any]) -> None:
    """Queue an errand anew, whatever became of the one of this key."""
    fresh = {"state": "waiting", "attempts": 0, "claimed_by": "", "lease_until": None, "done_at": None}
    ended: dict[str, Any] = {"reason": "", "result": {}, "message_id": "", "seen_at": None}
    put(db, Errand, ("key",), **row, **fresh, **ended)
    db.info[POSTED] = True


def claim_errands(
    db: Db, courier: str, now: datetime, *, lease: timedelta, limit: int, kinds: Sequence[str] | None = None
) -> Sequence[RowMapping]:
    """Take what is due (or whose claim ran out) for a while. Couriers side by side never share a row."""
    free = or_(Errand.state == "waiting", (Errand.state == "claimed") & (Errand.lease_until < now))
    due = select(Errand.id).where(free, Errand.due_at <= now).order_by(Errand.due_at, Errand.id).limit(limit)
    if kinds is not None:
        due = due.where(Errand.kind.in_(kinds))
    claim = (
        update(Errand)
        .where(Errand.id.in_(due.with_for_update(skip_locked=True)))
        .values(state="claimed", claimed_by=courier, lease_until=now + lease, attempts=Errand.attempts + 1)
        .returning(*TABLE.c)
    )
    rows = db.execute(claim).mappings().all()
    return sorted(rows, key=lambda row: (row["due_at"], row["id"]))


def take_along(db: Db, errand: Row, beside: Sequence[int], now: datetime) -> list[Row]:
    """What else of this kind waits for the same person now, claimed by the same courier for as long."""
    mine = (Errand.person_id == errand["person_id"], Errand.kind == errand["kind"], Errand.due_at <= now)
    waiting = select(Errand.id).where(*mine, Errand.state == "waiting", Errand.id.not_in(beside))
    taken = (
        update(Errand)
        .where(Errand.id.in_(waiting.with_for_update(skip_locked=True)))
        .values(
            state="claimed",
            claimed_by=errand["claimed_by"],
            lease_until=errand["lease_until"],
            attempts=Errand.attempts + 1,
        )
        .returning(*TABLE.c)
    )
    return [dict(row) for row in db.execute(taken).mappings()]


def holds_claim(db: Db, errand_id: int, courier: str) -> bool:
    """Whether this courier still holds the errand; locks its row."""
    query = select(Errand.id).where(Errand.id == errand_id, Errand.claimed_by == courier)
    return db.execute(query.where(Errand.state == "claimed").with_for_update()).first() is not None


SIGN_OFF = (
    update(Errand)
    .where(Errand.id == bindparam("errand_id"), Errand.claimed_by == bindparam("courier"))
    .where(Errand.state == "claimed")
)


def sign_off(db: Db, errand_id: int, courier: str, **facts: Any) -> bool:
    """Write how an errand ended. False when the claim had run out and somebody else took it."""
    return db.execute(SIGN_OFF.values(**facts), {"errand_id": errand_id, "courier": courier}).rowcount == 1


def free_claims(db: Db) -> int:
    """Give back every claim; only for the one process that holds the data, at its start."""
    freed = update(Errand).where(Errand.state == "claimed").values(state="waiting", lease_until=None)
    return db.execute(freed).rowcount


def next_due(db: Db) -> datetime | None:
    """When the next errand may be carried."""
    open_rows = Errand.state.in_(["waiting", "claimed"])
    when = func.coalesce(Errand.lease_until, Errand.due_at)
    return db.execute(select(func.min(when)).where(open_rows)).scalar()


def backlog(db: Db, now: datetime) -> tuple[int, datetime | None]:
    """How many errands are due and not done, and since when the oldest."""
    late = Errand.state.in_(["waiting", "claimed"]) & (Errand.due_at <= now)
    row = db.execute(select(func.count(), func.min(Errand.due_at)).where(late)).one()
    return int(row[0]), row[1]


DROP = (
    update(TABLE)
    .where(TABLE.c.hazard_id == bindparam("hazard"), TABLE.c.state == "waiting")
    .where(TABLE.c.kind.in_(bindparam("kinds", expanding=True)))
    .values(state="unwanted")
)


def told_of(db: Db, hazard_id: int) -> set[int | None]:
    """Who has heard of a hazard already, or is about to."""
    heard = Errand.state.in_(["waiting", "claimed", "done"])
    query = select(Errand.person_id).where(Errand.hazard_id == hazard_id, Errand.kind == "news", heard)
    return set(db.execute(query).scalars())


def drop_errands(db: Db, hazard_id: int, kinds: Sequence[str], now: datetime) -> None:
    """Call back errands that nobody wants any more."""
    db.execute(DROP, {"hazard": hazard_id, "kinds": kinds, "done_at": now})


def note_called(db: Db, hazard_id: int, person_id: int, now: datetime) -> None:
    """What WeChat could not bring, or is about to try, was said on the telephone."""
    mine = (Errand.hazard_id == hazard_id) & (Errand.person_id == person_id)
    waits = update(Errand).where(mine, Errand.state == "waiting", Errand.kind == "tell_owner")
    db.execute(waits.values(state="unwanted", done_at=now))
    db.execute(update(Errand).where(mine, Errand.state == "given_up").values(seen_at=now))


def move_errand(db: Db, key: str, hazard_id: int) -> None:
    """An errand belongs to another hazard from now on."""
    db.execute(update(Errand).where(Errand.key == key).values(hazard_id=hazard_id))


def errands(db: Db, *, hazard_id: int | None = None, limit: int = 500) -> Sequence[RowMapping]:
    """The newest errands first."""
    query = select(TABLE).order_by(Errand.id.desc()).limit(limit)
    if hazard_id is not None:
        query = query.where(Errand.hazard_id == hazard_id)
    return db.execute(query).mappings().all()


def record_delivery(db: Db, message_id: str, status: str) -> None:
    """The platform's late word on a template message, by its message id."""
    query = select(Errand.id, Errand.result).where(Errand.message_id == message_id)
    for row in db.execute(query).all() if message_id else ():
        facts: dict[str, Any] = {"result": row.result | {"status": status}}
        if status != "success":
            facts |= {"state": "given_up", "reason": status}
        db.execute(update(Errand).where(Errand.id == row.id).values(**facts))
