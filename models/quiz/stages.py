"""A live contest (现场): which question stands on the big screen, and since when."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Row, table_of
from models.once import insert_once
from models.prepared import Prepared

LOBBY, ASKING, SHOWN, OVER = PHASES = ("lobby", "asking", "shown", "over")


class Stage(Base):
    """The stage of one live paper, whose questions are fixed and the same for everybody; ``position`` is 0 in the lobby.

    ``code`` is what people send to come in, ``scan_url`` stands behind the QR code that says it. Answers count from ``asked_at`` until ``closes_at``.
    """

    __tablename__ = "stage"
    __table_args__ = (CheckConstraint(f"phase in {PHASES}", name="phase_is_known"),)

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    scan_url: Mapped[str] = mapped_column(default="")
    phase: Mapped[str] = mapped_column(default=LOBBY)
    position: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[int] = mapped_column(default=20)
    asked_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    host_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


TABLE = table_of(Stage)
BY_PAPER = Prepared(select(TABLE).where(TABLE.c.paper_id == bindparam("paper")))
BY_CODE = Prepared(select(TABLE).where(TABLE.c.code == bindparam("said"), TABLE.c.phase != OVER))
MOVE = Prepared(
    update(TABLE).where(
        TABLE.c.paper_id == bindparam("paper"),
        TABLE.c.phase == bindparam("from_phase"),
        TABLE.c.position == bindparam("from_position"),
    )
)


def add_stage(db: Db, **facts: Any) -> bool:
    return insert_once(db, Stage, **facts)


def find_stage(db: Db, paper_id: int) -> Row | None:
    return BY_PAPER.first(db, paper=paper_id)


def stage_called(db: Db, code: str) -> Row | None:
    """The stage that people come to with this code, while it is not over."""
    return BY_CODE.first(db, said=code)


CHANGE = Prepared(update(TABLE).where(TABLE.c.paper_id == bindparam("paper")))


def keep_scan_url(db: Db, paper_id: int, scan_url: str) -> None:
    CHANGE.run(db, paper=paper_id, scan_url=scan_url)


def move_stage(db: Db, row: Row, **facts: Any) -> bool:
    """On to the next phase, unless somebody else pressed first."""
    return (
        MOVE.run(db, paper=row["paper_id"], from_phase=row["phase"], from_position=row["position"], **facts)
        == 1
    )
