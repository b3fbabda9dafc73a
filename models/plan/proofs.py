"""佐证: what proves a deed or a sheet. The bytes lie on a shelf; here is what is known of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.prepared import Prepared


class Evidence(Base):
    """One proof of a deed or a sheet: a picture that was decoded and made anew, or a file that is only handed out.

    ``what`` says what it shows: photo, sign_in, notice, scheme, receipt, file.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(deed_id is null) != (sheet_id is null)", name="one_of_two"),
        CheckConstraint("state in ('waiting', 'ready', 'gone', 'removed')", name="state_is_known"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("deed.id"), index=True)
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("sheet.id"), index=True)
    what: Mapped[str] = mapped_column(default="photo")
    state: Mapped[str] = mapped_column(default="waiting")
    name: Mapped[str] = mapped_column(default="")
    media_id: Mapped[str] = mapped_column(default="")
    picture_url: Mapped[str] = mapped_column(default="")
    is_picture: Mapped[bool] = mapped_column(default=True)
    sha256: Mapped[str] = mapped_column(default="")
    bytes: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(Evidence)
PROOF = Prepared(
    select(TABLE).where(TABLE.c.deed_id == bindparam("deed"), TABLE.c.state != "removed").order_by(TABLE.c.id)
)
PROOF_OF_SHEET = Prepared(
    select(TABLE)
    .where(TABLE.c.sheet_id == bindparam("sheet"), TABLE.c.state != "removed")
    .order_by(TABLE.c.id)
)
ONE_PROOF = Prepared(select(TABLE).where(TABLE.c.id == bindparam("evidence_id")))
ADD_PROOF = Prepared(insert(TABLE).returning(TABLE.c.id))
CHANGE_PROOF = Prepared(update(TABLE).where(TABLE.c.id == bindparam("evidence_id")))


def add_evidence(db: Db, **facts: Any) -> int:
    return int(ADD_PROOF.value(db, **facts))


def find_evidence(db: Db, evidence_id: int) -> Row | None:
    return ONE_PROOF.first(db, evidence_id=evidence_id)


def change_evidence(db: Db, evidence_id: int, **facts: Any) -> None:
    CHANGE_PROOF.run(db, evidence_id=evidence_id, **facts)


def evidence_of(db: Db, deed_id: int) -> Sequence[Row]:
    return PROOF.all(db, deed=deed_id)


def evidence_of_sheet(db: Db, sheet_id: int) -> Sequence[Row]:
    return PROOF_OF_SHEET.all(db, sheet=sheet_id)
