"""What happened to a hazard, line by line. Lines are added, never changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, RowMapping, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, table_of
from models.people import Person
from models.prepared import Prepared


class HistoryLine(Base):
    """One line: who (a person, or only the part they played) did what, in words."""

    __tablename__ = "history"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"), index=True)
    at: Mapped[datetime]
    verb: Mapped[str]
    part: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(default="")


TABLE = table_of(HistoryLine)
ADD = Prepared(insert(TABLE))


def add_line(
    db: Db,
    hazard_id: int,
    verb: str,
    at: datetime,
    *,
    part: str,
    person_id: int | None = None,
    text: str = "",
) -> None:
    ADD.run(db, hazard_id=hazard_id, at=at, verb=verb, part=part, person_id=person_id, text=text)


def history_of(db: Db, hazard_id: int) -> Sequence[RowMapping]:
    """The lines of a hazard, oldest first, with the person's name where there is one."""
    query = (
        select(TABLE, Person.name.label("person_name"))
        .outerjoin(Person, Person.id == HistoryLine.person_id)
        .where(HistoryLine.hazard_id == hazard_id)
        .order_by(HistoryLine.id)
    )
    return db.execute(query).mappings().all()
