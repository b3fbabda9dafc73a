"""The ledger: one row per hazard, and the questions lists and pages ask of it."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    RowMapping,
    UniqueConstraint,
    and_,
    bindparam,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, index_where_known, table_of
from models.prepared import Prepared
from rules.hazard import OPEN, Source, Status, Tier


class Hazard(Base):
    """One hazard. ``unit_id`` is the hospital that owns the ledger, ``department_id`` the place's department.

    A row without a name has neither reporter nor person: ``seal`` keeps the way back under its own key,
    ``receipt_hash`` lets the reporter ask with the receipt. ``like_id`` names the row it resembles, ``likeness``
    is what a person said of that: ``same``, ``again`` (a closed one has come back), ``other``, or nothing yet.
    ``pieces`` are the several hazards heard in one sentence, until somebody splits it.

    The five blocks (五落实) are ``owner_id``, ``measure``, ``funds``, ``due_on`` and ``contingency``; ``defaulted`` names
    those that stand as usual for the class and nobody has looked at. ``asked_due_on`` is a day the owner asks for,
    ``tallied`` is what the counters of official tables know of it (found 1, listed 2, closed 4; occupational apart),
    ``tier_since`` when the present tier took it over, ``level_by_id`` who decided how grave it is (nobody: suggested).
    """

    __tablename__ = "hazard"
    __table_args__ = (
        UniqueConstraint("unit_id", "number"),
        CheckConstraint(f"status in {tuple(s.value for s in Status)}", name="status_is_known"),
        CheckConstraint("kind in ('accident', 'occupational')", name="kind_is_known"),
        CheckConstraint("level in ('general', 'major')", name="level_is_known"),
        CheckConstraint(f"source in {tuple(s.value for s in Source)}", name="source_is_known"),
        CheckConstraint(
            "status in ('draft', 'withdrawn') or number is not null", name="counted_has_a_number"
        ),
        CheckConstraint("(status = 'closed') = (closed_at is not null)", name="closed_has_a_time"),
        CheckConstraint("(status = 'merged') = (merged_into is not null)", name="merged_has_a_target"),
        CheckConstraint(
            "status != 'assigned' or (owner_id is not null and due_on is not null)",
            name="assigned_has_an_owner",
        ),
        CheckConstraint(
            "not anonymous or (reporter_id is null and person_id is null)", name="nameless_has_no_reporter"
        ),
        Index("ix_hazard_unit_status", "unit_id", "status"),
        Index("ix_hazard_reporter", "reporter_id", "id"),
        # What lists and figures ask of very many rows is answered within an index.
        Index(
            "ix_hazard_ledger",
            *("unit_id", "id", "status", "category", "department_id", "source", "tier", "kind"),
        ),
        Index(
            "ix_hazard_open",
            *("unit_id", "id", "status", "number", "recorded_at", "urgent", "owner_id", "due_on", "level"),
            *("department_id", "tier"),
            sqlite_where=text("status in ('assigned', 'draft', 'fixed', 'reported')"),
            postgresql_where=text("status in ('assigned', 'draft', 'fixed', 'reported')"),
        ),
        Index(
            "ix_hazard_found",
            *("unit_id", "happened_on", "status", "category", "source", "cause", "likeness", "department_id"),
        ),
        Index(
            "ix_hazard_closed",
            *("unit_id", "closed_at", "reported_at", "department_id"),
            sqlite_where=text("closed_at IS NOT NULL"),
            postgresql_where=text("closed_at IS NOT NULL"),
        ),
        *(
            index_where_known("hazard", name)
            for name in ("person_id", "owner_id", "merged_into", "place_id", "like_id")
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    number: Mapped[int | None]
    status: Mapped[str] = mapped_column(default=Status.DRAFT)
    kind: Mapped[str] = mapped_column(default="accident")
    category: Mapped[str] = mapped_column(default="OTHER")
    level: Mapped[str] = mapped_column(default="general")
    urgent: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default=Source.STAFF)
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime]
    described_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    description: Mapped[str] = mapped_column(default="")
    plain: Mapped[str] = mapped_column(default="")
    brief: Mapped[str] = mapped_column(default="")
    place_text: Mapped[str] = mapped_column(default="")
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    anonymous: Mapped[bool] = mapped_column(default=False)
    seal: Mapped[str | None]
    receipt_hash: Mapped[str | None] = mapped_column(unique=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    measure: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    assigned_at: Mapped[datetime | None]
    fixed_at: Mapped[datetime | None]
    fixed_on_spot: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("hazard.id"))
    reason: Mapped[str] = mapped_column(default="")
    like_id: Mapped[int | None] = mapped_column(ForeignKey("hazard.id"))
    likeness: Mapped[str] = mapped_column(default="")
    pieces: Mapped[list[str]] = mapped_column(default=list)
    responder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    responded_at: Mapped[datetime | None]
    tier: Mapped[str] = mapped_column(server_default=Tier.POST)
    tier_since: Mapped[datetime | None]
    funds: Mapped[str] = mapped_column(server_default="")
    contingency: Mapped[str] = mapped_column(server_default="")
    defaulted: Mapped[list[str]] = mapped_column(server_default="[]")
    asked_due_on: Mapped[date | None]
    asked_why: Mapped[str] = mapped_column(server_default="")
    progress_at: Mapped[datetime | None]
    cause: Mapped[str] = mapped_column(server_default="")
    contractor: Mapped[str] = mapped_column(server_default="")
    major_item: Mapped[str] = mapped_column(server_default="")
    level_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    tallied: Mapped[int] = mapped_column(server_default="0")


TABLE = table_of(Hazard)
THIS = TABLE.c.id == bindparam("hazard_id")
NUMBERED = and_(TABLE.c.unit_id == bindparam("unit"), TABLE.c.number == bindparam("told"))
BY_ID = Prepared(select(TABLE).where(THIS))
BY_NUMBER = Prepared(select(TABLE).where(NUMBERED))
CHANGE = Prepared(update(TABLE).where(THIS))
REWRITE = Prepared(update(TABLE).where(THIS).returning(*TABLE.c))


def find_hazard(db: Db, hazard_id: int) -> Row:
    return BY_ID.one(db, hazard_id=hazard_id)


HOLD = Prepared(select(TABLE).where(THIS).with_for_update())


def hold_hazard(db: Db, hazard_id: int) -> Row:
    """The hazard, locked until the commit."""
    return HOLD.one(db, hazard_id=hazard_id)


def find_by_number(db: Db, unit_id: int, number: int) -> Row | None:
    return BY_NUMBER.first(db, unit=unit_id, told=number)


def find_by_receipt(db: Db, digest: str) -> RowMapping | None:
    return db.execute(select(TABLE).where(Hazard.receipt_hash == digest)).mappings().one_or_none()


def change_hazard(db: Db, hazard_id: int, **facts: Any) -> None:
    """Write facts that are no move: words, place, category."""
    CHANGE.run(db, hazard_id=hazard_id, **facts)


def rewrite_hazard(db: Db, hazard_id: int, **facts: Any) -> Row:
    """The same, and the row as it is now."""
    return REWRITE.one(db, hazard_id=hazard_id, **facts)


@cache
def _move(starts: frozenset[Status]) -> Prepared:
    return Prepared(update(TABLE).where(THIS, _standing(starts)).returning(*TABLE.c))


@cache
def _stay(starts: frozenset[Status]) -> Prepared:
    return Prepared(select(TABLE).where(THIS, _standing(starts)).with_for_update())


def _standing(starts: frozenset[Status]) -> ColumnElement[bool]:
    return or_(*(TABLE.c.status == start for start in sorted(starts)))


def move_hazard(
    db: Db, hazard_id: int, starts: frozenset[Status], to: Status | None, **facts: Any
) -> Row | None:
    """Compare and set; the row as it is now. None when somebody was faster. ``to`` None: the stage stays."""
    if to is not None:
        facts["status"] = to
    statement = _move(starts) if facts else _stay(starts)
    return statement.first(db, hazard_id=hazard_id, **facts)


TAKE_ALARM = Prepared(update(TABLE).where(THIS, TABLE.c.responder_id.is_(None)))


def take_alarm(db: Db, hazard_id: int, person_id: int, now: datetime) -> bool:
    """Somebody goes to what burns; False when somebody else was faster."""
    return TAKE_ALARM.run(db, hazard_id=hazard_id, responder_id=person_id, responded_at=now) == 1


def open_at(db: Db, place_id: int, limit: int) -> Sequence[RowMapping]:
    """What is known at a place and not put right yet, the newest first."""
    open_here = and_(Hazard.place_id == place_id, Hazard.status.in_(sorted(OPEN - {Status.DRAFT})))
    query = select(TABLE).where(open_here).order_by(Hazard.id.desc()).limit(limit)
    return db.execute(query).mappings().all()
