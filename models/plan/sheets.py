"""一期报表: what was handed in, frozen with its trace; and the line of what became of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, bindparam, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.people import Person
from models.prepared import Prepared

DRAFT, SENT, RETURNED, ACCEPTED, REPLACED = STATES = ("draft", "sent", "returned", "accepted", "replaced")
SYSTEM, OFFLINE, BROUGHT = WAYS = ("system", "offline", "import")
STANDING = (SENT, ACCEPTED)
"""A sheet that counts as handed in."""


class Sheet(Base):
    """One form of one unit for one formal day. ``number`` counts corrections, from 1.

    ``cells`` holds each cell with both figures and its parts, ``trace`` the ids of the records behind it, as they were
    at ``cut_at``; a draft has neither. ``came_at`` is when the sheet it corrects came first, else the same. ``reasons`` are words written to checks, ``how`` the way it was handed in.
    """

    __tablename__ = "sheet"
    __table_args__ = (
        UniqueConstraint("form", "unit_id", "formal", "number"),
        CheckConstraint(f"state in {STATES}", name="state_is_known"),
        CheckConstraint("state = 'draft' or cut_at is not null", name="sent_has_a_cut"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    form: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    formal: Mapped[date]
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default=DRAFT)
    opened_at: Mapped[datetime]
    cut_at: Mapped[datetime | None]
    came_at: Mapped[datetime | None]
    how: Mapped[str] = mapped_column(default="")
    to_whom: Mapped[str] = mapped_column(default="")
    filled_on: Mapped[date | None]
    cells: Mapped[dict[str, Any]] = mapped_column(default=dict)
    trace: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)
    filled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime | None]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    accepted_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")


class SheetLine(Base):
    """What happened to a sheet: built, shown, agreed, sent, returned, accepted, corrected."""

    __tablename__ = "sheet_line"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    at: Mapped[datetime]
    verb: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(default="")


TABLE, LINES = table_of(Sheet), table_of(SheetLine)
THIS = TABLE.c.id == bindparam("sheet_id")
OWN = (TABLE.c.form == bindparam("of_form"), TABLE.c.unit_id == bindparam("unit"))
BY_ID = Prepared(select(TABLE).where(THIS))
HOLD = Prepared(select(TABLE).where(THIS).with_for_update())
ADD = Prepared(insert(TABLE).returning(TABLE.c.id))
CHANGE = Prepared(update(TABLE).where(THIS))
OF_UNIT = Prepared(select(TABLE).where(*OWN).order_by(TABLE.c.formal, TABLE.c.number))
OF_DAY = Prepared(
    select(TABLE).where(*OWN, TABLE.c.formal == bindparam("on")).order_by(TABLE.c.number.desc()).limit(1)
)
LAST = Prepared(
    select(TABLE)
    .where(
        *OWN,
        TABLE.c.cut_at.is_not(None),
        or_(TABLE.c.state == SENT, TABLE.c.state == ACCEPTED),
        TABLE.c.formal < bindparam("before"),
    )
    .order_by(TABLE.c.formal.desc(), TABLE.c.number.desc())
    .limit(1)
)
ADD_LINE = Prepared(insert(LINES))
OF_SHEET = Prepared(
    select(LINES, Person.name.label("by_name"))
    .join(Person, Person.id == LINES.c.by_id, isouter=True)
    .where(LINES.c.sheet_id == bindparam("sheet"))
    .order_by(LINES.c.id)
)


def find_sheet(db: Db, sheet_id: int) -> Row | None:
    return BY_ID.first(db, sheet_id=sheet_id)


def hold_sheet(db: Db, sheet_id: int) -> Row:
    """A sheet, locked until the commit."""
    return HOLD.one(db, sheet_id=sheet_id)


def add_sheet(db: Db, **facts: Any) -> int:
    return int(ADD.value(db, **facts))


def change_sheet(db: Db, sheet_id: int, **facts: Any) -> None:
    CHANGE.run(db, sheet_id=sheet_id, **facts)


def sheets_of(db: Db, form: str, unit_id: int) -> Sequence[Row]:
    """Every sheet of a form, the oldest day first, corrections after what they correct."""
    return OF_UNIT.all(db, of_form=form, unit=unit_id)


def newest_sheet(db: Db, form: str, unit_id: int, formal: date) -> Row | None:
    """The sheet of a day as it stands: the newest correction, or the draft."""
    return OF_DAY.first(db, of_form=form, unit=unit_id, on=formal)


def sheet_before(db: Db, form: str, unit_id: int, formal: date) -> Row | None:
    """The last sheet that was handed in for an earlier day; its cut is where the next window opens."""
    return LAST.first(db, of_form=form, unit=unit_id, before=formal)


def sheets_on(db: Db, form: str, formal: date, units: Sequence[int]) -> Sequence[Row]:
    """The sheets of many units for one day; of corrections the newest comes last."""
    query = select(TABLE).where(TABLE.c.form == form, TABLE.c.formal == formal, TABLE.c.unit_id.in_(units))
    return [dict(row) for row in db.execute(query.order_by(TABLE.c.unit_id, TABLE.c.number)).mappings()]


def add_line(db: Db, sheet_id: int, verb: str, at: datetime, by_id: int | None, text: str = "") -> None:
    ADD_LINE.run(db, sheet_id=sheet_id, verb=verb, at=at, by_id=by_id, text=text)


def lines_of(db: Db, sheet_id: int) -> Sequence[Row]:
    """What happened to a sheet, with names, the oldest first."""
    return OF_SHEET.all(db, sheet=sheet_id)
