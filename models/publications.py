"""What is shown of a hazard to everybody: 曝光 and 好做法, drafted by one and approved by another."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, RowMapping, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, table_of

KINDS = ("exposure", "practice")


class Publication(Base):
    """One card. Where it stands follows from its moments."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("hazard_id", "kind"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"))
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(server_default="")
    wrong: Mapped[str] = mapped_column(server_default="")
    right: Mapped[str] = mapped_column(server_default="")
    shows_place: Mapped[bool] = mapped_column(server_default="1")
    drafted_at: Mapped[datetime]
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    refused_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(server_default="")
    published_at: Mapped[datetime | None]


TABLE = table_of(Publication)


def publications_of(db: Db, hazard_id: int) -> Sequence[RowMapping]:
    query = select(TABLE).where(Publication.hazard_id == hazard_id).order_by(Publication.id)
    return db.execute(query).mappings().all()
